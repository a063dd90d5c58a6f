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
        var (context, world, _) = await Open(t => t with { WithStandardReasons = false });
        await using var _ = context;
        context.Dialogs.FindAll(".reason").Should().BeEmpty();

        await world.Reasons.UseStandard(world.Administrator);

        context.Dialogs.WaitForAssertion(() => context.Dialogs.FindAll(".reason").Should().HaveCount(8));
        context.Dialogs.Find(".right .notice").TextContent.Should().Contain("Admin changed the settings");
        context.Dialogs.Find("button[type=submit]").HasAttribute("aria-disabled").Should().BeFalse();
    }

    [Fact]
    public async Task Reason_ChosenAndSwitchedOff_SaysSoAndKeepsTheRest()
    {
        var (context, world, denial) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        context.Dialogs.Find("#write-off-note").Input("half a thought");
        context.Dialogs.Find("#amount-1").Input("123.45");
        var other = (await world.Policies.Open(world.Administrator)).Value.Find("other")!;

        await world.Reasons.Change(world.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { IsEnabled = false });

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find(".right .notice").TextContent.Should().Contain("Admin took Other off the list").And.Contain("Choose another reason"));
        context.Dialogs.FindAll(".reason.on").Should().BeEmpty();
        context.Dialogs.Find("#write-off-note").GetAttribute("value").Should().Be("half a thought");
        context.Dialogs.Find("#amount-1").GetAttribute("value").Should().Be("123.45");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#write-off-refused").TextContent.Should().Contain("No reason is chosen");
        (await world.Reload(denial)).Status.Should().Be(DenialStatus.Open);
    }

    [Fact]
    public async Task Reason_RenamedAndMoved_ShowsSoAndStaysChosen()
    {
        var (context, world, _) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        var other = (await world.Policies.Open(world.Administrator)).Value.Find("other")!;
        await world.Reasons.Change(world.Administrator, other.Id, other.Version, ReasonSettings.Of(other) with { Label = "<b>Anything</b>" });
        await world.Reasons.Move(world.Administrator, other.Id, other.Version + 1, 1);

        context.Dialogs.WaitForAssertion(() => context.Dialogs.FindAll(".reason .n")[0].TextContent.Should().Be("<b>Anything</b>", "what somebody typed is text"));
        context.Dialogs.FindAll(".reason.on .n").Should().ContainSingle().Which.TextContent.Should().Be("<b>Anything</b>");
    }

    [Fact]
    public async Task Gate_ClosedMeanwhile_SaysSoBesideTheSubmit()
    {
        var (context, world, _) = await Open();
        await using var _ = context;
        context.Dialogs.Find("input[value=other]").Change("on");
        context.Dialogs.Find(".gate").TextContent.Should().Contain("No approval needed");

        await world.Policies.Save(world.Administrator, PolicyAsk.Same((await world.Policies.Open(world.Administrator)).Value.Policy) with { Gate = GateMode.Always });

        context.Dialogs.WaitForAssertion(() => context.Dialogs.Find(".gate").TextContent.Should().Contain("Goes to a supervisor"));
    }

    [Fact]
    public async Task Neighbour_ChangesReasons_NothingMovesHere()
    {
        var (context, world, _) = await Open();
        await using var _ = context;
        var neighbour = await world.OpenNeighbour(t => t with { WithStandardReasons = false });
        await neighbour.Reasons.UseStandard(neighbour.Administrator);
        await world.Denials.AddNote(world.Supervisor, 42, "no such denial");
        context.Dialogs.FindAll(".right .notice").Should().NotContain(n => n.TextContent.Contains("changed the settings", StringComparison.Ordinal));
    }

    private static async Task<(PageContext Context, World World, Denial Denial)> Open(Func<NewTenant, NewTenant>? change = null)
    {
        var world = await World.Open(change);
        var denial = await world.GivenDenial(new Money(80_000), age: 200);
        var context = new PageContext(world, world.Clerk);
        var view = (await new DenialViews(world.Dbs, world.Clock, world.Access).Open(world.Clerk, denial.Id)).Value;
        context.Render<DenialActs>(p => p.Add(a => a.View, view)).Find("[data-key=w]").Click();
        context.Dialogs.WaitForElement(".mud-dialog");
        return (context, world, denial);
    }
}
