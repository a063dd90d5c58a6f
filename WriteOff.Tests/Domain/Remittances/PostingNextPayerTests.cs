using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>What a second payer's claim payment settles, supersedes, returns, or is held for.</summary>
public sealed class PostingNextPayerTests
{
    [Fact]
    public async Task Post_NextPayerPays_ResolvesTheDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30", "PR-2 10"))).By(South, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && d.BalanceCents == 0);
        posted.Claim.BalanceCents.Should().Be(0);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerDeniesToo_SupersedesTheDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-22 100")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40", "CO-50 60"))).By(South, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal("CO-22 100.00 Resolved", "CO-50 60.00 Open");
        posted.Denials[0].Resolution.Should().Be(Resolution.Superseded);
        posted.UnexplainedCents.Should().Be(0);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerAfterAPayment_CountsTheFirstPayersPartOnce()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", "PR-2 16")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "OA-23 84")) with { Status = "2" }).By(South, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        posted.Ledger.Should().Equal("Payment 64.00", "Contractual 20.00", "PatientAr 16.00", "Payment 16.00", "PatientAr -16.00");
        posted.Claim.BalanceCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_NextPayerRefusesThePatientsShare_ReturnsItAndDenies()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", "PR-2 16")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "OA-23 84", "CO-197 16")) with { Status = "2" }).By(South, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal("CO-197 16.00 Open");
        posted.Claim.BalanceCents.Should().Be(1_600);
    }

    [Fact]
    public async Task Post_NextPayerPaysWhatIsInAppeal_OverturnsTheAppeal()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        (await workbench.Appeals.File(workbench.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue();

        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30"))).By(South, "EFT2"), 2);

        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.Resolved);
        (await workbench.Read(db => db.Set<Appeal>().SingleAsync())).Outcome.Should().Be(AppealOutcome.Overturned);
        (await workbench.Trail()).Should().Contain(a => a.Act == AuditAct.AppealOverturned && a.DenialId == denial.Id);
    }

    [Theory]
    [InlineData("CO-45 30", DenialStatus.Resolved, 0, 0, RequestStatus.Stale)]
    [InlineData("OA-209 70", DenialStatus.PendingWriteOff, 7_000, 10_000, RequestStatus.Pending)]
    public async Task Post_NextPayerPaysWhatIsPending_ClosesTheRequestOnlyWhenNothingIsLeft(string adjustment, DenialStatus after, long balance, long reserved, RequestStatus request)
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = WriteOff.Domain.Tenants.GateMode.Always });
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Value.IsPending.Should().BeTrue();

        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, adjustment))).By(South, "EFT2"), 2);

        var reloaded = await workbench.Reload(denial);
        (reloaded.Status, reloaded.BalanceCents, reloaded.ReservedCents).Should().Be((after, balance, reserved));
        (await workbench.Read(db => db.Set<WriteOffRequest>().SingleAsync())).Status.Should().Be(request, "a request that no longer fits stays, is shown as stale, and can't be approved");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerOnAWrittenOffClaim_IsHeld()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();

        var receipt = await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30"))).By(South, "EFT2"), 2);

        receipt.HeldCount.Should().Be(1);
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerAdjudicatesTheChargeAnew_OutdatesTheEarlierDiscount()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", "CO-22 80")));

        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-197 100"))).By(South, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        var open = posted.Denials.Single(d => d.Status == DenialStatus.Open);
        open.BalanceCents.Should().Be(10_000);
        (await workbench.ClaimOf(open)).BalanceCents.Should().Be(10_000, "what is denied is open on the claim, so writing it off can't make a credit");
        await Expect.Clean(workbench);
    }
}
