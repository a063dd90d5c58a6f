using WriteOff.Domain.Audit;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class ChangeWatchTests
{
    [Fact]
    public async Task Look_AnotherProcessWrote_TellsOnceWhoAndWhat()
    {
        var world = await World.Open();
        var other = world.OpenSecondProcess();
        var (one, two) = (await world.GivenDenial(), await world.GivenDenial());
        using var watch = new ChangeWatch(world.Dbs, world.Feed);
        using var viewer = watch.Open(world.TenantId);
        await watch.Look(TestContext.Current.CancellationToken);
        List<TenantChange> told = [];
        world.Feed.Changed += told.Add;

        await other.Denials.AddNote(world.Supervisor, one.Id, "From the other node", TestContext.Current.CancellationToken);
        await world.Denials.AddNote(world.Clerk, two.Id, "From here", TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);

        told.Select(t => (t.By, t.DenialIds.Single())).Should().Equal(("Clerk", two.Id), ("Supervisor", one.Id));
    }

    [Fact]
    public async Task Look_NobodyWatches_TellsNothing()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        using var watch = new ChangeWatch(world.Dbs, world.Feed);
        watch.Open(world.TenantId).Dispose();
        var told = 0;
        world.Feed.Changed += _ => told++;
        await world.OpenSecondProcess().Denials.AddNote(world.Clerk, denial.Id, "Elsewhere", TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);
        told.Should().Be(0);
    }
}
