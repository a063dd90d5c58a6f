using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Identity;

/// <summary>What the shell shows of a person: tenant, role, scopes and the tenant's zone. For screens only; each act asks the domain itself.</summary>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="Role">The role's name on screen.</param>
/// <param name="Scopes">What greyed items are judged by.</param>
/// <param name="Zone">The tenant's zone, for all times on screen.</param>
public sealed record UserContext(string Tenant, string Role, IReadOnlySet<Scope> Scopes, TimeZoneInfo Zone)
{
    /// <summary>Whether the person has a scope.</summary>
    public bool Has(Scope scope) => Scopes.Contains(scope);
}

/// <summary>Reads a person's userContext; registered once, by whoever owns tenants and grants.</summary>
public delegate Task<UserContext> ReadUserContext(Actor actor, CancellationToken cancel);

/// <summary>UserContexts as the domain's tenants and grants have them.</summary>
public static class UserContexts
{
    /// <summary>Reads from the domain; someone who is no member any more has no scopes.</summary>
    public static ReadUserContext From(Memberships memberships) => async (actor, cancel) =>
    {
        var place = await memberships.Of(actor, cancel);
        return new UserContext(place.TenantName, string.Join(", ", place.Roles.Select(r => r.Label())), place.Scopes, TimeZoneInfo.FindSystemTimeZoneById(place.TimeZone));
    };
}
