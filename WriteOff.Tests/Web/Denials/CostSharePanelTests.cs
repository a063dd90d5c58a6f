using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

public sealed class CostSharePanelTests
{
    [Fact]
    public async Task Panel_NoFederalCostShare_IsNotThere()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "2", group: "PR");
        await using var context = new PageContext(workbench, workbench.Clerk);
        (await Panel(context, workbench, denial)).Markup.Trim().Should().BeEmpty();
    }

    [Fact]
    public async Task Panel_HardshipRecorded_SaysThatItIsOnFile()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(900), carc: "2", group: "PR");
        await workbench.MakeFederal();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var panel = await Panel(context, workbench, denial);
        panel.Find(".chip").TextContent.Should().Be("evidence needed");

        panel.FindAll("button").Single(b => b.TextContent.Contains("hardship", StringComparison.Ordinal)).Click();
        context.Dialogs.WaitForElement("#hardship-until");
        await context.Dialogs.Find("#hardship-until").ChangeAsync("2020-01-01");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("can't end before it begins");
        await context.Dialogs.Find("#hardship-until").ChangeAsync("2027-01-01");
        await context.Dialogs.Find("form").SubmitAsync();

        (await workbench.Read(db => db.Set<CostShareEvidence>().SingleAsync())).ValidUntil.Should().Be(new DateOnly(2027, 1, 1));
        var now = await Panel(context, workbench, denial);
        now.Find(".chip").TextContent.Should().Be("evidence on file");
        now.Find("li").TextContent.Should().Contain("holds until");
    }

    [Fact]
    public async Task Panel_WithoutTheScope_GreysBothActs()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "2", group: "PR");
        await workbench.MakeFederal();
        await using var context = new PageContext(workbench, workbench.Manager);
        (await Panel(context, workbench, denial, workbench.Manager)).FindAll("button[aria-disabled=true]").Should().HaveCount(2);
    }

    private static async Task<IRenderedComponent<CostSharePanel>> Panel(PageContext context, TestWorkbench workbench, Denial denial, Actor? by = null)
    {
        var view = (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(by ?? workbench.Clerk, denial.Id)).Value;
        return context.Render<CostSharePanel>(p => p.Add(c => c.View, view));
    }
}
