using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Domain.Reporting;

/// <summary>The audit trail for people: pages newest first, one row whole, all rows for a file, and who saw what.</summary>
/// <remarks>Every method refuses with <c>ScopeMissing</c> where <c>audit.read</c> is missing. Keyset paging along the chain: no page costs more than the rows it passes.</remarks>
public sealed class AuditTrail(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>One page.</summary>
    public Task<Outcome<TrailPage>> Page(Actor actor, TrailAsk ask, CancellationToken cancellationToken = default) =>
        Read<TrailPage>(actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(ask);
            var rows = await (await Matching(db, actor, ask, cancellationToken)).OrderByDescending(a => a.Sequence).Take(TrailAsk.PageSize + 1).ToListAsync(cancellationToken);
            var more = rows.Count > TrailAsk.PageSize;
            if (more) rows.RemoveAt(TrailAsk.PageSize);
            var numbers = await Numbers(db, rows, cancellationToken);
            return new TrailPage(rows.ConvertAll(r => new TrailRow(r, numbers(r))), more ? rows[^1].Sequence : null);
        }, cancellationToken);

    /// <summary>One row. Refused: there is none of this number here.</summary>
    public Task<Outcome<TrailRowView>> Row(Actor actor, long sequence, CancellationToken cancellationToken = default) =>
        Read<TrailRowView>(actor, async db =>
        {
            var near = await db.Set<AuditRow>().Where(a => a.Sequence >= sequence - 1 && a.Sequence <= sequence + 1).OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
            if (near.Find(a => a.Sequence == sequence) is not { } row) return new Refusal("NotFound", "There is no audit row of this number.", "Go back to the trail.");
            var before = near.Find(a => a.Sequence == sequence - 1)?.Hash ?? (sequence == 1 ? new byte[AuditRowHash.HashLength] : []);
            var numbers = await Numbers(db, [row], cancellationToken);
            return new TrailRowView(row, numbers(row), AuditRowHash.Of(row).AsSpan().SequenceEqual(row.Hash), before.AsSpan().SequenceEqual(row.PreviousHash), near.Find(a => a.Sequence == sequence + 1)?.Sequence);
        }, cancellationToken);

    /// <summary>What can be chosen.</summary>
    public Task<Outcome<TrailChoices>> Choices(Actor actor, CancellationToken cancellationToken = default) =>
        Read<TrailChoices>(actor, async db => new TrailChoices(
            await db.Set<Person>().OrderBy(p => p.DisplayName).Select(p => new TrailPerson(p.Id, p.DisplayName)).ToListAsync(cancellationToken),
            await db.Set<WriteOffReason>().OrderBy(r => r.Position).Select(r => r.Code).ToListAsync(cancellationToken)), cancellationToken);

    /// <summary>Every matching row, oldest first, read chunk by chunk.</summary>
    /// <exception cref="InvalidOperationException">Refused: ask <see cref="Page"/> first.</exception>
    public async IAsyncEnumerable<TrailRow> Stream(Actor actor, TrailAsk ask, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const int chunk = 1_000;
        for (long after = 0; ;)
        {
            var from = after;
            var rows = (await Read<List<TrailRow>>(actor, async db =>
            {
                var read = await (await Matching(db, actor, ask, cancellationToken)).Where(a => a.Sequence > from).OrderBy(a => a.Sequence).Take(chunk).ToListAsync(cancellationToken);
                var numbers = await Numbers(db, read, cancellationToken);
                return read.ConvertAll(r => new TrailRow(r, numbers(r)));
            }, cancellationToken)).Value;
            foreach (var row in rows) yield return row;
            if (rows.Count < chunk) yield break;
            after = rows[^1].Row.Sequence;
        }
    }

    /// <summary>The actor's newest exports of the trail, the newest first, at most three: their hashes are in their details.</summary>
    public Task<Outcome<IReadOnlyList<AuditRow>>> Exports(Actor actor, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<AuditRow>>(actor, async db =>
        {
            // Looks back a bounded way: an export is looked at when it was just made.
            var end = await db.Set<AuditHead>().Select(h => h.Sequence).SingleAsync(cancellationToken) - 10_000;
            return await db.Set<AuditRow>().Where(a => a.Sequence > end && a.ActorId == actor.UserId && a.Act == AuditAct.AuditExported).OrderByDescending(a => a.Sequence).Take(3).ToListAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>One page of access rows.</summary>
    public Task<Outcome<AccessPage>> Accesses(Actor actor, AccessAsk ask, CancellationToken cancellationToken = default) =>
        Read<AccessPage>(actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(ask);
            var rows = db.Set<AccessRow>().AsQueryable();
            if (ask.ActorId is { } who) rows = rows.Where(a => a.ActorId == who);
            if (ask.Claim.Length > 0)
            {
                var claims = await Claims(db, ask.Claim, cancellationToken);
                rows = rows.Where(a => a.ClaimId != null && claims.Contains(a.ClaimId.Value));
            }

            var (from, to) = await Days(db, actor, ask.From, ask.To, cancellationToken);
            if (from is { } first) rows = rows.Where(a => a.At >= first);
            if (to is { } end) rows = rows.Where(a => a.At < end);
            if (ask.Before is { } before) rows = rows.Where(a => a.Id < before);
            var page = await rows.OrderByDescending(a => a.Id).Take(TrailAsk.PageSize + 1).ToListAsync(cancellationToken);
            var more = page.Count > TrailAsk.PageSize;
            if (more) page.RemoveAt(TrailAsk.PageSize);
            var ids = page.Select(a => a.ClaimId).OfType<long>().Distinct().ToList();
            var numbers = await db.Set<InsuranceClaim>().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.ClaimNumber }).ToDictionaryAsync(c => c.Id, c => c.ClaimNumber, cancellationToken);
            return new AccessPage(page.ConvertAll(a => new AccessLine(a, a.ClaimId is { } claim ? numbers.GetValueOrDefault(claim, "") : "")), more ? page[^1].Id : null);
        }, cancellationToken);

    private async Task<IQueryable<AuditRow>> Matching(WorkbenchDb db, Actor actor, TrailAsk ask, CancellationToken cancellationToken)
    {
        var rows = db.Set<AuditRow>().AsQueryable();
        if (ask.Claim.Length > 0)
        {
            var claims = await Claims(db, ask.Claim, cancellationToken);
            var denials = await db.Set<Denial>().Where(d => claims.Contains(d.ClaimId)).Select(d => d.Id).ToListAsync(cancellationToken);
            rows = rows.Where(a => (a.DenialId != null && denials.Contains(a.DenialId.Value)) || (a.DenialId == null && a.ClaimId != null && claims.Contains(a.ClaimId.Value)));
        }

        if (ask.ActorId is { } who) rows = rows.Where(a => a.ActorId == who);
        if (ask.Act is { } act) rows = rows.Where(a => a.Act == act);
        if (ask.Reason.Length > 0) rows = rows.Where(a => a.ReasonCode == ask.Reason);
        if (ask.Least is { } least) rows = rows.Where(a => a.AmountCents >= least.Cents);
        if (ask.Most is { } most) rows = rows.Where(a => a.AmountCents <= most.Cents);
        var (from, to) = await Days(db, actor, ask.From, ask.To, cancellationToken);
        if (from is { } first) rows = rows.Where(a => a.At >= first);
        if (to is { } end) rows = rows.Where(a => a.At < end);
        if (ask.Before is { } before) rows = rows.Where(a => a.Sequence < before);
        if (ask.Run is { } run) rows = await OfRun(db, rows, run, cancellationToken);
        return rows;
    }

    /// <summary>A run's rows lie between its first and its last one, among those of others.</summary>
    private static async Task<IQueryable<AuditRow>> OfRun(WorkbenchDb db, IQueryable<AuditRow> rows, int number, CancellationToken cancellationToken)
    {
        var run = await db.Set<MassRun>().Where(r => r.Number == number).Select(r => new { r.FirstAudit, Last = r.LastAudit ?? long.MaxValue }).SingleOrDefaultAsync(cancellationToken);
        if (run is null) return rows.Where(a => a.Sequence < 0);
        var (first, last, of) = (run.FirstAudit, run.Last, MassRun.OccasionOf(number));
        var (acts, steps) = (of + "\n", of + ":");
        return rows.Where(a => a.Sequence >= first && a.Sequence <= last && (a.Detail == of || a.Detail!.StartsWith(acts) || a.Detail!.StartsWith(steps)));
    }

    /// <summary>The tenant's days as instants: from the first one's beginning to behind the last one's end.</summary>
    private async Task<(DateTimeOffset? From, DateTimeOffset? To)> Days(WorkbenchDb db, Actor actor, DateOnly? from, DateOnly? to, CancellationToken cancellationToken)
    {
        if (from is null && to is null) return (null, null);
        var tenant = await db.Set<Tenant>().SingleAsync(cancellationToken);
        var context = new FilterContext(tenant, tenant.DayOf(clock.GetUtcNow()), actor.UserId);
        return (from is { } first ? context.StartOf(first) : null, to is { } last && last < DateOnly.MaxValue ? context.StartOf(last.AddDays(1)) : null);
    }

    private static Task<List<long>> Claims(WorkbenchDb db, string number, CancellationToken cancellationToken)
    {
        var key = SearchText.Of(number);
        return db.Set<InsuranceClaim>().Where(c => c.ClaimKey == key).Select(c => c.Id).Take(100).ToListAsync(cancellationToken);
    }

    private static async Task<Func<AuditRow, string>> Numbers(WorkbenchDb db, List<AuditRow> rows, CancellationToken cancellationToken)
    {
        var denials = rows.Select(r => r.DenialId).OfType<long>().Distinct().ToList();
        var claims = rows.Where(r => r.DenialId is null).Select(r => r.ClaimId).OfType<long>().Distinct().ToList();
        var byDenial = denials.Count == 0 ? [] : await db.Set<Denial>().Where(d => denials.Contains(d.Id)).Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (d, c) => new { d.Id, c.ClaimNumber })
            .ToDictionaryAsync(x => x.Id, x => x.ClaimNumber, cancellationToken);
        var byClaim = claims.Count == 0 ? [] : await db.Set<InsuranceClaim>().Where(c => claims.Contains(c.Id)).Select(c => new { c.Id, c.ClaimNumber }).ToDictionaryAsync(x => x.Id, x => x.ClaimNumber, cancellationToken);
        return row => row.DenialId is { } denial ? byDenial.GetValueOrDefault(denial, "") : row.ClaimId is { } claim ? byClaim.GetValueOrDefault(claim, "") : "";
    }

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, Task<Outcome<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.AuditRead) is { } missing) return missing;
        return await read(db);
    }
}
