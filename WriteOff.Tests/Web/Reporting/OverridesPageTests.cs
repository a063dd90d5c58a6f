using Bunit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Reporting;

namespace WriteOff.Tests.Web.Reporting;

public sealed class OverridesPageTests
{
    [Fact]
    public async Task Page_Manager_SeesWhoPassedWhatAndWhy()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [new RailOverride(Rail.Finality, "not-worth-it", "Postage costs more")] })).IsDone.Should().BeTrue();
        await using var context = new PageContext(workbench, workbench.Manager);

        var page = context.Render<OverridesPage>();

        var register = page.WaitForElement("[aria-label='Register of overrides']");
        register.TextContent.Should().Contain("FORCED").And.Contain("Postage costs more").And.Contain("a new claim has to be sent").And.Contain("Supervisor");
        register.QuerySelector("a")!.GetAttribute("href").Should().Be($"/denials/{denial.Id}");
        page.Find("[aria-label='By person']").TextContent.Should().Contain("100.0 %");
    }

    [Fact]
    public async Task Page_NothingForced_SaysSo_AndWithoutTheScopeItIsForbidden()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Manager);
        context.Render<OverridesPage>().WaitForElement(".empty").TextContent.Should().Contain("Nothing was forced");
        await using var other = new PageContext(workbench, workbench.Clerk);
        other.Render<OverridesPage>().WaitForElement(".saying").TextContent.Should().Contain("reports.read.financial");
    }
}
