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
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(5);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        await workbench.Chunk(number, 2);
        _ = (await workbench.Mass.Pause(workbench.Supervisor, number)).Value;

        (await workbench.Finish(number)).DoneCount.Should().Be(2);
        (await new WaitingRuns(workbench.Dbs).Find()).Should().BeEmpty();
        await Expect.Refused(workbench, () => workbench.Mass.Pause(workbench.Clerk, number), "RunIsNotRunning");
        _ = (await workbench.Mass.Resume(workbench.Clerk, number)).Value;
        await Expect.Refused(workbench, () => workbench.Mass.Resume(workbench.Clerk, number), "RunIsNotPaused");
        var run = await workbench.Finish(number);

        (run.Status, run.PostedCount).Should().Be((RunStatus.Finished, 5));
        (await workbench.Trail()).Select(r => r.Act).Should().ContainInOrder(AuditAct.RunStarted, AuditAct.WrittenOff, AuditAct.RunPaused, AuditAct.RunResumed, AuditAct.WrittenOff, AuditAct.RunEnded);
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cancel_HalfDoneRun_KeepsWhatIsDoneAndSkipsTheRest(bool paused)
    {
        var workbench = await TestWorkbench.Open();
        var denials = await workbench.GivenDenials(5);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        await workbench.Chunk(number, 2);
        if (paused) _ = (await workbench.Mass.Pause(workbench.Clerk, number)).Value;
        _ = (await workbench.Mass.Cancel(workbench.Clerk, number)).Value;
        await Expect.Refused(workbench, () => workbench.Mass.Cancel(workbench.Clerk, number), "RunHasEnded");

        var run = await workbench.Finish(number);

        (run.Status, run.PostedCount, run.SkippedCount, run.SelectedCount).Should().Be((RunStatus.Cancelled, 2, 3, 5));
        (await workbench.RowsOf(number)).Values.Where(r => r.Outcome == RowOutcomeKind.Skipped).Should().OnlyContain(r => r.Cause == SkipCause.RunCancelled && r.AmountCents == 500);
        (await workbench.Reload(denials[4])).Status.Should().Be(DenialStatus.Open);
        await Expect.Refused(workbench, () => workbench.Mass.Cancel(workbench.Clerk, number), "RunHasEnded");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Steer_WithoutScope_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(1);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;

        await Expect.Refused(workbench, () => workbench.Mass.Pause(workbench.Manager, number), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Mass.Cancel(workbench.PostingClerk, number), "ScopeMissing");
        await Expect.Refused(workbench, () => workbench.Mass.Pause(workbench.Clerk, number + 1), "NotFound");
    }

    [Fact]
    public async Task Run_KilledBetweenStretches_IsFoundAndGoesOnAtItsNextRow()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(7);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        await workbench.Chunk(number, 3);
        var later = workbench.OpenSecondProcess();

        (await new WaitingRuns(later.Dbs).Find()).Should().Equal(new RunKey(workbench.TenantId, number));
        var run = await later.Finish(number);

        (run.PostedCount, run.DoneCount).Should().Be((7, 7));
        (await workbench.Trail()).Count(r => r.Act == AuditAct.WrittenOff).Should().Be(7);
        (await new WaitingRuns(later.Dbs).Find()).Should().BeEmpty();
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Run_DoneByTwoProcessesAtOnce_DoesEachRowOnce()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenDenials(40);
        var other = workbench.OpenSecondProcess();
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        async Task Steps(TestWorkbench by)
        {
            while ((await by.Runner.Chunk(workbench.Clerk, number, 3, new MassRunner.RunPacing(), null, CancellationToken.None)).Value)
            {
                // Each goes on until the run says that nothing is left.
            }
        }

        await Task.WhenAll(Task.Run(() => Steps(workbench)), Task.Run(() => Steps(other)));

        (await workbench.RunNumbered(number)).PostedCount.Should().Be(40);
        (await workbench.Read(db => db.Set<WriteOffRequest>().CountAsync())).Should().Be(40);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Run_RowThatTheBooksDontTake_FailsAloneAndIsNamed()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var denials = await workbench.GivenDenials(5);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        // A defect nobody foresaw: the database itself refuses one row.
        var trigger = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"CREATE TRIGGER defect BEFORE INSERT ON payment_application WHEN NEW.denial_id = {denials[2].Id} BEGIN SELECT RAISE(ABORT, 'defect'); END");
        await workbench.Read(db => db.Database.ExecuteSqlRawAsync(trigger));

        var run = await workbench.Finish(number);

        (run.Status, run.PostedCount, run.FailedCount).Should().Be((RunStatus.Finished, 4, 1));
        (await workbench.RowsOf(number))[denials[2].Id].Outcome.Should().Be(RowOutcomeKind.Failed);
        (await workbench.Reload(denials[2])).Status.Should().Be(DenialStatus.Open);
        await Expect.Clean(workbench);
    }
}
