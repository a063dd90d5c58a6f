using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Tenants;

/// <summary>A person's place in a tenant, for screens. Acts don't trust it: they read the grants themselves.</summary>
/// <param name="IsMember">False: unknown or locked; then there are no roles and no scopes.</param>
public sealed record Membership(bool IsMember, string TenantName, string TimeZone, IReadOnlyList<Role> Roles, IReadOnlySet<Scope> Scopes);

/// <summary>Someone of the same tenant.</summary>
public sealed record Colleague(Guid Id, string Name);

/// <summary>Reads who is who in a tenant.</summary>
public sealed class Memberships(WorkbenchDbs dbs)
{
    /// <summary>The actor's place, as the database has it now.</summary>
    public async Task<Membership> Of(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var tenant = await db.Set<Tenant>().AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        var active = await db.Set<Person>().AnyAsync(p => p.Id == actor.UserId && p.IsActive, cancellationToken);
        if (tenant is null || !active) return new Membership(false, tenant?.Name ?? "", tenant?.TimeZone ?? "UTC", [], Grants.None.Scopes);
        var roles = await db.Set<PersonRole>().Where(r => r.PersonId == actor.UserId).Select(r => r.Role).OrderBy(r => r).ToListAsync(cancellationToken);
        return new Membership(true, tenant.Name, tenant.TimeZone, roles, (await Grants.Read(db, actor, cancellationToken)).Scopes);
    }

    /// <summary>True when an administrator locked the person out. Who isn't known here isn't locked: they just have no scopes.</summary>
    public async Task<bool> IsLocked(int tenantId, Guid personId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        return await db.Set<Person>().AnyAsync(p => p.Id == personId && !p.IsActive, cancellationToken);
    }

    /// <summary>Active people whose roles have a scope, by name: whom to give work to, whom to ask. Empty for who is no member.</summary>
    public async Task<IReadOnlyList<Colleague>> With(Actor actor, Scope scope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Scopes.Count == 0) return [];
        var workers = Enum.GetValues<Role>().Where(r => Scopes.Of(r).Contains(scope)).ToList();
        return await db.Set<Person>().AsNoTracking()
            .Where(p => p.IsActive && db.Set<PersonRole>().Any(r => r.PersonId == p.Id && workers.Contains(r.Role)))
            .OrderBy(p => p.DisplayName).Select(p => new Colleague(p.Id, p.DisplayName)).ToListAsync(cancellationToken);
    }
}
