using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>Pages of denials: keyset paging both ways, one query a page, counts that stop at the cap.</summary>
public sealed class DenialGrid(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>One page. Refused: the scope to see denials is missing.</summary>
    public async Task<Outcome<GridPage>> Page(Actor actor, GridAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var today = (await db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(clock.GetUtcNow());
        var rows = await Rows(db, ask).ToListAsync(cancellationToken);
        return Cut(rows, ask, today);
    }

    /// <summary>How many denials stand in each status, each count stopping just above the cap.</summary>
    public async Task<Outcome<IReadOnlyDictionary<DenialStatus, int>>> Counts(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var counts = new Dictionary<DenialStatus, int>();
        foreach (var status in Enum.GetValues<DenialStatus>())
            counts[status] = await db.Set<Denial>().Where(d => d.Status == status).Take(GridAsk.CountCap + 1).CountAsync(cancellationToken);
        return counts;
    }

    /// <summary>The page's rows and one more, in the direction of the cursor; narrow first, joined after.</summary>
    internal static IQueryable<GridRow> Rows(WorkbenchDb db, GridAsk ask)
    {
        var narrow = db.Set<Denial>().AsNoTracking();
        if (ask.Status is { } status) narrow = narrow.Where(d => d.Status == status);
        var descends = Descends(ask) != (ask.Page?.IsBackward ?? false);
        narrow = Ordered(After(narrow, ask, descends), ask.Sort, descends).Take(GridAsk.PageSize + 1);
        return Ordered(narrow, ask.Sort, descends)
            .Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (d, c) => new { d, c })
            .Join(db.Set<Payer>(), x => x.d.PayerId, p => p.Id, (x, p) => new { x.d, x.c, p })
            .Select(x => new GridRow(x.d.Id, x.d.Version, x.c.ClaimNumber, x.c.PatientName, x.p.Name, x.d.Group, x.d.Carc,
                x.d.DeniedCents, x.d.BalanceCents, x.d.ReservedCents, x.d.DeniedOn, x.d.AppealBy, x.d.Status, x.d.IsFlagged, x.d.AssigneeId,
                db.Set<Person>().Where(person => person.Id == x.d.AssigneeId).Select(person => person.DisplayName).FirstOrDefault(),
                db.Set<DenialNote>().Count(n => n.DenialId == x.d.Id)));
    }

    /// <summary>Age falls as the day rises, so "oldest first" is the days ascending.</summary>
    private static bool Descends(GridAsk ask) => ask.Sort == GridSort.Age ? !ask.IsDescending : ask.IsDescending;

    private static IQueryable<Denial> Ordered(IQueryable<Denial> rows, GridSort sort, bool descends) => (sort, descends) switch
    {
        (GridSort.Age, false) => rows.OrderBy(d => d.DeniedOn).ThenBy(d => d.Id),
        (GridSort.Age, true) => rows.OrderByDescending(d => d.DeniedOn).ThenByDescending(d => d.Id),
        (GridSort.Balance, false) => rows.OrderBy(d => d.BalanceCents).ThenBy(d => d.Id),
        (GridSort.Balance, true) => rows.OrderByDescending(d => d.BalanceCents).ThenByDescending(d => d.Id),
    };

    /// <summary>The bound on the sort column alone lets the index start there; the pair settles ties.</summary>
    private static IQueryable<Denial> After(IQueryable<Denial> rows, GridAsk ask, bool descends)
    {
        if (ask.Page is not { } from) return rows;
        var (value, id) = (from.Value, from.Id);
        if (ask.Sort == GridSort.Balance)
            return descends
                ? rows.Where(d => d.BalanceCents <= value && (d.BalanceCents < value || d.Id < id))
                : rows.Where(d => d.BalanceCents >= value && (d.BalanceCents > value || d.Id > id));
        var day = DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber));
        return descends
            ? rows.Where(d => d.DeniedOn <= day && (d.DeniedOn < day || d.Id < id))
            : rows.Where(d => d.DeniedOn >= day && (d.DeniedOn > day || d.Id > id));
    }

    private static GridPage Cut(List<GridRow> rows, GridAsk ask, DateOnly today)
    {
        var backward = ask.Page?.IsBackward ?? false;
        var more = rows.Count > GridAsk.PageSize;
        if (more) rows.RemoveAt(rows.Count - 1);
        if (backward) rows.Reverse();
        var hasPrevious = backward ? more : ask.Page is not null;
        var hasNext = backward || more;
        return new GridPage(rows,
            hasPrevious && rows.Count > 0 ? new GridCursor(ValueOf(rows[0], ask.Sort), rows[0].Id, true) : null,
            hasNext && rows.Count > 0 ? new GridCursor(ValueOf(rows[^1], ask.Sort), rows[^1].Id, false) : null,
            today);
    }

    private static long ValueOf(GridRow row, GridSort sort) => sort == GridSort.Age ? row.DeniedOn.DayNumber : row.BalanceCents;
}
