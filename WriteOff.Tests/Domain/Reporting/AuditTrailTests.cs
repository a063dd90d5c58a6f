using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

public sealed class AuditTrailTests
{
    [Fact]
    public async Task Page_EachPartOfTheFilter_FindsItsRowsNewestFirst()
    {
        var workbench = await TestWorkbench.Open();
        var (one, two) = (await workbench.GivenDenial(new Money(80_000)), await workbench.GivenDenial(new Money(5_000)));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(one));
        workbench.Clock.Advance(TimeSpan.FromDays(3));
        await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(two, "bad-debt", "Back from the agency"));
        var number = (await workbench.ClaimOf(one)).ClaimNumber;
        var trail = Trail(workbench);

        async Task<long[]> Found(TrailAsk ask) => [.. (await trail.Page(workbench.Manager, ask)).Value.Rows.Select(r => r.Row.AmountCents ?? 0)];
        (await Found(new TrailAsk())).Should().StartWith([5_000, 80_000, 5_000, 80_000]);
        (await Found(new TrailAsk(workbench.Clerk.UserId))).Should().Equal(80_000);
        (await Found(new TrailAsk(Guid.Empty, AuditAct.DenialMade))).Should().Equal(5_000, 80_000);
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff))).Should().Equal(5_000, 80_000);
        (await Found(new TrailAsk(Claim: $" {number.ToLowerInvariant()} "))).Should().Equal(80_000, 80_000);
        (await Found(new TrailAsk(Claim: "RC-nowhere"))).Should().BeEmpty();
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff, Reason: "bad-debt"))).Should().Equal(5_000);
        (await Found(new TrailAsk(From: workbench.Today))).Should().Equal(5_000);
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff, To: workbench.Today.AddDays(-1)))).Should().Equal(80_000);
        (await Found(new TrailAsk(Least: new Money(5_001)))).Should().Equal(80_000, 80_000);
        (await Found(new TrailAsk(Most: new Money(5_000)))).Should().Equal(5_000, 5_000);
        (await trail.Page(workbench.Manager, new TrailAsk(workbench.Clerk.UserId))).Value.Rows.Single().ClaimNumber.Should().Be(number);
    }

    [Fact]
    public async Task Page_OfARun_HasWhatTheRunDidAndNothingElse()
    {
        var workbench = await TestWorkbench.Open();
        var denials = await workbench.GivenDenials(3);
        await workbench.WriteOffPart(denials[2], new Money(100));
        var run = await workbench.Run(await workbench.Look());
        var later = await workbench.GivenDenial(new Money(700));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(later));
        var undo = (await workbench.Mass.Undo(workbench.Clerk, run.Number, "Wrong filter", Guid.NewGuid())).Value;
        await workbench.Runner.Run(new RunKey(workbench.TenantId, undo));
        await workbench.GivenDenials(1);

        async Task<AuditAct[]> Acts(int number) => [.. (await Trail(workbench).Page(workbench.Manager, new TrailAsk(Run: number))).Value.Rows.Select(r => r.Row.Act)];
        (await Acts(run.Number)).Should().Equal(AuditAct.RunEnded, AuditAct.WrittenOff, AuditAct.WrittenOff, AuditAct.WrittenOff, AuditAct.RunStarted);
        (await Acts(undo)).Should().Equal(AuditAct.RunEnded, AuditAct.Reopened, AuditAct.Reopened, AuditAct.Reopened, AuditAct.RunStarted);
        (await Acts(9)).Should().BeEmpty();
        (await Trail(workbench).Stream(workbench.Manager, new TrailAsk(Run: undo, Act: AuditAct.Reopened)).CountAsync()).Should().Be(3);
        (await Trail(workbench).Page(workbench.Manager, new TrailAsk(Run: undo))).Value.Rows[^1].Row.Sequence.Should().Be((await workbench.Read(db => db.Set<MassRun>().SingleAsync(r => r.Number == undo))).FirstAudit);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Page_MoreThanOne_IsPagedByKeyWithoutGap()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < TrailAsk.PageSize; n++) await workbench.Change(_ => Task.CompletedTask);
        var first = (await Trail(workbench).Page(workbench.Manager, new TrailAsk())).Value;
        var second = (await Trail(workbench).Page(workbench.Manager, new TrailAsk(Before: first.Older))).Value;

        first.Rows.Should().HaveCount(TrailAsk.PageSize);
        first.Rows.Concat(second.Rows).Select(r => r.Row.Sequence).Should().Equal((await workbench.Trail()).Select(r => r.Sequence).Reverse());
        second.Older.Should().BeNull();
    }

    [Fact]
    public async Task Row_WholeTamperedOrAbsent_SaysSo()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenDenial();
        var last = (await workbench.Trail())[^1];
        var view = (await Trail(workbench).Row(workbench.Manager, last.Sequence)).Value;
        view.Should().Match<TrailRowView>(v => v.IsSealed && v.IsLinked && v.Next == null && v.Row.Hash.SequenceEqual(last.Hash));

        await RawSql.Tamper(workbench, $"UPDATE audit_row SET detail = 'x' WHERE sequence = {last.Sequence}; UPDATE audit_row SET hash = zeroblob(32) WHERE sequence = {last.Sequence - 2}");
        (await Trail(workbench).Row(workbench.Manager, last.Sequence)).Value.Should().Match<TrailRowView>(v => !v.IsSealed && v.IsLinked);
        (await Trail(workbench).Row(workbench.Manager, last.Sequence - 1)).Value.Should().Match<TrailRowView>(v => v.IsSealed && !v.IsLinked);
        (await Trail(workbench).Row(workbench.Manager, 1)).Value.Should().Match<TrailRowView>(v => v.IsSealed && v.IsLinked);
        foreach (var absent in new[] { 0, -1, last.Sequence + 1, long.MaxValue })
            (await Trail(workbench).Row(workbench.Manager, absent)).Refusal!.Code.Should().Be("NotFound");
    }

    [Fact]
    public async Task Everything_WithoutTheScope_IsRefusedAndWritesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        foreach (var blind in new[] { workbench.Clerk, workbench.PostingClerk })
        {
            var (trail, service) = (Trail(workbench), Service(workbench));
            await Expect.Refused(workbench, () => trail.Page(blind, new TrailAsk()), "ScopeMissing");
            await Expect.Refused(workbench, () => trail.Row(blind, 1), "ScopeMissing");
            await Expect.Refused(workbench, () => trail.Choices(blind), "ScopeMissing");
            await Expect.Refused(workbench, () => trail.Exports(blind), "ScopeMissing");
            await Expect.Refused(workbench, () => trail.Accesses(blind, new AccessAsk()), "ScopeMissing");
            await Expect.Refused(workbench, () => service.RecordExport(blind, "", 1, new byte[32]), "ScopeMissing");
            await Expect.Refused(workbench, () => service.Package(blind, denial.Id), "ScopeMissing");
            await Expect.Refused(workbench, () => Check(workbench).Run(blind), "ScopeMissing");
            await FluentActions.Awaiting(async () => { await foreach (var _ in trail.Stream(blind, new TrailAsk())) { } }).Should().ThrowAsync<InvalidOperationException>();
        }

        await Expect.Refused(workbench, () => Service(workbench).Package(workbench.Administrator, denial.Id), "ScopeMissing");
    }

    [Fact]
    public async Task Everything_OfAnotherTenant_IsNeverSeen()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var foreign = await neighbour.GivenDenial();
        await new DenialViews(neighbour.Dbs, neighbour.Clock, neighbour.Access).Open(neighbour.Clerk, foreign.Id);
        await neighbour.Access.Write();
        var number = (await neighbour.ClaimOf(foreign)).ClaimNumber;

        (await Trail(workbench).Page(workbench.Manager, new TrailAsk(Claim: number))).Value.Rows.Should().BeEmpty();
        (await Trail(workbench).Page(workbench.Manager, new TrailAsk(neighbour.Clerk.UserId))).Value.Rows.Should().BeEmpty();
        (await Trail(workbench).Accesses(workbench.Manager, new AccessAsk())).Value.Rows.Should().BeEmpty();
        (await Trail(workbench).Choices(workbench.Manager)).Value.People.Select(p => p.Id).Should().NotContain(neighbour.Clerk.UserId);
        (await Trail(neighbour).Accesses(neighbour.Manager, new AccessAsk(neighbour.Clerk.UserId, number))).Value.Rows.Should().ContainSingle().Which.ClaimNumber.Should().Be(number);
        await Expect.Refused(workbench, () => Service(workbench).Package(workbench.Manager, foreign.Id), "NotFound");
        var forged = workbench.Manager with { TenantId = neighbour.TenantId };
        (await Trail(workbench).Page(forged, new TrailAsk())).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Check_HonestAndTampered_GoesOnTheTrail()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenDenial();
        var end = (await workbench.Trail())[^1].Sequence;
        (await Check(workbench).Run(workbench.Manager)).Value.Holds.Should().BeTrue();
        (await workbench.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.ChainVerified && a.Detail == $"Everything holds up to row {end}" && a.ActorName == "Manager");

        await RawSql.Tamper(workbench, "UPDATE audit_row SET note = 'x' WHERE sequence = 3");
        (await Check(workbench).Run(workbench.Manager)).Value.Holds.Should().BeFalse();
        (await workbench.Trail())[^1].Detail.Should().Be("Broken: AppendOnlyGuards, AuditHash");
    }

    [Fact]
    public async Task Check_WhileOneRuns_RefusesASecond_AndFreesWhenCancelled()
    {
        var workbench = await TestWorkbench.Open();
        var check = Check(workbench);
        using var stop = new CancellationTokenSource();
        Outcome<VerifyOutcome>? second = null;
        var running = check.Run(workbench.Manager, p =>
        {
            if (p.Invariants != 2) return;
            second = check.Run(workbench.Supervisor).GetAwaiter().GetResult();
            stop.Cancel();
        }, stop.Token);

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        second!.Value.Refusal!.Code.Should().Be("VerifyingAlready");
        (await check.Run(workbench.Manager)).IsDone.Should().BeTrue();
    }

    internal static AuditTrail Trail(TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock);

    internal static AuditTrailService Service(TestWorkbench workbench) => new(workbench.Writer, new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access), workbench.Access);

    internal static ChainCheck Check(TestWorkbench workbench) => new(workbench.Dbs, new Verifier(workbench.Dbs), workbench.Writer);
}
