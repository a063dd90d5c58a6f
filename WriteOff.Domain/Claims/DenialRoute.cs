namespace WriteOff.Domain.Claims;

/// <summary>What can still be done with the payer about a denial. The numbers are stored.</summary>
public enum DenialRoute
{
    /// <summary>Nothing: the payer's answer is final.</summary>
    None = 0,
    /// <summary>It can be appealed, within a window.</summary>
    Appeal = 1,
    /// <summary>No appeal is allowed: a new claim has to be sent, within the filing limit.</summary>
    NewClaim = 2,
    /// <summary>Sent too late: only an exception helps, asked for within the appeal window.</summary>
    Exception = 3,
    /// <summary>The No Surprises Act: open negotiation, within 30 business days.</summary>
    OpenNegotiation = 4,
    /// <summary>Correctly paid by contract or by a final rate: nothing more is owed.</summary>
    Contractual = 5,
    /// <summary>The patient's share: it is billed to the patient.</summary>
    Patient = 6,
}

/// <summary>What a row of the route table speaks of. The numbers are stored.</summary>
public enum RouteCodeKind
{
    /// <summary>A remark code (RARC).</summary>
    Remark = 1,
    /// <summary>An adjustment code (CARC).</summary>
    Code = 2,
    /// <summary>All adjustment codes of a category that have no row of their own.</summary>
    Category = 3,
}

/// <summary>A row of the route table.</summary>
/// <param name="Code">The code, without leading zeros, letters upper case; or the word of the category.</param>
/// <param name="Guards">While the route stands open, a write-off needs an override; else the route is only shown.</param>
/// <param name="Words">What the code says, in our own words.</param>
/// <param name="Source">Where that is written.</param>
/// <param name="IsOwn">The tenant's; it stands in place of the shipped one.</param>
public sealed record RouteEntry(RouteCodeKind Kind, string Code, DenialRoute Route, bool Guards, string Words, string Source, bool IsOwn = false);

/// <summary>Words of routes, the same in filters, on screens and in audit rows.</summary>
public static class RouteWords
{
    /// <summary>As filters write it.</summary>
    public static string Of(DenialRoute route) => route switch
    {
        DenialRoute.None => "none",
        DenialRoute.Appeal => "appeal",
        DenialRoute.NewClaim => "new-claim",
        DenialRoute.Exception => "exception",
        DenialRoute.OpenNegotiation => "open-negotiation",
        DenialRoute.Contractual => "contractual",
        DenialRoute.Patient => "patient",
    };

    /// <summary>As a heading.</summary>
    public static string Label(DenialRoute route) => route switch
    {
        DenialRoute.None => "No route is left",
        DenialRoute.Appeal => "Appeal",
        DenialRoute.NewClaim => "Send a new claim",
        DenialRoute.Exception => "Ask for an exception",
        DenialRoute.OpenNegotiation => "Open negotiation",
        DenialRoute.Contractual => "Correctly paid",
        DenialRoute.Patient => "Bill the patient",
    };

    /// <summary>What kind of code a row speaks of.</summary>
    public static string Of(RouteCodeKind kind) => kind switch
    {
        RouteCodeKind.Remark => "remark",
        RouteCodeKind.Code => "code",
        RouteCodeKind.Category => "category",
    };
}
