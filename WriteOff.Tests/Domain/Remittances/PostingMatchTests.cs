using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Which claim and payer a claim payment belongs to, and who may post.</summary>
public sealed class PostingMatchTests
{
    [Fact]
    public async Task Post_SamePayerUnderAnotherName_IsOnePayer()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));
        await workbench.Post(Of(Claim("RC-2", Line("99213", 100, "CO-197 100"))).By(North, "EFT2") with { PayerName = "NORTH HEALTH OF TEXAS" }, 2);

        (await workbench.Read(db => db.Set<Payer>().ToListAsync())).Should().ContainSingle().Which.Identifier.Should().Be(North);
    }

    [Fact]
    public async Task Post_WithoutTraceOrigin_TakesThePayersIdentifier()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Take(File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))).With($"TRN*1*EFT1*{North}~", "TRN*1*EFT1~"));

        (await workbench.Read(db => db.Set<Payer>().SingleAsync())).Identifier.Should().Be(North);
    }

    [Fact]
    public async Task Post_UnknownClaimWhereNoneIsCreated_IsUnmatched()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetPolicy(p => p.CreateUnknownClaims = false);

        var receipt = await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));

        (receipt.PostedCount, receipt.UnmatchedCount).Should().Be((0, 1));
        (await workbench.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Post_ReversalOfAnUnknownClaim_IsUnmatchedAndCreatesNone()
    {
        var workbench = await TestWorkbench.Open();
        var receipt = await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")).Reversed());

        receipt.UnmatchedCount.Should().Be(1);
        (await workbench.CountClaims()).Should().Be(0);
    }

    [Fact]
    public async Task Post_SplitClaim_ExtendsTheClaimAndLeavesItsDenialsAlone()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 40")) with { Charge = Dollars(150), Adjustments = [Adjustment("CO-29 50")] });
        await workbench.Post(Of(Claim("RC-1", Line("20610", 178, "CO-45 78"))).By(North, "EFT2"), 2);

        var posted = await workbench.Posted("RC-1");
        posted.Claim.ChargeCents.Should().Be(32_800);
        posted.Refused.Should().Equal("CO-29 50.00 Open");
        posted.UnexplainedCents.Should().Be(0);
        (await workbench.CountClaims()).Should().Be(1);
    }

    [Fact]
    public async Task Post_SameNumberForAnotherVisit_IsAnotherClaim()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 40")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40") with { ServiceDate = Served.AddDays(9) })).By(North, "EFT2"), 2);
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40") with { ServiceDate = Served.AddDays(20) })).By(South, "EFT3"), 3);

        (await workbench.CountClaims()).Should().Be(3);
    }

    [Fact]
    public async Task Post_PaidAgainBySamePayer_IsHeld()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 30")));
        var receipt = await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40"))).By(North, "EFT2"), 2);

        receipt.HeldCount.Should().Be(1);
        (await workbench.ClaimPayments())[^1].HoldWord.Should().Be("REVERSAL_REVIEW");
    }

    [Fact]
    public async Task Post_SentAgainToTheNextPayer_SettlesItsDenialAndMakesNoSecondClaim()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-109 100")));
        await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-50 100")) with { MemberId = "S7" }).By(South, "EFT2"), 2);
        var receipt = await workbench.Post(Of(Claim("RC-1", Line("99213", 100, "CO-45 40")) with { MemberId = "S7" }).By(South, "EFT3"), 3);

        receipt.PostedCount.Should().Be(1);
        (await workbench.CountClaims()).Should().Be(1);
        (await workbench.Posted("RC-1")).Denials.Select(d => d.Resolution).Should().Equal(Resolution.Superseded, Resolution.Paid);
    }

    [Theory]
    [InlineData("clerk", "ScopeMissing")]
    [InlineData("poster", null)]
    [InlineData("supervisor", null)]
    [InlineData("manager", "ScopeMissing")]
    [InlineData("administrator", "ScopeMissing")]
    public async Task Take_ByRole_NeedsPaymentWrite(string who, string? refusal)
    {
        var workbench = await TestWorkbench.Open();
        var actor = who switch { "clerk" => workbench.Clerk, "poster" => workbench.PostingClerk, "supervisor" => workbench.Supervisor, "manager" => workbench.Manager, _ => workbench.Administrator };

        var taken = await workbench.Take(File(1, Of(Claim("RC-1", Line("99213", 100, "CO-197 100")))), actor: actor);

        taken.Refusal?.Code.Should().Be(refusal);
        (await workbench.CountClaims()).Should().Be(refusal is null ? 1 : 0);
    }

    [Fact]
    public async Task Take_ByAPersonOfAnotherTenant_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();

        var taken = await workbench.Take(File(1, Of(Claim("RC-1", Line("99213", 100)))), actor: neighbour.PostingClerk with { TenantId = workbench.TenantId });

        taken.Refusal!.Code.Should().Be("ScopeMissing");
    }
}
