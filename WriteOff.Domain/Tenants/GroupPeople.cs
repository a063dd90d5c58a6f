using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>What became of somebody's groups here.</summary>
/// <param name="WhyNone">Why there is no role; null when there is one.</param>
public sealed record GroupStanding(IReadOnlyList<Role> Roles, Refusal? WhyNone);

/// <summary>Keeps people whose roles come from groups: made at their first sign-in, followed at each later one and while they are signed in.</summary>
public sealed class GroupPeople(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Which of these tenants give a role to one of these groups.</summary>
    public async Task<IReadOnlyList<int>> TenantsWith(IEnumerable<int> tenants, IReadOnlyCollection<string> groups, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tenants);
        List<int> found = [];
        foreach (var tenant in tenants)
        {
            await using var db = dbs.Open(tenant);
            var names = await db.Set<GroupRole>().Select(g => g.GroupName).ToListAsync(cancellationToken);
            if (names.Exists(n => groups.Contains(n, StringComparer.Ordinal))) found.Add(tenant);
        }

        return found;
    }

    /// <summary>Adds somebody whom the sign-in server vouches for, with the roles of their groups. Refused: no role, or the address is taken.</summary>
    public Task<Outcome<GroupStanding>> Add(int tenantId, Guid id, string name, string email, IReadOnlyCollection<string> groups, CancellationToken cancellationToken = default) =>
        writer.Write<GroupStanding>(Actor.System(tenantId), async (unit, cancel) =>
        {
            var roles = await RolesOf(unit, groups, cancel);
            if (!roles.IsDone) return roles.Refusal;
            var ask = new NewPerson(id, name, email, [.. roles.Value]);
            if (await PeopleService.JudgeNew(unit.Db, unit.Grants, ask, cancel) is { } refusal) return refusal;
            var person = new Person(tenantId, id, name.Trim(), email.Trim(), fromGroups: true);
            unit.Add(person);
            foreach (var role in roles.Value) unit.Add(new PersonRole(tenantId, id, role));
            unit.Record(AuditAct.PersonAdded, new AuditRow { Detail = $"{person.DisplayName}, {person.Email}: {PeopleService.Words(roles.Value)}, from groups" });
            return new GroupStanding(roles.Value, null);
        }, cancellationToken);

    /// <summary>Gives exactly the roles of the groups, and takes all away where there is none: that counts for the very next act. Refused: no such person, locked out, or one whose roles are given by hand.</summary>
    public Task<Outcome<GroupStanding>> Follow(int tenantId, Guid id, IReadOnlyCollection<string> groups, CancellationToken cancellationToken = default) =>
        writer.Write<GroupStanding>(Actor.System(tenantId), async (unit, cancel) =>
        {
            var person = await unit.Db.Set<Person>().SingleOrDefaultAsync(p => p.Id == id, cancel);
            if (person is not { FromGroups: true }) return SettingsRefusals.NotFound("person");
            if (!person.IsActive) return SettingsRefusals.Of(SettingsRefusal.AlreadySo, "This person is locked out.", "An administrator can let them back in.");
            var roles = await RolesOf(unit, groups, cancel);
            // The last administrator may go this way: whoever runs the sign-in server decides who is one.
            await PeopleService.Give(unit, person, roles.IsDone ? roles.Value : [], cancel);
            return new GroupStanding(roles.IsDone ? roles.Value : [], roles.Refusal);
        }, cancellationToken);

    private static async Task<Outcome<IReadOnlyList<Role>>> RolesOf(UnitOfWork unit, IEnumerable<string> groups, CancellationToken cancellationToken) =>
        GroupRules.RolesOf(await unit.Db.Set<GroupRole>().AsNoTracking().ToListAsync(cancellationToken), groups);
}
