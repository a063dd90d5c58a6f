using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Identity;

/// <summary>What the shell shows of a person: tenant, role, scopes and the tenant's zone. For screens only; each act asks the domain itself.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Role">The role's name on screen.</param>
/// <param name="Scopes">What greyed items are judged by.</param>
/// <param name="Zone">The tenant's zone, for all times on screen.</param>
public sealed record Standing(string Tenant, string Role, IReadOnlySet<Scope> Scopes, TimeZoneInfo Zone)
{
    /// <summary>Whether the person has a scope.</summary>
    public bool Has(Scope scope) => Scopes.Contains(scope);
}

/// <summary>Reads a person's standing; registered once, by whoever owns tenants and grants.</summary>
public delegate Task<Standing> ReadStanding(Actor actor, CancellationToken cancel);

/// <summary>Standings as the domain's tenants and grants have them.</summary>
public static class Standings
{
    /// <summary>Reads from the domain; someone who is no member any more has no scopes.</summary>
    public static ReadStanding From(Memberships memberships) => async (actor, cancel) =>
    {
        var place = await memberships.Of(actor, cancel);
        return new Standing(place.TenantName, string.Join(", ", place.Roles.Select(r => r.Label())), place.Scopes, TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone));
    };
}
