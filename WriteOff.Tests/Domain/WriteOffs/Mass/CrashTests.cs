using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>kill -9 in a run and in its undo, at random points. WRITEOFF_LONG=1 kills fifty times; a failure prints the seed.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private static readonly int Kills = PropertyRuns.Long ? 50 : 3;
    private const int Rows = 4_000;
    private const int Looks = 600;

    [Fact]
    public async Task Run_ServerKilledAtRandomPoints_ResumesAndDoesNoRowTwice()
    {
        Assert.SkipWhen(TestDatabases.SqlServer is not null, "Kills a server on a file of its own.");
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}, {Kills} kills");
        var random = new Random(seed);
        var workbench = await TestWorkbench.OpenSqlite();
        var ids = await workbench.GivenManyDenials(Rows - 1);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        for (var kills = 0; kills < Kills; kills++)
        {
            var run = await workbench.RunNumbered(number);
            if (run.HasEnded) run = await workbench.RunNumbered(number = await Next(workbench, run));
            using var server = ServerProcess.On(workbench.Options);
            await server.Listening.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
            await Late(workbench, number, random.Next(Looks), server);
            await server.Kill();
        }

        var last = await workbench.Finish(number);

        await Expect.Clean(workbench);
        foreach (var run in await workbench.Read(db => db.Set<MassRun>().AsNoTracking().ToListAsync()))
        {
            run.Status.Should().Be(RunStatus.Finished);
            (run.PostedCount, run.SelectedCount).Should().Be((Rows, Rows));
        }

        var after = last.Kind == RunKind.WriteOff ? DenialStatus.WrittenOff : DenialStatus.Open;
        (await workbench.Read(db => db.Set<Denial>().CountAsync(d => d.Status != after))).Should().Be(0);
        (await workbench.Read(db => db.Set<WriteOffRequest>().CountAsync())).Should().Be(Rows * await workbench.Read(db => db.Set<MassRun>().CountAsync(r => r.Kind == RunKind.WriteOff)));
        ids.Should().HaveCount(Rows - 1);
    }

    /// <summary>A run that ended is taken back, an undo is followed by the next run.</summary>
    private static async Task<int> Next(TestWorkbench workbench, MassRun ended) => ended.Kind == RunKind.WriteOff
        ? (await workbench.Mass.Undo(workbench.Clerk, ended.Number, "Again", Guid.NewGuid())).Value
        : (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;

    /// <summary>Lets the server work for a while, or until the run ends.</summary>
    private static async Task Late(TestWorkbench workbench, int number, int looks, ServerProcess server)
    {
        for (var n = 0; n < looks && !(await workbench.RunNumbered(number)).HasEnded; n++) server.HasExited.Should().BeFalse("the server must not fall over by itself");
    }
}
