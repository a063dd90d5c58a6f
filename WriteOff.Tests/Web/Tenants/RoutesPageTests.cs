using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Tests.Support;
using WriteOff.Web.Tenants;

namespace WriteOff.Tests.Web.Tenants;

public sealed class RoutesPageTests
{
    [Fact]
    public async Task Page_WithoutTheScope_ShowsTheForbiddenFrameOnly()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var page = context.Render<RoutesPage>();
        page.Find(".saying").TextContent.Should().Contain("tenant.admin");
        page.FindAll("table, button").Should().BeEmpty();
    }

    [Fact]
    public async Task Page_RowChangedAndTakenBack_ShowsWhoseItIs()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<RoutesPage>();
        page.Markup.Should().Contain("Medicare Claims Processing Manual");

        page.Find("[aria-label='Edit MA130']").Click();
        context.Dialogs.WaitForElement("#route-source");
        await context.Dialogs.Find("#route-route").ChangeAsync(nameof(DenialRoute.Appeal));
        await context.Dialogs.Find("#route-source").InputAsync("");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("The source is missing");
        await context.Dialogs.Find("#route-source").InputAsync("Contract §4");
        await context.Dialogs.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.Markup.Should().Contain("Contract §4").And.Contain("yours"));
        (await workbench.Read(db => db.Set<RouteRow>().SingleAsync())).Route.Should().Be(DenialRoute.Appeal);
        page.Find("[aria-label='Take back your row of MA130']").Click();
        page.WaitForAssertion(() => page.Markup.Should().NotContain("Contract §4"));
        (await workbench.Read(db => db.Set<RouteRow>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Page_CodeAdded_StandsInTheTable()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<RoutesPage>();
        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#route-code");
        await context.Dialogs.Find("#route-code").InputAsync("n418");
        await context.Dialogs.Find("#route-words").InputAsync("Misrouted");
        await context.Dialogs.Find("#route-source").InputAsync("X12 RARC list, N418");
        await context.Dialogs.Find("form").SubmitAsync();
        page.WaitForAssertion(() => page.Find("[aria-label='Edit N418']").Should().NotBeNull());
    }
}
