using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Reporting;

namespace WriteOff.Web.Navigation;

/// <summary>The state of the pages of figures in their address and back, in one cycle. What can't be read is the plain state.</summary>
public static class ReportAddress
{
    /// <summary>The period: <c>month</c>, <c>2026-11-01..2026-11-23</c>.</summary>
    public const string Period = "period";

    private const string Rows = "rows", Then = "then", Columns = "columns", View = "view", By = "by", Show = "show", None = "none";

    /// <summary>The register of overrides in a period.</summary>
    public static string OverridesIn(string period) => QueryHelpers.AddQueryString(Urls.Overrides, Period, period);

    /// <summary>What the start page shows of the causes.</summary>
    /// <param name="ByCategory">One line per category instead of per reason.</param>
    /// <param name="AsTable">All figures instead of bars.</param>
    public sealed record CausesAsk(string Period = "month", bool ByCategory = false, bool AsTable = false);

    /// <summary>The query string of the start page; empty for the plain state.</summary>
    public static string Write(CausesAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (ask.Period is not "month") query[Period] = ask.Period;
        if (ask.ByCategory) query[By] = "category";
        if (ask.AsTable) query[Show] = "table";
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Reads it back.</summary>
    public static CausesAsk ReadCauses(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        return new CausesAsk(Of(values, Period) ?? "month", Of(values, By) is "category", Of(values, Show) is "table");
    }

    /// <summary>The query string of the reports; empty for the plain state.</summary>
    public static string Write(PivotAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var (plain, query) = (new PivotAsk(), new Dictionary<string, string?>(StringComparer.Ordinal));
        if (!string.Equals(ask.Period, plain.Period, StringComparison.Ordinal)) query[Period] = ask.Period;
        if (ask.Rows != plain.Rows) query[Rows] = Word(ask.Rows);
        if (ask.Then is { } then) query[Then] = Word(then);
        if (ask.Columns != plain.Columns) query[Columns] = ask.Columns is { } columns ? Word(columns) : None;
        if (ask.View == PivotView.Restated) query[View] = "restated";
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Reads it back; combinations that can't be shown are made sound.</summary>
    public static PivotAsk ReadPivot(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        var plain = new PivotAsk();
        var columns = Of(values, Columns);
        return new PivotAsk(ReadDimension(Of(values, Rows)) ?? plain.Rows, ReadDimension(Of(values, Then)), columns is None ? null : ReadDimension(columns) ?? plain.Columns,
            Of(values, View) is "restated" ? PivotView.Restated : PivotView.AsReported, Of(values, Period) ?? plain.Period).Sound();
    }

    /// <summary>A dimension's word in addresses.</summary>
    public static string Word(Dimension dimension) => dimension switch
    {
        Dimension.Reason => "reason",
        Dimension.Category => "category",
        Dimension.Payer => "payer",
        Dimension.Carc => "carc",
        Dimension.Provider => "provider",
        Dimension.Requester => "requester",
        Dimension.Month => "month",
    };

    /// <summary>The dimension of a word; null for anything else.</summary>
    public static Dimension? ReadDimension(string? word)
    {
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            if (string.Equals(Word(dimension), word, StringComparison.Ordinal)) return dimension;
        }

        return null;
    }

    private static string? Of(Dictionary<string, Microsoft.Extensions.Primitives.StringValues> values, string name) => values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
}
