using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A token to make.</summary>
/// <param name="Days">So long it lasts.</param>
public sealed record NewApiToken(string? Name, IReadOnlyCollection<Scope> Scopes, int? Days);

/// <summary>Which tokens may be made, pure.</summary>
public static class ApiTokenRules
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 60;

    /// <summary>Longest life in days: a year.</summary>
    public const int LongestDays = 366;

    /// <summary>Most live tokens of a tenant.</summary>
    public const int Most = 100;

    /// <summary>The scopes that a person with these may give to a token.</summary>
    public static IReadOnlyList<Scope> Offers(IReadOnlySet<Scope> own) => [.. Scopes.OfTokens.Where(own.Contains)];

    /// <summary>Null when somebody with these scopes may make it.</summary>
    public static Refusal? Refuse(NewApiToken ask, IReadOnlySet<Scope> own)
    {
        ArgumentNullException.ThrowIfNull(ask);
        ArgumentNullException.ThrowIfNull(own);
        if (!own.Contains(Scope.ApiManage)) return Grants.Missing(Scope.ApiManage);
        if (SettingsRefusals.Line(ask.Name, LongestName, needed: true, "The name", "name") is { } name) return name;
        if (ask.Scopes.Count == 0) return SettingsRefusals.Of(SettingsRefusal.ScopesMissing, "No scope is chosen.", "Choose what the token may do.", "scopes");
        if (ask.Scopes.Except(Offers(own)).Any())
            return SettingsRefusals.Of(SettingsRefusal.ScopeNotYours, "A token can't have a scope that you don't have.", "Choose from yours, or let somebody make it who has the scope.", "scopes");
        return SettingsRefusals.Number(ask.Days, 1, LongestDays, "The days it lasts", "days");
    }
}
