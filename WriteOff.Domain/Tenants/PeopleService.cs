using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A person on the administrator's list.</summary>
public sealed record PersonLine(Guid Id, string Name, string Email, bool IsActive, IReadOnlyList<Role> Roles, long Version, bool FromGroups = false, bool IsBreakGlass = false);

/// <summary>A person after an act.</summary>
public sealed record PersonStamp(Guid Id, string Name, string Email);

/// <summary>Where an administrator keeps the tenant's people: who they are, what they may do, and whether they may do anything now.</summary>
public sealed class PeopleService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Everybody by name. Refused: not an administrator.</summary>
    public async Task<Outcome<IReadOnlyList<PersonLine>>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        var roles = (await db.Set<PersonRole>().AsNoTracking().ToListAsync(cancellationToken)).ToLookup(r => r.PersonId, r => r.Role);
        var people = await db.Set<Person>().AsNoTracking().OrderBy(p => p.DisplayName).ThenBy(p => p.Id).Take(PeopleRules.Most).ToListAsync(cancellationToken);
        return people.ConvertAll(p => new PersonLine(p.Id, p.DisplayName, p.Email, p.IsActive, [.. roles[p.Id].Order()], p.Version, p.FromGroups, p.IsBreakGlass));
    }

    /// <summary>Why this person could not be added now; null: <see cref="Add"/> will. For whoever has to make a sign-in first.</summary>
    public async Task<Refusal?> JudgeNew(Actor actor, NewPerson ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(ask);
        await using var db = dbs.Open(actor.TenantId);
        return await JudgeNew(db, await Grants.Read(db, actor, cancellationToken), ask, cancellationToken);
    }

    /// <summary>Adds a person, active, with roles.</summary>
    public Task<Outcome<PersonStamp>> Add(Actor actor, NewPerson ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write<PersonStamp>(actor, async (unit, cancel) =>
        {
            if (await JudgeNew(unit.Db, unit.Grants, ask, cancel) is { } refusal) return refusal;
            var person = new Person(unit.Actor.TenantId, ask.Id, ask.DisplayName.Trim(), ask.Email.Trim());
            unit.Add(person);
            foreach (var role in ask.Roles.Distinct()) unit.Add(new PersonRole(person.TenantId, person.Id, role));
            unit.Record(AuditAct.PersonAdded, new AuditRow { Detail = $"{person.DisplayName}, {person.Email}: {Words(ask.Roles.Distinct())}" });
            return Stamp(person);
        }, cancellationToken);
    }

    /// <summary>Gives exactly these roles; the same again is done and writes nothing. Counts for the person's very next act.</summary>
    public Task<Outcome<PersonStamp>> SetRoles(Actor actor, Guid personId, long version, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken = default) =>
        Act(actor, personId, version, async (unit, person, cancel) =>
        {
            if ((PeopleRules.RefuseByHand(person.FromGroups) ?? PeopleRules.RefuseRoles(roles)) is { } refusal) return refusal;
            if (person.IsActive && PeopleRules.RefuseLast(await Others(unit.Db, personId, cancel), roles) is { } last) return last;
            await Give(unit, person, roles, cancel);
            return Stamp(person);
        }, cancellationToken);

    /// <summary>Takes every scope away and ends the person's sessions; the roles stay for later.</summary>
    public Task<Outcome<PersonStamp>> Lock(Actor actor, Guid personId, long version, CancellationToken cancellationToken = default) =>
        Act(actor, personId, version, async (unit, person, cancel) =>
        {
            if (!person.IsActive) return SettingsRefusals.Of(SettingsRefusal.AlreadySo, $"{person.DisplayName} is locked out already.", "Nothing is left to do.");
            if (PeopleRules.RefuseLast(await Others(unit.Db, personId, cancel), []) is { } last) return last;
            person.Lock();
            Record(unit, new SettingChange(person.DisplayName, "active", "locked out"));
            return Stamp(person);
        }, cancellationToken);

    /// <summary>Lets a locked person back in, with the roles as they are.</summary>
    public Task<Outcome<PersonStamp>> Unlock(Actor actor, Guid personId, long version, CancellationToken cancellationToken = default) =>
        Act(actor, personId, version, (unit, person, _) =>
        {
            if (person.IsActive) return Task.FromResult<Outcome<PersonStamp>>(SettingsRefusals.Of(SettingsRefusal.AlreadySo, $"{person.DisplayName} isn't locked out.", "Nothing is left to do."));
            person.Unlock();
            Record(unit, new SettingChange(person.DisplayName, "locked out", "active"));
            return Task.FromResult<Outcome<PersonStamp>>(Stamp(person));
        }, cancellationToken);

    /// <summary>Records that a person gets a new temporary password; the sign-in store sets it after that.</summary>
    public Task<Outcome<PersonStamp>> RecordReset(Actor actor, Guid personId, long version, CancellationToken cancellationToken = default) =>
        Act(actor, personId, version, (unit, person, _) =>
        {
            if (PeopleRules.RefuseByHand(person.FromGroups) is { } refusal) return Task.FromResult<Outcome<PersonStamp>>(refusal);
            unit.Record(AuditAct.PasswordReset, new AuditRow { Detail = $"New temporary password for {person.DisplayName}" });
            return Task.FromResult<Outcome<PersonStamp>>(Stamp(person));
        }, cancellationToken);

    /// <summary>Records that a person's second factor is taken away; the sign-in store does it after that. For who lost the device and the recovery codes.</summary>
    public Task<Outcome<PersonStamp>> RecordSecondFactorReset(Actor actor, Guid personId, long version, CancellationToken cancellationToken = default) =>
        Act(actor, personId, version, (unit, person, _) =>
        {
            unit.Record(AuditAct.SecondFactorChanged, new AuditRow { Detail = $"Second factor of {person.DisplayName}: reset" });
            return Task.FromResult<Outcome<PersonStamp>>(Stamp(person));
        }, cancellationToken);

    private Task<Outcome<PersonStamp>> Act(Actor actor, Guid personId, long version, Func<UnitOfWork, Person, CancellationToken, Task<Outcome<PersonStamp>>> act, CancellationToken cancellationToken) =>
        writer.Write<PersonStamp>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var person = await unit.Db.Set<Person>().SingleOrDefaultAsync(p => p.Id == personId, cancel);
            if (person is null) return SettingsRefusals.NotFound("person");
            if (PeopleRules.RefuseOwn(unit.Actor, personId) is { } own) return own;
            return person.Version == version ? await act(unit, person, cancel) : SettingsRefusals.Changed;
        }, cancellationToken);

    /// <summary>Leaves exactly these roles; where they were so already, nothing is written.</summary>
    internal static async Task Give(UnitOfWork unit, Person person, IReadOnlyCollection<Role> roles, CancellationToken cancellationToken)
    {
        var now = await unit.Db.Set<PersonRole>().Where(r => r.PersonId == person.Id).ToListAsync(cancellationToken);
        var wanted = roles.ToHashSet();
        if (wanted.SetEquals(now.Select(r => r.Role))) return;
        foreach (var gone in now.Where(r => !wanted.Contains(r.Role))) unit.Db.Remove(gone);
        foreach (var added in wanted.Except(now.Select(r => r.Role))) unit.Add(new PersonRole(person.TenantId, person.Id, added));
        unit.Touch(person);
        Record(unit, new SettingChange($"Roles of {person.DisplayName}", Words(now.Select(r => r.Role)), Words(wanted)));
    }

    internal static async Task<Refusal?> JudgeNew(WorkbenchDb db, Grants grants, NewPerson ask, CancellationToken cancellationToken)
    {
        if (grants.Require(Scope.TenantAdmin) is { } missing) return missing;
        if (PeopleRules.RefuseNew(ask.DisplayName, ask.Email, ask.Roles) is { } refusal) return refusal;
        if (await db.Set<Person>().CountAsync(cancellationToken) >= PeopleRules.Most)
            return SettingsRefusals.Of(SettingsRefusal.TooMany, $"Your organisation has {PeopleRules.Most} people already.", "Ask whoever runs the product.");
        var taken = await db.Set<Person>().Select(p => new { p.Id, p.Email }).ToListAsync(cancellationToken);
        return taken.Exists(p => p.Id == ask.Id || string.Equals(p.Email, ask.Email.Trim(), StringComparison.OrdinalIgnoreCase)) ? EmailTaken : null;
    }

    /// <summary>Somebody has this address already.</summary>
    public static Refusal EmailTaken { get; } = SettingsRefusals.Of(SettingsRefusal.EmailTaken, "This e-mail address can't be used.", "It belongs to an account already: enter another one.", "email");

    private static Task<List<Role>> Others(WorkbenchDb db, Guid personId, CancellationToken cancellationToken) => db.Set<PersonRole>()
        .Where(r => r.PersonId != personId && db.Set<Person>().Any(p => p.Id == r.PersonId && p.IsActive)).Select(r => r.Role).Distinct().ToListAsync(cancellationToken);

    private static void Record(UnitOfWork unit, SettingChange change) => unit.Record(AuditAct.PersonChanged, new AuditRow { Detail = change.ToString() });

    internal static string Words(IEnumerable<Role> roles) => string.Join(", ", roles.Order().Select(r => r.Label())) is { Length: > 0 } words ? words : "none";

    private static PersonStamp Stamp(Person person) => new(person.Id, person.DisplayName, person.Email);
}
