using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Denials;

/// <summary>The queries of one ask: its filter translated, its plan chosen.</summary>
internal sealed class GridQuery(WorkbenchDb db, GridAsk ask, Filter filter, FilterContext context, FilterFacts facts)
{
    /// <summary>The seek that leaves few rows, where the filter has one; set before the first query.</summary>
    public string? Fewest { get; set; }

    public GridSort Sort => ask.Sort;

    public WorkbenchDb Db => db;

    public FilterContext Context => context;

    /// <summary>What its SQL depends on, besides the context.</summary>
    public (int, Guid, GridAsk, string?) Key => (db.TenantId, context.Me, ask with { Page = null }, Fewest);

    /// <summary>The statuses that it leaves, as a key.</summary>
    public string StatusKey => string.Join(',', GridPlan.StatusesOf(ask, filter) ?? []);

    /// <summary>Seeks worth counting, each as a query over the index that answers it.</summary>
    public IEnumerable<(string Index, Filter Term, IQueryable<long> Ids)> Seeks() =>
        GridPlan.Seeks(filter).Select(seek => (seek.Index, seek.Term, SeekIds(seek.Index, seek.Term)));

    /// <summary>Rows from the cursor on, in its direction, joined to what the grid shows; in no promised order.</summary>
    public IQueryable<GridRow> Rows(GridStart? from, int take) =>
        Narrow(from, take)
            .Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (d, c) => new { d, c })
            .Join(db.Set<Payer>(), x => x.d.PayerId, p => p.Id, (x, p) => new { x.d, x.c, p })
            .Select(x => new GridRow(x.d.Id, x.d.Version, x.c.ClaimNumber, x.c.PatientName, x.p.Name, x.d.Group, x.d.Carc,
                x.d.DeniedCents, x.d.BalanceCents, x.d.ReservedCents, x.d.DeniedOn, x.d.AppealBy, x.d.Status, x.d.IsFlagged, x.d.AssigneeId,
                db.Set<Person>().Where(person => person.Id == x.d.AssigneeId).Select(person => person.DisplayName).FirstOrDefault(),
                db.Set<DenialNote>().Count(n => n.DenialId == x.d.Id)));

    /// <summary>A walk from the cursor on.</summary>
    public GridStart Start(GridCursor row, CursorPart part) => new(row, part, GridStart.Without(filter, ask.Sort, row.Value, Descends(row), context.Today));

    /// <summary>The denials from the cursor on, in its direction.</summary>
    public IQueryable<Denial> Narrow(GridStart? from, int take)
    {
        var plan = GridPlan.ForPage(ask, from?.Filter ?? filter, Fewest);
        var descends = Descends(from?.Row);
        var branches = Branches(plan).Select(rows => Ordered(After(rows, from, descends), descends).Take(take)).ToList();
        return Hinted(branches.Count == 1 ? branches[0] : Merged(branches, descends, take), plan);
    }

    /// <summary>The walks' first rows, put together by what their index holds; only those that are left are read whole.</summary>
    private IQueryable<Denial> Merged(List<IQueryable<Denial>> branches, bool descends, int take)
    {
        var denials = db.Set<Denial>().AsNoTracking();
        if (ask.Sort == GridSort.Age)
        {
            var days = branches.Select(b => b.Select(d => new { d.Id, d.DeniedOn })).Aggregate(Queryable.Concat);
            days = descends ? days.OrderByDescending(d => d.DeniedOn).ThenByDescending(d => d.Id) : days.OrderBy(d => d.DeniedOn).ThenBy(d => d.Id);
            return days.Take(take).Join(denials, x => x.Id, d => d.Id, (_, d) => d);
        }

        var cents = branches.Select(b => b.Select(d => new { d.Id, d.BalanceCents })).Aggregate(Queryable.Concat);
        cents = descends ? cents.OrderByDescending(d => d.BalanceCents).ThenByDescending(d => d.Id) : cents.OrderBy(d => d.BalanceCents).ThenBy(d => d.Id);
        return cents.Take(take).Join(denials, x => x.Id, d => d.Id, (_, d) => d);
    }

    /// <summary>The rows of the filter and no more than so many of them.</summary>
    public IQueryable<long> Counted(int most)
    {
        var plan = GridPlan.ForCount(ask, filter, Fewest);
        var branches = Branches(plan).Select(rows => rows.Select(d => d.Id).Take(most)).ToList();
        return Hinted(branches.Count == 1 ? branches[0] : branches.Aggregate(Queryable.Concat).Take(most), plan);
    }

    /// <summary>All rows of the filter.</summary>
    public IQueryable<Denial> Matching()
    {
        var plan = GridPlan.ForCount(ask, filter, Fewest);
        return Hinted(InStatuses(Rest(plan), plan), plan);
    }

    /// <summary>The posted write-offs that the filter names, of the denials that it finds; null when it names none.</summary>
    public IQueryable<PostedWriteOff>? Posted()
    {
        var translation = new FilterTranslation(db, context, facts);
        var denials = db.Set<Denial>().AsNoTracking().Where(translation.Of(filter));
        if (ask.Status is { } status) denials = denials.Where(d => d.Status == status);
        return translation.Named(filter)?.Where(w => denials.Any(d => d.Id == w.DenialId));
    }

    /// <summary>The rows from the cursor on, and no more than so many, in no promised order.</summary>
    public IQueryable<long> Ids(GridStart from, int most)
    {
        var plan = GridPlan.ForPage(ask, from.Filter, Fewest);
        var branches = Branches(plan).Select(rows => After(rows, from, Descends(from.Row)).Select(d => d.Id).Take(most)).ToList();
        return Hinted(branches.Count == 1 ? branches[0] : branches.Aggregate(Queryable.Concat).Take(most), plan);
    }

    /// <summary>Age falls as the day rises, so "oldest first" is the days ascending; going back turns either round.</summary>
    public bool Descends(GridCursor? from) => (ask.Sort == GridSort.Age ? !ask.IsDescending : ask.IsDescending) != (from?.IsBackward ?? false);

    private IQueryable<long> SeekIds(string index, Filter term)
    {
        if (index is DenialIndexes.Claim && term is Comparison { Operator: FilterOperator.Contains } search && search.Value is TextValue text)
        {
            var key = Shared.SearchText.Of(text.Text);
            var claims = db.Set<InsuranceClaim>().AsNoTracking();
            return (search.Field == FilterField.Claim ? claims.Where(c => c.ClaimKey.Contains(key)) : claims.Where(c => c.PatientKey.Contains(key))).Select(c => c.Id).Take(GridPlan.Few + 1);
        }

        var denials = Where(term, index is DenialIndexes.Claim);
        // The index of the assignee goes on by status.
        if (index is DenialIndexes.Assignee && GridPlan.StatusesOf(ask, filter) is { } statuses) denials = denials.Where(FilterTranslation.InStatus(statuses));
        var rows = denials.Select(d => d.Id).Take(GridPlan.Few + 1);
        return db.HintsIndexes ? rows.TagWith(IndexHints.For(index)) : rows;
    }

    private List<IQueryable<Denial>> Branches(GridPlan plan)
    {
        var rest = Rest(plan);
        if (!plan.ByStatus || !db.HintsIndexes || plan.Statuses!.Count == 0) return [InStatuses(rest, plan)];
        return [.. plan.Statuses.Select(status => rest.Where(d => d.Status == status))];
    }

    private IQueryable<Denial> Rest(GridPlan plan) => Where(plan.Rest, plan.DrivesByClaim);

    private IQueryable<Denial> Where(Filter what, bool drivesByClaim)
    {
        var rows = db.Set<Denial>().AsNoTracking();
        return what is EveryDenial ? rows : rows.Where(new FilterTranslation(db, context, facts, drivesByClaim).Of(what));
    }

    private static IQueryable<Denial> InStatuses(IQueryable<Denial> rows, GridPlan plan) =>
        plan.Statuses is { } statuses ? rows.Where(FilterTranslation.InStatus(statuses)) : rows;

    private IQueryable<T> Hinted<T>(IQueryable<T> rows, GridPlan plan) => plan.Index is { } index && db.HintsIndexes
        ? rows.TagWith(IndexHints.For(index, index is DenialIndexes.Flagged ? "is_flagged" : null)) : rows;

    private IQueryable<Denial> Ordered(IQueryable<Denial> rows, bool descends) => (ask.Sort, descends) switch
    {
        (GridSort.Age, false) => rows.OrderBy(d => d.DeniedOn).ThenBy(d => d.Id),
        (GridSort.Age, true) => rows.OrderByDescending(d => d.DeniedOn).ThenByDescending(d => d.Id),
        (GridSort.Balance, false) => rows.OrderBy(d => d.BalanceCents).ThenBy(d => d.Id),
        (GridSort.Balance, true) => rows.OrderByDescending(d => d.BalanceCents).ThenByDescending(d => d.Id),
    };

    /// <summary>The bound on the sort column alone lets the index start there; the pair settles ties.</summary>
    private IQueryable<Denial> After(IQueryable<Denial> rows, GridStart? from, bool descends)
    {
        if (from is null) return rows;
        var (value, id) = (from.Row.Value, from.Row.Id);
        if (ask.Sort == GridSort.Balance)
            return (from.Part, descends) switch
            {
                (CursorPart.All, true) => rows.Where(d => d.BalanceCents <= value && (d.BalanceCents < value || d.Id < id)),
                (CursorPart.All, false) => rows.Where(d => d.BalanceCents >= value && (d.BalanceCents > value || d.Id > id)),
                (CursorPart.Ties, true) => rows.Where(d => d.BalanceCents == value && d.Id < id),
                (CursorPart.Ties, false) => rows.Where(d => d.BalanceCents == value && d.Id > id),
                (CursorPart.Beyond, true) => rows.Where(d => d.BalanceCents < value),
                (CursorPart.Beyond, false) => rows.Where(d => d.BalanceCents > value),
            };
        var day = DateOnly.FromDayNumber((int)Math.Clamp(value, 0, DateOnly.MaxValue.DayNumber));
        return (from.Part, descends) switch
        {
            (CursorPart.All, true) => rows.Where(d => d.DeniedOn <= day && (d.DeniedOn < day || d.Id < id)),
            (CursorPart.All, false) => rows.Where(d => d.DeniedOn >= day && (d.DeniedOn > day || d.Id > id)),
            (CursorPart.Ties, true) => rows.Where(d => d.DeniedOn == day && d.Id < id),
            (CursorPart.Ties, false) => rows.Where(d => d.DeniedOn == day && d.Id > id),
            (CursorPart.Beyond, true) => rows.Where(d => d.DeniedOn < day),
            (CursorPart.Beyond, false) => rows.Where(d => d.DeniedOn > day),
        };
    }
}
