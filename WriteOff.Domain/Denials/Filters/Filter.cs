namespace WriteOff.Domain.Denials.Filters;

/// <summary>A filter over denials, as read from its text. Immutable; equal when it says the same in the same order.</summary>
/// <remarks>
/// Two-valued: for each denial each term is true or false. An empty field makes every term false except <c>is empty</c>;
/// <c>!=</c> and <c>not in</c> are exactly the opposite of <c>=</c> and <c>in</c>, so they include empty ones, and NOT is the plain opposite.
/// A field with several values (rarc, reason, cause, requested_by, requested_on) meets a term when any of its values does.
/// The fields of posted write-offs (written_off_…, reopened_on) have several values too, and the terms of one AND that ask for a value of
/// them must be met by one and the same write-off: <c>written_off_on = 2026-11-03 AND written_off_for = other</c>.
/// </remarks>
public abstract record Filter
{
    /// <summary>The filter of the empty text: every denial.</summary>
    public static Filter Everything { get; } = new EveryDenial();

    /// <summary>Both; joins what is joined already, so that it has one form.</summary>
    public static Filter Both(Filter one, Filter other) => (one, other) switch
    {
        (EveryDenial, _) => other,
        (_, EveryDenial) => one,
        _ => new AllOf([.. one is AllOf a ? a.Parts : [one], .. other is AllOf b ? b.Parts : [other]]),
    };

    /// <summary>Either; joins what is joined already.</summary>
    public static Filter Either(Filter one, Filter other) => (one, other) switch
    {
        (EveryDenial, _) or (_, EveryDenial) => Everything,
        _ => new AnyOf([.. one is AnyOf a ? a.Parts : [one], .. other is AnyOf b ? b.Parts : [other]]),
    };

    /// <summary>What must all hold: the parts of an AND, else the filter alone; nothing for <see cref="Everything"/>.</summary>
    public IReadOnlyList<Filter> Conjuncts => this switch { EveryDenial => [], AllOf all => all.Parts, _ => [this] };

    /// <summary>Every field that it names.</summary>
    public IEnumerable<FilterField> Fields => this switch
    {
        AllOf all => all.Parts.SelectMany(p => p.Fields),
        AnyOf any => any.Parts.SelectMany(p => p.Fields),
        Opposite not => not.Of.Fields,
        FilterTerm term => [term.Field],
        _ => [],
    };

    /// <summary>The text that reads back as this filter, with no parenthesis too many.</summary>
    public sealed override string ToString() => FilterWriter.Write(this);
}

/// <summary>Every denial.</summary>
public sealed record EveryDenial : Filter;

/// <summary>a AND b AND c; two parts or more, none of them an AND itself.</summary>
public sealed record AllOf(IReadOnlyList<Filter> Parts) : Filter
{
    public bool Equals(AllOf? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(17, HashCode.Combine);
}

/// <summary>a OR b OR c; two parts or more, none of them an OR itself.</summary>
public sealed record AnyOf(IReadOnlyList<Filter> Parts) : Filter
{
    public bool Equals(AnyOf? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(19, HashCode.Combine);
}

/// <summary>NOT a.</summary>
public sealed record Opposite(Filter Of) : Filter;

/// <summary>One question about one field.</summary>
public abstract record FilterTerm(FilterField Field) : Filter;

/// <summary>How a field is compared with one value.</summary>
public enum FilterOperator
{
    Equal = 1,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// <summary><c>~</c>: the text stands somewhere in the field.</summary>
    Contains,
}

/// <summary><c>balance &lt; 10</c>.</summary>
public sealed record Comparison(FilterField Field, FilterOperator Operator, FilterValue Value) : FilterTerm(Field);

/// <summary><c>carc in (29, 197)</c>, <c>carc not in (29)</c>.</summary>
public sealed record Membership(FilterField Field, bool IsNegated, IReadOnlyList<FilterValue> Values) : FilterTerm(Field)
{
    public bool Equals(Membership? other) => other is not null && Field == other.Field && IsNegated == other.IsNegated && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => Values.Aggregate(HashCode.Combine(Field, IsNegated), HashCode.Combine);
}

/// <summary><c>age between 30 and 60</c>, both ends included; nothing when the first lies above the second.</summary>
public sealed record Span(FilterField Field, FilterValue Low, FilterValue High) : FilterTerm(Field);

/// <summary><c>reason is empty</c>, <c>reason is not empty</c>.</summary>
public sealed record Emptiness(FilterField Field, bool IsEmpty) : FilterTerm(Field);

/// <summary>A yes/no field that is yes: <c>flagged</c>.</summary>
public sealed record Yes(FilterField Field) : FilterTerm(Field);
