using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Records what speaks for giving up a patient's cost share: hardship forms and statements, on the claim.</summary>
public sealed class CostShareService(WorkbenchWriter writer)
{
    /// <summary>Needs <c>billing.denial.write</c>. Refused: no such denial, a day that can't be, or the paper is there already.</summary>
    public Task<Outcome<long>> Record(Actor actor, long denialId, CostShareAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return writer.Write<long>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.DenialWrite) is { } missing) return missing;
            var claimId = await unit.Db.Set<Denial>().Where(d => d.Id == denialId).Select(d => (long?)d.ClaimId).SingleOrDefaultAsync(cancel);
            if (claimId is not { } claim) return DenialDecider.NotFound;
            var today = (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancel)).DayOf(unit.Now);
            if (CostShareRules.RefuseRecord(ask, today) is { } refusal) return refusal;
            if (await unit.Db.Set<CostShareEvidence>().AnyAsync(e => e.ClaimId == claim && e.Kind == ask.Kind && e.DatedOn == ask.DatedOn, cancel))
                return new Refusal("AlreadySo", "It is recorded already.", "Look at the list.", "dated");
            var row = new CostShareEvidence(unit.Actor.TenantId, unit.NextKey(), claim, ask.Kind, ask.DatedOn!.Value) { ValidUntil = ask.ValidUntil, RecordedBy = unit.Actor.UserId, RecordedAt = unit.Now };
            unit.Add(row);
            unit.Record(ask.Kind == CostShareKind.Hardship ? AuditAct.HardshipRecorded : AuditAct.StatementRecorded, new AuditRow
            {
                DenialId = denialId, ClaimId = claim,
                Detail = string.Create(CultureInfo.InvariantCulture, $"Dated {row.DatedOn:yyyy-MM-dd}{(row.ValidUntil is { } until ? $", holds until {until:yyyy-MM-dd}" : "")}"),
            });
            return row.Id;
        }, cancellationToken);
    }
}
