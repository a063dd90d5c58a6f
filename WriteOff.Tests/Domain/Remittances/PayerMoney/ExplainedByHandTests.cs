using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.PayerMoney.ToldMoney;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.PayerMoney;

/// <summary>What a person says of payer money that isn't certain.</summary>
public sealed class ExplainedByHandTests
{
    [Fact]
    public async Task ByHand_NeedsScopeNoteSamePayerAndEnoughOwed()
    {
        var (workbench, page) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "ICNRC-1", -133.29m)), With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "their own number", 133.29m), ("WO", "another", 500m), ("AP", "loan", 1m)));
        var service = new PayerMoneyService(workbench.Writer);
        var announced = (await Page(workbench, PayerMoneyShow.Announced)).Lines.Single().Row.Id;
        long Row(string reference) => page.Lines.Single(l => l.Row.Reference == reference).Row.Id;
        Task<Outcome<long>> Explain(string reference, long? to, string? note, Actor? who = null) => service.Explain(who ?? workbench.PostingClerk, Row(reference), to, note);

        (await Explain("their own number", announced, "The payer said so", workbench.Clerk)).Refusal!.Code.Should().Be("ScopeMissing");
        (await Explain("their own number", announced, "")).Refusal!.Code.Should().Be("NoteRequired");
        (await Explain("another", announced, "Why not")).Refusal!.Code.Should().Be("MoreThanOwed");
        (await Explain("loan", announced, "Why not")).Refusal!.Code.Should().Be("NoTarget");
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
    public async Task AnnouncementByHand_IsOwedOnlyWithItsReversal()
    {
        var (workbench, _) = await Told(Of(Paid), With(Of(Paid.Reversed()), ("FB", "their own number", -140m), ("FB", "ICNRC-9", -133.29m)));
        var lines = (await Page(workbench)).Lines;
        var (service, first, second) = (new PayerMoneyService(workbench.Writer), lines.Single(l => l.Row.Reference == "their own number").Row.Id, lines.Single(l => l.Row.Reference == "ICNRC-9").Row.Id);
        var reversal = (await Views(workbench).Candidates(workbench.PostingClerk, first)).Value.Single();
        reversal.Left.Should().Be(Dollars(133.29m));

        (await service.Explain(workbench.PostingClerk, first, second, "That one")).Refusal!.Code.Should().Be("NotFound", "another announcement is no reversal");
        (await service.Explain(workbench.PostingClerk, first, reversal.Id, "Their letter names the claim")).IsDone.Should().BeTrue();
        (await service.Explain(workbench.PostingClerk, second, reversal.Id, "The same again")).Refusal!.Code.Should().Be("AlreadyAnnounced");
        (await service.Explain(workbench.PostingClerk, second, null, "Announced twice")).IsDone.Should().BeTrue();

        var page = await Page(workbench);
        page.Sum(PayerMoneyShow.Owed).Should().Be(Dollars(140m), "what exceeds the payment is announced, too");
        page.Sum(PayerMoneyShow.Unexplained).Should().Be(Money.Zero);
        await workbench.NoCentIsLost();
    }
}
