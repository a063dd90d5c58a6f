using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Denials;

/// <summary>A chip that is always there.</summary>
/// <param name="Label">The field on screen.</param>
/// <param name="Field">The field that it writes.</param>
/// <param name="Add">What a press adds; null: a menu opens.</param>
/// <param name="Offer">The chip's words while it is off.</param>
internal sealed record QuickFilter(string Label, FilterField Field, string? Add = null, string Offer = "");

/// <summary>The chips, and how a part of a filter is said on one.</summary>
internal static class QuickFilters
{
    public static IReadOnlyList<QuickFilter> All { get; } =
    [
        new("Balance", FilterField.Balance, "balance < 10", "Balance < $10"),
        new("Age", FilterField.Age, "age > 90", "Age > 90 days"),
        new("Status", FilterField.Status),
        new("Payer", FilterField.Payer),
        new("Code", FilterField.Carc),
        new("Assignee", FilterField.Assignee),
        new("Flag", FilterField.Flagged, "NOT flagged", "Not flagged"),
    ];

    /// <summary>Codes that offices meet daily.</summary>
    public static IReadOnlyList<string> UsualCodes { get; } = ["16", "18", "22", "27", "29", "31", "50", "96", "97", "109", "197", "198", "204"];

    /// <summary>The parts of the filter's AND that this chip stands for.</summary>
    public static IReadOnlyList<Filter> PartsOf(Filter filter, QuickFilter quick) => [.. filter.Conjuncts.Where(p => Simple(p)?.Field == quick.Field)];

    /// <summary>The parts that no chip stands for.</summary>
    public static IReadOnlyList<Filter> OthersOf(Filter filter) => [.. filter.Conjuncts.Where(p => !All.Any(q => q.Field == Simple(p)?.Field))];

    /// <summary>The part behind its field's name: <c>&lt; $10.00</c>.</summary>
    public static string Said(Filter part) => part switch
    {
        Yes => "found",
        Opposite { Of: Yes } => "none",
        Comparison { Operator: FilterOperator.Equal } term => Said(term.Value),
        Comparison { Operator: FilterOperator.NotEqual } term => $"not {Said(term.Value)}",
        Comparison { Operator: FilterOperator.Contains, Value: TextValue text } => $"contains {text.Text}",
        Comparison term => $"{Sign(term.Operator)} {Said(term.Value)}{Unit(term.Field)}",
        Membership term => $"{(term.IsNegated ? "not " : "")}{string.Join(", ", term.Values.Select(Said))}",
        Span term => $"{Said(term.Low)} to {Said(term.High)}{Unit(term.Field)}",
        Emptiness term => term.IsEmpty ? "empty" : "entered",
        _ => part.ToString(),
    };

    private static FilterTerm? Simple(Filter part) => part as FilterTerm ?? (part as Opposite)?.Of as Yes;

    private static string Said(FilterValue value) => value switch
    {
        AmountValue amount => new Money(amount.Cents).ToString(),
        WordValue word => DenialStatuses.TryRead(word.Word, out var status) ? status.Label() : word.Word,
        TextValue text => text.Text,
        PersonValue { Who: PersonWord.Named } person => person.Name,
        _ => new Comparison(FilterField.Run, FilterOperator.Equal, value).ToString()[6..],
    };

    private static string Unit(FilterField field) => field.Kind == FieldKind.Days ? " days" : "";

    private static string Sign(FilterOperator sign) => sign switch
    {
        FilterOperator.Less => "<",
        FilterOperator.LessOrEqual => "≤",
        FilterOperator.Greater => ">",
        FilterOperator.GreaterOrEqual => "≥",
        FilterOperator.Equal => "=",
        FilterOperator.NotEqual => "≠",
        FilterOperator.Contains => "~",
    };
}
