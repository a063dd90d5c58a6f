using System.Globalization;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>Writes a filter as the text that reads back as it: one form for each filter.</summary>
internal static class FilterWriter
{
    public static string Write(Filter filter) => filter switch
    {
        EveryDenial => "",
        AnyOf any => string.Join(" OR ", any.Parts.Select(Write)),
        AllOf all => string.Join(" AND ", all.Parts.Select(p => p is AnyOf ? $"({Write(p)})" : Write(p))),
        Opposite not => not.Of is AnyOf or AllOf ? $"NOT ({Write(not.Of)})" : $"NOT {Write(not.Of)}",
        Comparison term => $"{term.Field} {Sign(term.Operator)} {Value(term.Value)}",
        Membership term => $"{term.Field} {(term.IsNegated ? "not in" : "in")} ({string.Join(", ", term.Values.Select(Value))})",
        Span term => $"{term.Field} between {Value(term.Low)} and {Value(term.High)}",
        Emptiness term => $"{term.Field} {(term.IsEmpty ? "is empty" : "is not empty")}",
        Yes term => term.Field.Name,
        _ => throw new InvalidOperationException($"{filter.GetType().Name} is no filter."),
    };

    /// <summary>The value as it is written.</summary>
    public static string Value(FilterValue value) => value switch
    {
        AmountValue amount => Amount(amount.Cents),
        NumberValue number => number.Number.ToString(CultureInfo.InvariantCulture),
        DayValue { Day: { } day } => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DayValue { Offset: 0 } => "today",
        DayValue day => string.Create(CultureInfo.InvariantCulture, $"today{(day.Offset < 0 ? "-" : "+")}{Math.Abs((long)day.Offset)}d"),
        WordValue word => word.Word,
        PersonValue { Who: PersonWord.Me } => "me",
        PersonValue { Who: PersonWord.Nobody } => "nobody",
        PersonValue person => string.Equals(person.Name, "me", StringComparison.OrdinalIgnoreCase) || string.Equals(person.Name, "nobody", StringComparison.OrdinalIgnoreCase)
            ? Quoted(person.Name) : Text(person.Name),
        TextValue text => Text(text.Text),
        _ => throw new InvalidOperationException($"{value.GetType().Name} is no value."),
    };

    /// <summary>Text, in quotes where it needs them.</summary>
    public static string Text(string text) => FilterLexer.CanStandBare(text) ? text : Quoted(text);

    /// <summary>The sign of an operator.</summary>
    public static string Sign(FilterOperator sign) => sign switch
    {
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "!=",
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "<=",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => ">=",
        FilterOperator.Contains => "~",
    };

    /// <summary>In the quotes that need less doubling.</summary>
    private static string Quoted(string text)
    {
        var quote = text.Count(c => c == '"') > text.Count(c => c == '\'') ? "'" : "\"";
        return $"{quote}{text.Replace(quote, quote + quote, StringComparison.Ordinal)}{quote}";
    }

    private static string Amount(long cents)
    {
        var sign = cents < 0 ? "-" : "";
        var (whole, rest) = Math.DivRem(Math.Abs(cents), 100);
        return rest == 0 ? string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}") : string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}.{rest:00}");
    }
}
