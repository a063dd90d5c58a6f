using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.Remits;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Which claim and payer a claim payment belongs to, and what the next payer settles.</summary>
public sealed class PostingMatchTests
{
    [Fact]
    public async Task Post_SamePayerUnderAnotherName_IsOnePayer()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));
        await world.Post(Of(Claim("RC-2", Line("99213", 100, "CO-197 100"))).By(North, "EFT2") with { PayerName = "NORTH HEALTH OF TEXAS" }, 2);

        (await world.Read(db => db.Set<Payer>().ToListAsync())).Should().ContainSingle().Which.Identifier.Should().Be(North);
    }

    [Fact]
    public async Task Post_WithoutTraceOrigin_TakesThePayersIdentifier()
    {
        var world = await World.Open();
        await world.Take(File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))).With($"TRN*1*EFT1*{North}~", "TRN*1*EFT1~"));

        (await world.Read(db => db.Set<Payer>().SingleAsync())).Identifier.Should().Be(North);
    }

    [Fact]
    public async Task Post_UnknownClaimWhereNoneIsCreated_IsUnmatched()
    {
        var world = await World.Open();
        await world.SetPolicy(p => p.CreateUnknownClaims = false);

        var receipt = await world.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));

        (receipt.PostedCount, receipt.UnmatchedCount).Should().Be((0, 1));
        (await world.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Post_ReversalOfAnUnknownClaim_IsUnmatchedAndCreatesNone()
    {
        var world = await World.Open();
        var receipt = await world.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")).Reversed());

        receipt.UnmatchedCount.Should().Be(1);
        (await world.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Post_SplitClaim_ExtendsTheClaimAndLeavesItsDenialsAlone()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-45 40")) with { Charge = Dollars(150), Adjustments = [Adjustment("CO-29 50")] });
        await world.Post(Of(Claim("RC-1", Line("20610", 178, "CO-45 78"))).By(North, "EFT2"), 2);

        var posted = await world.Posted("RC-1");
        posted.Claim.ChargeCents.Should().Be(32_800);
        posted.Refused.Should().Equal("CO-29 50.00 Open");
        posted.UnexplainedCents.Should().Be(0);
        (await world.CountClaims()).Should().Be(1);
    }

    [Fact]
    public async Task Post_SameNumberForAnotherVisit_IsAnotherClaim()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-45 40")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40") with { ServiceDate = Served.AddDays(9) })).By(North, "EFT2"), 2);
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40") with { ServiceDate = Served.AddDays(20) })).By(South, "EFT3"), 3);

        (await world.CountClaims()).Should().Be(3);
    }

    [Fact]
    public async Task Post_AdjudicatedAgainBySamePayer_IsHeld()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));
        var receipt = await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40"))).By(North, "EFT2"), 2);

        receipt.HeldCount.Should().Be(1);
        (await world.ClaimPayments())[^1].HoldWord.Should().Be("REVERSAL_REVIEW");
    }

    [Fact]
    public async Task Post_AdjudicatedAgainByTheNextPayer_IsHeldAndMakesNoSecondClaim()
    {
        var world = await World.Open();
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-50 100")) with { MemberId = "S7" }).By(South, "EFT2"), 2);
        var receipt = await world.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40")) with { MemberId = "S7" }).By(South, "EFT3"), 3);

        receipt.HeldCount.Should().Be(1);
        (await world.CountClaims()).Should().Be(1);
    }

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
    [InlineData("CO-45 30", DenialStatus.Resolved, 0)]
    [InlineData("OA-209 70", DenialStatus.Open, 7_000)]
    public async Task Post_NextPayerPaysWhatIsPending_ClosesTheRequestAsStale(string adjustment, DenialStatus after, long balance)
    {
        var world = await World.Open(t => t with { Gate = WriteOff.Domain.Tenants.GateMode.Always });
        await world.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        var denial = (await world.Posted("RC-1")).Denials.Single();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(denial))).Value.IsPending.Should().BeTrue();

        await world.Post(Of(Claim("RC-1", Line("99213", 100, adjustment))).By(South, "EFT2"), 2);

        var reloaded = await world.Reload(denial);
        (reloaded.Status, reloaded.BalanceCents, reloaded.ReservedCents).Should().Be((after, balance, 0));
        (await world.Read(db => db.Set<WriteOffRequest>().SingleAsync())).Status.Should().Be(RequestStatus.Stale);
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

    [Theory]
    [InlineData("clerk", "ScopeMissing")]
    [InlineData("poster", null)]
    [InlineData("supervisor", null)]
    [InlineData("manager", "ScopeMissing")]
    [InlineData("administrator", "ScopeMissing")]
    public async Task Take_ByRole_NeedsPaymentWrite(string who, string? refusal)
    {
        var world = await World.Open();
        var actor = who switch { "clerk" => world.Clerk, "poster" => world.PostingClerk, "supervisor" => world.Supervisor, "manager" => world.Manager, _ => world.Administrator };

        var taken = await world.Take(File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))), actor: actor);

        taken.Refusal?.Code.Should().Be(refusal);
        (await world.CountClaims()).Should().Be(refusal is null ? 1 : 0);
    }

    [Fact]
    public async Task Take_ByAPersonOfAnotherTenant_IsRefused()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();

        var taken = await world.Take(File(1, Of(Claim("RC-1", Line("99213", 100)))), actor: neighbour.PostingClerk with { TenantId = world.TenantId });

        taken.Refusal!.Code.Should().Be("ScopeMissing");
    }
}
