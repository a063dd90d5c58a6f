using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Domain.Denials;

/// <summary>How a filter is walked: the index to start from, the statuses taken apart from the rest, and what is judged row by row.</summary>
/// <param name="Index">Null: left to the database.</param>
/// <param name="IsOrdered">The index gives the rows in the order asked for; else the few that match are sorted.</param>
/// <param name="Statuses">The only statuses wanted; null for all.</param>
/// <param name="ByStatus">The index begins with the status: one walk per status, merged.</param>
/// <param name="Rest">What is left of the filter.</param>
internal sealed record GridPlan(string? Index, bool IsOrdered, IReadOnlyList<DenialStatus>? Statuses, bool ByStatus, bool DrivesByClaim, Filter Rest)
{
    /// <summary>Up to so many rows a seek and a sort are no dearer than a page of an ordered walk.</summary>
    public const int Few = 3_000;

    /// <summary>Terms that an index answers by equality, and that may leave few rows: worth counting first.</summary>
    public static IReadOnlyList<(string Index, Filter Term)> Seeks(Filter filter) =>
    [
        .. from term in filter.Conjuncts
           let index = SeekIndex(term)
           where index is not null
           select (index, term),
        .. AppealWindow(filter) is { } window ? [(DenialIndexes.Appeal, window)] : Array.Empty<(string, Filter)>(),
    ];

    /// <summary>The plan for a page in this order.</summary>
    /// <param name="fewest">The seek that leaves at most <see cref="Few"/> rows, the least of them; null: none does, or none was counted.</param>
    public static GridPlan ForPage(GridAsk ask, Filter filter, string? fewest)
    {
        var (statuses, rest) = Split(ask.Status, filter);
        if (Start(filter, statuses, rest, fewest, ask.Sort) is { } start) return start;
        if (ask.Sort == GridSort.Balance) return ByStatuses(DenialIndexes.StatusBalance, true, statuses, rest);
        // Nobody's, when they aren't few, are so many that the days in order meet them soon: cheaper than six walks and their merge.
        if (HasAssignee(filter) && !(statuses is null && IsNobodys(filter))) return ByStatuses(DenialIndexes.Assignee, true, statuses, rest);
        if (statuses is not null || AppealWindow(filter) is not null) return ByStatuses(DenialIndexes.StatusAge, true, statuses, rest);
        return new GridPlan(Ordered(filter) ?? DenialIndexes.Age, true, null, false, false, rest);
    }

    /// <summary>The plan for a count, where order doesn't matter.</summary>
    public static GridPlan ForCount(GridAsk ask, Filter filter, string? fewest)
    {
        var (statuses, rest) = Split(ask.Status, filter);
        if (Start(filter, statuses, rest, fewest, GridSort.Age) is { } start) return start;
        if (HasAssignee(filter)) return ByStatuses(DenialIndexes.Assignee, false, statuses, rest);
        if (AppealWindow(filter) is not null) return new GridPlan(DenialIndexes.Appeal, false, statuses, false, false, rest);
        var byBalance = filter.Conjuncts.OfType<FilterTerm>().Any(t => t.Field == FilterField.Balance && t is Comparison { Operator: not FilterOperator.NotEqual } or Span);
        if (statuses is not null || byBalance) return ByStatuses(byBalance ? DenialIndexes.StatusBalance : DenialIndexes.StatusAge, false, statuses, rest);
        return new GridPlan(Ordered(filter) ?? DenialIndexes.Age, false, null, false, false, rest);
    }

    /// <summary>The statuses that the filter leaves; null for all.</summary>
    public static IReadOnlyList<DenialStatus>? StatusesOf(GridAsk ask, Filter filter) => Split(ask.Status, filter).Statuses;

    /// <summary>Starts that leave few rows whatever the order: flagged ones, or a counted seek.</summary>
    private static GridPlan? Start(Filter filter, IReadOnlyList<DenialStatus>? statuses, Filter rest, string? fewest, GridSort sort)
    {
        if (filter.Conjuncts.Any(t => t is Comparison { Operator: FilterOperator.Equal, Field.Name: "run" })) return new GridPlan(null, false, statuses, false, false, rest);
        if (fewest is DenialIndexes.Claim) return new GridPlan(fewest, false, statuses, false, true, rest);
        if (filter.Conjuncts.Any(t => t is Yes)) return new GridPlan(DenialIndexes.Flagged, sort == GridSort.Age, statuses, false, false, rest);
        if (fewest is DenialIndexes.Assignee) return ByStatuses(fewest, sort == GridSort.Age, statuses, rest);
        return fewest is null ? null : new GridPlan(fewest, sort == GridSort.Age && fewest is not DenialIndexes.Appeal, statuses, false, false, rest);
    }

