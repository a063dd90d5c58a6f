using System.Globalization;

namespace WriteOff.Web.Components.Controls;

/// <summary>Screen forms of instants and days: <c>9 Jun 2026 14:02</c>, and exactly <c>9 Jun 2026 14:02:11 CDT</c>.</summary>
public static class TimeFormat
{
    /// <summary>Day and minute in a zone.</summary>
    public static string Minute(DateTimeOffset at, TimeZoneInfo zone) => Format(at, zone, "d MMM yyyy HH:mm");

    /// <summary>The time of day in a zone, to the second.</summary>
    public static string Second(DateTimeOffset at, TimeZoneInfo zone) => Format(at, zone, "HH:mm:ss");

    /// <summary>The day in a zone.</summary>
    public static string Day(DateTimeOffset at, TimeZoneInfo zone) => Format(at, zone, "d MMM yyyy");

    /// <summary>A date of business, which has no zone.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>To the second, with the zone's short name.</summary>
    public static string Exact(DateTimeOffset at, TimeZoneInfo zone) => $"{Format(at, zone, "d MMM yyyy HH:mm:ss")} {Short(at, zone)}";

    /// <summary>For <c>datetime</c> attributes: UTC.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Format(DateTimeOffset at, TimeZoneInfo zone, string form) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(form, CultureInfo.InvariantCulture);

    /// <summary>Initials of the zone's name (CDT) where it has one of several words, else the offset.</summary>
    private static string Short(DateTimeOffset at, TimeZoneInfo zone)
    {
        var name = zone.IsDaylightSavingTime(at) ? zone.DaylightName : zone.StandardName;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > 2 && words.All(w => char.IsAsciiLetterUpper(w[0]))) return string.Concat(words.Select(w => w[0]));
        var offset = zone.GetUtcOffset(at);
        return offset == TimeSpan.Zero
            ? "UTC"
            : string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '\u2212' : '+')}{offset:hh\\:mm}");
    }
}
