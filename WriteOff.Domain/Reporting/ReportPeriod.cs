using System.Globalization;

namespace WriteOff.Domain.Reporting;

/// <summary>Which span of days a report looks at.</summary>
public enum PeriodKind
{
    /// <summary>From the first of the month to today.</summary>
    ThisMonth = 1,
    /// <summary>The whole month before.</summary>
    LastMonth,
    /// <summary>From the first of the quarter to today.</summary>
    ThisQuarter,
    /// <summary>From the first of January to today.</summary>
    ThisYear,
    /// <summary>Any two days.</summary>
    Custom,
}

/// <summary>A span of the tenant's business days, both ends included.</summary>
public sealed record ReportPeriod(PeriodKind Kind, DateOnly From, DateOnly To)
{
    /// <summary>The longest span that is read: ten years.</summary>
    public const int MostDays = 3_660;

    private static readonly (PeriodKind Kind, string Word)[] Words =
        [(PeriodKind.ThisMonth, "month"), (PeriodKind.LastMonth, "last-month"), (PeriodKind.ThisQuarter, "quarter"), (PeriodKind.ThisYear, "year")];

    /// <summary>Days in it.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>
    /// The period that it is compared with: the same days of the month, quarter or year before (the 31st becomes the last of a shorter month);
    /// for last month the whole month before it; for any other span as many days just before.
    /// </summary>
    public ReportPeriod Before => Kind switch
    {
        PeriodKind.ThisMonth => new(PeriodKind.Custom, From.AddMonths(-1), To.AddMonths(-1)),
        PeriodKind.LastMonth => new(PeriodKind.Custom, From.AddMonths(-1), From.AddDays(-1)),
        PeriodKind.ThisQuarter => new(PeriodKind.Custom, From.AddMonths(-3), To.AddMonths(-3)),
        PeriodKind.ThisYear => new(PeriodKind.Custom, From.AddYears(-1), To.AddYears(-1)),
        PeriodKind.Custom => new(PeriodKind.Custom, From.AddDays(-Days), From.AddDays(-1)),
    };

    /// <summary>The named period on the tenant's day.</summary>
    public static ReportPeriod Of(PeriodKind kind, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        return kind switch
        {
            PeriodKind.ThisMonth or PeriodKind.Custom => new(PeriodKind.ThisMonth, month, today),
            PeriodKind.LastMonth => new(kind, month.AddMonths(-1), month.AddDays(-1)),
            PeriodKind.ThisQuarter => new(kind, new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1), today),
            PeriodKind.ThisYear => new(kind, new DateOnly(today.Year, 1, 1), today),
        };
    }

    /// <summary>Any two days, in either order; at most <see cref="MostDays"/> up to the later one.</summary>
    public static ReportPeriod Between(DateOnly one, DateOnly other)
    {
        var (from, to) = one <= other ? (one, other) : (other, one);
        return new(PeriodKind.Custom, to.DayNumber - from.DayNumber >= MostDays ? to.AddDays(1 - MostDays) : from, to);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote: <c>month</c>, <c>2026-11-01..2026-11-23</c>; this month for anything else.</summary>
    public static ReportPeriod Read(string? text, DateOnly today)
    {
        foreach (var (kind, word) in Words)
        {
            if (string.Equals(text, word, StringComparison.OrdinalIgnoreCase)) return Of(kind, today);
        }

        var ends = (text ?? "").Split("..");
        // Centuries ago there is nothing to compare with, and the calendar ends.
        return ends.Length == 2 && Day(ends[0]) is { Year: > 1950 and < 2200 } from && Day(ends[1]) is { Year: > 1950 and < 2200 } to ? Between(from, to) : Of(PeriodKind.ThisMonth, today);
    }

    /// <summary>As it stands in an address.</summary>
    public override string ToString() => Words.FirstOrDefault(w => w.Kind == Kind).Word
        ?? string.Create(CultureInfo.InvariantCulture, $"{From:yyyy-MM-dd}..{To:yyyy-MM-dd}");

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
