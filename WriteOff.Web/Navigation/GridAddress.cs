using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Denials;

namespace WriteOff.Web.Navigation;

/// <summary>The grid's state in its address and back, in one cycle: <c>?q=balance &lt; 10&amp;status=OPEN&amp;sort=-balance&amp;page=f.1.2</c>. What can't be read is left out and named.</summary>
public static class GridAddress
{
    /// <summary>On a denial's page: the query string of the grid that it was opened from.</summary>
    public const string List = "list";

    /// <summary>The filter's text, or the key of one that names a patient.</summary>
    public const string Query = "q";

    private const string Status = "status", Sort = "sort", Page = "page", Number = "n";

    /// <summary>The query string with its question mark; empty for the plain grid.</summary>
    public static string Write(GridAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var query = new Dictionary<string, string?>(StringComparer.Ordinal);
        if (ask.Text.Length > 0) query[Query] = ask.Text;
        if (ask.Status is { } status) query[Status] = status.Word();
        if (SortWord(ask) is { } sort) query[Sort] = sort;
        if (ask.Page is { } page) query[Page] = page.ToString();
        if (ask is { Page: not null, PageNumber: > 1 }) query[Number] = ask.PageNumber.ToString(CultureInfo.InvariantCulture);
        return QueryHelpers.AddQueryString("", query);
    }

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static GridAsk Read(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        string? Of(string name) => values.TryGetValue(name, out var value) ? value.ToString() : null;
        var (sort, descending) = ReadSort(Of(Sort)) ?? (GridSort.Age, true);
        var page = ReadPage(Of(Page));
        return new GridAsk(DenialStatuses.TryRead(Of(Status), out var status) ? status : null, sort, descending, page, (Of(Query) ?? "").Trim()) { PageNumber = page is null ? 1 : ReadNumber(Of(Number)) ?? 1 };
    }

    /// <summary>The names of the parts that stand in the query string and can't be read; empty when all can.</summary>
    public static IReadOnlyList<string> Unread(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        bool Bad(string name, Func<string, bool> reads) => values.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text && !reads(text);
        List<string> unread = [];
        if (Bad(Status, text => DenialStatuses.TryRead(text, out _))) unread.Add(Status);
        if (Bad(Sort, text => ReadSort(text) is not null)) unread.Add(Sort);
        if (Bad(Page, text => ReadPage(text) is not null)) unread.Add(Page);
        if (Bad(Number, text => ReadNumber(text) is not null)) unread.Add(Number);
        return unread;
    }

    /// <summary>Oldest first is the plain order and isn't written.</summary>
    private static string? SortWord(GridAsk ask) => (ask.Sort, ask.IsDescending) switch
    {
        (GridSort.Age, true) => null,
        (GridSort.Age, false) => "age",
        (GridSort.Balance, true) => "-balance",
        (GridSort.Balance, false) => "balance",
    };

    private static (GridSort Sort, bool IsDescending)? ReadSort(string? word) => word switch
    {
        "-age" => (GridSort.Age, true),
        "age" => (GridSort.Age, false),
        "-balance" => (GridSort.Balance, true),
        "balance" => (GridSort.Balance, false),
        _ => null,
    };

    private static int? ReadNumber(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static GridCursor? ReadPage(string? text) => GridCursor.Read(text);
}
