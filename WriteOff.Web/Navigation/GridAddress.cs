using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Denials;

namespace WriteOff.Web.Navigation;

/// <summary>The grid's state in its address and back, in one cycle: <c>?status=OPEN&amp;sort=-balance&amp;page=f.1.2</c>. What can't be read is left out.</summary>
public static class GridAddress
{
    /// <summary>On a denial's page: the query string of the grid that it was opened from.</summary>
    public const string List = "list";

    private const string Status = "status", Sort = "sort", Page = "page";

    /// <summary>The query string with its question mark; empty for the plain grid.</summary>
    public static string Write(GridAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (ask.Status is { } status) query[Status] = status.Word();
        if (SortWord(ask) is { } sort) query[Sort] = sort;
        if (ask.Page is { } page) query[Page] = page.ToString();
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static GridAsk Read(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        string? Of(string name) => values.TryGetValue(name, out var value) ? value.ToString() : null;
        var (sort, descending) = ReadSort(Of(Sort));
        return new GridAsk(DenialStatuses.TryRead(Of(Status), out var status) ? status : null, sort, descending, GridCursor.Read(Of(Page)));
    }

    /// <summary>Oldest first is the plain order and isn't written.</summary>
    private static string? SortWord(GridAsk ask) => (ask.Sort, ask.IsDescending) switch
    {
        (GridSort.Age, true) => null,
        (GridSort.Age, false) => "age",
        (GridSort.Balance, true) => "-balance",
        (GridSort.Balance, false) => "balance",
    };

    private static (GridSort Sort, bool IsDescending) ReadSort(string? word) => word switch
    {
        "age" => (GridSort.Age, false),
        "-balance" => (GridSort.Balance, true),
        "balance" => (GridSort.Balance, false),
        _ => (GridSort.Age, true),
    };
}
