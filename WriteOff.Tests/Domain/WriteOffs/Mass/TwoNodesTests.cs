using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>Two servers on one database: one does the run, and where it is killed the other goes on.</summary>
public sealed class TwoNodesTests
{
    private const int Rows = 6_000;

    [Fact]
    public async Task Run_NodeThatDoesItIsKilled_OtherFinishesItAndNoRowTwice()
    {
        Assert.SkipWhen(TestDatabases.SqlServer is not null, "Kills a server on a file of its own.");
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenManyDenials(Rows - 1);
        using var one = ServerProcess.On(workbench.Options);
        using var two = ServerProcess.On(workbench.Options);
        await Task.WhenAll(one.Listening, two.Listening).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;

        var holder = await Until(workbench, db => db.Set<WorkLease>().AsNoTracking().Select(l => l.Holder).SingleOrDefaultAsync(), found => found is not null);
        var (killed, left) = holder!.Contains($"/{one.Id}/", StringComparison.Ordinal) ? (one, two) : (two, one);
        await killed.Kill();
        await Until(workbench, db => db.Set<MassRun>().AsNoTracking().SingleAsync(r => r.Number == number), run => run.HasEnded);

        holder.Should().Contain($"/{killed.Id}/", "one of the two servers took it");
        left.HasExited.Should().BeFalse();
        var run = await workbench.RunNumbered(number);
        (run.Status, run.PostedCount, run.SelectedCount).Should().Be((RunStatus.Finished, Rows, Rows));
        await Expect.Clean(workbench);
    }

    /// <summary>Looks until it is so; the test's own timeout ends it where it never is.</summary>
    private static async Task<T> Until<T>(TestWorkbench workbench, Func<WorkbenchDb, Task<T>> read, Func<T, bool> isSo)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            late.Token.ThrowIfCancellationRequested();
            if (await workbench.Read(read) is var now && isSo(now)) return now;
        }
    }
}
