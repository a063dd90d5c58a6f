using System.Globalization;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Reporting;

/// <summary>Figures, periods and dimensions on screen.</summary>
internal static class ReportWords
{
    /// <summary>Nov 1–23 within the year of <paramref name="today"/>, else with its year.</summary>
    public static string Of(ReportPeriod period, DateOnly today)
    {
        var (from, to) = (period.From, period.To);
        var year = from.Year == today.Year && to.Year == today.Year ? "" : string.Create(CultureInfo.InvariantCulture, $", {to.Year}");
        if (from == to) return Say(from, "MMM d") + year;
        if (from.Day == 1 && to == from.AddMonths(1).AddDays(-1)) return Say(from, "MMM") + (year.Length == 0 ? "" : $" {to.Year}");
        if (from.Year != to.Year) return $"{Say(from, "MMM d, yyyy")}–{Say(to, "MMM d, yyyy")}";
        return from.Month == to.Month ? $"{Say(from, "MMM d")}–{to.Day}{year}" : $"{Say(from, "MMM d")}–{Say(to, "MMM d")}{year}";
    }

    public static string Name(PeriodKind kind) => kind switch
    {
        PeriodKind.ThisMonth => "This month",
        PeriodKind.LastMonth => "Last month",
        PeriodKind.ThisQuarter => "Quarter",
        PeriodKind.ThisYear => "Year",
        PeriodKind.Custom => "Other days",
    };

    public static string Name(Dimension dimension) => dimension switch
    {
        Dimension.Reason => "Reason",
        Dimension.Category => "Category",
        Dimension.Payer => "Payer",
        Dimension.Carc => "Adjustment code",
        Dimension.Provider => "Provider",
        Dimension.Requester => "Requester",
        Dimension.Month => "Month",
    };

    /// <summary>A key's words; categories by their own names, codes with theirs.</summary>
    public static string Label(Dimension dimension, PivotKey key) => dimension switch
    {
        _ when key.Label.Length == 0 => dimension == Dimension.Category ? "No category" : "Not named",
        Dimension.Category => Category(Enum.GetValues<ReasonCategory>().First(c => string.Equals(FilterWords.Of(c), key.Key, StringComparison.Ordinal))),
        Dimension.Carc => $"{key.Label} {Domain.Claims.AdjustmentCodes.Find(key.Label).Words}".TrimEnd(),
        _ => key.Label,
    };

    public static string Category(ReasonCategory? category) => category switch
    {
        ReasonCategory.Contractual => "Contractual",
        ReasonCategory.Preventable => "Preventable",
        ReasonCategory.PayerPolicy => "Payer policy",
        ReasonCategory.Patient => "Patient",
        ReasonCategory.SmallBalance => "Small balance",
        ReasonCategory.Other => "Other",
        null => "No category",
    };

    public static string Percent(decimal? share) => share is { } part ? (part * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%" : "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>2 days, 5 hours, 40 minutes; – for none.</summary>
    public static string Time(TimeSpan? time) => time switch
    {
        null => "–",
        { TotalDays: >= 2 } t => $"{(long)t.TotalDays} days",
        { TotalHours: >= 2 } t => $"{(long)t.TotalHours} hours",
        { } t => $"{(long)t.TotalMinutes} minutes",
    };

    public static string Days(int days) => days == 1 ? "1 day" : $"{Count(days)} days";

    private static string Say(DateOnly day, string form) => day.ToString(form, CultureInfo.InvariantCulture);
}
