using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.PayerMoney.ToldMoney;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.PayerMoney;

/// <summary>Provider-level adjustments as a ledger: kept as sent, explained where it is certain, and every remittance adds up.</summary>
public sealed class PayerMoneyTests
{
    [Fact]
    public async Task TakebackWithInterest_IsOwed_AndTheDifferenceHasItsCause()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("L6", "ICNRC-1", 0.37m), ("FB", "ICNRC-1", -133.66m)));

        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(133.66m));
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
        page.Sum(PayerMoneyShow.Interest).Should().Be(Dollars(-0.37m));
        (await Page(workbench, PayerMoneyShow.Announced)).Lines.Single().Why.Should().SatisfyRespectively(w => w.Should().Contain("$133.29 back"), w => w.Should().Be("$0.37 interest taken back (L6) beside the payment."));
        (await workbench.Posted("RC-1")).Claim.BalanceCents.Should().Be(20_000, "interest is beside the claim");
    }

    [Theory]
    [InlineData("AMT*I*2.77~", 277L)]
    [InlineData("AMT*I*2.77~AMT*AU*100~AMT*I*-0.07~", 270L)]
    [InlineData("AMT*I*2,77~", null)]
    [InlineData("AMT*AU*2.77~", null)]
    public async Task InterestOnTheClaim_HasItsOwnRow_BesideTheBalance(string segments, long? cents)
    {
        var workbench = await TestWorkbench.Open();
        var file = Encoding.Latin1.GetString(TestRemittances.File(1, With(Of(Paid), ("L6", "ICNRC-1", -2.77m))));
        await workbench.Take(Encoding.Latin1.GetBytes(file.Replace("SVC*", $"{segments}SVC*", StringComparison.Ordinal)));

        var claim = await workbench.Posted("RC-1");
        (claim.Claim.BalanceCents, claim.UnexplainedCents).Should().Be((0, 0));
        (await workbench.ClaimPayments()).Single().InterestCents.Should().Be(cents);
        var shown = (await new RemittanceViews(workbench.Dbs).Of(workbench.PostingClerk, claim.Claim.Id)).Value.Single();
        shown.Interest.Should().Be(cents is { } known ? new Money(known) : null);
        (await Page(workbench, PayerMoneyShow.Interest)).Sum(PayerMoneyShow.Interest).Should().Be(Dollars(2.77m), "the money is the provider-level row alone");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task OwedThenTaken_IsLinkedByReferencePayerAndAmount()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)), With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 133.29m)));

        page.Sum(PayerMoneyShow.Announced).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Taken).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Owed).Should().Be(Money.Zero);
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
        (await Page(workbench, PayerMoneyShow.Taken)).Lines.Single().Why.Single().Should().Contain("nothing is owed on it any more");
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
        page.Lines.Single().Row.Should().Match<PayerMoneyStand>(r => r.Code == code && r.Reference == reference && r.AmountCents == (long)(amount * 100));
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
    public async Task NotTakenForLong_IsOverdue()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)));
        page.Sum(PayerMoneyShow.Overdue).Should().Be(Money.Zero);

        workbench.Clock.Advance(TimeSpan.FromDays(PayerMoneyRules.OverdueDays + 30));
        var later = await Page(workbench, PayerMoneyShow.Overdue);
        later.Sum(PayerMoneyShow.Overdue).Should().Be(Dollars(133.29m));
        later.Lines.Should().ContainSingle();
    }

    [Fact]
    public async Task AnnouncedTwiceInOneRemittance_IsOwedOnce()
    {
        var (_, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m), ("FB", "ICNRC-1", -133.29m)));

        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(133.29m));
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Dollars(133.29m));
    }

    [Fact]
    public async Task OfOnePayer_ListsItsRowsAlone()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(With(Of(Paid), ("AP", "a", 1m)).By(North, "EFT1"), 1);
        await workbench.Post(With(Of(Claim("RC-5", Line("99213", 100))), ("AP", "b", 2m)).By(South, "EFT2"), 2);

        var page = (await Views(workbench).Open(workbench.PostingClerk, PayerMoneyShow.Other, South)).Value;
        page.Lines.Should().ContainSingle().Which.Row.Reference.Should().Be("b");
        page.Payers.Select(p => p.Other).Should().Equal(-100, -200);
        (await Views(workbench).Open(workbench.Administrator, PayerMoneyShow.Other)).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task SentTwice_KeepsItsRowsOnce()
    {
        var told = With(Of(Paid), ("L6", "ICNRC-1", -2.77m)).By(North, "EFT0");
        var workbench = await TestWorkbench.Open();
        await workbench.Post(told);
        await workbench.Post(told, 7);

        (await Page(workbench, PayerMoneyShow.Interest)).Lines.Should().ContainSingle().Which.Why.Single().Should().StartWith("Interest paid on claim RC-1");
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
