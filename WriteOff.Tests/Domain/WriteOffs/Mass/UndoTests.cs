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
        var world = await World.Open();
        await world.SetGate(GateMode.AboveAmount, 1_000);
        var posted = await world.GivenDenials(2);
        var partly = await world.GivenDenial(new Money(700));
        await world.WriteOffPart(partly, new Money(300));
        var waiting = await world.GivenDenial(new Money(2_000));
        var reopened = await world.GivenDenial(new Money(500));
        var run = await world.Run(await world.Look());
        (run.PostedCount, run.PendingCount).Should().Be((4, 1));
        _ = (await world.Reopens.Reopen(world.Clerk, await world.Now(reopened), "Payer called")).Value;

        var key = Guid.NewGuid();
        var number = (await world.Mass.Undo(world.Clerk, run.Number, "Wrong reason", key)).Value;
        var undo = await world.Finish(number);

        (undo.Kind, undo.Status, undo.PostedCount, undo.SkippedCount, undo.UndoesNumber).Should().Be((RunKind.Undo, RunStatus.Finished, 4, 1, run.Number));
        (await world.RowsOf(number))[reopened.Id].Word().Should().Be("Skipped not-written-off");
        foreach (var denial in posted) (await world.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 500);
        // What was written off by hand before the run stays.
        (await world.Reload(partly)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.BalanceCents == 400);
        (await world.Reload(waiting)).Should().Match<Denial>(d => d.Status == DenialStatus.Open && d.ReservedCents == 0);
        (await world.Runs.Open(world.Clerk, run.Number)).Value.UndoneBy.Should().Equal(number);
        (await world.Trail()).Where(r => r.Act == AuditAct.Reopened && r.Note == "Wrong reason").Should().HaveCount(3);
        await Expect.Clean(world);

        // Once more: nothing is left to take back, and the denials can be written off again.
        await Expect.Refused(world, () => world.Mass.Undo(world.Clerk, run.Number, "Twice", Guid.NewGuid()), "NothingToUndo");
        (await world.Mass.Undo(world.Clerk, run.Number, "Wrong reason", key)).Value.Should().Be(number, "the same dialog sent twice");
        (await world.Runs.Open(world.Clerk, run.Number)).Value.IsTakenBack.Should().BeTrue();
        (await world.Run(await world.Look())).PostedCount.Should().Be(4);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Undo_WrongMoment_IsRefused()
    {
        var world = await World.Open();
        await world.GivenDenials(2);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;

        await Expect.Refused(world, () => world.Mass.Undo(world.Clerk, number, "Wrong", Guid.NewGuid()), "RunIsRunning");
        await world.Finish(number);
        await Expect.Refused(world, () => world.Mass.Undo(world.Clerk, number, " ", Guid.NewGuid()), "NoteRequired");
        await Expect.Refused(world, () => world.Mass.Undo(world.Manager, number, "Wrong", Guid.NewGuid()), "ScopeMissing");
        var undo = (await world.Mass.Undo(world.Clerk, number, "Wrong", Guid.NewGuid())).Value;
        await world.Finish(undo);
        await Expect.Refused(world, () => world.Mass.Undo(world.Clerk, undo, "Wrong", Guid.NewGuid()), "NothingToUndo");
    }

    [Theory]
    [InlineData(RunKind.Approve, DenialStatus.WrittenOff)]
    [InlineData(RunKind.Reject, DenialStatus.Open)]
    public async Task Decide_WaitingRequests_EachByTheRulesOfTheQueue(RunKind kind, DenialStatus after)
    {
        var world = await World.Open();
        var (one, two) = ((await world.GivenWaiting(new Money(500))).Denial, (await world.GivenWaiting(new Money(700))).Denial);
        var own = (await world.GivenWaiting(new Money(500), asks: world.Supervisor)).Denial;
        var changed = (await world.GivenWaiting(new Money(500))).Denial;
        List<DenialAsk> asks = [await world.Now(one), await world.Now(two), await world.Now(own), await world.Now(changed)];
        await world.Pay(changed, new Money(500));

        await Expect.Refused(world, () => world.Mass.Decide(world.Clerk, kind, asks, "Checked", Guid.NewGuid()), "ScopeMissing");
        var run = await world.Finish((await world.Mass.Decide(world.Supervisor, kind, asks, "Checked", Guid.NewGuid())).Value);

        (run.PostedCount, run.SkippedCount, run.PostedCents, run.SelectedCents).Should().Be((2, 2, 1_200, 1_700));
        var rows = await world.RowsOf(run.Number);
        rows[own.Id].Word().Should().Be("Skipped own-request");
        rows[changed.Id].Word().Should().Be("Skipped not-waiting");
        (await world.Reload(one)).Status.Should().Be(after);
        (await world.Reload(own)).Status.Should().Be(DenialStatus.PendingWriteOff);
        await Expect.Clean(world);
    }
}
