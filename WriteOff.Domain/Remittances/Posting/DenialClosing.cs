using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>What else ends when a remittance resolves a denial: an open request goes stale, an open appeal was overturned.</summary>
internal static class DenialClosing
{
    public static async Task EndWaiting(UnitOfWork unit, Denial denial, long? remittanceId, DateOnly today, bool bySystem, CancellationToken cancellationToken)
    {
        await EndRequest(unit, denial, remittanceId, bySystem, cancellationToken);
        await EndAppeal(unit, denial, remittanceId, today, bySystem, cancellationToken);
        denial.Release();
    }

    /// <summary>The payer decided anew about a denial that stands: what was asked no longer fits, and the denial is back where it came from.</summary>
    public static async Task CloseStale(UnitOfWork unit, Denial denial, long remittanceId, bool bySystem, CancellationToken cancellationToken)
    {
        if (await EndRequest(unit, denial, remittanceId, bySystem, cancellationToken) is not { } request) return;
        denial.Release();
        denial.Step(DenialAct.CloseStale, request.CameFrom);
    }

    private static async Task<WriteOffRequest?> EndRequest(UnitOfWork unit, Denial denial, long? remittanceId, bool bySystem, CancellationToken cancellationToken)
    {
        if (denial.Status != DenialStatus.PendingWriteOff) return null;
        var request = await unit.Db.Set<WriteOffRequest>().SingleAsync(r => r.DenialId == denial.Id && r.Status == RequestStatus.Pending, cancellationToken);
        request.GoStale(unit.Now);
        unit.Record(AuditAct.WriteOffStale, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, RequestId = request.Id, RemittanceId = remittanceId, AmountCents = request.AmountCents,
            Detail = "A remittance settled, or decided anew, what was to be written off",
        }, bySystem);
        return request;
    }

    private static async Task EndAppeal(UnitOfWork unit, Denial denial, long? remittanceId, DateOnly today, bool bySystem, CancellationToken cancellationToken)
    {
        if (denial.Status != DenialStatus.AppealPending) return;
        var appeal = await unit.Db.Set<Appeal>().SingleAsync(a => a.DenialId == denial.Id && a.Outcome == AppealOutcome.Waiting, cancellationToken);
        appeal.End(AppealOutcome.Overturned, today, "Settled by a remittance");
        unit.Record(AuditAct.AppealOverturned, new AuditRow { DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = remittanceId, Detail = $"Level {appeal.Level}: a remittance settled the denial" }, bySystem);
    }
}
