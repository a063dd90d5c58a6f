using WriteOff.Domain.Denials;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>How many denials a claim payment makes, and on what.</summary>
public sealed class PostingDenialTests
{
    [Fact]
    public async Task Post_ContractualForTheWholeCharge_IsADenialInDisguise()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 100"), Line("99214", 80, "CO-45 30")));

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal("CO-45 100.00 Open");
        posted.Ledger.Should().Equal("Payment 50.00", "Contractual 30.00");
    }

    [Fact]
    public async Task Post_ContractualForTheWholeChargeAtClaimLevel_IsADenialInDisguise()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1") with { Charge = Dollars(100), Adjustments = [Adjustment("CO-45 100")] });

        (await workbench.Posted("RC-1")).Refused.Should().Equal("CO-45 100.00 Open");
    }

    [Fact]
    public async Task Post_PaidClaimWithOneDeniedLine_MakesOneDenialOnThatLine()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 40"), Line("36415", 9, "CO-97 9")) with { Status = "1" });

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().Equal("CO-97 9.00 Open");
        posted.Denials[0].LineId.Should().NotBeNull();
        posted.Ledger.Should().Equal("Payment 60.00", "Contractual 40.00");
    }

    [Fact]
    public async Task Post_SeveralCodes_MakesOneDenialPerLineGroupAndCode()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1",
            Line("99213", 100, "CO-197 30", "CO-197 20", "PR-197 25", "CO-16 25"), Line("99214", 50, "CO-197 50")) with
        { Remarks = ["N115"] });

        var posted = await workbench.Posted("RC-1");
        posted.Refused.Should().BeEquivalentTo("CO-197 50.00 Open", "PR-197 25.00 Open", "CO-16 25.00 Open", "CO-197 50.00 Open");
        posted.Denials.Should().OnlyContain(d => d.Rarcs == "N115");
        posted.UnexplainedCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_ClaimLevelRefusal_MakesOneDenialOfTheClaim()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100), Line("99214", 50)) with { Adjustments = [Adjustment("CO-29 150")] });

        // The lines say that they were paid; the claim's own adjustment takes it all back, and the claim's payment is what counts.
        var posted = await workbench.Posted("RC-1");
        posted.Denials.Should().ContainSingle().Which.LineId.Should().BeNull();
        posted.Ledger.Should().BeEmpty();
        posted.UnexplainedCents.Should().Be(0);
    }

    [Fact]
    public async Task Post_StatusFourAlone_IsNoDenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "PR-1 100")) with { Status = "4" });

        (await workbench.Posted("RC-1")).Denials.Should().BeEmpty();
    }

    [Fact]
    public async Task Post_StatusOneWithZeroPay_IsADenial()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-50 100")) with { Status = "1" });

        (await workbench.Posted("RC-1")).Refused.Should().Equal("CO-50 100.00 Open");
    }

    [Fact]
    public async Task Post_NewDenial_HasWindowStatusAndAuditRow()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 100")));

        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        denial.Status.Should().Be(DenialStatus.Open);
        denial.AppealBy.Should().Be(PaidOn.AddDays(120));
        (await workbench.Trail()).Should().ContainSingle(a => a.DenialId == denial.Id && a.AmountCents == 10_000);
    }
}
