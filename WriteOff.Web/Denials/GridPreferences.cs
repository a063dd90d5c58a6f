namespace WriteOff.Web.Denials;

/// <summary>How someone likes the grid: hidden columns and row height. Kept in a cookie of the browser.</summary>
public sealed record GridPreferences(IReadOnlySet<string> Hidden, bool IsRoomy)
{
    /// <summary>The cookie's name.</summary>
    public const string Cookie = "grid";

    private const string Roomy = "roomy";

    /// <summary>Every column, dense.</summary>
    public static GridPreferences Plain { get; } = new(new HashSet<string>(StringComparer.Ordinal), false);

    /// <summary>Columns that can be hidden; claim, balance and age stay.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["patient", "payer", "code", "denied", "status", "assignee"];

    /// <summary>The classes of the table.</summary>
    public string Css => string.Join(' ', Hidden.Order(StringComparer.Ordinal).Select(c => $"no-{c}").Append(IsRoomy ? Roomy : "")).TrimEnd();

    /// <summary>Reads the cookie; what it doesn't know is left out.</summary>
    public static GridPreferences Read(string? cookie)
    {
        var words = (cookie ?? "").Split('.');
        return new GridPreferences(words.Where(Columns.Contains).ToHashSet(StringComparer.Ordinal), words.Contains(Roomy, StringComparer.Ordinal));
    }

    /// <summary>Hides a column or shows it again.</summary>
    public GridPreferences Toggle(string column)
    {
        var hidden = Hidden.ToHashSet(StringComparer.Ordinal);
        if (!hidden.Remove(column)) hidden.Add(column);
        return this with { Hidden = hidden };
    }

    /// <summary>The column on screen.</summary>
    public static string Label(string column) => column switch { "patient" => "Patient", "payer" => "Payer", "code" => "Code", "denied" => "Denied", "status" => "Status", _ => "Assignee" };

    /// <summary>The cookie's value.</summary>
    public override string ToString() => string.Join('.', Hidden.Order(StringComparer.Ordinal).Append(IsRoomy ? Roomy : "dense"));
}
