using System.Globalization;
using WriteOff.Domain.Reporting;

namespace WriteOff.Tests.Domain.Reporting;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("month", "2026-11-24", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24")]
    [InlineData("month", "2026-03-31", "2026-03-01", "2026-03-31", "2026-02-01", "2026-02-28")]
    [InlineData("month", "2026-01-01", "2026-01-01", "2026-01-01", "2025-12-01", "2025-12-01")]
    [InlineData("last-month", "2026-11-24", "2026-10-01", "2026-10-31", "2026-09-01", "2026-09-30")]
    [InlineData("last-month", "2026-01-31", "2025-12-01", "2025-12-31", "2025-11-01", "2025-11-30")]
    [InlineData("quarter", "2026-11-24", "2026-10-01", "2026-11-24", "2026-07-01", "2026-08-24")]
    [InlineData("quarter", "2026-12-31", "2026-10-01", "2026-12-31", "2026-07-01", "2026-09-30")]
    [InlineData("year", "2028-02-29", "2028-01-01", "2028-02-29", "2027-01-01", "2027-02-28")]
    [InlineData("2026-11-10..2026-11-16", "2026-11-24", "2026-11-10", "2026-11-16", "2026-11-03", "2026-11-09")]
    [InlineData("2026-11-16..2026-11-10", "2026-11-24", "2026-11-10", "2026-11-16", "2026-11-03", "2026-11-09")]
    [InlineData("1999-01-01..2026-11-24", "2026-11-24", "2016-11-17", "2026-11-24", "2006-11-10", "2016-11-16")]
    [InlineData(null, "2026-11-24", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24")]
    [InlineData("0001-01-01..0001-01-02", "2026-11-24", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24")]
    [InlineData("2026-11-10..2026-13-16", "2026-11-24", "2026-11-01", "2026-11-24", "2026-10-01", "2026-10-24")]
    public void Read_OnADay_HasItsEndsAndThePeriodBefore(string? text, string today, string from, string to, string beforeFrom, string beforeTo)
    {
        var period = ReportPeriod.Read(text, Day(today));
        (period.From, period.To).Should().Be((Day(from), Day(to)));
        (period.Before.From, period.Before.To).Should().Be((Day(beforeFrom), Day(beforeTo)));
        ReportPeriod.Read(period.ToString(), Day(today)).Should().Be(period);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
