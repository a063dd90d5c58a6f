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
        var workbench = await TestWorkbench.Open();
        var expected = new Dictionary<long, string>();
        async Task Given(Denial denial, string outcome, DenialStatus status = DenialStatus.Open)
        {
            await workbench.Bring(denial, status);
            expected[denial.Id] = outcome;
        }

        await Given(await workbench.GivenDenial(new Money(500)), "Posted");
        await Given(await workbench.GivenDenial(new Money(500)), "Posted", DenialStatus.InProgress);
        await Given(await workbench.GivenDenial(new Money(800)), "Pending");
        await Given(await workbench.GivenDenial(new Money(1_200)), "Skipped evidence-missing");
        await Given(await workbench.GivenDenial(new Money(500)), "Skipped appeal-pending", DenialStatus.AppealPending);
        await Given(await workbench.GivenDenial(new Money(500)), "Skipped already-pending", DenialStatus.PendingWriteOff);
        await Given(await workbench.GivenDenial(new Money(500)), "Skipped already-written-off", DenialStatus.WrittenOff);
        var paid = await workbench.GivenDenial(new Money(500));
        await Given(paid, "Skipped already-resolved");
        await workbench.Pay(paid, new Money(500));
        var flagged = await workbench.GivenDenial(new Money(500));
        await Given(flagged, "Skipped reversal-flagged");
        await workbench.Flag(flagged);
        // Two denials of one claim, each under the gate, together over it: the second goes to a supervisor.
        var first = await workbench.GivenDenial(new Money(400));
        await Given(first, "Posted");
        await Given(await workbench.GivenDenial(new Money(400), claimId: first.ClaimId), "Pending");
        await workbench.SetGate(GateMode.AboveAmount, 600);

        var before = await workbench.Dump();
        var preview = await workbench.Look("small-balance");
        (await workbench.Dump()).Should().Be(before, "a preview writes nothing");
        preview.Groups.SelectMany(g => g.FirstRows.Select(id => (id, Word: g.Cause.Length == 0 ? g.Outcome.ToString() : $"{g.Outcome} {g.Cause}"))).ToDictionary(x => x.id, x => x.Word).Should().Equal(expected);

        var run = await workbench.Run(preview);

        (await workbench.RowsOf(run.Number)).ToDictionary(r => r.Key, r => r.Value.Word()).Should().Equal(expected);
        run.Status.Should().Be(RunStatus.Finished);
        (run.PostedCount, run.PendingCount, run.SkippedCount, run.FailedCount, run.SelectedCount).Should().Be((3, 2, 6, 0, 11));
        run.PostedCents.Should().Be(1_400);
        (preview.Through, preview.ThroughSum).Should().Be((5, new Money(2_600)));
        foreach (var group in preview.Groups)
        {
            var same = (await workbench.Runs.Groups(workbench.Clerk, run.Number)).Value.Single(g => g.Outcome == group.Outcome && g.Cause == group.Cause);
            (same.Count, same.Sum).Should().Be((group.Count, group.Sum));
        }

        // The mark was put there without the case that a reversal makes.
        await workbench.Change(async db => db.Entry(await db.Set<Denial>().SingleAsync(d => d.Id == flagged.Id)).Property(d => d.IsFlagged).CurrentValue = false);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Run_OpenDenial_WritesWhatTheDialogWrites()
    {
        var workbench = await TestWorkbench.Open();
        var (byHand, byRun) = (await workbench.GivenDenial(new Money(500)), await workbench.GivenDenial(new Money(500)));
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, new WriteOffAsk(byHand.Id, byHand.Version, Guid.NewGuid(), [new WriteOffAskLine("other", byHand.Balance)], MassActs.Note))).Value;

        var run = await workbench.Run(await workbench.Look());

        run.PostedCount.Should().Be(1);
        var (one, other) = (await workbench.Reload(byHand), await workbench.Reload(byRun));
        (other.Status, other.BalanceCents, other.ReservedCents, other.Version).Should().Be((one.Status, one.BalanceCents, one.ReservedCents, one.Version));
        (await workbench.ClaimOf(byRun)).BalanceCents.Should().Be((await workbench.ClaimOf(byHand)).BalanceCents);
        var rows = (await workbench.Trail()).Where(r => r.Act == AuditAct.WrittenOff).ToList();
        rows.Should().HaveCount(2);
        rows[1].Detail.Should().Be($"Run {run.Number}\n{rows[0].Detail}");
        rows.Select(r => (r.ReasonCode, r.AmountCents, r.StatusBefore, r.StatusAfter, r.BalanceBeforeCents, r.BalanceAfterCents, r.Note, r.ActorId)).Distinct().Should().ContainSingle();
        var ledger = await workbench.LedgerOf(byRun);
        ledger.Should().ContainSingle(a => a.Type == ApplicationType.WriteOff && a.AmountCents == 500 && a.PostedOn == workbench.Today && a.PostedBy == workbench.Clerk.UserId);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Run_RowChangedSincePreview_IsSkippedAsChanged()
    {
        var workbench = await TestWorkbench.Open();
        var denials = await workbench.GivenDenials(3);
        var preview = await workbench.Look();
        await workbench.WriteOffPart(denials[1], new Money(100));
        await workbench.Pay(denials[2], new Money(500));

        var run = await workbench.Run(preview);

        var rows = await workbench.RowsOf(run.Number);
        rows[denials[0].Id].Word().Should().Be("Posted");
        rows[denials[1].Id].Word().Should().Be("Skipped changed-since-you-looked");
        rows[denials[2].Id].Word().Should().Be("Skipped already-resolved");
        (await workbench.Reload(denials[1])).BalanceCents.Should().Be(400);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Start_SamePreviewTwice_StartsOneRun()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(2);
        var preview = await workbench.Look();

        var numbers = await Task.WhenAll(workbench.Mass.Start(workbench.Clerk, preview), workbench.Mass.Start(workbench.Clerk, preview));

        numbers.Select(n => n.Value).Distinct().Should().ContainSingle();
        (await workbench.Finish(numbers[0].Value)).PostedCount.Should().Be(2);
        (await workbench.Read(db => db.Set<MassRun>().CountAsync())).Should().Be(1);
        await Expect.Refused(workbench, () => workbench.Mass.Start(workbench.Supervisor, preview), "NotYourPreview");
    }

    [Fact]
    public async Task Run_ScopeLostMeanwhile_SkipsTheRest()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(4);
        var number = (await workbench.Mass.Start(workbench.Clerk, await workbench.Look())).Value;
        await workbench.Chunk(number, 2);
        await workbench.Change(async db => db.RemoveRange(await db.Set<WriteOff.Domain.Access.PersonRole>().Where(r => r.PersonId == workbench.Clerk.UserId).ToListAsync()));

        var run = await workbench.Finish(number);

        (run.Status, run.PostedCount, run.SkippedCount).Should().Be((RunStatus.Finished, 2, 2));
        (await workbench.RowsOf(number)).Values.Where(r => r.Outcome == RowOutcomeKind.Skipped).Should().OnlyContain(r => r.Cause == "scope-missing");
        await Expect.Clean(workbench);
    }
}
