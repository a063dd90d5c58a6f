using Bunit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Tenants;

/// <summary>An administrator changes settings while a clerk's write-off dialog stands open.</summary>
public sealed class OpenDialogTests
{
    [Fact]
    public async Task Reasons_ConfiguredMeanwhile_FillTheOpenPicklist()
    {
        var (context, workbench, _) = await Open(t => t with { WithStandardReasons = false });
        await using var _ = context;
        context.Dialogs.FindAll(".reason").Should().BeEmpty();

        await workbench.Reasons.UseStandard(workbench.Administrator);

        context.Dialogs.WaitForAssertion(() => context.Dialogs.FindAll(".reason").Should().HaveCount(8));
        context.Dialogs.Find(".right .notice").TextContent.Should().Contain("Admin changed the settings");
        context.Dialogs.Find("button[type=submit]").HasAttribute("aria-disabled").Should().BeFalse();
    }

    [Fact]
    public async Task Reason_ChosenAndSwitchedOff_SaysSoAndKeepsTheRest()
    {
        var (context, workbench, denial) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        context.Dialogs.Find("#write-off-note").Input("half a thought");
        context.Dialogs.Find("#amount-1").Input("123.45");
        var other = (await workbench.Policies.Open(workbench.Administrator)).Value.Find("other")!;

        await workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { IsEnabled = false });

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find(".right .notice").TextContent.Should().Contain("Admin took Other off the list").And.Contain("Choose another reason"));
        context.Dialogs.FindAll(".reason.on").Should().BeEmpty();
        context.Dialogs.Find("#write-off-note").GetAttribute("value").Should().Be("half a thought");
        context.Dialogs.Find("#amount-1").GetAttribute("value").Should().Be("123.45");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#write-off-refused").TextContent.Should().Contain("No reason is chosen");
        (await workbench.Reload(denial)).Status.Should().Be(DenialStatus.Open);
    }

    [Fact]
    public async Task Reason_RenamedAndMoved_ShowsSoAndStaysChosen()
    {
        var (context, workbench, _) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        var other = (await workbench.Policies.Open(workbench.Administrator)).Value.Find("other")!;
        await workbench.Reasons.Change(workbench.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { Label = "<b>Anything</b>" });
        await workbench.Reasons.Move(workbench.Administrator, other.Id, other.Version + 1, 1);

        context.Dialogs.WaitForAssertion(() => context.Dialogs.FindAll(".reason .n")[0].TextContent.Should().Be("<b>Anything</b>", "what somebody typed is text"));
        context.Dialogs.FindAll(".reason.on .n").Should().ContainSingle().Which.TextContent.Should().Be("<b>Anything</b>");
    }

    [Fact]
    public async Task Gate_ClosedMeanwhile_SaysSoBesideTheSubmit()
    {
        var (context, workbench, _) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        context.Dialogs.Find(".gate").TextContent.Should().Contain("No approval needed");

        await workbench.Policies.Save(workbench.Administrator, PolicyAsk.Same((await workbench.Policies.Open(workbench.Administrator)).Value.Policy) with { Gate = GateMode.Always });

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find(".gate").TextContent.Should().Contain("Goes to a supervisor"));
    }

    [Fact]
    public async Task Neighbour_ChangesReasons_NothingMovesHere()
    {
        var (context, workbench, _) = await Open();
        await using var _ = context;
        var neighbour = await workbench.OpenNeighbour(t => t with { WithStandardReasons = false });
        await neighbour.Reasons.UseStandard(neighbour.Administrator);
        await workbench.Denials.AddNote(workbench.Supervisor, 42, "no such denial");
        context.Dialogs.FindAll(".right .notice").Should().NotContain(n => n.TextContent.Contains("changed the settings", StringComparison.Ordinal));
    }

    private static async Task<(PageContext Context, TestWorkbench Workbench, Denial Denial)> Open(Func<NewTenant, NewTenant>? change = null)
    {
        var workbench = await TestWorkbench.Open(change);
        var denial = await workbench.GivenDenial(new Money(80_000), age: 200);
        var context = new PageContext(workbench, workbench.Clerk);
        var view = (await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Clerk, denial.Id)).Value;
        context.Render<DenialActs>(p => p.Add(a => a.View, view)).Find("[data-key=w]").Click();
        context.Dialogs.WaitForElement(".mud-dialog");
        return (context, workbench, denial);
    }
}
