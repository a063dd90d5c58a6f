using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class CauseRollupTests
{
    [Fact]
    public async Task Submit_TwoLinesOfTwoReasons_CountsEachOnItsDay()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(50_000));
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(),
            [new WriteOffAskLine("other", new Money(10_000)), new WriteOffAskLine("bad-debt", new Money(5_000)), new WriteOffAskLine("other", new Money(1))], "Two causes"))).Value;

        (await Days(workbench)).Should().BeEquivalentTo(
        [
            new { PostedOn = workbench.Today, Reason = "other", Category = (int)ReasonCategory.Other, WrittenOffCents = 10_001L, WrittenOffCount = 2L, ReopenedCents = 0L, ReopenedCount = 0L },
            new { PostedOn = workbench.Today, Reason = "bad-debt", Category = (int)ReasonCategory.Patient, WrittenOffCents = 5_000L, WrittenOffCount = 1L, ReopenedCents = 0L, ReopenedCount = 0L },
        ]);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Reopen_InALaterMonth_CountsOnItsOwnDayAndLeavesThePastAlone()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(30_000));
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).Value;
        var written = workbench.Today;
        workbench.Clock.Advance(TimeSpan.FromDays(20));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Wrong one")).Value;

        var days = await Days(workbench);
        days.Should().HaveCount(2);
        days[0].Should().BeEquivalentTo(new { PostedOn = written, WrittenOffCents = 30_000L, WrittenOffCount = 1L, ReopenedCents = 0L });
        days[1].Should().BeEquivalentTo(new { PostedOn = workbench.Today, WrittenOffCents = 0L, WrittenOffCount = 0L, ReopenedCents = 30_000L, ReopenedCount = 1L });
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Approve_CategoryChangedMeanwhileAndLater_CountsAsAsked()
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting(new Money(40_000));
        (await Days(workbench)).Should().BeEmpty("pending isn't written off");
        await workbench.ChangeReason("other", r => r.Take(ReasonSettings.Of(r) with { Category = ReasonCategory.Patient }));
        _ = (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Value;
        _ = (await workbench.Reopens.Reopen(workbench.Supervisor, await workbench.Now(denial), "Paid after all")).Value;

        (await Days(workbench)).Should().ContainSingle().Which.Should().BeEquivalentTo(new { Category = (int)ReasonCategory.Other, WrittenOffCents = 40_000L, ReopenedCents = 40_000L });
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_ReasonWithoutACategory_CountsAsNone()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.ChangeReason("other", r => r.Take(ReasonSettings.Of(r) with { Category = null }));
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial()))).Value;
        (await Days(workbench)).Should().ContainSingle().Which.Category.Should().Be(0);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_Refused_CountsNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await Expect.Refused(workbench, () => workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial) with { Version = 9 }), "ChangedSinceYouLooked");
    }

    [Fact]
    public async Task Apply_ManyKeysAtOnce_RaisesWhatIsThereAndBeginsTheRest()
    {
        var workbench = await TestWorkbench.Open();
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial(new Money(100))))).Value;
        var there = (await Days(workbench)).Single();
        var reason = await workbench.Read(db => db.Set<WriteOffReason>().Where(r => r.Code == "bad-debt").Select(r => r.Id).SingleAsync());
        for (var n = 0; n < 2; n++)
        {
            var sums = new LossSums();
            sums.Add(new LossKey(there.PostedOn, there.ReasonId, there.Category, 1, "197", "River Clinic", Guid.Empty), LossDelta.WrittenOff(7));
            sums.Add(new LossKey(there.PostedOn, reason, 0, 1, "197", "River Clinic", Guid.Empty), LossDelta.WrittenOff(5));
            sums.Add(new LossKey(there.PostedOn, reason, 0, 1, "29", "River Clinic ", Guid.Empty), LossDelta.Reopened(3) + LossDelta.Undone(3));
            await workbench.Change(db => CauseRollup.Apply(db, sums, TestContext.Current.CancellationToken));
        }

        var days = await Days(workbench);
        days.Single(d => d.ReasonId == there.ReasonId).Should().BeEquivalentTo(new { WrittenOffCents = 114L, WrittenOffCount = 3L });
        days.Single(d => d.ReasonId == reason).Should().BeEquivalentTo(new { WrittenOffCents = 10L, WrittenOffCount = 2L, ReopenedCents = 6L, ReopenedCount = 2L });
        var months = await workbench.Read(db => db.Set<PivotMonth>().Where(p => p.Pair == PivotPair.CauseProvider && p.ReasonId == reason).ToListAsync());
        months.Should().ContainSingle("a blank at the end of a name makes no second provider").Which
            .Should().BeEquivalentTo(new { ProviderName = "River Clinic", WrittenOffCents = 10L, ReopenedCents = 6L, UndoneCents = 6L, UndoneCount = 2L });
    }

    [Fact]
    public async Task Backfill_OlderLedger_FillsWhatTheBooksWouldHave()
    {
        var workbench = await VerifierTests.BusyWorkbench();
        workbench.Clock.Advance(TimeSpan.FromDays(9));
        _ = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial()))).Value;
        var neighbour = await workbench.OpenNeighbour();
        _ = (await neighbour.WriteOffs.Submit(neighbour.Clerk, TestWorkbench.Whole(await neighbour.GivenDenial()))).Value;
        var kept = await workbench.Dump(neighbour);

        await RawSql.Run(workbench, "DELETE FROM cause_rollup; DELETE FROM pivot_rollup");
        (await workbench.Dump(neighbour)).Should().NotBe(kept);
        await RawSql.Run(workbench, CauseBackfill.All);

        (await workbench.Dump(neighbour)).Should().Be(kept);
    }

    private sealed record Day(DateOnly PostedOn, long ReasonId, string Reason, int Category, long WrittenOffCents, long WrittenOffCount, long ReopenedCents, long ReopenedCount);

    private static Task<List<Day>> Days(TestWorkbench workbench) => workbench.Read(db => db.Set<CauseDay>()
        .Join(db.Set<WriteOffReason>(), c => c.ReasonId, r => r.Id, (c, r) => new { c, r.Code }).OrderBy(x => x.c.PostedOn)
        .Select(x => new Day(x.c.PostedOn, x.c.ReasonId, x.Code, x.c.Category, x.c.WrittenOffCents, x.c.WrittenOffCount, x.c.ReopenedCents, x.c.ReopenedCount)).ToListAsync());
}
