using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Reads the last quarter once, in the order of keys, and replays it under another gate. Nothing is written.</summary>
public sealed class PolicyPreview(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>How far it looks back.</summary>
    public const int Days = 90;

    /// <summary>Most requests that it looks at; the newest are kept.</summary>
    public const int MostRequests = 100_000;

    /// <summary>What the gate would have meant. Refused: not an administrator, or the gate can't be read.</summary>
    public async Task<Outcome<GatePreview>> Of(Actor actor, PolicyAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        if (PolicyRules.RefuseGate(ask) is { } refusal) return refusal;
        var rules = await TenantRules.Read(db, cancellationToken);
        var (policy, since) = (rules.Policy, clock.GetUtcNow().AddDays(-Days));
        (policy.Gate, policy.GateAboveCents) = (ask.Gate, ask.GateAbove?.Cents ?? policy.GateAboveCents);

        var (floor, isCapped) = await Floor(db, Keys.FloorAt(since), cancellationToken);
        var replay = new GateReplay(policy, await Committed(db, floor, cancellationToken));
        await using var undoDb = dbs.Open(actor.TenantId);
        await foreach (var next in InOrder(Requests(db, rules, floor), Undos(undoDb, floor), cancellationToken)) replay.Take(next);
        return replay.Sum(rules.Tenant.DayOf(since), isCapped);
    }

    private static async Task<(long Floor, bool IsCapped)> Floor(WorkbenchDb db, long floor, CancellationToken cancellationToken)
    {
        var over = await db.Set<WriteOffRequest>().Where(r => r.Id >= floor).OrderByDescending(r => r.Id).Skip(MostRequests).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        return over is { } last ? (last + 1, true) : (floor, false);
    }

    /// <summary>Per claim that was asked about since: what stood before. Counted by requests, so that one approved later counts from its asking on.</summary>
    private static async Task<Dictionary<long, long>> Committed(WorkbenchDb db, long floor, CancellationToken cancellationToken)
    {
        var claims = db.Set<WriteOffRequest>().Where(r => r.Id >= floor).Select(r => r.ClaimId);
        var asked = await db.Set<WriteOffRequest>().Where(r => r.Id < floor && claims.Contains(r.ClaimId))
            .Where(r => r.Status == RequestStatus.Posted || r.Status == RequestStatus.Pending || r.Status == RequestStatus.Approved)
            .GroupBy(r => r.ClaimId).Select(g => new { ClaimId = g.Key, Cents = g.Sum(r => r.AmountCents) }).ToDictionaryAsync(g => g.ClaimId, g => g.Cents, cancellationToken);
        var undone = await db.Set<PaymentApplication>().Where(a => a.Id < floor && a.Type == ApplicationType.WriteOff && a.ReversesId != null && claims.Contains(a.ClaimId))
            .GroupBy(a => a.ClaimId).Select(g => new { ClaimId = g.Key, Cents = g.Sum(a => a.AmountCents) }).ToListAsync(cancellationToken);
        foreach (var claim in undone) asked[claim.ClaimId] = checked(asked.GetValueOrDefault(claim.ClaimId) + claim.Cents);
        return asked;
    }

    /// <summary>Lines arrive beside their request; rows of one request follow each other.</summary>
    private static async IAsyncEnumerable<GateEvent> Requests(WorkbenchDb db, TenantRules rules, long floor)
    {
        var reasons = rules.Reasons.ToDictionary(r => r.Id);
        var rows = db.Set<WriteOffRequest>().Where(r => r.Id >= floor)
            .Join(db.Set<WriteOffRequestLine>(), r => r.Id, l => l.RequestId, (r, l) => new { r.Id, r.ClaimId, r.AmountCents, r.StatusAfter, r.Status, l.Number, l.ReasonId })
            .OrderBy(x => x.Id).ThenBy(x => x.Number).AsAsyncEnumerable();
        GateEvent? open = null;
        await foreach (var row in rows)
        {
            if (open is { } request && request.Id != row.Id) yield return request;
            if (open?.Id != row.Id) open = new GateEvent(row.Id, row.ClaimId, row.Id, row.AmountCents, new List<WriteOffReason>(1), row.StatusAfter == DenialStatus.PendingWriteOff, row.Status);
            if (reasons.TryGetValue(row.ReasonId, out var reason)) ((List<WriteOffReason>)open.Value.Reasons!).Add(reason);
        }

        if (open is { } last) yield return last;
    }

    private static async IAsyncEnumerable<GateEvent> Undos(WorkbenchDb db, long floor)
    {
        var rows = db.Set<PaymentApplication>().AsNoTracking().Where(a => a.Id >= floor && a.Type == ApplicationType.WriteOff && a.ReversesId != null).OrderBy(a => a.Id)
            .Select(a => new { a.Id, a.ClaimId, a.RequestId, a.AmountCents }).AsAsyncEnumerable();
        await foreach (var row in rows) yield return new GateEvent(row.Id, row.ClaimId, row.RequestId, row.AmountCents, null, false, default);
    }

    private static async IAsyncEnumerable<GateEvent> InOrder(
        IAsyncEnumerable<GateEvent> one, IAsyncEnumerable<GateEvent> two, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var a = one.GetAsyncEnumerator(cancellationToken);
        await using var b = two.GetAsyncEnumerator(cancellationToken);
        var (hasA, hasB) = (await a.MoveNextAsync(), await b.MoveNextAsync());
        while (hasA || hasB)
        {
            var takeA = hasA && (!hasB || a.Current.Id < b.Current.Id);
            yield return takeA ? a.Current : b.Current;
            if (takeA) hasA = await a.MoveNextAsync();
            else hasB = await b.MoveNextAsync();
        }
    }
}
