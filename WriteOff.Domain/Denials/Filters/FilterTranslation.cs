using System.Linq.Expressions;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>A filter as a query: typed, with every value a parameter, the same meaning on both databases.</summary>
/// <param name="drivesByClaim">Claim and patient terms become sets of claims that an index on the denial's claim can start from.</param>
internal sealed partial class FilterTranslation(WorkbenchDb db, FilterContext context, FilterFacts facts, bool drivesByClaim = false)
{
    /// <summary>The filter as a predicate.</summary>
    public Expression<Func<Denial, bool>> Of(Filter filter) => filter switch
    {
        EveryDenial => Always,
        AllOf all => Together(all.Parts).Aggregate(And),
        AnyOf any => any.Parts.Select(Of).Aggregate(Or),
        Opposite not => Not(Of(not.Of)),
        Comparison { Operator: FilterOperator.NotEqual } term => Not(Of(term with { Operator = FilterOperator.Equal })),
        FilterTerm term when AsksForAWriteOff(term) => OnePosted([term]),
        Comparison { Operator: FilterOperator.Contains, Value: TextValue text } term => Contains(term.Field, text.Text),
        Comparison term => Compare(term.Field, term.Operator, term.Value),
        Membership { IsNegated: true } term => Not(Of(term with { IsNegated = false })),
        Membership term => In(term.Field, term.Values),
        Span term => And(Compare(term.Field, FilterOperator.GreaterOrEqual, term.Low), Compare(term.Field, FilterOperator.LessOrEqual, term.High)),
        Emptiness { IsEmpty: false } term => Not(Empty(term.Field)),
        Emptiness { Field.IsOfWriteOff: true } term => Not(OnePosted([new Emptiness(term.Field, false)])),
        Emptiness term => Empty(term.Field),
        Yes => d => d.IsFlagged,
        _ => throw new InvalidOperationException($"{filter.GetType().Name} is no filter."),
    };

    private Expression<Func<Denial, bool>> Compare(FilterField field, FilterOperator sign, FilterValue value) => (field.Name, value) switch
    {
        ("balance", AmountValue v) => Order(d => d.BalanceCents, sign, v.Cents),
        ("available", AmountValue v) => Order(d => d.BalanceCents - d.ReservedCents, sign, v.Cents),
        ("denied", AmountValue v) => Order(d => d.DeniedCents, sign, v.Cents),
        ("charge", AmountValue v) => OfClaim(Order<InsuranceClaim, long>(c => c.ChargeCents, sign, v.Cents)),
        // Older is earlier: the comparison turns round with the cutoff.
        ("age", NumberValue v) => Order(d => d.DeniedOn, Turned(sign), DayValue.Shift(context.Today, -(long)v.Number)),
        ("appeal_days", NumberValue v) => Order(d => d.AppealBy, sign, DayValue.Shift(context.Today, v.Number)),
        ("route_days", NumberValue v) => RouteEnds(sign, DayValue.Shift(context.Today, v.Number)),
        ("denied_on", DayValue v) => Order(d => d.DeniedOn, sign, v.On(context.Today)),
        ("dos", DayValue v) => OfClaim(Order<InsuranceClaim, DateOnly?>(c => c.ServiceFrom, sign, v.On(context.Today))),
        ("requested_on", DayValue v) => Requested(sign, v.On(context.Today)),
        _ => In(field, [value]),
    };

    private Expression<Func<Denial, bool>> In(FilterField field, IReadOnlyList<FilterValue> values) => field.Name switch
    {
        "status" => OneOf(d => d.Status, Statuses(values)),
        "payer" => OneOf(d => d.PayerId, [.. context.Payers.Where(p => Texts(values).Any(t => Same(t, p.Name))).Select(p => p.Id)]),
        "group" => OneOf(d => d.Group, Texts(values)),
        "carc" => OneOf(d => d.Carc, Texts(values)),
        "rarc" => Texts(values).Select(HasRemark).Aggregate(Or),
        "category" => OfCategory([.. values.OfType<WordValue>().Select(v => v.Word)]),
        "route" => OfRoute(values),
        "reason" => LiveLines(OneOf<LiveRequestLine, long>(l => l.ReasonId, [.. context.Reasons.Where(r => Texts(values).Any(t => Same(t, r.Name))).Select(r => r.Id)])),
        "cause" => LiveLines(OneOf<LiveRequestLine, ReasonCategory?>(l => l.Category, [.. Enum.GetValues<ReasonCategory>().Where(c => values.Contains(new WordValue(FilterWords.Of(c)))).Cast<ReasonCategory?>()])),
        "claim" => OfClaim(OneOf<InsuranceClaim, string>(c => c.ClaimKey, Keys(values)), chosen: true),
        "patient" => OfClaim(OneOf<InsuranceClaim, string>(c => c.PatientKey, Keys(values)), chosen: true),
        "provider" => OfProvider(n => Texts(values).Any(t => Same(t, n))),
        "assignee" => values.Any(IsNobody) ? Or(d => d.AssigneeId == null, OneOf(d => d.AssigneeId, People(values))) : OneOf(d => d.AssigneeId, People(values)),
        "requested_by" => AskedBy(values),
        "written_off_by" => Or(Not(Posted(_ => true)), Posted(OneOf<PostedWriteOff, Guid>(w => w.RequestedBy, [.. People(values).OfType<Guid>()]))),
        "run" => Texts(values).Select(facts.ReadRun).OfType<RunWord>().Select(InRun).Append(Never).Aggregate(Or),
        _ => values.Select(v => Compare(field, FilterOperator.Equal, v)).Aggregate(Or),
    };

