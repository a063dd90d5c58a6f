namespace WriteOff.Domain.Shared;

/// <summary>Text as it is stored and compared for searching without case: the same on every database.</summary>
/// <remarks>
/// Upper case by Unicode's simple rules, no blanks at the ends. Databases disagree here (SQLite folds ASCII only, SQL Server goes by
/// collation), so what must be found without case is stored in this form beside the original and compared byte by byte.
/// </remarks>
public static class SearchText
{
    /// <summary>The form of a text.</summary>
    public static string Of(string? text) => (text ?? "").Trim().ToUpperInvariant();
}
