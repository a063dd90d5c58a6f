using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A use of the break-glass account: who, and when.</summary>
public sealed record BreakGlassUse(Guid PersonId, string Name, DateTimeOffset At);

/// <summary>The administrator who is kept for the day on which nobody else gets in. Each sign-in is on the trail before it happens, and told to the other administrators.</summary>
public sealed class BreakGlass(WorkbenchWriter writer, WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>So long a use stands at the other administrators' bell.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromDays(7);

    /// <summary>Whether the person is such an administrator.</summary>
    public async Task<bool> Is(int tenantId, Guid personId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        return await db.Set<Person>().AnyAsync(p => p.Id == personId && p.IsBreakGlass, cancellationToken);
    }

    /// <summary>Records that the account is used now. Refused: it is no such account.</summary>
    public Task<Outcome<BreakGlassUse>> RecordUse(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return writer.Write<BreakGlassUse>(actor, async (unit, cancel) =>
        {
            var person = await unit.Db.Set<Person>().SingleOrDefaultAsync(p => p.Id == actor.UserId && p.IsBreakGlass, cancel);
            if (person is null) return SettingsRefusals.NotFound("person");
            person.UseBreakGlass(unit.Now);
            unit.Record(AuditAct.BreakGlassUsed, new AuditRow { Detail = $"{person.DisplayName} signed in with the break-glass account" });
            return new BreakGlassUse(person.Id, person.DisplayName, unit.Now);
        }, cancellationToken);
    }

    /// <summary>Uses by others of the last seven days, newest first: one per account. Refused: not an administrator.</summary>
    public async Task<Outcome<IReadOnlyList<BreakGlassUse>>> Lately(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        var since = clock.GetUtcNow() - Told;
        var used = await db.Set<Person>().AsNoTracking().Where(p => p.IsBreakGlass && p.Id != actor.UserId).ToListAsync(cancellationToken);
        return used.Where(p => p.BreakGlassUsedAt > since).OrderByDescending(p => p.BreakGlassUsedAt).Select(p => new BreakGlassUse(p.Id, p.DisplayName, p.BreakGlassUsedAt!.Value)).ToList();
    }
}
