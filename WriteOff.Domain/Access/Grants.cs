using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Access;

/// <summary>What the actor may do right now, as the database says it.</summary>
public sealed class Grants(IReadOnlySet<Scope> scopes)
{
    private static readonly HashSet<Scope> Everything = [.. Enum.GetValues<Scope>()];

    /// <summary>No scope at all: unknown, locked or removed people.</summary>
    public static Grants None { get; } = new(new HashSet<Scope>());

    public IReadOnlySet<Scope> Scopes { get; } = scopes;

    public bool Has(Scope scope) => Scopes.Contains(scope);

    /// <summary>Null when the scope is there, else the refusal that names it and who grants it.</summary>
    public Refusal? Require(Scope scope) => Has(scope) ? null : Missing(scope);

    /// <summary>The refusal for a missing scope, the same words everywhere.</summary>
    public static Refusal Missing(Scope scope) => new(
        "ScopeMissing",
        $"You don't have the scope {scope.Name()}.",
        "Ask your administrator to give you a role that has it.");

    /// <summary>Reads roles and lock fresh from the database. The system has every scope; a person of another tenant has none; a token has what it was given of its maker's.</summary>
    public static async Task<Grants> Read(WorkbenchDb db, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.TenantId != db.TenantId) return None;
        if (actor.IsSystem) return new Grants(Everything);
        var roles = await db.Set<PersonRole>().AsNoTracking()
            .Where(r => r.PersonId == actor.UserId)
            .Join(db.Set<Person>().Where(p => p.IsActive), r => r.PersonId, p => p.Id, (r, _) => r.Role)
            .ToListAsync(cancellationToken);
        if (roles.Count == 0) return None;
        var scopes = roles.SelectMany(Access.Scopes.Of).ToHashSet();
        return actor.TokenId is { } token ? await Through(db, actor, token, scopes, cancellationToken) : new Grants(scopes);
    }

    /// <summary>What is left of the person's scopes for their token: nothing once it is revoked. Its expiry is asked at the door, once a request.</summary>
    private static async Task<Grants> Through(WorkbenchDb db, Actor actor, long token, HashSet<Scope> scopes, CancellationToken cancellationToken)
    {
        var names = await db.Set<ApiToken>().AsNoTracking().Where(t => t.Id == token && t.MadeBy == actor.UserId && t.RevokedAt == null).Select(t => t.ScopeNames).SingleOrDefaultAsync(cancellationToken);
        if (names is null) return None;
        scopes.IntersectWith(Access.Scopes.Read(names));
        return new Grants(scopes);
    }
}
