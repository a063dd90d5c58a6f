using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.Remits;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Which claim and payer a claim payment belongs to, and who may post.</summary>
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
