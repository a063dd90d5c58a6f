using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Domain.Remittances.PayerMoney;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Unposting.PostedInError;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Unposting;

/// <summary>The provider-level money of a remittance that is unposted.</summary>
public sealed class UnpostPayerMoneyTests
{
    [Fact]
    public async Task Unpost_PayerMoney_NoLongerCounts_AndWhatWasTakenBlocks()
    {
        var (workbench, _) = await ToldMoney.Told(Of(ToldMoney.Paid), ToldMoney.With(Of(ToldMoney.Paid.Reversed(), Claim("RC-5", Line("99213", 10, "CO-45 10"))), ("FB", "ICNRC-1", -133.29m)), ToldMoney.With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("WO", "ICNRC-1", 133.29m)));
        var all = await workbench.Read(db => db.Set<Remittance>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        (await Service(workbench).Preview(workbench.PostingClerk, all[2].Id)).Value.PayerMoney.Should().Be(1);
        (await Service(workbench).Unpost(workbench.PostingClerk, all[1].Id, Note)).Refusal!.Sentence.Should().Contain("Payer money ICNRC-1: What it announced was taken by the remittance with trace EFT2.");

        (await Service(workbench).Unpost(workbench.PostingClerk, all[2].Id, Note)).IsDone.Should().BeTrue();

        var page = await ToldMoney.Page(workbench);
        (page.Sum(PayerMoneyShow.Taken), page.Sum(PayerMoneyShow.Owed)).Should().Be((Money.Zero, Dollars(133.29m)), "what was announced is owed again");
        var kept = (await ToldMoney.Views(workbench).Of(workbench.PostingClerk, all[2].Id)).Value;
        (kept.Count, kept.Sum).Should().Be((1, Dollars(133.29m)), "its own page still shows what it said");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Unpost_AnAnnouncementByHand_LeavesTheReversalToAnnounce()
    {
        var (workbench, _) = await ToldMoney.Told(Of(ToldMoney.Paid), Of(ToldMoney.Paid.Reversed()), ToldMoney.With(Of(Claim("RC-2", Line("99214", 400, "CO-45 100"))), ("FB", "their own number", -133.29m)));
        var announced = (await ToldMoney.Page(workbench)).Lines.Single().Row;
        var reversal = (await ToldMoney.Views(workbench).Candidates(workbench.PostingClerk, announced.Id)).Value.Single();
        (await new PayerMoneyService(workbench.Writer).Explain(workbench.PostingClerk, announced.Id, reversal.Id, "Their letter")).IsDone.Should().BeTrue();

        (await Service(workbench).Unpost(workbench.PostingClerk, announced.RemittanceId, Note)).IsDone.Should().BeTrue();
        await workbench.Post(ToldMoney.With(Of(Claim("RC-3", Line("99214", 400, "CO-45 100"))), ("FB", "their own number", -133.29m)).By(North, "EFT9"), 9);

        var again = (await ToldMoney.Page(workbench)).Lines.Single().Row;
        (await ToldMoney.Views(workbench).Candidates(workbench.PostingClerk, again.Id)).Value.Single().Left.Should().Be(Dollars(133.29m));
        (await new PayerMoneyService(workbench.Writer).Explain(workbench.PostingClerk, again.Id, reversal.Id, "Their letter")).IsDone.Should().BeTrue();
        await workbench.NoCentIsLost();
    }
}
