using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.PayerMoney;

/// <summary>Provider-level adjustments as a ledger: kept as sent, explained where it is certain, and every remittance adds up.</summary>
public sealed class PayerMoneyTests
{
    private static readonly OutgoingClaim Paid = Claim("RC-1", Line("99213", 200, "CO-45 66.71"));

    private static async Task<PayerMoneyPage> Page(TestWorkbench workbench) => (await new PayerMoneyViews(workbench.Dbs, workbench.Clock).Open(workbench.PostingClerk)).Value;

    private static async Task<(TestWorkbench Workbench, PayerMoneyPage Page)> Told(params OutgoingRemittance[] remittances)
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < remittances.Length; n++) await workbench.Post(remittances[n].By(North, $"EFT{n}"), n + 1);
        await workbench.NoCentIsLost();
        return (workbench, await Page(workbench));
    }

    private static OutgoingRemittance With(OutgoingRemittance remittance, params (string, string, decimal)[] adjustments) =>
        remittance with { ProviderAdjustments = [.. adjustments.Select(a => (a.Item1, a.Item2, Dollars(a.Item3)))] };

    [Fact]
    public async Task TakebackWithInterest_IsOwed_AndTheDifferenceHasItsCause()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("L6", "ICNRC-1", 0.37m), ("FB", "ICNRC-1", -133.66m)));

        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(133.66m));
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
        page.Sum(PayerMoneyShow.Interest).Should().Be(Dollars(-0.37m));
        var announced = page.Rows(PayerMoneyShow.Announced).Single();
        announced.Why.Should().SatisfyRespectively(w => w.Should().Contain("$133.29 back"), w => w.Should().Be("$0.37 interest taken back (L6) beside the payment."));
        (await workbench.Posted("RC-1")).Claim.BalanceCents.Should().Be(20_000, "interest is beside the claim");
    }

    [Fact]
    public async Task OwedThenTaken_IsLinkedByReferencePayerAndAmount()
    {
        var (_, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)), With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 133.29m)));

        page.Sum(PayerMoneyShow.Announced).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Taken).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Owed).Should().Be(Money.Zero);
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
        page.Rows(PayerMoneyShow.Taken).Single().Why.Single().Should().Contain("nothing is owed on it any more");
    }

    [Fact]
    public async Task TakenInParts_LeavesTheRestOwed()
    {
        var (_, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)),
            With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 33.29m)), With(Of(Claim("RC-3", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 60m)));

        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(40m));
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
    }

    [Theory]
    [InlineData("WO", "NOBODY-1", 10, 10)]
    [InlineData("FB", "NOBODY-1", -10, 10)]
    [InlineData("AP", "ADVANCE", 25, 25)]
    [InlineData("", "", 5, 5)]
    [InlineData("ZZ", "what", -7, 7)]
    public async Task NobodyKnowsWhy_IsUnexplained(string code, string reference, decimal amount, decimal unexplained)
    {
        var (_, page) = await Told(With(Of(Paid), (code, reference, amount)));

        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Dollars(unexplained));
        page.Lines.Single().Row.Should().Match<PayerMoneyRow>(r => r.Code == code && r.Reference == reference && r.AmountCents == (long)(amount * 100));
    }

    [Fact]
    public async Task SameReversalAnnouncedTwice_IsOwedOnce()
    {
        var (_, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)), With(Of(Paid.Reversed(), Claim("RC-9", Line("99213", 1, "CO-45 1"))), ("FB", "ICNRC-1", -133.29m)));

        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Dollars(133.29m), "the second reversal waits for a person, and so does its announcement");
    }

    [Fact]
    public async Task ReversalThatIsNotOurs_InventsNoClaimAndTheSumHolds()
    {
        var (workbench, _) = await Told(Of(Claim("RC-8", Line("99213", 200, "CO-45 66.71")).Reversed(), Claim("RC-9", Line("99213", 100))));

        (await workbench.CountClaims()).Should().Be(1);
        (await workbench.Read(db => db.Set<Remittance>().SingleAsync())).Should().Match<Remittance>(r => r.UnmatchedCount == 1 && r.AmountCents == -3_329 && r.UnexplainedCents == 0);
    }

    [Fact]
    public async Task ByHand_NeedsScopeNoteSamePayerAndEnoughOwed()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)), With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "their own number", 133.29m), ("WO", "another", 500m), ("AP", "loan", 1m)));
        var service = new PayerMoneyService(workbench.Writer);
        var announced = page.Rows(PayerMoneyShow.Announced).Single().Row.Id;
        long Row(string reference) => page.Lines.Single(l => l.Row.Reference == reference).Row.Id;
        Task<Outcome<long>> Explain(string reference, long? to, string? note, Actor? who = null) => service.Explain(who ?? workbench.PostingClerk, Row(reference), to, note);

        (await Explain("their own number", announced, "The payer said so", workbench.Clerk)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Explain("their own number", announced, "")).Refusal!.Code.Should().Be("NoteRequired");
        (await Explain("another", announced, "Why not")).Refusal!.Code.Should().Be("MoreThanOwed");
        (await Explain("loan", announced, "Why not")).Refusal!.Code.Should().Be("NotTaken");
        (await service.Explain(workbench.PostingClerk, 1, null, "Not mine")).Refusal!.Code.Should().Be("NotFound");
        (await Explain("their own number", announced, "The payer's letter of 3 November")).IsDone.Should().BeTrue();
        (await Explain("loan", null, "Instalment of the advance")).IsDone.Should().BeTrue();
        (await Explain("loan", null, "Again")).Refusal!.Code.Should().Be("AlreadyExplained");

        var after = await Page(workbench);
        after.Sum(PayerMoneyShow.Owed).Should().Be(Money.Zero);
        after.Sum(PayerMoneyShow.Unexplained).Should().Be(Dollars(500m));
        (await workbench.Read(db => db.Set<AuditRow>().CountAsync(a => a.Act == AuditAct.PayerMoneyExplained))).Should().Be(2);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task NotTakenForLong_IsOverdue()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)));
        page.Rows(PayerMoneyShow.Overdue).Should().BeEmpty();

        var later = page with { Today = page.Today.AddDays(PayerMoneyRules.OverdueDays + 30) };
        later.Sum(PayerMoneyShow.Overdue).Should().Be(Dollars(133.29m));
        workbench.LetGo();
    }

    [Fact]
    public async Task SentTwice_KeepsItsRowsOnce()
    {
        var told = With(Of(Paid), ("L6", "ICNRC-1", -2.77m)).By(North, "EFT0");
        var workbench = await TestWorkbench.Open();
        await workbench.Post(told);
        await workbench.Post(told, 7);

        (await Page(workbench)).Lines.Should().ContainSingle().Which.Why.Single().Should().StartWith("Interest paid on claim RC-1");
        await workbench.NoCentIsLost();
    }

    [Theory]
    [InlineData("PayerMoneySum", "UPDATE payer_money_row SET amount_cents = amount_cents - 1 WHERE kind = 1")]
    [InlineData("PayerMoneySum", "DELETE FROM payer_money_row WHERE kind = 3")]
    [InlineData("PayerMoneyLinks", "UPDATE payer_money_link SET amount_cents = amount_cents + 1 WHERE kind = 2")]
    [InlineData("PayerMoneyOfOnePayer", "UPDATE remittance SET payer_identifier = 'ELSEWHERE' WHERE trace = 'EFT2'")]
    public async Task Verify_Tampered_NamesTheInvariant(string invariant, string tampering)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.Post(Of(Paid).By(North, "EFT0"), 1);
        await workbench.Post(With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)).By(North, "EFT1"), 2);
        await workbench.Post(With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 133.29m), ("L6", "ICNRC-9", -1m)).By(North, "EFT2"), 3);
        await RawSql.Tamper(workbench, $"DROP TRIGGER payer_money_row_no_update; DROP TRIGGER payer_money_row_no_delete; DROP TRIGGER payer_money_link_no_update; {tampering}");

        var results = await new WriteOff.Domain.Verification.Verifier(workbench.Dbs).Run(workbench.TenantId);

        results.Where(r => !r.Holds).Select(r => r.Name).Should().Contain(invariant);
    }

    [Theory]
    [InlineData("f03", 13_366, 0, 0)]
    [InlineData("f04", 0, 0, 0)]
    [InlineData("f05", 0, 0, 0)]
    [InlineData("f18", 15_000, 15_000, 0)]
    [InlineData("f22", 0, 0, 15_000)]
    public async Task Take_FieldCase_EndsAsTheRulesSay(string story, long owed, long unexplained, long taken)
    {
        var shared = SharedEdi.Folder;
        if (shared is null) Assert.Skip(SharedEdi.Absent);
        var workbench = await TestWorkbench.Open();
        foreach (var file in Directory.GetFiles(Path.Combine(shared!, "field"), $"{story}-*.835").Order(StringComparer.Ordinal))
            (await workbench.Take(await System.IO.File.ReadAllBytesAsync(file), Path.GetFileName(file))).IsDone.Should().BeTrue();

        var page = await Page(workbench);
        page.Sum(PayerMoneyShow.Owed).Cents.Should().Be(owed);
        page.Sum(PayerMoneyShow.Unexplained).Cents.Should().Be(unexplained);
        page.Sum(PayerMoneyShow.Taken).Cents.Should().Be(taken);
        (await workbench.Read(db => db.Set<Remittance>().Select(r => r.UnexplainedCents).Distinct().ToListAsync())).Should().Equal(0);
        await workbench.NoCentIsLost();
    }
}
