namespace WriteOff.Domain.Shared;

/// <summary>Business days: Monday to Friday. Holidays count as days, so a deadline that is counted here never lies behind the true one.</summary>
public static class BusinessDays
{
    /// <summary>The last day of a span of business days that begins on <paramref name="first"/>, or on the next business day where that is a weekend.</summary>
    /// <param name="count">How many, one or more; the first day is one of them.</param>
    public static DateOnly Last(DateOnly first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var day = first;
        for (var left = count; ;)
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && --left == 0) return day;
            if (day == DateOnly.MaxValue) return day;
            day = day.AddDays(1);
        }
    }

    /// <summary>The first day from which such a span ends on <paramref name="last"/> or later: what a query compares a stored day with.</summary>
    public static DateOnly FirstReaching(DateOnly last, int count)
    {
        // A span of n business days is never longer than this many days.
        var day = DateOnly.FromDayNumber((int)Math.Max(0L, last.DayNumber - ((count * 7L / 5) + 7)));
        while (Last(day, count) < last && day < DateOnly.MaxValue) day = day.AddDays(1);
        return day;
    }
}
