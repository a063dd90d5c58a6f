using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>Reads the approval queue: keyset pages oldest first, capped counts, and what came back to its requester.</summary>
public sealed partial class ApprovalQueue(WorkbenchDbs dbs, TimeProvider clock, AccessLog access)
{
    /// <summary>Most requests that <see cref="Returned"/> answers.</summary>
    public const int MostReturned = 20;

    private static readonly TimeSpan ReturnedWithin = TimeSpan.FromDays(60);

    /// <summary>One page. Refused: the scope to see denials is missing.</summary>
    public async Task<Outcome<QueuePage>> Page(Actor actor, QueueAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return await Read(actor, async (db, setting) =>
        {
            access.Note(actor, AccessKind.ApprovalsListed);
            if (ask.View is not (QueueView.Waiting or QueueView.AskedByMe)) return await Judged(db, ask, setting, cancellationToken);
            var ids = await Keys(db, actor, ask).ToListAsync(cancellationToken);
            return await Cut(db, ids, ask, setting, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>These requests as they are now, waiting or decided: for rows that left the queue while somebody looks at them.</summary>
    public Task<Outcome<IReadOnlyList<QueueRow>>> Rows(Actor actor, IReadOnlyList<long> requestIds, CancellationToken cancellationToken = default) =>
        Read(actor, (db, setting) => Judge(db, [.. requestIds], setting, cancellationToken), cancellationToken);

    /// <summary>One request, waiting or decided, with the rules' setting for the reader. Refused also: not here.</summary>
    public async Task<Outcome<RequestView>> Open(Actor actor, long requestId, CancellationToken cancellationToken = default)
    {
        var found = await Read<RequestView?>(actor, async (db, setting) =>
            await ApprovalCases.Load(db, [requestId], setting.Rules.Policy, cancellationToken) is [var one] ? new RequestView(one, setting) : null, cancellationToken);
        return !found.IsDone ? found.Refusal : found.Value is { } view ? view : ApprovalRefusals.NotFound;
    }

    /// <summary>How much waits, for badge and heading.</summary>
    public async Task<Outcome<QueueTally>> Tally(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var waiting = await Waiting(db).OrderBy(r => r.RequestedAt).ThenBy(r => r.Id).Select(r => r.AmountCents).Take(QueueAsk.CountCap + 1).ToListAsync(cancellationToken);
        var own = await Waiting(db).Where(r => r.RequestedBy == actor.UserId).Take(QueueAsk.CountCap + 1).CountAsync(cancellationToken);
        return new QueueTally(waiting.Count, waiting.Count > QueueAsk.CountCap ? null : waiting.Aggregate(Money.Zero, (sum, cents) => sum + new Money(cents)), own);
    }

    /// <summary>The actor's requests that came back within the last 60 days and that nobody has taken up since, newest first.</summary>
    public async Task<Outcome<IReadOnlyList<ReturnedRequest>>> Returned(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var since = clock.GetUtcNow() - ReturnedWithin;
        var found = await db.Set<WriteOffRequest>().AsNoTracking()
            .Where(r => r.RequestedBy == actor.UserId && (r.Status == RequestStatus.Rejected || r.Status == RequestStatus.Stale) && r.RequestedAt > since)
            .Where(r => !db.Set<WriteOffRequest>().Any(later => later.DenialId == r.DenialId && later.Id > r.Id))
            .Join(db.Set<Denial>().Where(d => d.Status == DenialStatus.Open || d.Status == DenialStatus.InProgress), r => r.DenialId, d => d.Id, (r, _) => r)
            .Join(db.Set<InsuranceClaim>(), r => r.ClaimId, c => c.Id, (r, c) => new { r, c.ClaimNumber })
            .OrderByDescending(x => x.r.DecidedAt).ThenByDescending(x => x.r.Id).Take(MostReturned)
            .Select(x => new { x.r, x.ClaimNumber, By = db.Set<Person>().Where(p => p.Id == x.r.DecidedBy).Select(p => p.DisplayName).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(x => new ReturnedRequest(x.r.Id, x.r.DenialId, x.ClaimNumber, x.r.Amount, x.r.Status, x.By ?? "System", x.r.DecidedAt!.Value, x.r.DecisionNote));
    }

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, ApprovalSetting, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        return await read(db, await ApprovalCases.Setting(db, actor, grants, clock.GetUtcNow(), cancellationToken));
    }

    private static IQueryable<WriteOffRequest> Waiting(WorkbenchDb db) => db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending);

    /// <summary>Keys of the page's rows and one more, in the direction of the cursor.</summary>
    internal static IQueryable<long> Keys(WorkbenchDb db, Actor actor, QueueAsk ask)
    {
        var rows = Waiting(db);
        if (ask.View == QueueView.AskedByMe) rows = rows.Where(r => r.RequestedBy == actor.UserId);
        if (ask.Page is { } from)
        {
            var (at, id) = (DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(from.Value, 0, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())), from.Id);
            rows = from.IsBackward
                ? rows.Where(r => r.RequestedAt <= at && (r.RequestedAt < at || r.Id < id))
                : rows.Where(r => r.RequestedAt >= at && (r.RequestedAt > at || r.Id > id));
            if (from.IsBackward) return rows.OrderByDescending(r => r.RequestedAt).ThenByDescending(r => r.Id).Select(r => r.Id).Take(QueueAsk.PageSize + 1);
        }

        return rows.OrderBy(r => r.RequestedAt).ThenBy(r => r.Id).Select(r => r.Id).Take(QueueAsk.PageSize + 1);
    }

    private async Task<QueuePage> Cut(WorkbenchDb db, List<long> ids, QueueAsk ask, ApprovalSetting setting, CancellationToken cancellationToken)
    {
        var backward = ask.Page?.IsBackward ?? false;
        var more = ids.Count > QueueAsk.PageSize;
        if (more) ids.RemoveAt(ids.Count - 1);
        if (backward) ids.Reverse();
        var rows = await Judge(db, ids, setting, cancellationToken);
        var hasPrevious = rows.Count > 0 && (backward ? more : ask.Page is not null);
        var hasNext = rows.Count > 0 && (backward || more);
        return new QueuePage(rows, hasPrevious ? At(rows[0], true) : null, hasNext ? At(rows[^1], false) : null, setting, clock.GetUtcNow());
    }

    private static async Task<IReadOnlyList<QueueRow>> Judge(WorkbenchDb db, List<long> ids, ApprovalSetting setting, CancellationToken cancellationToken) =>
        [.. (await ApprovalCases.Load(db, ids, setting.Rules.Policy, cancellationToken)).Select(on => new QueueRow(on,
            ApprovalRules.ApproveBlocker(on.Facts, setting), ApprovalRules.RejectBlocker(on.Facts, setting), ApprovalRules.Misfit(on.Facts, setting),
            setting.Limits.Needed(on.Facts.Weight, on.Facts.RequestedBy), on.Facts.RequestedBy == setting.PersonId))];

    private static GridCursor At(QueueRow row, bool backward) => new(row.Case.Request.RequestedAt.ToUnixTimeMilliseconds(), row.Id, backward);
}
