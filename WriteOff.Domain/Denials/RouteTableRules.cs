using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials;

/// <summary>What a row of the route table may be, pure: the page and the act ask the same function.</summary>
public static class RouteTableRules
{
    /// <summary>The row asked for, or the first thing wrong with it.</summary>
    public static Outcome<RouteEntry> Decide(RouteAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if (!Enum.IsDefined(ask.Kind) || !Enum.IsDefined(ask.Route)) return SettingsRefusals.Of(SettingsRefusal.ChoiceUnknown, "There is no such kind or route.", "Choose one from the list.", "route");
        var code = CodeOf(ask.Kind, ask.Code);
        if (!code.IsDone) return code.Refusal;
        if (SettingsRefusals.Line(ask.Words, RouteRow.MaxLength, needed: true, "What the code says", "words") is { } words) return words;
        return SettingsRefusals.Line(ask.Source, RouteRow.MaxLength, needed: true, "The source", "source") is { } source
            ? source
            : new RouteEntry(ask.Kind, code.Value, ask.Route, ask.Guards, ask.Words!.Trim(), ask.Source!.Trim(), IsOwn: true);
    }

    /// <summary>A row in words: what the audit row says before and after.</summary>
    public static string Describe(RouteEntry? entry) => entry is null ? "as its category"
        : $"{RouteWords.Of(entry.Route)}{(entry.Guards ? ", override needed" : "")} ({(entry.IsOwn ? entry.Source : "shipped")})";

    /// <summary>As stored: upper case, no leading zeros; a category must be one that there is.</summary>
    private static Outcome<string> CodeOf(RouteCodeKind kind, string? typed)
    {
        var text = (typed ?? "").Trim();
        if (kind == RouteCodeKind.Category)
            return RouteTable.ShippedFor(kind, text) is { } known ? known.Code : SettingsRefusals.Of(SettingsRefusal.CodeUnreadable, "There is no such category.", "Choose one from the table.", "code");
        var code = text.ToUpperInvariant();
        if (code.Length is 0 or > 10 || !code.All(char.IsAsciiLetterOrDigit)) return SettingsRefusals.Of(SettingsRefusal.CodeUnreadable, "The code can't be read.", "Enter letters and digits, such as MA130 or 29.", "code");
        return kind == RouteCodeKind.Code && code.All(char.IsAsciiDigit) ? code.TrimStart('0') is { Length: > 0 } number ? number : "0" : code;
    }
}
