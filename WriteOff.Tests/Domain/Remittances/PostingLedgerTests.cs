using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Which ledger row or denial each part of a claim payment becomes.</summary>
public sealed class PostingLedgerTests
{
    [Theory]
    [InlineData("CO-45 20", "Contractual 20.00")]
    [InlineData("CO-253 20", "Contractual 20.00")]
    [InlineData("CO-59 20", "Contractual 20.00")]
    [InlineData("PR-1 20", "PatientAr 20.00")]
    [InlineData("PR-2 20", "PatientAr 20.00")]
    [InlineData("PR-3 20", "PatientAr 20.00")]
    [InlineData("PR-45 20", "PatientAr 20.00")]
    [InlineData("OA-23 20", "OtherParty 20.00")]
    [InlineData("OA-94 20", "OtherParty 20.00")]
    [InlineData("OA-94 -20", "OtherParty -20.00")]
    [InlineData("OA-100 20", "OtherParty 20.00")]
    [InlineData("OA-187 20", "OtherParty 20.00")]
    [InlineData("CO-246 20", "OtherParty 20.00")]
    [InlineData("CO-45 -20", "Contractual -20.00")]
    [InlineData("CO-197 -20", "Contractual -20.00")]
    [InlineData("PR-2 -20", "PatientAr -20.00")]
    [InlineData("PR-96 -20", "PatientAr -20.00")]
    [InlineData("OA-18 -20", "OtherParty -20.00")]
    public async Task Post_Adjustment_BecomesARowAndNoDenial(string adjustment, string row)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, adjustment)));

        var posted = await workbench.Posted("RC-1");
        var paid = 100 - decimal.Parse(adjustment.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        posted.Ledger.Should().BeEquivalentTo([$"Payment {paid:0.00}", row]);
        posted.Denials.Should().BeEmpty();
        posted.Claim.BalanceCents.Should().Be(0);
    }

    [Theory]
    [InlineData("OA-101")]
    [InlineData("OA-133")]
    [InlineData("OA-209")]
    public async Task Post_Pended_StaysOpenWithoutDenial(string code)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, $"{code} 100")));

        var posted = await workbench.Posted("RC-1");
        posted.Rows.Should().BeEmpty();
        posted.Denials.Should().BeEmpty();
        posted.Claim.BalanceCents.Should().Be(10_000);
    }

    [Theory]
    [InlineData("CO-197", "CO-197 80.00 Open")]
    [InlineData("CO-16", "CO-16 80.00 Open")]
    [InlineData("OA-18", "OA-18 80.00 Open")]
    [InlineData("PI-97", "PI-97 80.00 Open")]
    [InlineData("OA-45", "OA-45 80.00 Open")]
    [InlineData("PR-197", "PR-197 80.00 Open")]
    [InlineData("CO-1", "CO-1 80.00 Open")]
    [InlineData("CO-ZZ9", "CO-ZZ9 80.00 Open")]
    [InlineData("CO-016", "CO-16 80.00 Open")]
    public async Task Post_Refused_BecomesADenial(string code, string denial)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 20", $"{code} 80")));

        var posted = await workbench.Posted("RC-1");
        posted.Ledger.Should().Equal("Contractual 20.00");
        posted.Refused.Should().Equal(denial);
        posted.UnexplainedCents.Should().Be(0);
    }

    [Theory]
    [InlineData("26")]
    [InlineData("27")]
    [InlineData("96")]
    [InlineData("204")]
    [InlineData("242")]
    public async Task Post_PatientGroupRefusal_IsADenialThatThePatientOwes(string code)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, $"PR-{code} 100")));

        (await workbench.Posted("RC-1")).Denials.Should().ContainSingle().Which.IsPatientLiable.Should().BeTrue();
    }

    [Theory]
    [InlineData("25")]
    [InlineData("23")]
    public async Task Post_PredeterminationOrForwarded_PostsNothing(string status)
    {
        var workbench = await TestWorkbench.Open();
        var receipt = await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")) with { Status = status });

        receipt.PostedCount.Should().Be(0);
        (await workbench.CountClaims()).Should().Be(0);
        (await workbench.ClaimPayments()).Single().Why.Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("CAS*CO*197*80~", "CAS**197*80~", "unknown-unknown 80.00 Open")]
    [InlineData("CAS*CO*197*80~", "CAS*CO**80~", "CO-unknown 80.00 Open")]
    [InlineData("CAS*CO*197*80~", "CAS*CO*197*30**16*50~", "CO-197 30.00 Open,CO-16 50.00 Open")]
    public async Task Post_BlankGroupOrCode_LosesNoCent(string text, string other, string denials)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Take(File(1, Of(Claim("RC-1", Line("99213", 80, "CO-197 80")))).With(text, other));

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal(denials.Split(','));
        posted.UnexplainedCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_ZeroAdjustments_MakeNothing()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 0", "CO-45 0")));

        var posted = await workbench.Posted("RC-1");
        posted.Ledger.Should().Equal("Payment 100.00");
        posted.Denials.Should().BeEmpty();
    }
}
