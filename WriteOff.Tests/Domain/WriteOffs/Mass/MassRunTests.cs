using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>A run does to each row what the dialog would do, and the preview says so before.</summary>
public sealed class MassRunTests
{
    [Fact]
    public async Task Run_MixedSelection_GivesEachRowTheOutcomeOfThePreview()
    {
        var world = await World.Open();
        var expected = new Dictionary<long, string>();
        async Task Given(Denial denial, string outcome, DenialStatus status = DenialStatus.Open)
        {
            await world.Bring(denial, status);
            expected[denial.Id] = outcome;
        }

        await Given(await world.GivenDenial(new Money(500)), "Posted");
        await Given(await world.GivenDenial(new Money(500)), "Posted", DenialStatus.InProgress);
        await Given(await world.GivenDenial(new Money(800)), "Pending");
        await Given(await world.GivenDenial(new Money(1_200)), "Skipped evidence-missing");
        await Given(await world.GivenDenial(new Money(500)), "Skipped appeal-pending", DenialStatus.AppealPending);
        await Given(await world.GivenDenial(new Money(500)), "Skipped already-pending", DenialStatus.PendingWriteOff);
        await Given(await world.GivenDenial(new Money(500)), "Skipped already-written-off", DenialStatus.WrittenOff);
        var paid = await world.GivenDenial(new Money(500));
        await Given(paid, "Skipped already-resolved");
        await world.Pay(paid, new Money(500));
        var flagged = await world.GivenDenial(new Money(500));
        await Given(flagged, "Skipped reversal-flagged");
        await world.Flag(flagged);
        // Two denials of one claim, each under the gate, together over it: the second goes to a supervisor.
        var first = await world.GivenDenial(new Money(400));
        await Given(first, "Posted");
        await Given(await world.GivenDenial(new Money(400), claimId: first.ClaimId), "Pending");
        await world.SetGate(GateMode.AboveAmount, 600);

        var before = await world.Dump();
        var preview = await world.Look("small-balance");
        (await world.Dump()).Should().Be(before, "a preview writes nothing");
        preview.Groups.SelectMany(g => g.FirstRows.Select(id => (id, Word: g.Cause.Length == 0 ? g.Outcome.ToString() : $"{g.Outcome} {g.Cause}"))).ToDictionary(x => x.id, x => x.Word).Should().Equal(expected);

        var run = await world.Run(preview);

        (await world.RowsOf(run.Number)).ToDictionary(r => r.Key, r => r.Value.Word()).Should().Equal(expected);
        run.Status.Should().Be(RunStatus.Finished);
        (run.PostedCount, run.PendingCount, run.SkippedCount, run.FailedCount, run.SelectedCount).Should().Be((3, 2, 6, 0, 11));
        run.PostedCents.Should().Be(1_400);
        (preview.Through, preview.ThroughSum).Should().Be((5, new Money(2_600)));
        foreach (var group in preview.Groups)
        {
            var same = (await world.Runs.Groups(world.Clerk, run.Number)).Value.Single(g => g.Outcome == group.Outcome && g.Cause == group.Cause);
            (same.Count, same.Sum).Should().Be((group.Count, group.Sum));
        }

        // The mark was put there without the case that a reversal makes.
        await world.Change(async db => db.Entry(await db.Set<Denial>().SingleAsync(d => d.Id == flagged.Id)).Property(d => d.IsFlagged).CurrentValue = false);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Run_OpenDenial_WritesWhatTheDialogWrites()
    {
        var world = await World.Open();
        var (byHand, byRun) = (await world.GivenDenial(new Money(500)), await world.GivenDenial(new Money(500)));
        _ = (await world.WriteOffs.Submit(world.Clerk, new WriteOffAsk(byHand.Id, byHand.Version, Guid.NewGuid(), [new WriteOffAskLine("other", byHand.Balance)], MassActs.Note))).Value;

        var run = await world.Run(await world.Look());

        run.PostedCount.Should().Be(1);
        var (one, other) = (await world.Reload(byHand), await world.Reload(byRun));
        (other.Status, other.BalanceCents, other.ReservedCents, other.Version).Should().Be((one.Status, one.BalanceCents, one.ReservedCents, one.Version));
        (await world.ClaimOf(byRun)).BalanceCents.Should().Be((await world.ClaimOf(byHand)).BalanceCents);
        var rows = (await world.Trail()).Where(r => r.Act == AuditAct.WrittenOff).ToList();
        rows.Should().HaveCount(2);
        rows[1].Detail.Should().Be($"Run {run.Number}\n{rows[0].Detail}");
        rows.Select(r => (r.ReasonCode, r.AmountCents, r.StatusBefore, r.StatusAfter, r.BalanceBeforeCents, r.BalanceAfterCents, r.Note, r.ActorId)).Distinct().Should().ContainSingle();
        var ledger = await world.LedgerOf(byRun);
        ledger.Should().ContainSingle(a => a.Type == ApplicationType.WriteOff && a.AmountCents == 500 && a.PostedOn == world.Today && a.PostedBy == world.Clerk.UserId);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Run_RowChangedSincePreview_IsSkippedAsChanged()
    {
        var world = await World.Open();
        var denials = await world.GivenDenials(3);
        var preview = await world.Look();
        await world.WriteOffPart(denials[1], new Money(100));
        await world.Pay(denials[2], new Money(500));

        var run = await world.Run(preview);

        var rows = await world.RowsOf(run.Number);
        rows[denials[0].Id].Word().Should().Be("Posted");
        rows[denials[1].Id].Word().Should().Be("Skipped changed-since-you-looked");
        rows[denials[2].Id].Word().Should().Be("Skipped already-resolved");
        (await world.Reload(denials[1])).BalanceCents.Should().Be(400);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Start_SamePreviewTwice_StartsOneRun()
    {
        var world = await World.Open();
        await world.GivenDenials(2);
        var preview = await world.Look();

        var numbers = await Task.WhenAll(world.Mass.Start(world.Clerk, preview), world.Mass.Start(world.Clerk, preview));

        numbers.Select(n => n.Value).Distinct().Should().ContainSingle();
        (await world.Finish(numbers[0].Value)).PostedCount.Should().Be(2);
        (await world.Read(db => db.Set<MassRun>().CountAsync())).Should().Be(1);
        await Expect.Refused(world, () => world.Mass.Start(world.Supervisor, preview), "NotYourPreview");
    }

    [Fact]
    public async Task Run_ScopeLostMeanwhile_SkipsTheRest()
    {
        var world = await World.Open();
        await world.GivenDenials(4);
        var number = (await world.Mass.Start(world.Clerk, await world.Look())).Value;
        await world.Stretch(number, 2);
        await world.Change(async db => db.RemoveRange(await db.Set<WriteOff.Domain.Access.PersonRole>().Where(r => r.PersonId == world.Clerk.UserId).ToListAsync()));

        var run = await world.Finish(number);

        (run.Status, run.PostedCount, run.SkippedCount).Should().Be((RunStatus.Finished, 2, 2));
        (await world.RowsOf(number)).Values.Where(r => r.Outcome == RowOutcomeKind.Skipped).Should().OnlyContain(r => r.Cause == "scope-missing");
        await Expect.Clean(world);
    }
}
