using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>Pause, resume, cancel, and what a killed server leaves.</summary>
public sealed class SteeringTests
{
    [Fact]
    public async Task Pause_RunningRun_StopsUntilResumed()
    {
        var world = await World.Open();
        await world.GivenDenials(5);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        await world.Stretch(number, 2);
        _ = (await world.Mass.Pause(world.Supervisor, number)).Value;

        (await world.Finish(number)).DoneCount.Should().Be(2);
        (await new WaitingRuns(world.Dbs).Find()).Should().BeEmpty();
        await Expect.Refused(world, () => world.Mass.Pause(world.Clerk, number), "RunIsNotRunning");
        _ = (await world.Mass.Resume(world.Clerk, number)).Value;
        await Expect.Refused(world, () => world.Mass.Resume(world.Clerk, number), "RunIsNotPaused");
        var run = await world.Finish(number);

        (run.Status, run.PostedCount).Should().Be((RunStatus.Finished, 5));
        (await world.Trail()).Select(r => r.Act).Should().ContainInOrder(AuditAct.RunStarted, AuditAct.WrittenOff, AuditAct.RunPaused, AuditAct.RunResumed, AuditAct.WrittenOff, AuditAct.RunEnded);
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_HalfDoneRun_KeepsWhatIsDoneAndSkipsTheRest(bool paused)
    {
        var world = await World.Open();
        var denials = await world.GivenDenials(5);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        await world.Stretch(number, 2);
        if (paused) _ = (await world.Mass.Pause(world.Clerk, number)).Value;
        _ = (await world.Mass.Cancel(world.Clerk, number)).Value;
        await Expect.Refused(world, () => world.Mass.Cancel(world.Clerk, number), "RunHasEnded");

        var run = await world.Finish(number);

        (run.Status, run.PostedCount, run.SkippedCount, run.SelectedCount).Should().Be((RunStatus.Cancelled, 2, 3, 5));
        (await world.RowsOf(number)).Values.Where(r => r.Outcome == RowOutcomeKind.Skipped).Should().OnlyContain(r => r.Cause == SkipCause.RunCancelled && r.AmountCents == 500);
        (await world.Reload(denials[4])).Status.Should().Be(DenialStatus.Open);
        await Expect.Refused(world, () => world.Mass.Cancel(world.Clerk, number), "RunHasEnded");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Steer_WithoutScope_IsRefused()
    {
        var world = await World.Open();
        await world.GivenDenials(1);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;

        await Expect.Refused(world, () => world.Mass.Pause(world.Manager, number), "ScopeMissing");
        await Expect.Refused(world, () => world.Mass.Cancel(world.PostingClerk, number), "ScopeMissing");
        await Expect.Refused(world, () => world.Mass.Pause(world.Clerk, number + 1), "NotFound");
    }

    [Fact]
    public async Task Run_KilledBetweenStretches_IsFoundAndGoesOnAtItsNextRow()
    {
        var world = await World.Open();
        await world.GivenDenials(7);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        await world.Stretch(number, 3);
        var later = world.OpenSecondProcess();

        (await new WaitingRuns(later.Dbs).Find()).Should().Equal(new RunKey(world.TenantId, number));
        var run = await later.Finish(number);

        (run.PostedCount, run.DoneCount).Should().Be((7, 7));
        (await world.Trail()).Count(r => r.Act == AuditAct.WrittenOff).Should().Be(7);
        (await new WaitingRuns(later.Dbs).Find()).Should().BeEmpty();
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Run_DoneByTwoProcessesAtOnce_DoesEachRowOnce()
    {
        var world = await World.OpenSqlite();
        await world.GivenDenials(40);
        var other = world.OpenSecondProcess();
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        async Task Steps(World by)
        {
            while ((await by.Runner.Stretch(world.Clerk, number, 3, new MassRunner.Pace(), null, CancellationToken.None)).Value)
            {
                // Each goes on until the run says that nothing is left.
            }
        }

        await Task.WhenAll(Task.Run(() => Steps(world)), Task.Run(() => Steps(other)));

        (await world.RunNumbered(number)).PostedCount.Should().Be(40);
        (await world.Read(db => db.Set<WriteOffRequest>().CountAsync())).Should().Be(40);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Run_RowThatTheBooksDontTake_FailsAloneAndIsNamed()
    {
        var world = await World.OpenSqlite();
        var denials = await world.GivenDenials(5);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        // A defect nobody foresaw: the database itself refuses one row.
        var trigger = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CREATE TRIGGER defect BEFORE INSERT ON payment_application WHEN NEW.denial_id = {denials[2].Id} BEGIN SELECT RAISE(ABORT, 'defect'); END");
        await world.Read(db => db.Database.ExecuteSqlRawAsync(trigger));

        var run = await world.Finish(number);

        (run.Status, run.PostedCount, run.FailedCount).Should().Be((RunStatus.Finished, 4, 1));
        (await world.RowsOf(number))[denials[2].Id].Outcome.Should().Be(RowOutcomeKind.Failed);
        (await world.Reload(denials[2])).Status.Should().Be(DenialStatus.Open);
        await Expect.Clean(world);
    }
}
