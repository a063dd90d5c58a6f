using System.Linq.Expressions;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>Terms on posted write-offs: those of one AND are met by one row of the ledger.</summary>
internal sealed partial class FilterTranslation
{
    /// <summary>The posted write-offs that the filter's AND names; null when it names none.</summary>
    public IQueryable<PostedWriteOff>? Named(Filter filter)
    {
        var terms = filter.Conjuncts.OfType<FilterTerm>().Where(AsksForAWriteOff).ToList();
        return terms.Count == 0 ? null : facts.Posted(db).Where(All(terms));
    }

    /// <summary>The parts of an AND, the terms on posted write-offs made one.</summary>
    private IEnumerable<Expression<Func<Denial, bool>>> Together(IReadOnlyList<Filter> parts)
    {
        var posted = parts.OfType<FilterTerm>().Where(AsksForAWriteOff).ToList();
        foreach (var part in parts)
        {
            if (part is not FilterTerm term || !posted.Contains(term)) yield return Of(part);
        }

        if (posted.Count > 0) yield return OnePosted(posted);
    }

    /// <summary>True for terms that a write-off meets; "none is so" and "nobody" are about all of them.</summary>
    private static bool AsksForAWriteOff(FilterTerm term) => term.Field.IsOfWriteOff && term switch
    {
        Comparison comparison => comparison.Operator != FilterOperator.NotEqual && !IsNobody(comparison.Value),
        Membership membership => !membership.IsNegated && !membership.Values.Any(IsNobody),
        Emptiness emptiness => !emptiness.IsEmpty,
        _ => true,
    };

    private Expression<Func<Denial, bool>> OnePosted(IReadOnlyList<FilterTerm> terms) =>
        Posted(All(terms));

    private Expression<Func<PostedWriteOff, bool>> All(IReadOnlyList<FilterTerm> terms) => terms.Select(Row).Aggregate((one, other) => Join(one, other, Expression.AndAlso));

    /// <summary>A set of denials, so that it is found once and not row by row.</summary>
    private Expression<Func<Denial, bool>> Posted(Expression<Func<PostedWriteOff, bool>> which)
    {
        var ids = facts.Posted(db).Where(which).Select(w => w.DenialId);
        return d => ids.Contains(d.Id);
    }

    private Expression<Func<PostedWriteOff, bool>> Row(FilterTerm term) => term switch
    {
        Comparison { Operator: FilterOperator.Contains, Value: TextValue text } => Holds(term.Field, text.Text),
        Comparison comparison => Row(term.Field, comparison.Operator, comparison.Value),
        Membership membership => membership.Values.Select(v => Row(term.Field, FilterOperator.Equal, v)).Aggregate((one, other) => Join(one, other, Expression.OrElse)),
        Span span => Join(Row(term.Field, FilterOperator.GreaterOrEqual, span.Low), Row(term.Field, FilterOperator.LessOrEqual, span.High), Expression.AndAlso),
        _ => term.Field.Name switch { "written_off_as" => w => w.Category != null, "reopened_on" => w => w.ReopenedOn != null, _ => _ => true },
    };

    private Expression<Func<PostedWriteOff, bool>> Row(FilterField field, FilterOperator sign, FilterValue value) => (field.Name, value) switch
    {
        ("written_off_on", DayValue day) => Order<PostedWriteOff, DateOnly>(w => w.PostedOn, sign, day.On(context.Today)),
        ("reopened_on", DayValue day) => Order<PostedWriteOff, DateOnly?>(w => w.ReopenedOn, sign, day.On(context.Today)),
        ("written_off_for", TextValue text) => OneOf<PostedWriteOff, long>(w => w.ReasonId, [.. context.Reasons.Where(r => Same(text.Text, r.Name)).Select(r => r.Id)]),
        ("written_off_as", WordValue word) => OneOf<PostedWriteOff, ReasonCategory?>(w => w.Category, [.. Enum.GetValues<ReasonCategory>().Where(c => string.Equals(FilterWords.Of(c), word.Word, StringComparison.Ordinal)).Cast<ReasonCategory?>()]),
        ("written_off_by", PersonValue) => OneOf<PostedWriteOff, Guid>(w => w.RequestedBy, [.. People([value]).OfType<Guid>()]),
        _ => _ => false,
    };

    private Expression<Func<PostedWriteOff, bool>> Holds(FilterField field, string text) => field.Name switch
    {
        "written_off_for" => OneOf<PostedWriteOff, long>(w => w.ReasonId, [.. context.Reasons.Where(r => Has(r.Name, text)).Select(r => r.Id)]),
        "written_off_by" => OneOf<PostedWriteOff, Guid>(w => w.RequestedBy, [.. context.People.Where(p => Has(p.Name, text)).Select(p => p.Id)]),
        _ => _ => false,
    };

    private Expression<Func<Denial, bool>> OfProvider(Func<string, bool> which) => OfClaim(OneOf<InsuranceClaim, string>(c => c.ProviderName, [.. context.Providers.Where(which)]));
}
