using Bunit;
using WriteOff.Tests.Support;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

/// <summary>The bell tells who started a run that it ended, until they look at it.</summary>
public sealed class RunTidingsTests
{
    [Fact]
    public async Task Bell_OwnRunEnded_TellsOnceUntilLookedAt()
    {
        var world = await World.Open();
        await world.GivenDenial();
        await world.GivenRun();
        await using var context = new PageContext(world, world.Clerk);
        var bell = context.Render<Bell>();
        bell.Find("#bell").TextContent.Should().Contain("Nothing waits for you.");

        await world.RunToEnd(1);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        bell.WaitForAssertion(() => bell.Find("#bell a").TextContent.Should().Contain("Run 1 finished").And.Contain("1 of 1 written off or sent."));
        bell.Find("#bell a").GetAttribute("href").Should().Be("/runs/1");

        context.At<OneRun>("/runs/1", p => p.Add(r => r.Id, "1"));
        bell.WaitForAssertion(() => bell.Find("#bell").TextContent.Should().Contain("Nothing waits for you."));
    }

    [Fact]
    public async Task Bell_SomebodyElsesOrOldRun_IsQuiet()
    {
        var world = await World.Open();
        await world.GivenDenial();
        await world.RunToEnd(await world.GivenRun(world.Supervisor));
        await using var context = new PageContext(world, world.Clerk);
        context.Render<Bell>().Find("#bell").TextContent.Should().Contain("Nothing waits for you.");
        await world.GivenDenial();
        await world.RunToEnd(await world.GivenRun());
        world.Clock.Advance(TimeSpan.FromHours(13));
        (await new WriteOff.Domain.WriteOffs.Mass.EndedRuns(world.Dbs, world.Clock).Mine(world.Clerk)).Value.Should().BeEmpty();
    }
}