    private Expression<Func<Denial, bool>> Contains(FilterField field, string text)
    {
        var key = SearchText.Of(text);
        return field.Name switch
        {
            "claim" => OfClaim(c => c.ClaimKey.Contains(key), chosen: true),
            "patient" => OfClaim(c => c.PatientKey.Contains(key), chosen: true),
            "payer" => OneOf(d => d.PayerId, [.. context.Payers.Where(p => Has(p.Name, text)).Select(p => p.Id)]),
            "provider" => OfProvider(n => Has(n, text)),
            "assignee" => OneOf(d => d.AssigneeId, Found(text)),
            "requested_by" => LiveLines(OneOf<LiveRequestLine, Guid>(l => l.RequestedBy, [.. context.People.Where(p => Has(p.Name, text)).Select(p => p.Id)])),
            "reason" => LiveLines(OneOf<LiveRequestLine, long>(l => l.ReasonId, [.. context.Reasons.Where(r => Has(r.Name, text)).Select(r => r.Id)])),
            "group" => HasCode(d => d.Group, key),
            "carc" => HasCode(d => d.Carc, key),
            // A remark has no blanks, so a text with one is in none.
            "rarc" => key.Any(char.IsWhiteSpace) ? Never : d => d.Rarcs.Contains(key),
            _ => Never,
        };
    }

    private Expression<Func<Denial, bool>> Empty(FilterField field) => field.Name switch
    {
        "dos" => OfClaim(c => c.ServiceFrom == null),
        "claim" => OfClaim(c => c.ClaimKey == ""),
        "patient" => OfClaim(c => c.PatientKey == ""),
        "payer" => OneOf(d => d.PayerId, [.. context.Payers.Where(p => string.IsNullOrWhiteSpace(p.Name)).Select(p => p.Id)]),
        "rarc" => d => d.Rarcs == "",
        "route_days" => Not(HasRouteDays()),
        "assignee" => d => d.AssigneeId == null,
        "reason" or "requested_by" or "requested_on" => Not(LiveLines(_ => true)),
        "cause" => Not(LiveLines(l => l.Category != null)),
        "provider" => OfProvider(string.IsNullOrWhiteSpace),
        "run" => Not(InAnyRun()),
        _ => Never,
    };

    private Expression<Func<Denial, bool>> AskedBy(IReadOnlyList<FilterValue> values)
    {
        var by = LiveLines(OneOf<LiveRequestLine, Guid>(l => l.RequestedBy, [.. People(values).OfType<Guid>()]));
        return values.Any(IsNobody) ? Or(Not(LiveLines(_ => true)), by) : by;
    }

    /// <summary>A day of the tenant is a span of instants.</summary>
    private Expression<Func<Denial, bool>> Requested(FilterOperator sign, DateOnly day)
    {
        var (from, to) = (context.StartOf(day), context.StartOf(DayValue.Shift(day, 1)));
        return LiveLines(sign switch
        {
            FilterOperator.Less => l => l.RequestedAt < from,
            FilterOperator.LessOrEqual => l => l.RequestedAt < to,
            FilterOperator.Greater => l => l.RequestedAt >= to,
            FilterOperator.GreaterOrEqual => l => l.RequestedAt >= from,
            _ => l => l.RequestedAt >= from && l.RequestedAt < to,
        });
    }

    /// <summary>Codes that we don't ship are of category other, so other is whatever is in no other category.</summary>
    private static Expression<Func<Denial, bool>> OfCategory(List<string> words)
    {
        List<string> Codes(Func<string, bool> wanted) => [.. AdjustmentCodes.Shipped.Where(c => wanted(FilterWords.Of(c.Category))).Select(c => c.Code).Order(StringComparer.Ordinal)];
        return words.Contains(FilterWords.Of(CodeCategory.Other))
            ? Not(OneOf(d => d.Carc, Codes(word => !words.Contains(word))))
            : OneOf(d => d.Carc, Codes(words.Contains));
    }

    private static Expression<Func<Denial, bool>> HasRemark(string code)
    {
        var token = $" {code} ";
        return code.Any(char.IsWhiteSpace) ? Never : d => (" " + d.Rarcs + " ").Contains(token);
    }

    private Expression<Func<Denial, bool>> OfClaim(Expression<Func<InsuranceClaim, bool>> which, bool chosen = false)
    {
        var claims = db.Set<InsuranceClaim>().Where(which);
        if (!chosen || !drivesByClaim) return d => claims.Any(c => c.Id == d.ClaimId);
        var ids = claims.Select(c => c.Id);
        return d => ids.Contains(d.ClaimId);
    }

    private Expression<Func<Denial, bool>> LiveLines(Expression<Func<LiveRequestLine, bool>> which)
    {
        var lines = facts.LiveLines(db).Where(which);
        return d => lines.Any(l => l.DenialId == d.Id);
    }

    /// <summary>As a set of ids, so that a list can start from the run.</summary>
    private Expression<Func<Denial, bool>> InRun(RunWord run)
    {
        var rows = facts.Runs(db).Where(r => r.Number == run.Number);
        if (run.Outcome is { } outcome) rows = rows.Where(r => r.Outcome == outcome);
        if (run.Cause is { } cause) rows = rows.Where(r => r.Cause == cause);
        var ids = rows.Select(r => r.DenialId);
        return d => ids.Contains(d.Id);
    }

    private Expression<Func<Denial, bool>> InAnyRun()
    {
        var ids = facts.Runs(db).Select(r => r.DenialId);
        return d => ids.Contains(d.Id);
    }
}
