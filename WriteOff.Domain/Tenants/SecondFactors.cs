using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>What a tenant asks of a sign-in beside the password, pure. What a person has is the sign-in store's; it comes in.</summary>
public static class SecondFactorRules
{
    /// <summary>Null when the person may work; else that a second factor has to be set up first.</summary>
    /// <param name="isRequired">What the tenant's policy says.</param>
    /// <param name="hasOne">Whether the sign-in proved more than a password.</param>
    public static Refusal? RefuseWork(bool isRequired, bool hasOne) => isRequired && !hasOne
        ? new Refusal("SecondFactorMissing", "Your organisation asks for a second factor.", "Set one up; then everything opens.")
        : null;
}

/// <summary>Reads what the tenant asks of sign-ins, and records what its people did about it.</summary>
public sealed class SecondFactors(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Whether the tenant requires one. A tenant that isn't here requires it: nobody works there.</summary>
    public async Task<bool> AreRequired(int tenantId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        return await db.Set<TenantPolicy>().Select(p => (bool?)p.SecondFactorRequired).SingleOrDefaultAsync(cancellationToken) ?? true;
    }

    /// <summary>Records what a person did to their own second factor. Refused: nobody of this tenant, or locked out.</summary>
    public Task<Outcome<bool>> RecordOwn(Actor actor, SettingChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(change);
        return writer.Write<bool>(actor, async (unit, cancel) =>
        {
            if (!await unit.Db.Set<Person>().AnyAsync(p => p.Id == actor.UserId && p.IsActive, cancel)) return SettingsRefusals.NotFound("person");
            unit.Record(AuditAct.SecondFactorChanged, new AuditRow { Detail = change.ToString() });
            return true;
        }, cancellationToken);
    }
}
