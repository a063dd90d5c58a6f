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

    /// <summary>Reads roles and lock fresh from the database. The system has every scope; a person of another tenant has none.</summary>
    public static async Task<Grants> Read(WorkbenchDb db, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.TenantId != db.TenantId) return None;
        if (actor.IsSystem) return new Grants(Everything);
        var roles = await db.Set<PersonRole>().AsNoTracking()
            .Where(r => r.PersonId == actor.UserId)
            .Join(db.Set<Person>().Where(p => p.IsActive), r => r.PersonId, p => p.Id, (r, _) => r.Role)
            .ToListAsync(cancellationToken);
        return roles.Count == 0 ? None : new Grants(roles.SelectMany(Access.Scopes.Of).ToHashSet());
    }
}
