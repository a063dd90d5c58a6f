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
        var world = await World.Open();
        var (one, two) = (await world.GivenDenial(new Money(80_000)), await world.GivenDenial(new Money(5_000)));
        await world.WriteOffs.Submit(world.Clerk, World.Whole(one));
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.WriteOffs.Submit(world.Supervisor, World.Whole(two, "bad-debt", "Back from the agency"));
        var number = (await world.ClaimOf(one)).ClaimNumber;
        var trail = Trail(world);

        async Task<long[]> Found(TrailAsk ask) => [.. (await trail.Page(world.Manager, ask)).Value.Rows.Select(r => r.Row.AmountCents ?? 0)];
        (await Found(new TrailAsk())).Should().StartWith([5_000, 80_000, 5_000, 80_000]);
        (await Found(new TrailAsk(world.Clerk.UserId))).Should().Equal(80_000);
        (await Found(new TrailAsk(Guid.Empty, AuditAct.DenialMade))).Should().Equal(5_000, 80_000);
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff))).Should().Equal(5_000, 80_000);
        (await Found(new TrailAsk(Claim: $" {number.ToLowerInvariant()} "))).Should().Equal(80_000, 80_000);
        (await Found(new TrailAsk(Claim: "RC-nowhere"))).Should().BeEmpty();
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff, Reason: "bad-debt"))).Should().Equal(5_000);
        (await Found(new TrailAsk(From: world.Today))).Should().Equal(5_000);
        (await Found(new TrailAsk(Act: AuditAct.WrittenOff, To: world.Today.AddDays(-1)))).Should().Equal(80_000);
        (await Found(new TrailAsk(Least: new Money(5_001)))).Should().Equal(80_000, 80_000);
        (await Found(new TrailAsk(Most: new Money(5_000)))).Should().Equal(5_000, 5_000);
        (await trail.Page(world.Manager, new TrailAsk(world.Clerk.UserId))).Value.Rows.Single().ClaimNumber.Should().Be(number);
    }

    [Fact]
    public async Task Page_OfARun_HasWhatTheRunDidAndNothingElse()
    {
        var world = await World.Open();
        var denials = await world.GivenDenials(3);
        await world.WriteOffPart(denials[2], new Money(100));
        var run = await world.Run(await world.Look());
        var later = await world.GivenDenial(new Money(700));
        await world.WriteOffs.Submit(world.Clerk, World.Whole(later));
        var undo = (await world.Mass.Undo(world.Clerk, run.Number, "Wrong filter", Guid.NewGuid())).Value;
        await world.Runner.Run(new RunKey(world.TenantId, undo));
        await world.GivenDenials(1);

        async Task<AuditAct[]> Acts(int number) => [.. (await Trail(world).Page(world.Manager, new TrailAsk(Run: number))).Value.Rows.Select(r => r.Row.Act)];
        (await Acts(run.Number)).Should().Equal(AuditAct.RunEnded, AuditAct.WrittenOff, AuditAct.WrittenOff, AuditAct.WrittenOff, AuditAct.RunStarted);
        (await Acts(undo)).Should().Equal(AuditAct.RunEnded, AuditAct.Reopened, AuditAct.Reopened, AuditAct.Reopened, AuditAct.RunStarted);
        (await Acts(9)).Should().BeEmpty();
        (await Trail(world).Stream(world.Manager, new TrailAsk(Run: undo, Act: AuditAct.Reopened)).CountAsync()).Should().Be(3);
        (await Trail(world).Page(world.Manager, new TrailAsk(Run: undo))).Value.Rows[^1].Row.Sequence.Should().Be((await world.Read(db => db.Set<MassRun>().SingleAsync(r => r.Number == undo))).FirstAudit);
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Page_MoreThanOne_IsPagedByKeyWithoutGap()
    {
        var world = await World.Open();
        for (var n = 0; n < TrailAsk.PageSize; n++) await world.Change(_ => Task.CompletedTask);
        var first = (await Trail(world).Page(world.Manager, new TrailAsk())).Value;
        var second = (await Trail(world).Page(world.Manager, new TrailAsk(Before: first.Older))).Value;

        first.Rows.Should().HaveCount(TrailAsk.PageSize);
        first.Rows.Concat(second.Rows).Select(r => r.Row.Sequence).Should().Equal((await world.Trail()).Select(r => r.Sequence).Reverse());
        second.Older.Should().BeNull();
    }

    [Fact]
    public async Task Row_WholeTamperedOrAbsent_SaysSo()
    {
        var world = await World.OpenSqlite();
        await world.GivenDenial();
        var last = (await world.Trail())[^1];
        var view = (await Trail(world).Row(world.Manager, last.Sequence)).Value;
        view.Should().Match<TrailRowView>(v => v.IsSealed && v.IsLinked && v.Next == null && v.Row.Hash.SequenceEqual(last.Hash));

        await RawSql.Tamper(world, $"UPDATE audit_row SET detail = 'x' WHERE sequence = {last.Sequence}; UPDATE audit_row SET hash = zeroblob(32) WHERE sequence = {last.Sequence - 2}");
        (await Trail(world).Row(world.Manager, last.Sequence)).Value.Should().Match<TrailRowView>(v => !v.IsSealed && v.IsLinked);
        (await Trail(world).Row(world.Manager, last.Sequence - 1)).Value.Should().Match<TrailRowView>(v => v.IsSealed && !v.IsLinked);
        (await Trail(world).Row(world.Manager, 1)).Value.Should().Match<TrailRowView>(v => v.IsSealed && v.IsLinked);
        foreach (var absent in new[] { 0, -1, last.Sequence + 1, long.MaxValue })
            (await Trail(world).Row(world.Manager, absent)).Refusal!.Code.Should().Be("NotFound");
    }

    [Fact]
    public async Task Everything_WithoutTheScope_IsRefusedAndWritesNothing()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        foreach (var blind in new[] { world.Clerk, world.PostingClerk })
        {
            var (trail, desk) = (Trail(world), Desk(world));
            await Expect.Refused(world, () => trail.Page(blind, new TrailAsk()), "ScopeMissing");
            await Expect.Refused(world, () => trail.Row(blind, 1), "ScopeMissing");
            await Expect.Refused(world, () => trail.Choices(blind), "ScopeMissing");
            await Expect.Refused(world, () => trail.Exports(blind), "ScopeMissing");
            await Expect.Refused(world, () => trail.Accesses(blind, new AccessAsk()), "ScopeMissing");
            await Expect.Refused(world, () => desk.RecordExport(blind, "", 1, new byte[32]), "ScopeMissing");
            await Expect.Refused(world, () => desk.Package(blind, denial.Id), "ScopeMissing");
            await Expect.Refused(world, () => Check(world).Run(blind), "ScopeMissing");
            await FluentActions.Awaiting(async () => { await foreach (var _ in trail.Stream(blind, new TrailAsk())) { } }).Should().ThrowAsync<InvalidOperationException>();
        }

        await Expect.Refused(world, () => Desk(world).Package(world.Administrator, denial.Id), "ScopeMissing");
    }

    [Fact]
    public async Task Everything_OfAnotherTenant_IsNeverSeen()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var foreign = await neighbour.GivenDenial();
        await new DenialViews(neighbour.Dbs, neighbour.Clock, neighbour.Access).Open(neighbour.Clerk, foreign.Id);
        await neighbour.Access.Write();
        var number = (await neighbour.ClaimOf(foreign)).ClaimNumber;

        (await Trail(world).Page(world.Manager, new TrailAsk(Claim: number))).Value.Rows.Should().BeEmpty();
        (await Trail(world).Page(world.Manager, new TrailAsk(neighbour.Clerk.UserId))).Value.Rows.Should().BeEmpty();
        (await Trail(world).Accesses(world.Manager, new AccessAsk())).Value.Rows.Should().BeEmpty();
        (await Trail(world).Choices(world.Manager)).Value.People.Select(p => p.Id).Should().NotContain(neighbour.Clerk.UserId);
        (await Trail(neighbour).Accesses(neighbour.Manager, new AccessAsk(neighbour.Clerk.UserId, number))).Value.Rows.Should().ContainSingle().Which.ClaimNumber.Should().Be(number);
        await Expect.Refused(world, () => Desk(world).Package(world.Manager, foreign.Id), "NotFound");
        var forged = world.Manager with { TenantId = neighbour.TenantId };
        (await Trail(world).Page(forged, new TrailAsk())).Refusal!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Check_HonestAndTampered_GoesOnTheTrail()
    {
        var world = await World.OpenSqlite();
        await world.GivenDenial();
        var end = (await world.Trail())[^1].Sequence;
        (await Check(world).Run(world.Manager)).Value.Holds.Should().BeTrue();
        (await world.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.ChainVerified && a.Detail == $"Everything holds up to row {end}" && a.ActorName == "Manager");

        await RawSql.Tamper(world, "UPDATE audit_row SET note = 'x' WHERE sequence = 3");
        (await Check(world).Run(world.Manager)).Value.Holds.Should().BeFalse();
        (await world.Trail())[^1].Detail.Should().Be("Broken: AppendOnlyGuards, AuditHash");
    }

    [Fact]
    public async Task Check_WhileOneRuns_RefusesASecond_AndFreesWhenCancelled()
    {
        var world = await World.Open();
        var check = Check(world);
        using var stop = new CancellationTokenSource();
        Outcome<VerifyOutcome>? second = null;
        var running = check.Run(world.Manager, p =>
        {
            if (p.Invariants != 2) return;
            second = check.Run(world.Supervisor).GetAwaiter().GetResult();
            stop.Cancel();
        }, stop.Token);

        await FluentActions.Awaiting(() => running).Should().ThrowAsync<OperationCanceledException>();
        second!.Value.Refusal!.Code.Should().Be("VerifyingAlready");
        (await check.Run(world.Manager)).IsDone.Should().BeTrue();
    }

    internal static AuditTrail Trail(World world) => new(world.Dbs, world.Clock);

    internal static TrailDesk Desk(World world) => new(world.Books, new DenialViews(world.Dbs, world.Clock, world.Access), world.Access);

    internal static ChainCheck Check(World world) => new(world.Dbs, new Verifier(world.Dbs), world.Books);
}
