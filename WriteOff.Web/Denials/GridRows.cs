using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Denials;

/// <summary>What the rows of an open grid share: the page, the selection, the acts. The keyboard's row is the browser's own (grid.js).</summary>
/// <remarks>
/// Rows ask it when they are drawn. A tick draws its own row and tells the bar and the page's box, and nothing else is drawn for it:
/// a tick through the page would ask every component of it. The selection is the filter and its exceptions, never a list of all.
/// </remarks>
/// <param name="act">Does an act on one row.</param>
/// <param name="spread">Draws the page: rows changed that nobody clicked.</param>
/// <param name="full">Says that no more rows can be ticked by hand.</param>
public sealed class GridRows(Func<RowAct, Task> act, Action spread, Action full)
{
    private readonly Dictionary<long, long> _balances = [];
    private long? _lastTicked;

    /// <summary>The selection changed.</summary>
    public event Action? Changed;

    /// <summary>Null until the first page came.</summary>
    public GridPage? Page { get; private set; }

    public GridAsk Ask { get; set; } = new();

    public GridSelection Selection { get; private set; } = GridSelection.None;

    /// <summary>What all matching rows came to, where all are selected.</summary>
    public GridTotal Total { get; private set; }

    /// <summary>What is known of the balances of rows named one by one.</summary>
    public IReadOnlyDictionary<long, long> Balances => _balances;

    public DateOnly Today => Page!.Today;

    /// <summary>How many are selected: exact.</summary>
    public int Count => Selection.IsAll ? Total.Count - Selection.Ids.Count : Selection.Ids.Count;

    /// <summary>What they come to.</summary>
    public Money Sum
    {
        get
        {
            var named = Selection.Ids.Aggregate(0L, (sum, id) => checked(sum + _balances.GetValueOrDefault(id)));
            return new Money(Selection.IsAll ? checked(Total.BalanceCents - named) : named);
        }
    }

    public bool IsPageSelected => Page is { Rows.Count: > 0 } page && page.Rows.All(r => Selection.Has(r.Id));

    /// <summary>Some of the page, not all.</summary>
    public bool IsPageMixed => !IsPageSelected && (Page?.Rows.Any(r => Selection.Has(r.Id)) ?? false);

    public string Href(GridRow row) => Urls.Denial(row.Id, Ask);

    /// <summary>Shows a page. What it says of ticked rows is newer than what was known of them.</summary>
    public void Show(GridPage page)
    {
        Page = page;
        var changed = false;
        foreach (var row in page.Rows.Where(r => _balances.TryGetValue(r.Id, out var cents) && cents != r.BalanceCents))
        {
            _balances[row.Id] = row.BalanceCents;
            changed = true;
        }

        if (changed) Changed?.Invoke();
    }

    /// <summary>Of the rows named one by one, ticked or taken out of all, only these match still.</summary>
    public void Keep(IReadOnlySet<long> matching)
    {
        if (Selection.Ids.All(matching.Contains)) return;
        Selection = Selection with { Ids = Selection.Ids.Where(matching.Contains).ToHashSet() };
        Changed?.Invoke();
    }

    /// <summary>What all matching rows come to now.</summary>
    public void Recount(GridTotal total)
    {
        if (!Selection.IsAll || total == Total) return;
        Total = total;
        Changed?.Invoke();
    }

    public Task Act(GridRow row, RowActKind kind) => act(new RowAct(row.Id, kind));

    /// <summary>Ticks a row, or with Shift everything from the last tick to here.</summary>
    /// <returns>False: the tick was refused, and the browser, which painted it by itself, has to be told.</returns>
    public bool Tick(GridRow row, bool isRange)
    {
        var at = IndexOf(row.Id);
        if (at < 0) return false;
        var selected = !Selection.Has(row.Id);
        var from = isRange && _lastTicked is { } last && IndexOf(last) is >= 0 and var start ? start : at;
        _lastTicked = row.Id;
        var isTaken = Select(Page!.Rows.Skip(Math.Min(from, at)).Take(Math.Abs(from - at) + 1), selected);
        if (from != at) spread();
        return isTaken;
    }

    /// <summary>Ticks the page, or unticks it.</summary>
    /// <returns>False: refused.</returns>
    public bool TickPage() => Page is { Rows.Count: > 0 } page && Select(page.Rows, !IsPageSelected);

    /// <summary>All that match.</summary>
    public void SelectAll(GridTotal total) => Take(GridSelection.All, total, new Dictionary<long, long>());

    /// <summary>Goes on with a selection that was made before.</summary>
    public void Take(GridSelection selection, GridTotal total, IReadOnlyDictionary<long, long> balances)
    {
        (Selection, Total, _lastTicked) = (selection, total, null);
        _balances.Clear();
        foreach (var (id, cents) in balances) _balances[id] = cents;
        Changed?.Invoke();
    }

    public void Clear() => Take(GridSelection.None, default, new Dictionary<long, long>());

    private bool Select(IEnumerable<GridRow> rows, bool selected)
    {
        var chosen = rows.ToList();
        foreach (var row in chosen) _balances[row.Id] = row.BalanceCents;
        var next = Selection.With(chosen.Select(r => r.Id), selected);
        if (ReferenceEquals(next, Selection))
        {
            full();
            return false;
        }

        Selection = next;
        Changed?.Invoke();
        return true;
    }

    private int IndexOf(long id)
    {
        for (var n = 0; n < Page!.Rows.Count; n++)
            if (Page.Rows[n].Id == id) return n;
        return -1;
    }
}
