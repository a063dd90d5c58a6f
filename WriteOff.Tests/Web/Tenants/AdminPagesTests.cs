using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Tenants;

namespace WriteOff.Tests.Web.Tenants;

public sealed class AdminPagesTests
{
    [Fact]
    public async Task Pages_WithoutTheScope_ShowTheForbiddenFrameOnly()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Supervisor);
        foreach (var page in new IRenderedComponent<AdminPage>[] { context.Render<PolicyPage>(), context.Render<ReasonsPage>(), context.Render<PeoplePage>() })
        {
            page.Find(".saying").TextContent.Should().Contain("tenant.admin");
            page.FindAll("input, select, button, table").Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Policy_AnotherGate_ShowsWhatItWouldHaveMeantBeforeItIsSaved()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial(new Money(80_000))));
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PolicyPage>();
        page.FindAll(".preview").Should().BeEmpty();

        await page.Find("input[name=gate][value=AboveAmount]").ChangeAsync("on");
        await page.Find("#gate-above").ChangeAsync("250");

        page.WaitForAssertion(() => page.FindAll(".figs dd").Select(d => d.TextContent).Should().Equal("1", "$800.00", "$0.00"));
        page.Find(".savebar p").TextContent.Should().Be("1 change: Gate: off → above $250.00");
        await page.Find("#policy").SubmitAsync();
        var policy = await workbench.Read(db => db.Set<TenantPolicy>().SingleAsync());
        (policy.Gate, policy.GateAboveCents).Should().Be((GateMode.AboveAmount, 25_000L));
        page.Find(".savebar p").TextContent.Should().Be("Nothing is changed.");
    }

    [Fact]
    public async Task Policy_ChangedByAnotherAdministrator_KeepsWhatWasTypedAndSaysWho()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PolicyPage>();
        await page.Find("#collection-age").ChangeAsync("90");

        await workbench.Policies.Save(workbench.System, PolicyAsk.Same(await workbench.Read(db => db.Set<TenantPolicy>().AsNoTracking().SingleAsync())) with { CollectionAgeDays = 60 });

        page.WaitForAssertion(() => page.Find(".notice.warn").TextContent.Should().Contain("System changed the settings"));
        page.Find("#collection-age").GetAttribute("value").Should().Be("90");
        await page.Find("#policy").SubmitAsync();
        page.Find("#policy-refused").TextContent.Should().Contain("changed this since you looked");
        page.Find(".notice.warn button").Click();
        page.WaitForAssertion(() => page.Find("#collection-age").GetAttribute("value").Should().Be("60"));
    }

    [Fact]
    public async Task Reasons_Moved_ByButtonAndByDrag()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<ReasonsPage>();
        page.Find("[aria-label='Move Bad debt up']").Click();
        page.WaitForAssertion(() => Labels(page)[5].Should().Be("Bad debt"));
        page.Find("[role=status]").TextContent.Should().Be("Bad debt is now number 6 of 8.");
        page.Find("[aria-label='Move Contractual up']").Click();
        Labels(page)[0].Should().Be("Contractual", "the first can't go higher");

        page.FindAll(".grip")[7].DragStart();
        page.FindAll("tbody tr")[0].Drop();
        page.WaitForAssertion(() => Labels(page)[0].Should().Be("Other"));
    }

    [Fact]
    public async Task Reasons_SwitchedAddedAndDeleted()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<ReasonsPage>();
        await page.Find("[aria-label='Other is on offer']").ChangeAsync(false);
        page.WaitForAssertion(() => page.FindAll("tr.off").Should().ContainSingle());

        page.Find("[data-key=n]").Click();
        context.Dialogs.WaitForElement("#reason-label").Input("Payer gone");
        context.Dialogs.Find("#reason-code").GetAttribute("value").Should().Be("payer-gone");
        await context.Dialogs.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Labels(page).Should().HaveCount(9).And.EndWith("Payer gone"));

        page.Find("[aria-label='Delete Payer gone']").Click();
        await context.Dialogs.WaitForElement("form").SubmitAsync();
        page.WaitForAssertion(() => Labels(page).Should().HaveCount(8));
    }

    [Fact]
    public async Task People_AdministratorAndApprover_ClashIsSaidAtOnceAndRefused()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PeoplePage>();
        page.Find("[aria-label='Roles of Supervisor']").Click();
        await context.Dialogs.WaitForElement("input[value=Administrator]").ChangeAsync(true);
        context.Dialogs.Find("#roles-clash").TextContent.Should().Contain("can't also approve");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("two people");
        (await workbench.Read(db => db.Set<PersonRole>().CountAsync(r => r.PersonId == workbench.Supervisor.UserId))).Should().Be(1);
    }

    [Fact]
    public async Task People_OwnRow_HasNoActsAndFindNarrows()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var page = context.Render<PeoplePage>();
        page.FindAll("tbody tr").Should().HaveCount(5);
        page.FindAll("tbody tr")[0].TextContent.Should().Contain("You.");
        page.FindAll("tbody tr")[0].QuerySelectorAll("button").Should().BeEmpty();
        page.Find("input[type=search]").Input("posting");
        page.FindAll("tbody tr").Should().ContainSingle().Which.TextContent.Should().Contain("Poster");
        page.Find("input[type=search]").Input("<b>");
        page.Find(".empty").TextContent.Should().Contain("Nobody fits “<b>”");
    }

    private static List<string> Labels(IRenderedComponent<ReasonsPage> page) => [.. page.FindAll(".reasonlist .two b").Select(b => b.TextContent)];
}
