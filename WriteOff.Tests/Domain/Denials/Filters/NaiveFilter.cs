using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Tests.Domain.Denials.Filters;

/// <summary>The meaning of a filter, told once more in the plainest way: each field is a set of values, each term a question to them.</summary>
internal sealed class NaiveFilter(FilterSampleData sample)
{
    public bool Holds(Filter filter, Denial d) => Holds(filter, d, posted: true);

    private bool Holds(Filter filter, Denial d, bool posted) => filter switch
    {
        EveryDenial => true,
        AllOf all => all.Parts.Where(p => !Asks(p)).All(p => Holds(p, d)) && (!all.Parts.Any(Asks) || sample.Posted[d.Id].Any(w => all.Parts.Where(Asks).All(p => HoldsFor((FilterTerm)p, w)))),
        AnyOf any => any.Parts.Any(p => Holds(p, d)),
        Opposite not => !Holds(not.Of, d),
        Yes => d.IsFlagged,
        FilterTerm { Field.IsOfWriteOff: true } term when posted && Asks(term) => sample.Posted[d.Id].Any(w => HoldsFor(term, w)),
        Emptiness e => ValuesOf(e.Field, d).Count == 0 == e.IsEmpty,
        Span s => ValuesOf(s.Field, d).Any(v => Compare(v, Plain(s.Low)) >= 0 && Compare(v, Plain(s.High)) <= 0),
        Membership m => m.Values.Any(v => Equal(m.Field, v, d)) != m.IsNegated,
        Comparison { Operator: FilterOperator.Equal } c => Equal(c.Field, c.Value, d),
        Comparison { Operator: FilterOperator.NotEqual } c => !Equal(c.Field, c.Value, d),
        Comparison { Operator: FilterOperator.Contains } c => ValuesOf(c.Field, d).OfType<string>().Any(v => Has(v, ((TextValue)c.Value).Text)),
        Comparison c => ValuesOf(c.Field, d).Any(v => Compare(v, Plain(c.Value)) is var order && c.Operator switch
        {
            FilterOperator.Less => order < 0,
            FilterOperator.LessOrEqual => order <= 0,
            FilterOperator.Greater => order > 0,
            _ => order >= 0,
        }),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Terms that one write-off meets, in the words of docs/filter.md.</summary>
    private static bool Asks(Filter part) => part is FilterTerm { Field.IsOfWriteOff: true } and not Comparison { Operator: FilterOperator.NotEqual } and not Membership { IsNegated: true } and not Emptiness { IsEmpty: true }
        && part is not Comparison { Value: PersonValue { Who: PersonWord.Nobody } } && !(part is Membership m && m.Values.Any(v => v is PersonValue { Who: PersonWord.Nobody }));

    /// <summary>The same question to a denial that had this write-off only.</summary>
    private bool HoldsFor(FilterTerm term, PostedRow row)
    {
        var one = new NaiveFilter(new FilterSampleData
        {
            Workbench = sample.Workbench, Denials = sample.Denials, Claims = sample.Claims, AllPayers = sample.AllPayers, People = sample.People, Reasons = sample.Reasons, LiveLines = sample.LiveLines, Tenant = sample.Tenant,
            Posted = new[] { row }.ToLookup(r => r.Row.DenialId!.Value),
        });
        return one.Plainly(term, sample.Denials.First(d => d.Id == row.Row.DenialId));
    }

    private bool Plainly(FilterTerm term, Denial d) => term switch
    {
        Emptiness e => ValuesOf(e.Field, d).Count > 0,
        Comparison or Membership or Span => Holds(term, d, posted: false),
        _ => throw new InvalidOperationException(),
    };

    private bool Equal(FilterField field, FilterValue value, Denial d) => value switch
    {
        PersonValue { Who: PersonWord.Nobody } => ValuesOf(field, d).Count == 0,
        PersonValue { Who: PersonWord.Me } => PeopleOf(field, d).Contains(sample.Workbench.Clerk.UserId),
        PersonValue person => ValuesOf(field, d).Any(v => Same((string)v, person.Name)),
        TextValue text => ValuesOf(field, d).Any(v => Same((string)v, text.Text)),
        WordValue word => ValuesOf(field, d).Any(v => Same((string)v, word.Word)),
        _ => ValuesOf(field, d).Any(v => Compare(v, Plain(value)) == 0),
    };

    private List<object> ValuesOf(FilterField field, Denial d)
    {
        var claim = sample.Claims[d.ClaimId];
        return field.Name switch
        {
            "balance" => [d.BalanceCents],
            "available" => [d.BalanceCents - d.ReservedCents],
            "denied" => [d.DeniedCents],
            "charge" => [claim.ChargeCents],
            "age" => [(long)(sample.Today.DayNumber - d.DeniedOn.DayNumber)],
            "appeal_days" => [(long)(d.AppealBy.DayNumber - sample.Today.DayNumber)],
            "route" => [RouteWords.Of(d.Route)],
            "route_days" => RouteDays(d, claim),
            "denied_on" => [d.DeniedOn],
            "dos" => claim.ServiceFrom is { } dos ? [dos] : [],
            "status" => [d.Status.Word()],
            "payer" => Text(sample.AllPayers[d.PayerId].Name),
            "group" => [d.Group],
            "carc" => [d.Carc],
            "rarc" => [.. d.Rarcs.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            "category" => [FilterWords.Of(AdjustmentCodes.Find(d.Carc).Category)],
            "reason" => [.. sample.LiveLines[d.Id].Select(x => sample.Reasons[x.Line.ReasonId].Code)],
            "cause" => [.. sample.LiveLines[d.Id].Where(x => x.Line.Category is not null).Select(x => FilterWords.Of(x.Line.Category!.Value))],
            "claim" => Text(claim.ClaimNumber),
            "patient" => Text(claim.PatientName),
            "provider" => Text(claim.ProviderName),
            "written_off_on" => [.. sample.Posted[d.Id].Select(w => (object)w.Row.PostedOn)],
            "written_off_for" => [.. sample.Posted[d.Id].Select(w => sample.Reasons[w.Row.ReasonId!.Value].Code)],
            "written_off_as" => [.. sample.Posted[d.Id].Where(w => w.Line.Category is not null).Select(w => FilterWords.Of(w.Line.Category!.Value))],
            "reopened_on" => [.. sample.Posted[d.Id].Where(w => w.ReopenedOn is not null).Select(w => (object)w.ReopenedOn!.Value)],
            "assignee" or "requested_by" or "written_off_by" => [.. PeopleOf(field, d).Select(p => sample.People[p].DisplayName)],
            "requested_on" => [.. sample.LiveLines[d.Id].Select(x => (object)sample.Tenant.DayOf(x.Request.RequestedAt))],
            "run" => [],
            _ => throw new InvalidOperationException(field.Name),
        };
    }

    /// <summary>By the rule that judges one denial.</summary>
    private List<object> RouteDays(Denial d, InsuranceClaim claim)
    {
        var limit = (claim.ServiceTo ?? claim.ServiceFrom)?.AddDays(sample.AllPayers[d.PayerId].FilingWindowDays ?? 365);
        return RouteRules.Look(new RouteFacts(d.Route, d.RouteGuards, d.DeniedOn, d.AppealBy, limit, false), sample.Today).DaysLeft is { } left ? [(long)left] : [];
    }

    private List<Guid> PeopleOf(FilterField field, Denial d) => field == FilterField.Assignee
        ? d.AssigneeId is { } one ? [one] : [] : field == FilterField.WrittenOffBy ? [.. sample.Posted[d.Id].Select(w => w.RequestedBy)] : [.. sample.LiveLines[d.Id].Select(x => x.Request.RequestedBy)];

    private object Plain(FilterValue value) => value switch
    {
        AmountValue amount => amount.Cents,
        NumberValue number => (long)number.Number,
        DayValue day => day.On(sample.Today),
        _ => throw new InvalidOperationException(),
    };

    private static List<object> Text(string text) => text.Trim().Length == 0 ? [] : [text];

    private static int Compare(object a, object b) => ((IComparable)a).CompareTo(b);

    private static bool Same(string a, string b) => string.Equals(a.Trim().ToUpperInvariant(), b.Trim().ToUpperInvariant(), StringComparison.Ordinal);

    private static bool Has(string a, string b) => a.ToUpperInvariant().Contains(b.Trim().ToUpperInvariant(), StringComparison.Ordinal);
}
