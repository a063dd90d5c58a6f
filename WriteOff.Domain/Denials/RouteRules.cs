using System.Globalization;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What a route's clock is worked out of.</summary>
/// <param name="Guards">While the route stands open, a write-off needs an override.</param>
/// <param name="FilingLimit">Last day to file the claim; null when no date of service is known.</param>
/// <param name="IsExhausted">The last level of appeal was decided against us.</param>
public readonly record struct RouteFacts(DenialRoute Route, bool Guards, DateOnly DeniedOn, DateOnly AppealBy, DateOnly? FilingLimit, bool IsExhausted);

/// <summary>A route and its clock on one day.</summary>
/// <param name="By">Its last day; null: it has none.</param>
/// <param name="DaysLeft">Whole days until then; negative when over.</param>
/// <param name="IsOpen">It can still be taken.</param>
/// <param name="Guards">While it is open, a write-off needs an override.</param>
public readonly record struct RouteStand(DenialRoute Route, DateOnly? By, int? DaysLeft, bool IsOpen, bool Guards)
{
    /// <summary>A better route than writing off stands open, and passing it is an act of its own.</summary>
    public bool IsRail => IsOpen && Guards;

    /// <summary>The route and its clock in a sentence.</summary>
    public string Sentence => Route switch
    {
        DenialRoute.None => "The payer's answer is final.",
        DenialRoute.Contractual => "It was paid as agreed or by a final rate: nothing more is owed.",
        DenialRoute.Patient => "It is the patient's share: bill the patient.",
        _ => $"{What} {Clock}",
    };

    private string What => Route switch
    {
        DenialRoute.Appeal => "It can be appealed.",
        DenialRoute.NewClaim => "The payer allows no appeal: a new claim has to be sent.",
        DenialRoute.Exception => "It was sent too late: only an exception helps.",
        _ => "The No Surprises Act opens a negotiation of 30 business days.",
    };

    private string Clock => (By, DaysLeft) switch
    {
        (null, _) or (_, null) => "No date of service is known, so no last day either.",
        ({ } by, < 0) => $"The last day was {Day(by)}.",
        ({ } by, 0) => $"Today is the last day ({Day(by)}).",
        ({ } by, { } left) => string.Create(CultureInfo.InvariantCulture, $"{left} {(left == 1 ? "day" : "days")} left, until {Day(by)}."),
    };

    private static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}

/// <summary>The clocks of routes, pure: the page, the filter fields <c>route_days</c> and the rail ask these.</summary>
public static class RouteRules
{
    /// <summary>Business days to start open negotiation, the day of the payment or denial the first of them (45 CFR 149.510(b)(1)(i)).</summary>
    public const int NegotiationDays = 30;

    /// <summary>The route on a day.</summary>
    public static RouteStand Look(in RouteFacts facts, DateOnly today)
    {
        var by = LastDay(facts);
        int? left = by is { } day ? day.DayNumber - today.DayNumber : null;
        var isOpen = facts.Route switch
        {
            DenialRoute.Appeal or DenialRoute.Exception => left >= 0 && !facts.IsExhausted,
            DenialRoute.OpenNegotiation => left >= 0,
            // No date of service: nobody can say that the limit has passed.
            DenialRoute.NewClaim => left is null or >= 0,
            DenialRoute.None or DenialRoute.Contractual or DenialRoute.Patient => false,
        };
        return new RouteStand(facts.Route, by, left, isOpen, facts.Guards);
    }

    private static DateOnly? LastDay(in RouteFacts facts) => facts.Route switch
    {
        DenialRoute.Appeal or DenialRoute.Exception => facts.AppealBy,
        DenialRoute.OpenNegotiation => BusinessDays.Last(facts.DeniedOn, NegotiationDays),
        DenialRoute.NewClaim => facts.FilingLimit,
        DenialRoute.None or DenialRoute.Contractual or DenialRoute.Patient => null,
    };
}
