using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Domain.Reporting;

/// <summary>From a figure to its rows: the filters that find in the grid what a report counted.</summary>
public static class DrillDown
{
    /// <summary>The write-offs that posted in a period.</summary>
    public static Filter Posted(ReportPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return new Span(FilterField.WrittenOffOn, new DayValue(period.From), new DayValue(period.To));
    }

    /// <summary>The write-offs that were taken back in a period.</summary>
    public static Filter Reopened(ReportPeriod period)
    {
        ArgumentNullException.ThrowIfNull(period);
        return new Span(FilterField.ReopenedOn, new DayValue(period.From), new DayValue(period.To));
    }

    /// <summary>The write-offs of a cause.</summary>
    public static Filter Of(CauseLine cause, ReportPeriod period)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Filter.Both(Posted(period), Named(cause));
    }

    /// <summary>What was taken back of a cause in a period.</summary>
    public static Filter ReopenedOf(CauseLine cause, ReportPeriod period)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Filter.Both(Reopened(period), Named(cause));
    }

    /// <summary>The requests of a cause that wait.</summary>
    public static Filter PendingOf(CauseLine cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return Filter.Both(new Comparison(FilterField.Status, FilterOperator.Equal, new WordValue(DenialStatus.PendingWriteOff.Word())), new Comparison(FilterField.Reason, FilterOperator.Equal, new TextValue(cause.Code)));
    }

    /// <summary>The preventable write-offs of a period.</summary>
    public static Filter Preventable(ReportPeriod period) =>
        Filter.Both(Posted(period), new Comparison(FilterField.WrittenOffAs, FilterOperator.Equal, new WordValue(FilterWords.Of(Tenants.ReasonCategory.Preventable))));

    /// <summary>A reason without a category has no word; its code finds it.</summary>
    private static Filter Named(CauseLine cause)
    {
        Filter reason = new Comparison(FilterField.WrittenOffFor, FilterOperator.Equal, new TextValue(cause.Code));
        return cause.Category is { } category ? Filter.Both(reason, new Comparison(FilterField.WrittenOffAs, FilterOperator.Equal, new WordValue(FilterWords.Of(category)))) : reason;
    }
}