    private static GridPlan ByStatuses(string index, bool isOrdered, IReadOnlyList<DenialStatus>? statuses, Filter rest) =>
        new(index, isOrdered, statuses ?? Enum.GetValues<DenialStatus>(), true, false, rest);

    /// <summary>An index that answers a term by equality and gives its rows by age.</summary>
    private static string? Ordered(Filter filter) => filter.Conjuncts.Select(SeekIndex).FirstOrDefault(i => i is DenialIndexes.Carc or DenialIndexes.Payer or DenialIndexes.Route);

    private static bool HasAssignee(Filter filter) => filter.Conjuncts.Any(t => SeekIndex(t) is DenialIndexes.Assignee);

    private static bool IsNobodys(Filter filter) => filter.Conjuncts.Any(t => t is Comparison { Operator: FilterOperator.Equal, Field.Name: "assignee", Value: PersonValue { Who: PersonWord.Nobody } });

    private static string? SeekIndex(Filter term) => term switch
    {
        Comparison { Operator: FilterOperator.Equal or FilterOperator.Contains } or Membership { IsNegated: false } when
            ((FilterTerm)term).Field is var field && (field == FilterField.Claim || field == FilterField.Patient) => DenialIndexes.Claim,
        Comparison { Operator: FilterOperator.Equal, Field.Name: "assignee" } => DenialIndexes.Assignee,
        Comparison { Operator: FilterOperator.Equal, Field.Name: "carc" } => DenialIndexes.Carc,
        Comparison { Operator: FilterOperator.Equal, Field.Name: "payer" } => DenialIndexes.Payer,
        Comparison { Operator: FilterOperator.Equal, Field.Name: "route" } => DenialIndexes.Route,
        _ => null,
    };

    /// <summary>The terms that leave an appeal window with two ends; null where there is none.</summary>
    private static Filter? AppealWindow(Filter filter)
    {
        var terms = filter.Conjuncts.OfType<FilterTerm>().Where(t => t.Field == FilterField.AppealDays).ToList();
        var hasTwoEnds = terms.Any(t => t is Span)
            || (terms.Any(t => t is Comparison { Operator: FilterOperator.Less or FilterOperator.LessOrEqual })
                && terms.Any(t => t is Comparison { Operator: FilterOperator.Greater or FilterOperator.GreaterOrEqual }));
        return hasTwoEnds ? terms.Aggregate(Filter.Everything, Filter.Both) : null;
    }

    /// <summary>Takes the statuses out of the filter's conjuncts.</summary>
    private static (IReadOnlyList<DenialStatus>? Statuses, Filter Left) Split(DenialStatus? status, Filter filter)
    {
        var wanted = Enum.GetValues<DenialStatus>().Where(s => status is null || s == status).ToList();
        var rest = Filter.Everything;
        foreach (var term in filter.Conjuncts)
        {
            if (Wanted(term) is { } some) wanted.RemoveAll(s => !some.Contains(s));
            else rest = Filter.Both(rest, term);
        }

        return wanted.Count == Enum.GetValues<DenialStatus>().Length ? (null, rest) : (wanted, rest);
    }

    private static List<DenialStatus>? Wanted(Filter term) => term switch
    {
        Comparison { Operator: FilterOperator.Equal, Field.Name: "status" } one => FilterTranslation.Statuses([one.Value]),
        Comparison { Operator: FilterOperator.NotEqual, Field.Name: "status" } one => [.. Enum.GetValues<DenialStatus>().Except(FilterTranslation.Statuses([one.Value]))],
        Membership { Field.Name: "status" } list => list.IsNegated
            ? [.. Enum.GetValues<DenialStatus>().Except(FilterTranslation.Statuses(list.Values))] : FilterTranslation.Statuses(list.Values),
        _ => null,
    };
}
