using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Audit;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;
using WriteOff.Web.Tenants;

namespace WriteOff.Tests.Web.Tenants;

/// <summary>Groups of the organisation's sign-in on the page People.</summary>
public sealed class GroupsPanelTests
{
    [Fact]
    public async Task Groups_AddedAndRemovedOnThePage_AreAudited()
    {
        var workbench = await TestWorkbench.Open();
        var server = new OpenIdSettings(new Uri("https://sign-in.example"), "writeoff", null, "groups", "River account", [workbench.TenantId]);
        await using var context = new PageContext(workbench, workbench.Administrator, services => services.AddSingleton(new OpenIdChoice(server)));
        var page = context.Render<PeoplePage>();
        page.Find("section[aria-labelledby=groups-head] .empty").TextContent.Should().Contain("nobody comes in");
        page.Find("section[aria-labelledby=groups-head] header button").Click();
        context.Dialogs.WaitForElement("#group").Input(" ");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("The group is missing.");
        context.Dialogs.Find("#group").Input("river-billing");
        context.Dialogs.Find("#group-role").Change("Manager");
        await context.Dialogs.Find("form").SubmitAsync();
        page.WaitForAssertion(() => page.Find(".grouplist tbody tr").TextContent.Should().Contain("river-billing").And.Contain("Manager"));
        page.Find("[aria-label='Remove the group river-billing']").Click();
        await context.Dialogs.WaitForElement("form").SubmitAsync();
        page.WaitForAssertion(() => page.FindAll(".grouplist").Should().BeEmpty());
        (await workbench.Read(db => db.Set<AuditRow>().Where(r => r.Act == AuditAct.GroupRoleChanged).OrderBy(r => r.Sequence).Select(r => r.Detail).ToListAsync()))
            .Should().Equal("Role of the group river-billing: none → Manager", "Role of the group river-billing: Manager → none");
    }

    [Fact]
    public async Task Page_WithoutASignInServer_SaysNothingOfGroups()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        context.Render<PeoplePage>().FindAll("section[aria-labelledby=groups-head]").Should().BeEmpty();
    }
}
