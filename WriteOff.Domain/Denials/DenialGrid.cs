using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>Pages of denials under a filter: keyset paging both ways, one query a page, counts that stop at the cap.</summary>
/// <remarks>Every method refuses: the scope to see denials is missing (<c>ScopeMissing</c>), or the text can't be read (<c>FilterUnreadable</c>).</remarks>
public sealed partial class DenialGrid(WorkbenchDbs dbs, TimeProvider clock, FilterFacts facts, AccessLog access)
{
    private readonly Selectivity _selectivity = new(clock);
    private readonly GridStatements _statements = new(clock);

    /// <summary>One page.</summary>
    public Task<Outcome<GridPage>> Page(Actor actor, GridAsk ask, CancellationToken cancellationToken = default) =>
        Ask<GridPage>(actor, ask, async (_, query, context) =>
        {
            var rows = await Rows(query, ask.Page, ask.Size + 1, cancellationToken);
            var shown = ask;
            if (ask.Page is { IsBackward: true } && rows.Count < ask.Size)
            {
                // Going back beyond the first row, or to where others took rows away: that is the first page.
                shown = ask with { Page = null };
                rows = await Rows(query, null, ask.Size + 1, cancellationToken);
            }

            access.Note(actor, AccessKind.DenialsListed);
            return Cut(rows, shown, context.Today);
        }, cancellationToken);

    /// <summary>How many match, stopping just above the cap.</summary>
    public Task<Outcome<int>> Count(Actor actor, GridAsk ask, CancellationToken cancellationToken = default) =>
        Ask<int>(actor, ask, async (_, query, _) => await _statements.Count(query, GridAsk.CountCap + 1, cancellationToken), cancellationToken);

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

    /// <summary>Every matching row in the order asked for, read page by page: flat in memory whatever the number. Leaves an access row.</summary>
    /// <exception cref="InvalidOperationException">Refused: ask <see cref="Count"/> first.</exception>
    public async IAsyncEnumerable<GridRow> Stream(Actor actor, GridAsk ask, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        const int chunk = 1_000;
        GridCursor? from = null;
        var sent = 0L;
        try
        {
            while (true)
            {
                var rows = (await Ask<List<GridRow>>(actor, ask, async (_, query, _) => await Rows(query, from, chunk, cancellationToken), cancellationToken)).Value;
                foreach (var row in rows)
                {
                    sent++;
                    yield return row;
                }

                if (rows.Count < chunk) yield break;
                from = Cursor(rows, rows[^1], ask.Sort, from, isBackward: false);
            }
        }
        finally
        {
            // A file that was broken off counts what had left.
            if (sent > 0) access.Note(actor, AccessKind.DenialsExported, count: sent);
        }
    }

    /// <summary>Opens the database, judges scope and text, and chooses how to walk.</summary>
    private async Task<Outcome<T>> Ask<T>(Actor actor, GridAsk ask, Func<WorkbenchDb, GridQuery, FilterContext, Task<Outcome<T>>> then, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var reading = FilterLanguage.Read(ask.Text);
        if (reading.Filter is not { } filter) return Unreadable(reading.Error!);
        var context = await FilterContext.Load(db, actor, filter, clock.GetUtcNow(), cancellationToken);
        var query = new GridQuery(db, ask, filter, context, facts);
        if (db.HintsIndexes) query.Fewest = await _selectivity.Fewest(actor, query, cancellationToken);
        return await then(db, query, context);
    }

    /// <summary>The refusal of a text that can't be read.</summary>
    public static Refusal Unreadable(FilterError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new Refusal("FilterUnreadable", "The filter can’t be read.", error.ToString(), "filter");
    }

    /// <summary>Rows from the cursor on, in order.</summary>
    private async Task<List<GridRow>> Rows(GridQuery query, GridCursor? from, int take, CancellationToken cancellationToken)
    {
        var rows = await _statements.Rows(query, from, take, cancellationToken);
        Sort(rows, query.Sort, query.Descends(from));
        if (rows.Count > take) rows.RemoveRange(take, rows.Count - take);
        return rows;
    }

    /// <param name="before">Where the page began. Turning round, what lies behind is what lay ahead: as long as it may be.</param>
    private static GridCursor Cursor(List<GridRow> page, GridRow row, GridSort sort, GridCursor? before, bool isBackward)
    {
        var (value, ties) = (ValueOf(row, sort), 0);
        if (ValueOf(page[0], sort) == ValueOf(page[^1], sort))
            ties = (before?.IsBackward ?? false) != isBackward ? GridCursor.LongTie : before is { } b && b.Value == value ? Math.Min(b.TiedPages, GridCursor.LongTie) + 1 : 1;
        return new GridCursor(value, row.Id, isBackward, ties);
    }

    private static void Sort(List<GridRow> rows, GridSort sort, bool descends) => rows.Sort((a, b) =>
    {
        var order = ValueOf(a, sort).CompareTo(ValueOf(b, sort));
        if (order == 0) order = a.Id.CompareTo(b.Id);
        return descends ? -order : order;
    });

    private static GridPage Cut(List<GridRow> rows, GridAsk ask, DateOnly today)
    {
        var backward = ask.Page?.IsBackward ?? false;
        var more = rows.Count > ask.Size;
        if (more) rows.RemoveAt(rows.Count - 1);
        if (backward) rows.Reverse();
        var hasPrevious = backward ? more : ask.Page is not null;
        var hasNext = backward || more;
        return new GridPage(rows,
            !hasPrevious ? null : rows.Count > 0 ? Cursor(rows, rows[0], ask.Sort, ask.Page, isBackward: true) : ask.Page is { } behind ? behind with { IsBackward = true } : null,
            hasNext && rows.Count > 0 ? Cursor(rows, rows[^1], ask.Sort, ask.Page, isBackward: false) : null,
            today);
    }

    private static long ValueOf(GridRow row, GridSort sort) => sort == GridSort.Age ? row.DeniedOn.DayNumber : row.BalanceCents;
}
