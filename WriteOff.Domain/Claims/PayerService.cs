using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Claims;

/// <summary>A payer's own windows in days, and whether it is a federal program.</summary>
/// <param name="FilingDays">Null: as the tenant's policy says.</param>
/// <param name="AppealDays">Null: as the tenant's policy says.</param>
/// <param name="IsFederal">A patient's cost share isn't given up without evidence.</param>
public sealed record PayerWindows(int? FilingDays, int? AppealDays, bool IsFederal = false)
{
    /// <summary>As the payer has them.</summary>
    public static PayerWindows Of(Payer payer)
    {
        ArgumentNullException.ThrowIfNull(payer);
        return new PayerWindows(payer.FilingWindowDays, payer.AppealWindowDays, payer.IsFederal);
    }
}

/// <summary>Where an administrator sets windows of single payers.</summary>
public sealed class PayerService(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>Most payers that the page lists.</summary>
    public const int MostListed = 500;

    /// <summary>The tenant's payers by name. Refused: not an administrator.</summary>
    public async Task<Outcome<IReadOnlyList<Payer>>> Open(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.TenantAdmin) is { } missing) return missing;
        return await db.Set<Payer>().AsNoTracking().OrderBy(p => p.Name).ThenBy(p => p.Id).Take(MostListed).ToListAsync(cancellationToken);
    }

    /// <summary>Sets both windows. The filing limit counts at once; an appeal window counts for denials made from now on.</summary>
    /// <param name="seen">The windows that the administrator looked at.</param>
    /// <param name="ask">The windows wanted.</param>
    public Task<Outcome<IReadOnlyList<SettingChange>>> SetWindows(Actor actor, long payerId, PayerWindows seen, PayerWindows ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write<IReadOnlyList<SettingChange>>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.TenantAdmin) is { } missing) return missing;
            var payer = await entry.Db.Set<Payer>().SingleOrDefaultAsync(p => p.Id == payerId, cancel);
            if (payer is null) return SettingsRefusals.NotFound("payer");
            if (Refuse(ask) is { } refusal) return refusal;
            if (PayerWindows.Of(payer) != seen) return SettingsRefusals.Changed;
            var changes = SettingChange.Among(
                ($"Filing window of {payer.Name}", SettingWords.Days(payer.FilingWindowDays), SettingWords.Days(ask.FilingDays)),
                ($"Appeal window of {payer.Name}", SettingWords.Days(payer.AppealWindowDays), SettingWords.Days(ask.AppealDays)),
                ($"Federal program: {payer.Name}", SettingWords.Of(payer.IsFederal), SettingWords.Of(ask.IsFederal)));
            if (changes.Count > 0) (payer.FilingWindowDays, payer.AppealWindowDays, payer.IsFederal) = (ask.FilingDays, ask.AppealDays, ask.IsFederal);
            foreach (var change in changes) entry.Record(AuditAct.PolicyChanged, new AuditRow { Detail = change.ToString() });
            return changes.ToList();
        }, cancellationToken);
    }

    private static Refusal? Refuse(PayerWindows ask) =>
        (ask.FilingDays is { } filing ? SettingsRefusals.Number(filing, 1, PolicyRules.MostDays, "The filing window in days", "payer-filing") : null)
        ?? (ask.AppealDays is { } appeal ? SettingsRefusals.Number(appeal, 1, PolicyRules.MostDays, "The appeal window in days", "payer-appeal") : null);
}
