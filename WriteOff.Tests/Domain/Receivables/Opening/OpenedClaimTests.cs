using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Receivables.Opening;

/// <summary>The 835 of a claim that a file opened comes later: it is the same claim.</summary>
public sealed class OpenedClaimTests
{
    private const string Whole = "A-1,\"Alpha, Ann\",North Plan,200,200,10/12/2026,CO-197,11/02/2026,";
    private const string Partly = "A-1,\"Alpha, Ann\",North Plan,200,80,10/12/2026,CO-197,11/02/2026,";

    [Fact]
    public async Task Remittance_PaysAnOpenedClaim_ResolvesItsDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Whole);

        var receipt = await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 60")));

        receipt.PostedCount.Should().Be(1);
        var claim = await workbench.Posted("A-1");
        claim.Claim.BalanceCents.Should().Be(0);
        claim.Refused.Should().Equal("CO-197 200.00 Resolved");
        claim.Denials[0].Resolution.Should().Be(Resolution.Paid);
        claim.Claim.MemberId.Should().Be("M100200300", "the file didn't say");
        (await workbench.CountClaims()).Should().Be(1);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_DeniesAnOpenedClaimAnew_SupersedesItsDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Whole);

        await workbench.Post(Claim("A-1", Line("99213", 200, "CO-29 200")));

        var claim = await workbench.Posted("A-1");
        claim.Refused.Should().Equal("CO-197 200.00 Resolved", "CO-29 200.00 Open");
        claim.Denials[0].Resolution.Should().Be(Resolution.Superseded);
        claim.Claim.BalanceCents.Should().Be(20_000);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_AdjudicatesTheWholeChargeAnew_ReplacesTheOpeningBalance()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Partly);

        await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 20")));

        var claim = await workbench.Posted("A-1");
        claim.Claim.BalanceCents.Should().Be(0);
        claim.Ledger.Should().BeEquivalentTo("Opening 120.00", "Payment 80.00", "Payment 100.00", "Contractual 20.00", "Opening -120.00");
        await workbench.NoCentIsLost();
    }

    [Theory]
    [InlineData(Whole)]
    [InlineData(Partly)]
    public async Task Remittance_PaysThenReverses_GivesBackToTheSameClaim(string row)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(row);
        await workbench.Post(Of(Claim("A-1", Line("99213", 200, "CO-45 60"))), 1);

        var taken = await workbench.Post(Of(Reversal("A-1", Line("99213", -200, "CO-45 -60"))).By(North, "EFT2"), 2);
        taken.PostedCount.Should().Be(1);
        await workbench.NoCentIsLost("after the reversal");
        (await workbench.Posted("A-1")).Claim.BalanceCents.Should().Be(row == Whole ? 20_000 : 8_000, "it stands as it was opened");

        await workbench.Post(Of(Claim("A-1", Line("99213", 200, "CO-45 80"))).By(North, "EFT3"), 3);
        (await workbench.Posted("A-1")).Claim.BalanceCents.Should().Be(0);
        (await workbench.CountClaims()).Should().Be(1);
        await workbench.NoCentIsLost("after the correction");
    }

    [Fact]
    public async Task Remittance_ReversesWhatWasBeforeTheOpening_WaitsAndTheCorrectionReplacesTheOpening()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Partly);

        var receipt = await workbench.Post(Of(Reversal("A-1", Line("99213", -200, "CO-197 -80")), Claim("A-1", Line("99213", 200, "CO-45 20"))));

        receipt.Should().Match<RemittanceReceipt>(r => r.UnmatchedCount == 1 && r.PostedCount == 1);
        (await workbench.ClaimPayments())[0].Why.Should().Contain("before the claim was opened");
        (await workbench.Posted("A-1")).Claim.BalanceCents.Should().Be(0);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_BillsMoreThanTheFileHad_ExtendsTheClaim()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened("A-1,,North Plan,,80,10/12/2026,CO-197,11/02/2026,");

        await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 60")));

        var claim = await workbench.Posted("A-1");
        (claim.Claim.ChargeCents, claim.Claim.BalanceCents, claim.Claim.PatientName).Should().Be((20_000, 0, "Alpha, Ann"));
        (await workbench.Opened("A-1,,North Plan,,80,10/12/2026,CO-197,11/02/2026,")).Should().Match<WriteOff.Domain.Receivables.Opening.OpeningReceipt>(r => !r.Changes && r.Unchanged == 1);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_BillsLessThanTheFileHad_WaitsForAPerson()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Whole);

        (await workbench.Post(Claim("A-1", Line("99213", 150, "CO-45 50")))).HeldCount.Should().Be(1);
        (await workbench.Posted("A-1")).Claim.BalanceCents.Should().Be(20_000);

        var held = (await workbench.ClaimPayments()).Single();
        (await workbench.Held.Release(workbench.PostingClerk, held.Id, "Checked with the payer")).IsDone.Should().BeTrue();
        (await workbench.Posted("A-1")).Claim.BalanceCents.Should().Be(5_000);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_OnAWrittenOffOpenedClaim_Waits()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened(Whole);
        var denial = (await workbench.Posted("A-1")).Denials[0];
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();

        (await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 60")))).HeldCount.Should().Be(1);
        (await workbench.Posted("A-1")).Denials[0].Status.Should().Be(DenialStatus.WrittenOff);
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Remittance_OfAPayerKnownByName_GivesItItsIdentifier()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Opened("A-1,,north plan,200,200,10/12/2026,CO-197,11/02/2026,");

        await workbench.Post(Claim("A-1", Line("99213", 200, "CO-45 60")));

        (await workbench.Payers.Open(workbench.Administrator)).Value.Should().ContainSingle().Which.Identifier.Should().Be(North);
    }

    private static WriteOff.Domain.Remittances.X12.OutgoingClaim Reversal(string number, params WriteOff.Domain.Remittances.X12.OutgoingLine[] lines) => Claim(number, lines) with { Status = "22" };
}
