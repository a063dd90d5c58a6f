using Bunit;
using WriteOff.Tests.Support;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>The bell tells who started a run that it ended, until they look at it.</summary>
public sealed class RunNotificationsTests
{
    [Fact]
    public async Task Bell_OwnRunEnded_TellsOnceUntilLookedAt()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.GivenRun();
        await using var context = new PageContext(workbench, workbench.Clerk);
        var bell = context.Render<Bell>();
        bell.Find("#bell").TextContent.Should().Contain("Nothing waits for you.");

        await workbench.RunToEnd(1);
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        bell.WaitForAssertion(() => bell.Find("#bell a").TextContent.Should().Contain("Run 1 finished").And.Contain("1 of 1 written off or sent."));
        bell.Find("#bell a").GetAttribute("href").Should().Be("/runs/1");

        context.At<OneRun>("/runs/1", p => p.Add(r => r.Id, "1"));
        bell.WaitForAssertion(() => bell.Find("#bell").TextContent.Should().Contain("Nothing waits for you."));
    }

    [Fact]
    public async Task Bell_SomebodyElsesOrOldRun_IsQuiet()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.RunToEnd(await workbench.GivenRun(workbench.Supervisor));
        await using var context = new PageContext(workbench, workbench.Clerk);
        context.Render<Bell>().Find("#bell").TextContent.Should().Contain("Nothing waits for you.");
        await workbench.GivenDenial();
        await workbench.RunToEnd(await workbench.GivenRun());
        workbench.Clock.Advance(TimeSpan.FromHours(13));
        (await new WriteOff.Domain.WriteOffs.Mass.EndedRuns(workbench.Dbs, workbench.Clock).Mine(workbench.Clerk)).Value.Should().BeEmpty();
    }
}
