using System.Runtime.InteropServices;
using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Domain.Reporting;

/// <summary>By what a report breaks losses down.</summary>
public enum Dimension
{
    Reason = 1,
    Category,
    Payer,
    /// <summary>The denial's adjustment code.</summary>
    Carc,
    Provider,
    /// <summary>Who asked for the write-off.</summary>
    Requester,
    Month,
}

/// <summary>When a reopen counts.</summary>
public enum PivotView
{
    /// <summary>In its own month: closed months stay as they were reported.</summary>
    AsReported = 1,
    /// <summary>Back in the month of the write-off: what that month came to in the end.</summary>
    Restated,
}

/// <summary>What a pivot shows.</summary>
/// <param name="Rows">Down.</param>
/// <param name="Then">Within each row; null: nothing.</param>
/// <param name="Columns">Across; null: the total only. One of reason, category and month: the others are too many for a page.</param>
/// <param name="Period">As it stands in an address.</param>
public sealed record PivotAsk(Dimension Rows = Dimension.Reason, Dimension? Then = null, Dimension? Columns = Dimension.Month, PivotView View = PivotView.AsReported, string Period = "year")
{
    /// <summary>True for what may stand across.</summary>
    public static bool CanBeColumn(Dimension dimension) => dimension switch
    {
        Dimension.Reason or Dimension.Category or Dimension.Month => true,
        Dimension.Payer or Dimension.Carc or Dimension.Provider or Dimension.Requester => false,
    };

    /// <summary>The same without what can't be: a dimension twice, a column that is too wide.</summary>
    public PivotAsk Sound()
    {
        var columns = Columns is { } c && CanBeColumn(c) && c != Rows ? Columns : null;
        return this with { Columns = columns, Then = Then == Rows || Then == columns ? null : Then };
    }
}

/// <summary>One value of a dimension: its words, and the filter that finds it in the grid.</summary>
/// <param name="Key">Equal for equal values; orders months.</param>
/// <param name="Label">Empty where the field is.</param>
public sealed record PivotKey(string Key, string Label, Filter Term)
{
    public bool Equals(PivotKey? other) => other is not null && string.Equals(Key, other.Key, StringComparison.Ordinal);

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);
}

/// <summary>One row: its sums by column, in the order of the columns, and its total.</summary>
public sealed record PivotRow(PivotKey Key, PivotKey? Then, IReadOnlyList<CauseSum> Cells, CauseSum Total);

/// <summary>A pivot of losses.</summary>
/// <param name="Period">The days of the write-offs; as reported also those of the reopens.</param>
/// <param name="Today">The tenant's day.</param>
/// <param name="Columns">Empty: the total only.</param>
/// <param name="Rows">Largest net first; months in order.</param>
/// <param name="ColumnTotals">By column.</param>
public sealed record PivotTable(PivotAsk Ask, ReportPeriod Period, DateOnly Today, IReadOnlyList<PivotKey> Columns, IReadOnlyList<PivotRow> Rows, IReadOnlyList<CauseSum> ColumnTotals, CauseSum Total)
{
    /// <summary>The grid's filter for the write-off rows of a cell: posted in the period, and of its row and column. Null for rows or columns: all of them.</summary>
    public Filter DrillDown(PivotRow? row, PivotKey? column)
    {
        Filter filter = new Span(FilterField.WrittenOffOn, new DayValue(Period.From), new DayValue(Period.To));
        foreach (var key in new[] { row?.Key, row?.Then, column })
        {
            // A month is narrower than the period and takes its place.
            if (key is { Term: Span month } && month.Field == FilterField.WrittenOffOn)
                filter = Filter.Both(month, filter.Conjuncts.Where(p => p is not Span).Aggregate(Filter.Everything, Filter.Both));
            else if (key is not null) filter = Filter.Both(filter, key.Term);
        }

        return filter;
    }
}

/// <summary>The key of a fact in a dimension.</summary>
internal delegate PivotKey PivotKeyOf(Dimension dimension, in PivotFact fact);

/// <summary>Adds facts up, in memory that grows with the table and not with the ledger.</summary>
internal sealed class PivotBuilder(PivotAsk ask, ReportPeriod period, DateOnly today, PivotKeyOf key)
{
    private static readonly Dictionary<PivotKey, CauseSum> NoCells = [];
    private readonly Dictionary<(PivotKey Row, PivotKey? Then), (CauseSum Total, Dictionary<PivotKey, CauseSum> Cells)> _rows = [];
    private readonly HashSet<PivotKey> _columns = [];

    public void Add(in PivotFact fact)
    {
        var at = (key(ask.Rows, fact), ask.Then is { } then ? key(then, fact) : null);
        ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, at, out var isKnown);
        row.Total += fact.Sum;
        if (!isKnown) row.Cells = ask.Columns is null ? NoCells : [];
        if (ask.Columns is not { } across) return;
        var column = key(across, fact);
        row.Cells[column] = row.Cells.GetValueOrDefault(column) + fact.Sum;
        _columns.Add(column);
    }

    public PivotTable Done()
    {
        var columns = ask.Columns is null ? [] : Ordered(ask.Columns.Value, _columns, c => _rows.Values.Aggregate(default(CauseSum), (sum, row) => sum + row.Cells.GetValueOrDefault(c)));
        var rows = _rows.Select(r => new PivotRow(r.Key.Row, r.Key.Then, [.. columns.Select(c => r.Value.Cells.GetValueOrDefault(c))], r.Value.Total)).ToList();
        var groups = rows.GroupBy(r => r.Key).ToDictionary(g => g.Key, g => g.Aggregate(default(CauseSum), (sum, row) => sum + row.Total));
        var order = Ordered(ask.Rows, groups.Keys, k => groups[k]);
        var rank = order.Index().ToDictionary(k => k.Item, k => k.Index);
        var inside = ask.Then == Dimension.Month
            ? rows.OrderBy(r => rank[r.Key]).ThenBy(r => r.Then!.Key, StringComparer.Ordinal)
            : rows.OrderBy(r => rank[r.Key]).ThenByDescending(r => r.Total.Net).ThenBy(r => r.Then?.Key, StringComparer.Ordinal);
        return new PivotTable(ask, period, today, columns, [.. inside], [.. columns.Select((_, n) => rows.Aggregate(default(CauseSum), (sum, r) => sum + r.Cells[n]))],
            rows.Aggregate(default(CauseSum), (sum, r) => sum + r.Total));
    }

    private static List<PivotKey> Ordered(Dimension dimension, IEnumerable<PivotKey> keys, Func<PivotKey, CauseSum> sum) => dimension == Dimension.Month
        ? [.. keys.OrderBy(k => k.Key, StringComparer.Ordinal)]
        : [.. keys.Select(k => (Key: k, Sum: sum(k))).OrderByDescending(x => x.Sum.Net).ThenBy(x => x.Key.Key, StringComparer.Ordinal).Select(x => x.Key)];
}

/// <summary>A ledger row, or a sum of them, on its way into a pivot.</summary>
/// <param name="On">The day on which it counts.</param>
internal readonly record struct PivotFact(DateOnly On, long ReasonId, int Category, long PayerId, string Carc, string Provider, Guid Requester, CauseSum Sum);
