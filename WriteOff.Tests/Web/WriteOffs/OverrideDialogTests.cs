using Bunit;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.WriteOffs;

/// <summary>The dialog and the page where a better route stands open.</summary>
public sealed class OverrideDialogTests
{
    [Fact]
    public async Task Button_WithoutTheScope_IsGreyedWithTheRouteAndItsDay()
    {
        var (workbench, view) = await Opened(w => w.Clerk);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var acts = context.Render<DenialActs>(p => p.Add(a => a.View, view));
        acts.Find("[data-key=w]").GetAttribute("aria-disabled").Should().Be("true");
        acts.Markup.Should().Contain("a new claim has to be sent");
    }

    [Fact]
    public async Task Dialog_WithTheScope_AsksForReasonAndTextAndWritesThem()
    {
        var (workbench, view) = await Opened(w => w.Supervisor);
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var on = new OpenedDialog(context, context.Render<DenialActs>(p => p.Add(a => a.View, view)));
        on.Acts.Find("[data-key=w]").Click();
        on.Dialogs.WaitForElement("#override-reason");
        OpenedDialog.Choose(on, "Other");
        OpenedDialog.Note(on, "Payer out of business");

        await OpenedDialog.Submit(on);
        on.Dialogs.Find("#write-off-refused").TextContent.Should().Contain("Take that route");
        on.Dialogs.Find("#override-reason").GetAttribute("aria-invalid").Should().Be("true");
        await on.Dialogs.Find("#override-reason").ChangeAsync("not-worth-it");
        await OpenedDialog.Submit(on);
        on.Dialogs.Find("#override-text").GetAttribute("aria-invalid").Should().Be("true");
        await on.Dialogs.Find("#override-text").InputAsync("Eight dollars, and the form takes an hour");
        await OpenedDialog.Submit(on);

        on.Dialogs.FindAll(".mud-dialog").Should().BeEmpty();
        (await workbench.Read(db => db.Set<RailPass>().SingleAsync())).Reason.Should().Be(OverrideReason.NotWorthIt);
    }

    [Fact]
    public async Task Panel_AfterTheOverride_ShowsForcedWithWhoAndWhy()
    {
        var (workbench, view) = await Opened(w => w.Supervisor);
        var denial = await workbench.Reload(view.Denial);
        _ = (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [new RailOverride(Rail.Finality, "code-is-wrong", "The payer says so on the phone")] })).Value;
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var now = (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Supervisor, denial.Id)).Value;

        var panel = context.Render<RoutePanel>(p => p.Add(r => r.View, now).Add(r => r.Today, workbench.Today));

        panel.Markup.Should().Contain("FORCED").And.Contain("Supervisor").And.Contain("The payer says so on the phone").And.Contain("42 CFR 405.926(s)").And.Contain("remark MA130");
    }

    private static async Task<(TestWorkbench Workbench, DenialView View)> Opened(Func<TestWorkbench, Actor> by)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        return (workbench, (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(by(workbench), denial.Id)).Value);
    }
}
