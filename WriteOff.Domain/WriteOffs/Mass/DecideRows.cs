using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Approves, rejects or takes back the requests of a run's next chunk, each by the rules of the queue.</summary>
internal static class DecideRows
{
    /// <summary>Approves or rejects the request that waits on each row's denial.</summary>
    public static async Task<List<MassRunRow>> Do(UnitOfWork unit, MassRun run, List<FrozenRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        // The status is looked at here: in the query SQLite would walk all that wait.
        var waiting = (await unit.Db.Set<WriteOffRequest>().AsNoTracking().Where(r => ids.Contains(r.DenialId)).Select(r => new { r.Id, r.Status }).ToListAsync(cancellationToken)).FindAll(r => r.Status == RequestStatus.Pending);
        var setting = await ApprovalCases.Setting(unit.Db, unit.Actor, unit.Grants, unit.Now, cancellationToken);
        var staged = new DecidedRows();
        unit.Staged = staged;
        var cases = (await ApprovalCases.Load(unit.Db, waiting.ConvertAll(w => w.Id), setting.Rules.Policy, staged, cancellationToken)).ToDictionary(c => c.Denial.Id);
        var others = ids.FindAll(id => !cases.ContainsKey(id));
        var denials = others.Count == 0 ? [] : await unit.Db.Set<Denial>().AsNoTracking().Where(d => others.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Status, cancellationToken);
        List<MassRunRow> outcomes = new(rows.Count);
        foreach (var row in rows)
        {
            if (cases.TryGetValue(row.Id, out var on)) outcomes.Add(run.IsCancelling ? Skip(run, row.Id, on.Request.AmountCents, SkipCause.RunCancelled) : One(unit, run, row, on, setting));
            else if (!denials.TryGetValue(row.Id, out var status)) outcomes.Add(Skip(run, row.Id, 0, SkipCause.KeyOf(DenialDecider.NotFound, null, run.Kind)));
            else outcomes.Add(Skip(run, row.Id, 0, run.IsCancelling ? SkipCause.RunCancelled : SkipCause.KeyOf(Transitions.Refuse(status, DenialAct.ApproveWhole), status, run.Kind)));
        }

        await staged.Write(unit, cancellationToken);
        return outcomes;
    }

    private static MassRunRow One(UnitOfWork unit, MassRun run, FrozenRow row, ApprovalCase on, ApprovalSetting setting)
    {
        var ask = new ApprovalAsk(on.Request.Id, on.Facts.Version, row.Version);
        var decided = run.Kind == RunKind.Approve
            ? ApprovalService.Approve(unit, on, ask, run.Note, setting)
            : ApprovalService.Reject(unit, on, ask, run.Note, setting);
        return decided.IsDone
            ? new MassRunRow(run.TenantId, run.Number, row.Id, RowOutcomeKind.Posted, "", on.Request.AmountCents, on.Request.Id)
            : Skip(run, row.Id, on.Request.AmountCents, SkipCause.KeyOf(decided.Refusal, on.Denial.Status, run.Kind));
    }

    private static MassRunRow Skip(MassRun run, long denialId, long cents, string cause) => new(run.TenantId, run.Number, denialId, RowOutcomeKind.Skipped, cause, cents, null);
}
