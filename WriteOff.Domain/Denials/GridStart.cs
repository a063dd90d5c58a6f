using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Domain.Denials;

/// <summary>Which of the rows from a cursor on.</summary>
internal enum CursorPart
{
    /// <summary>All of them.</summary>
    All = 1,
    /// <summary>Those with the cursor's sort value.</summary>
    Ties,
    /// <summary>Those behind all of these.</summary>
    Beyond,
}

/// <summary>Where a walk starts.</summary>
/// <remarks>
/// "At least this value, and above it or of a higher id" seeks to the first row of the value, however many of it went before.
/// Behind a page of ties the ties are asked for alone, by value and id, and what lies beyond only when they don't fill the page.
/// </remarks>
/// <param name="Filter">The filter without the bounds that the cursor implies: a walk seeks by one bound only, and it should be the cursor's.</param>
internal sealed record GridStart(GridCursor Row, CursorPart Part, Filter Filter)
{
    /// <summary>The filter without the bounds on the sort column that every row from this value on meets.</summary>
    /// <param name="value">Cents, or the day's number.</param>
    /// <param name="descends">Cents or days fall on the way.</param>
    public static Filter Without(Filter filter, GridSort sort, long value, bool descends, DateOnly today)
    {
        bool Implied(Comparison term) => Bound(term, sort, today) is { } bound && bound.Sign switch
        {
            FilterOperator.Less => descends && value < bound.Value,
            FilterOperator.LessOrEqual => descends && value <= bound.Value,
            FilterOperator.Greater => !descends && value > bound.Value,
            FilterOperator.GreaterOrEqual => !descends && value >= bound.Value,
            FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.Contains => false,
        };

        IEnumerable<Filter> Left(Filter term) => term switch
        {
            Comparison one => Implied(one) ? [] : [one],
            Span span when Ends(span).Any(Implied) => Ends(span).Where(end => !Implied(end)),
            _ => [term],
        };

        return filter.Conjuncts.SelectMany(Left).Aggregate(Filter.Everything, Filter.Both);
    }

    private static Comparison[] Ends(Span span) => [new(span.Field, FilterOperator.GreaterOrEqual, span.Low), new(span.Field, FilterOperator.LessOrEqual, span.High)];

    private static (FilterOperator Sign, long Value)? Bound(Comparison term, GridSort sort, DateOnly today) => (sort, term.Field.Name, term.Value) switch
    {
        (GridSort.Balance, "balance", AmountValue v) => (term.Operator, v.Cents),
        (GridSort.Age, "age", NumberValue v) => (FilterTranslation.Turned(term.Operator), DayValue.Shift(today, -(long)v.Number).DayNumber),
        (GridSort.Age, "denied_on", DayValue v) => (term.Operator, v.On(today).DayNumber),
        _ => null,
    };
}
