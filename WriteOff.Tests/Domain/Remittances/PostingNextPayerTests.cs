using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.Remits;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>What a second payer's claim payment settles, supersedes, returns, or is held for.</summary>
public sealed class PostingNextPayerTests
{
    [Fact]
    public async Task Post_NextPayerPays_ResolvesTheDenial()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30", "PR-2 10"))).By(South, "EFT2"), 2);

        var posted = await world.Posted("RC-1");
        posted.Denials.Single().Should().Match<Denial>(d => d.Status == DenialStatus.Resolved && d.Resolution == Resolution.Paid && d.BalanceCents == 0);
        posted.Claim.BalanceCents.Should().Be(0);
        await world.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerDeniesToo_SupersedesTheDenial()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-22 100")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40", "CO-50 60"))).By(South, "EFT2"), 2);

        var posted = await world.Posted("RC-1");
        posted.Refused.Should().Equal("CO-22 100.00 Resolved", "CO-50 60.00 Open");
        posted.Denials[0].Resolution.Should().Be(Resolution.Superseded);
        posted.UnexplainedCents.Should().Be(0);
        await world.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerAfterAPayment_CountsTheFirstPayersPartOnce()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", "PR-2 16")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "OA-23 84")) with { Status = "2" }).By(South, "EFT2"), 2);

        var posted = await world.Posted("RC-1");
        posted.Ledger.Should().Equal("Payment 64.00", "Contractual 20.00", "PatientAr 16.00", "Payment 16.00", "PatientAr -16.00");
        posted.Claim.BalanceCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_NextPayerRefusesThePatientsShare_ReturnsItAndDenies()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", "PR-2 16")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "OA-23 84", "CO-197 16")) with { Status = "2" }).By(South, "EFT2"), 2);

        var posted = await world.Posted("RC-1");
        posted.Refused.Should().Equal("CO-197 16.00 Open");
        posted.Claim.BalanceCents.Should().Be(1_600);
    }

    [Fact]
    public async Task Post_NextPayerPaysWhatIsInAppeal_OverturnsTheAppeal()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await world.Posted("RC-1")).Denials.Single();
        (await world.Appeals.File(world.Clerk, new DenialAsk(denial.Id, denial.Version), new AppealAsk(1, world.Today))).IsDone.Should().BeTrue();

        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30"))).By(South, "EFT2"), 2);

        (await world.Reload(denial)).Status.Should().Be(DenialStatus.Resolved);
        (await world.Read(db => db.Set<Appeal>().SingleAsync())).Outcome.Should().Be(AppealOutcome.Overturned);
        (await world.Trail()).Should().Contain(a => a.Act == AuditAct.AppealOverturned && a.DenialId == denial.Id);
    }

    [Theory]
    [InlineData("CO-45 30", DenialStatus.Resolved, 0, 0, RequestStatus.Stale)]
    [InlineData("OA-209 70", DenialStatus.PendingWriteOff, 7_000, 10_000, RequestStatus.Pending)]
    public async Task Post_NextPayerPaysWhatIsPending_ClosesTheRequestOnlyWhenNothingIsLeft(string adjustment, DenialStatus after, long balance, long reserved, RequestStatus request)
    {
        var world = await World.Open(t => t with { Gate = WriteOff.Domain.Tenants.GateMode.Always });
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await world.Posted("RC-1")).Denials.Single();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Value.IsPending.Should().BeTrue();

        await world.Post(Of(Claim("RC-1", Line("99213", 100, adjustment))).By(South, "EFT2"), 2);

        var reloaded = await world.Reload(denial);
        (reloaded.Status, reloaded.BalanceCents, reloaded.ReservedCents).Should().Be((after, balance, reserved));
        (await world.Read(db => db.Set<WriteOffRequest>().SingleAsync())).Status.Should().Be(request, "a request that no longer fits stays, is shown as stale, and can't be approved");
        await world.NoCentIsLost();
    }

    [Fact]
    public async Task Post_NextPayerOnAWrittenOffClaim_IsHeld()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await world.Posted("RC-1")).Denials.Single();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).IsDone.Should().BeTrue();

        var receipt = await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 30"))).By(South, "EFT2"), 2);

        receipt.HeldCount.Should().Be(1);
        (await world.Reload(denial)).Status.Should().Be(DenialStatus.WrittenOff);
        await world.NoCentIsLost();
    }
}
