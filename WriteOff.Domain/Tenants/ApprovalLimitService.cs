using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>A limit as set: none of its own, any amount, or up to one.</summary>
/// <param name="IsSet">False: nothing is set; a person then has what the roles say, a role any amount.</param>
/// <param name="Most">Null: any amount.</param>
public readonly record struct LimitSetting(bool IsSet, Money? Most)
{
    /// <summary>Nothing is set.</summary>
    public static LimitSetting None => default;

    /// <summary><c>not set</c>, <c>any amount</c>, <c>up to $5,000.00</c>.</summary>
    public string InWords() => !IsSet ? "not set" : Most is { } most ? $"up to {most}" : "any amount";
}

/// <summary>The tenant's limits as stored.</summary>
public sealed record LimitList(IReadOnlyList<ApprovalLimit> Rows)
{
    /// <summary>What is set for a role.</summary>
    public LimitSetting Of(Role role) => Setting(Rows.FirstOrDefault(r => r.Role == role));

    /// <summary>What is set for a person.</summary>
    public LimitSetting Of(Guid personId) => Setting(Rows.FirstOrDefault(r => r.PersonId == personId));

    /// <summary>Up to what a person with these roles may approve; null: any amount.</summary>
    public Money? Effective(Guid personId, IReadOnlyCollection<Role> roles) => ApprovalLimits.Of(personId, roles, Rows);

    internal static LimitSetting Setting(ApprovalLimit? row) => row is null ? LimitSetting.None : new LimitSetting(true, row.Amount);
}

/// <summary>What a limit may be, pure.</summary>
public static class LimitRules
{
    /// <summary>True when a role may approve at all.</summary>
    public static bool MayApprove(Role role) => Enum.IsDefined(role) && Scopes.Of(role).Contains(Scope.DenialApprove);

    /// <summary>Null when the limit can be set so.</summary>
    public static Refusal? Refuse(LimitSetting ask) => ask is { IsSet: true, Most: { } most } ? SettingsRefusals.Amount(most, Money.Largest, "The limit", "limit") : null;
}

/// <summary>Where an administrator says who may approve how much.</summary>
public sealed class ApprovalLimitService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>The limits. Refused: not an administrator.</summary>
    public async Task<Outcome<LimitList>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return new LimitList(await db.Set<ApprovalLimit>().AsNoTracking().ToListAsync(cancellationToken));
    }

    /// <summary>Sets the limit of everybody with a role who has none of their own.</summary>
    /// <param name="seen">The setting that the administrator looked at.</param>
    public Task<Outcome<LimitSetting>> SetRole(Actor actor, Role role, LimitSetting seen, LimitSetting ask, CancellationToken cancellationToken = default) =>
        Set(actor, seen, ask, async (unit, cancel) =>
        {
            if (!LimitRules.MayApprove(role)) return SettingsRefusals.Of(SettingsRefusal.RoleUnknown, "This role doesn't approve.", "Choose one that does.");
            var row = await unit.Db.Set<ApprovalLimit>().SingleOrDefaultAsync(l => l.Role == role, cancel);
            return new Target(row, $"Approval limit of {role.Label()}", key => ApprovalLimit.Of(unit.Actor.TenantId, key, role, ask.Most), AuditAct.PolicyChanged);
        }, cancellationToken);

    /// <summary>Sets the limit of one person, whatever their roles say.</summary>
    /// <param name="seen">The setting that the administrator looked at.</param>
    public Task<Outcome<LimitSetting>> SetPerson(Actor actor, Guid personId, LimitSetting seen, LimitSetting ask, CancellationToken cancellationToken = default) =>
        Set(actor, seen, ask, async (unit, cancel) =>
        {
            var person = await unit.Db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId, cancel);
            if (person is null) return SettingsRefusals.NotFound("person");
            if (PeopleRules.RefuseOwn(unit.Actor, personId) is { } own) return own;
            var row = await unit.Db.Set<ApprovalLimit>().SingleOrDefaultAsync(l => l.PersonId == personId, cancel);
            return new Target(row, $"Approval limit of {person.DisplayName}", key => ApprovalLimit.Of(unit.Actor.TenantId, key, personId, ask.Most), AuditAct.PersonChanged);
        }, cancellationToken);

    private Task<Outcome<LimitSetting>> Set(Actor actor, LimitSetting seen, LimitSetting ask, Func<UnitOfWork, CancellationToken, Task<Outcome<Target>>> find, CancellationToken cancellationToken) =>
        writer.Write<LimitSetting>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var found = await find(unit, cancel);
            if (!found.IsDone) return found.Refusal;
            if (LimitRules.Refuse(ask) is { } refusal) return refusal;
            var target = found.Value;
            var now = LimitList.Setting(target.Row);
            if (now != seen) return SettingsRefusals.Changed;
            if (now == ask) return now;
            if (target.Row is null) unit.Add(target.Make(unit.NextKey()));
            else if (ask.IsSet) target.Row.AmountCents = ask.Most?.Cents;
            else unit.Db.Remove(target.Row);
            unit.Record(target.Act, new AuditRow { Detail = new SettingChange(target.Name, now.InWords(), ask.InWords()).ToString() });
            return ask;
        }, cancellationToken);

    private sealed record Target(ApprovalLimit? Row, string Name, Func<long, ApprovalLimit> Make, AuditAct Act);
}
