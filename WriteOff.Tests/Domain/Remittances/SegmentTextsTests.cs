using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

public sealed class SegmentTextsTests
{
    [Fact]
    public async Task Payment_WithALicensedList_ShowsItsWordsAndOursForTheRest()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-197 80", "CO-45 20")));
        using var list = new StringReader("code,kind,words\n197,carc,The licensed words of 197\n");
        (await new CodeLists(workbench.Writer, workbench.Dbs).Import(workbench.Administrator, "codes.csv", list)).IsDone.Should().BeTrue();

        var view = (await new RemittanceInbox(workbench.Dbs, workbench.Access).Payment(workbench.PostingClerk, (await workbench.ClaimPayments())[0].Id)).Value;

        view.Segments.Single(s => s.Code == "CO-197").Words.Should().Be("The licensed words of 197");
        view.Segments.Single(s => s.Code == "CO-45").Words.Should().Be(AdjustmentCodes.Find("45").Words);
        var claim = (await workbench.Posted("RC-1")).Claim;
        (await new RemittanceViews(workbench.Dbs).Of(workbench.PostingClerk, claim.Id)).Value[0].Segments.Single(s => s.Code == "CO-197").Words.Should().Be("The licensed words of 197");
    }
}
