using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <content>The views that the rules decide: no database knows who may approve what, so the waiting requests are judged and the fitting ones shown.</content>
public sealed partial class ApprovalQueue
{
    /// <summary>How many rows these views have.</summary>
    public Task<Outcome<QueueCounts>> Counts(Actor actor, CancellationToken cancellationToken = default) => Read(actor, async (db, setting) =>
    {
        var rows = await Judge(db, await Oldest(db, cancellationToken), setting, cancellationToken);
        var decided = await (await Decided(db, cancellationToken)).Take(QueueAsk.CountCap + 1).CountAsync(cancellationToken);
        return new QueueCounts(rows.Count(r => Shows(QueueView.ToDecide, r)), rows.Count(r => Shows(QueueView.OverMyLimit, r)), rows.Count(r => Shows(QueueView.Stale, r)), decided);
    }, cancellationToken);

    /// <summary>Whether a waiting request belongs into a view.</summary>
    internal static bool Shows(QueueView view, QueueRow row) => view switch
    {
        QueueView.Waiting => true,
        QueueView.ToDecide => row.ApproveBlocked is null,
        QueueView.OverMyLimit => string.Equals(row.ApproveBlocked?.Code, nameof(ApprovalRefusal.OverLimit), StringComparison.Ordinal),
        QueueView.Stale => row.Misfit is not null,
        QueueView.AskedByMe => row.IsOwn,
        QueueView.DecidedThisWeek => false,
    };

    private async Task<QueuePage> Judged(WorkbenchDb db, QueueAsk ask, ApprovalSetting setting, CancellationToken cancellationToken)
    {
        var rows = ask.View == QueueView.DecidedThisWeek
            ? await Judge(db, await (await Decided(db, cancellationToken)).Select(r => r.Id).Take(QueueAsk.CountCap).ToListAsync(cancellationToken), setting, cancellationToken)
            : [.. (await Judge(db, await Oldest(db, cancellationToken), setting, cancellationToken)).Where(r => Shows(ask.View, r))];
        var at = ask.Page is { } from ? rows.ToList().FindIndex(r => r.Id == from.Id) : -1;
        // A row that left since the page was made: the first page is shown.
        var first = at < 0 ? 0 : ask.Page!.Value.IsBackward ? Math.Max(0, at - QueueAsk.PageSize) : at + 1;
        var page = rows.Skip(first).Take(QueueAsk.PageSize).ToList();
        return new QueuePage(page, first > 0 && page.Count > 0 ? At(page[0], true) : null, first + page.Count < rows.Count && page.Count > 0 ? At(page[^1], false) : null, setting, clock.GetUtcNow());
    }

    private static Task<List<long>> Oldest(WorkbenchDb db, CancellationToken cancellationToken) =>
        Waiting(db).OrderBy(r => r.RequestedAt).ThenBy(r => r.Id).Select(r => r.Id).Take(QueueAsk.CountCap).ToListAsync(cancellationToken);

    private async Task<IQueryable<WriteOffRequest>> Decided(WorkbenchDb db, CancellationToken cancellationToken)
    {
        var tenant = await db.Set<Tenant>().SingleAsync(cancellationToken);
        var today = tenant.DayOf(clock.GetUtcNow());
        var since = tenant.StartOf(today.AddDays(-(((int)today.DayOfWeek + 6) % 7)));
        return db.Set<WriteOffRequest>().Where(r => (r.Status == RequestStatus.Approved || r.Status == RequestStatus.Rejected) && r.DecidedAt >= since)
            .OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Id);
    }
}
