using WriteOff.Domain.Audit;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class ChangeWatchTests
{
    [Fact]
    public async Task Look_AnotherProcessWrote_TellsOnceWhoAndWhat()
    {
        var workbench = await TestWorkbench.Open();
        var other = workbench.OpenSecondProcess();
        var (one, two) = (await workbench.GivenDenial(), await workbench.GivenDenial());
        using var watch = new ChangeWatch(workbench.Dbs, workbench.Feed);
        using var viewer = watch.Open(workbench.TenantId);
        await watch.Look(TestContext.Current.CancellationToken);
        List<TenantChange> told = [];
        workbench.Feed.Changed += told.Add;

        await other.Denials.AddNote(workbench.Supervisor, one.Id, "From the other node", TestContext.Current.CancellationToken);
        await workbench.Denials.AddNote(workbench.Clerk, two.Id, "From here", TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);

        told.Select(t => (t.By, t.DenialIds.Single())).Should().Equal(("Clerk", two.Id), ("Supervisor", one.Id));
    }

    [Fact]
    public async Task Look_NobodyWatches_TellsNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        using var watch = new ChangeWatch(workbench.Dbs, workbench.Feed);
        watch.Open(workbench.TenantId).Dispose();
        var told = 0;
        workbench.Feed.Changed += _ => told++;
        await workbench.OpenSecondProcess().Denials.AddNote(workbench.Clerk, denial.Id, "Elsewhere", TestContext.Current.CancellationToken);
        await watch.Look(TestContext.Current.CancellationToken);
        told.Should().Be(0);
    }
}
