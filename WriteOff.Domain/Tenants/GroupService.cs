using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A mapped group on the administrator's list.</summary>
public sealed record GroupLine(string Name, Role Role);

/// <summary>Where an administrator says which group of the organisation's sign-in gives which role. It counts at the next sign-in, and within five minutes for who is signed in.</summary>
public sealed class GroupService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>The mapped groups by name. Refused: not an administrator.</summary>
    public async Task<Outcome<IReadOnlyList<GroupLine>>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return await db.Set<GroupRole>().AsNoTracking().OrderBy(g => g.GroupName).Select(g => new GroupLine(g.GroupName, g.Role)).ToListAsync(cancellationToken);
    }

    /// <summary>Maps a group that has no role yet.</summary>
    public Task<Outcome<GroupLine>> Add(Actor actor, string? name, Role role, CancellationToken cancellationToken = default) =>
        writer.Write<GroupLine>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            if (GroupRules.RefuseNew(name, role, await unit.Db.Set<GroupRole>().Select(g => g.GroupName).ToListAsync(cancel)) is { } refusal) return refusal;
            var line = new GroupLine(name!.Trim(), role);
            unit.Add(new GroupRole(unit.Actor.TenantId, line.Name, role));
            Record(unit, line.Name, null, role);
            return line;
        }, cancellationToken);

    /// <summary>Takes a group's role away.</summary>
    /// <param name="seen">The group as the administrator looked at it.</param>
    public Task<Outcome<GroupLine>> Remove(Actor actor, GroupLine seen, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return writer.Write<GroupLine>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var group = await unit.Db.Set<GroupRole>().SingleOrDefaultAsync(g => g.GroupName == seen.Name, cancel);
            if (group is null) return SettingsRefusals.NotFound("group");
            if (group.Role != seen.Role) return SettingsRefusals.Changed;
            unit.Db.Remove(group);
            Record(unit, seen.Name, seen.Role, null);
            return seen;
        }, cancellationToken);
    }

    private static void Record(UnitOfWork unit, string name, Role? before, Role? after) =>
        unit.Record(AuditAct.GroupRoleChanged, new AuditRow { Detail = new SettingChange($"Role of the group {name}", before?.Label() ?? "none", after?.Label() ?? "none").ToString() });
}
