using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>Taking a run back, and deciding many requests.</summary>
public sealed class UndoTests
{
    [Fact]
    public async Task Undo_FinishedRun_ReopensWhatItCanAndListsTheRest()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetGate(GateMode.AboveAmount, 1_000);
        var posted = await workbench.GivenDenials(2);
        var partly = await workbench.GivenDenial(new Money(700));
        await workbench.WriteOffPart(partly, new Money(300));
        var waiting = await workbench.GivenDenial(new Money(2_000));
        var reopened = await workbench.GivenDenial(new Money(500));
        var run = await workbench.Run(await workbench.Look());
        (run.PostedCount, run.PendingCount).Should().Be((4, 1));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(reopened), "Payer called")).Value;

        var key = Guid.NewGuid();
        var number = (await workbench.Mass.Undo(workbench.Clerk, run.Number, "Wrong reason", key)).Value;
        var undo = await workbench.Finish(number);

        (undo.Kind, undo.Status, undo.PostedCount, undo.SkippedCount, undo.UndoesNumber).Should().Be((RunKind.Undo, RunStatus.Finished, 4, 1, run.Number));
        (await workbench.RowsOf(number))[reopened.Id].Word().Should().Be("Skipped not-written-off");
        foreach (var denial in posted) (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 500);
        // What was written off by hand before the run stays.
        (await workbench.Reload(partly)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 400);
        (await workbench.Reload(waiting)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.ReservedCents == 0);
        (await workbench.Runs.Open(workbench.Clerk, run.Number)).Value.UndoneBy.Should().Equal(number);
        (await workbench.Trail()).Where(r => r.Act == AuditAct.Reopened && r.Note == "Wrong reason").Should().HaveCount(3);
        await Expect.Clean(workbench);

        // Once more: nothing is left to take back, and the denials can be written off again.
        await Expect.Refused(workbench, () => workbench.Mass.Undo(workbench.Clerk, run.Number, "Twice", Guid.NewGuid()), "NothingToUndo");
        (await workbench.Mass.Undo(workbench.Clerk, run.Number, "Wrong reason", key)).Value.Should().Be(number, "the same dialog sent twice");
        (await workbench.Runs.Open(workbench.Clerk, run.Number)).Value.IsTakenBack.Should().BeTrue();
        (await workbench.Run(await workbench.Look())).PostedCount.Should().Be(4);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Undo_WrongMoment_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(2);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;

        await Expect.Refused(workbench, () => workbench.Mass.Undo(workbench.Clerk, number, "Wrong", Guid.NewGuid()), "RunIsRunning");
        await workbench.Finish(number);
        await Expect.Refused(workbench, () => workbench.Mass.Undo(workbench.Clerk, number, " ", Guid.NewGuid()), "NoteRequired");
        await Expect.Refused(workbench, () => workbench.Mass.Undo(workbench.Manager, number, "Wrong", Guid.NewGuid()), "ScopeMissing");
        var undo = (await workbench.Mass.Undo(workbench.Clerk, number, "Wrong", Guid.NewGuid())).Value;
        await workbench.Finish(undo);
        await Expect.Refused(workbench, () => workbench.Mass.Undo(workbench.Clerk, undo, "Wrong", Guid.NewGuid()), "NothingToUndo");
    }

    [Theory]
    [InlineData(RunKind.Approve, DenialStatus.WrittenOff)]
    [InlineData(RunKind.Reject, DenialStatus.Open)]
    public async Task Decide_WaitingRequests_EachByTheRulesOfTheQueue(RunKind kind, DenialStatus after)
    {
        var workbench = await TestWorkbench.Open();
        var (one, two) = ((await workbench.GivenWaiting(new Money(500))).Denial, (await workbench.GivenWaiting(new Money(700))).Denial);
        var own = (await workbench.GivenWaiting(new Money(500), asks: workbench.Supervisor)).Denial;
        var changed = (await workbench.GivenWaiting(new Money(500))).Denial;
        List<DenialAsk> asks = [await workbench.Now(one), await workbench.Now(two), await workbench.Now(own), await workbench.Now(changed)];
        await workbench.Pay(changed, new Money(500));

        await Expect.Refused(workbench, () => workbench.Mass.Decide(workbench.Clerk, kind, asks, "Checked", Guid.NewGuid()), "ScopeMissing");
        var run = await workbench.Finish((await workbench.Mass.Decide(workbench.Supervisor, kind, asks, "Checked", Guid.NewGuid())).Value);

        (run.PostedCount, run.SkippedCount, run.PostedCents, run.SelectedCents).Should().Be((2, 2, 1_200, 1_700));
        var rows = await workbench.RowsOf(run.Number);
        rows[own.Id].Word().Should().Be("Skipped own-request");
        rows[changed.Id].Word().Should().Be("Skipped not-waiting");
        (await workbench.Reload(one)).Status.Should().Be(after);
        (await workbench.Reload(own)).Status.Should().Be(DenialStatus.PendingWriteOff);
        await Expect.Clean(workbench);
    }
}
