using System.Linq.Expressions;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>The clock of a route, in the terms of its columns: <see cref="RouteRules"/> says the same of one denial.</summary>
internal sealed partial class FilterTranslation
{
    private static readonly Expression<Func<Denial, bool>> ByAppeal = d => d.Route == DenialRoute.Appeal || d.Route == DenialRoute.Exception;
    private static readonly Expression<Func<Denial, bool>> ByNegotiation = d => d.Route == DenialRoute.OpenNegotiation;
    private static readonly Expression<Func<Denial, bool>> ByNewClaim = d => d.Route == DenialRoute.NewClaim;

    private static Expression<Func<Denial, bool>> OfRoute(IEnumerable<FilterValue> values) =>
        OneOf(d => d.Route, [.. Enum.GetValues<DenialRoute>().Where(r => values.Contains(new WordValue(RouteWords.Of(r))))]);

    /// <summary>The route's last day, compared with a day.</summary>
    private Expression<Func<Denial, bool>> RouteEnds(FilterOperator sign, DateOnly day) => Or(
        And(ByAppeal, Order(d => d.AppealBy, sign, day)),
        Or(And(ByNegotiation, NegotiationEnds(sign, day)), And(ByNewClaim, FilingEnds(sign, day))));

    private Expression<Func<Denial, bool>> HasRouteDays() => Or(Or(ByAppeal, ByNegotiation), And(ByNewClaim, OfClaim(c => c.ServiceFrom != null || c.ServiceTo != null)));

    /// <summary>Days of denial whose negotiation ends before, on or after a day follow each other, so the comparison goes over to them.</summary>
    private static Expression<Func<Denial, bool>> NegotiationEnds(FilterOperator sign, DateOnly day)
    {
        var (from, beyond) = (BusinessDays.FirstReaching(day, RouteRules.NegotiationDays), BusinessDays.FirstReaching(DayValue.Shift(day, 1), RouteRules.NegotiationDays));
        return sign switch
        {
            FilterOperator.Less => d => d.DeniedOn < from,
            FilterOperator.LessOrEqual => d => d.DeniedOn < beyond,
            FilterOperator.Greater => d => d.DeniedOn >= beyond,
            FilterOperator.GreaterOrEqual => d => d.DeniedOn >= from,
            _ => d => d.DeniedOn >= from && d.DeniedOn < beyond,
        };
    }

    /// <summary>Payers with the same filing window together: their claims' last day of service is compared.</summary>
    private Expression<Func<Denial, bool>> FilingEnds(FilterOperator sign, DateOnly day) => context.FilingWindows
        .Select(window => And(OneOf(d => d.PayerId, [.. window.Value]), OfClaim(Order<InsuranceClaim, DateOnly?>(c => c.ServiceTo ?? c.ServiceFrom, sign, DayValue.Shift(day, -(long)window.Key)))))
        .Aggregate(Never, Or);
}
