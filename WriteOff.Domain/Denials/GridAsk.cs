using System.Globalization;

namespace WriteOff.Domain.Denials;

/// <summary>By what the grid is ordered.</summary>
public enum GridSort
{
    /// <summary>By the day of denial; descending age is oldest first.</summary>
    Age = 1,
    /// <summary>By the remaining balance.</summary>
    Balance,
}

/// <summary>Where a page of the grid starts: behind (or, going back, before) this row in the order asked for.</summary>
/// <param name="Value">The row's sort value: cents, or the day's number.</param>
/// <param name="IsBackward">True: the page that ends just before the row.</param>
/// <param name="TiedPages">So many pages up to the row have its sort value throughout. Only ever about speed.</param>
public readonly record struct GridCursor(long Value, long Id, bool IsBackward, int TiedPages = 0)
{
    /// <summary>From so many pages on it pays to ask for the ties alone: at the end of a tie that takes two queries for one page.</summary>
    public const int LongTie = 20;

    /// <summary>A long tie lies behind the row.</summary>
    public bool IsTied => TiedPages >= LongTie;

    /// <summary>The cursor in a page's address: <c>f.738000.42</c>, <c>f.738000.42.12</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IsBackward ? 'b' : 'f')}.{Value}.{Id}{(TiedPages > 0 ? "." : "")}{TiedPages:#}");

    /// <summary>Reads it back; null for anything else, and the first page is shown.</summary>
    public static GridCursor? Read(string? text)
    {
        var parts = (text ?? "").Split('.');
        if (parts is not (["f" or "b", _, _] or ["f" or "b", _, _, _])) return null;
        var ties = 0;
        return long.TryParse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            && (parts.Length == 3 || int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out ties))
            ? new GridCursor(value, id, parts[0] is "b", ties) : null;
    }
}

/// <summary>What the grid shows.</summary>
/// <param name="Text">The filter's text as typed; it holds beside <paramref name="Status"/>.</param>
public sealed record GridAsk(DenialStatus? Status = null, GridSort Sort = GridSort.Age, bool IsDescending = true, GridCursor? Page = null, string Text = "")
{
    /// <summary>Which page it is, counted on the way from the first: 1 there. Only words; the rows are found by <see cref="Page"/>.</summary>
    public int PageNumber { get; init; } = 1;

    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Rows of this page; programs may ask for more.</summary>
    public int Size { get; init; } = PageSize;

    /// <summary>Counts stop here: "1,000+".</summary>
    public const int CountCap = 1_000;
}

/// <summary>One row of the grid.</summary>
public sealed record GridRow(
    long Id, long Version, string ClaimNumber, string PatientName, string PayerName, string Group, string Carc,
    long DeniedCents, long BalanceCents, long ReservedCents, DateOnly DeniedOn, DateOnly AppealBy, DenialStatus Status, bool IsFlagged,
    Guid? AssigneeId, string? AssigneeName, int NoteCount);

/// <summary>One page of the grid.</summary>
/// <param name="Previous">Null on the first page.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record GridPage(IReadOnlyList<GridRow> Rows, GridCursor? Previous, GridCursor? Next, DateOnly Today);

/// <summary>Where a denial stands in a list, for previous and next on its page.</summary>
/// <param name="Position">From 1; null beyond the cap of counts.</param>
/// <param name="Count">Stops just above the cap.</param>
public sealed record GridPlace(long? Previous, long? Next, int? Position, int Count);

/// <summary>How many, and how much they come to: exact.</summary>
public readonly record struct GridTotal(int Count, long BalanceCents);
