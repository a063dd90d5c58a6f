using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Navigation;

/// <summary>The state of the audit pages in their addresses and back: <c>?act=WrittenOff&amp;from=2026-11-01&amp;before=120</c>. What can't be read is left out. A new part is one line in each direction.</summary>
public static class TrailAddress
{
    /// <summary>In <c>who</c>: the product itself.</summary>
    public const string System = "system";

    /// <summary>In <c>tab</c>: who saw what.</summary>
    public const string Access = "access";

    private const string Day = "yyyy-MM-dd";

    /// <summary>The query string with its question mark; empty for every row.</summary>
    public static string Write(TrailAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Write(("who", Who(ask.ActorId)), ("act", ask.Act?.ToString()), ("claim", ask.Claim), ("reason", ask.Reason), ("from", Date(ask.From)), ("to", Date(ask.To)),
            ("least", Amount(ask.Least)), ("most", Amount(ask.Most)), ("run", ask.Run?.ToString(CultureInfo.InvariantCulture)), ("before", ask.Before?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <inheritdoc cref="Write(TrailAsk)"/>
    public static string Write(AccessAsk ask)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Write(("tab", Access), ("who", Who(ask.ActorId)), ("claim", ask.Claim), ("from", Date(ask.From)), ("to", Date(ask.To)), ("before", ask.Before?.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Reads a query string, with or without its question mark.</summary>
    public static TrailAsk Read(string? query)
    {
        var part = Parts(query);
        return new TrailAsk(Person(part("who")), Enum.TryParse<AuditAct>(part("act"), out var act) && Enum.IsDefined(act) ? act : null, part("claim"), part("reason"),
            ReadDate(part("from")), ReadDate(part("to")), ReadAmount(part("least")), ReadAmount(part("most")), Number(part("before")), Run(part("run")));
    }

    /// <inheritdoc cref="Read"/>
    public static AccessAsk ReadAccess(string? query)
    {
        var part = Parts(query);
        return new AccessAsk(Person(part("who")), part("claim"), ReadDate(part("from")), ReadDate(part("to")), Number(part("before")));
    }

    /// <summary>The names of the parts that stand in the query string and can't be read; empty when all can.</summary>
    public static IReadOnlyList<string> Unread(string? query)
    {
        var (values, known) = (QueryHelpers.ParseQuery(query ?? ""), QueryHelpers.ParseQuery(IsAccess(query) ? Write(ReadAccess(query)) : Write(Read(query))));
        return [.. values.Where(p => p.Value.ToString().Trim().Length > 0 && !known.ContainsKey(p.Key)).Select(p => p.Key.Length <= 20 ? p.Key : p.Key[..20])];
    }

    /// <summary>Whether an address asks for the tab of access rows.</summary>
    public static bool IsAccess(string? query) => string.Equals(Parts(query)("tab"), Access, StringComparison.Ordinal);

    /// <summary>The day as it stands in addresses and date fields.</summary>
    public static string? Date(DateOnly? day) => day?.ToString(Day, CultureInfo.InvariantCulture);

    /// <summary>Reads a day; null for anything else.</summary>
    public static DateOnly? ReadDate(string? text) => DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>An amount as it is typed.</summary>
    public static string? Amount(Money? amount) => amount is { } money ? (money.Cents / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null;

    /// <summary>The person of <c>who</c>; null: anyone.</summary>
    public static Guid? Person(string? text) => string.Equals(text, System, StringComparison.Ordinal) ? Guid.Empty : Guid.TryParseExact(text, "D", out var id) ? id : null;

    /// <summary>A person as <c>who</c> has it.</summary>
    public static string? Who(Guid? id) => id is not { } known ? null : known == Guid.Empty ? System : known.ToString("D");

    private static Money? ReadAmount(string text) => Money.TryReadInput(text, out var amount) ? amount : null;

    /// <summary>Reads a run's number; null for anything else.</summary>
    public static int? Run(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Write(params IEnumerable<(string Name, string? Value)> parts) =>
        QueryHelpers.AddQueryString("", parts.Where(p => !string.IsNullOrEmpty(p.Value)).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal));

    private static Func<string, string> Parts(string? query)
    {
        var values = QueryHelpers.ParseQuery(query ?? "");
        return name => values.TryGetValue(name, out var value) ? value.ToString().Trim() is { Length: <= 60 } text ? text : "" : "";
    }
}
