using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Takes back what a run did to the rows of the next stretch: reopens what it posted, cancels what still waits. Nothing else on the denial is touched.</summary>
internal static class UndoRows
{
    public static async Task<List<MassRunRow>> Do(BookEntry entry, MassRun run, List<FrozenRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var done = await entry.Db.Set<MassRunRow>().AsNoTracking().Where(r => r.RunNumber == run.UndoesNumber && ids.Contains(r.DenialId)).ToDictionaryAsync(r => r.DenialId, cancellationToken);
        var setting = await ApprovalCases.Setting(entry.Db, entry.Actor, entry.Grants, entry.Now, cancellationToken);
        var requests = done.Values.Select(r => r.RequestId).OfType<long>().ToList();
        var decided = await entry.Db.Set<WriteOffRequest>().AsNoTracking().Where(r => requests.Contains(r.Id)).ToDictionaryAsync(r => r.Id, r => r.Status, cancellationToken);
        var cases = (await ApprovalCases.Load(entry.Db, [.. decided.Where(d => d.Value == RequestStatus.Pending).Select(d => d.Key)], setting.Rules.Policy, cancellationToken)).ToDictionary(c => c.Request.Id);
        List<MassRunRow> outcomes = new(rows.Count);
        foreach (var row in rows)
        {
            var was = done[row.Id];
            var refusal = run.IsCancelling ? null : cases.TryGetValue(was.RequestId!.Value, out var waiting)
                ? ApprovalDesk.Cancel(entry, waiting, new ApprovalAsk(waiting.Request.Id, waiting.Facts.Version, row.Version), setting).Refusal
                : (await ReopenDesk.ReopenPlainly(entry, new DenialAsk(row.Id, row.Version), run.Note, cancellationToken, was.RequestId)).Refusal;
            var cause = run.IsCancelling ? SkipCause.RunCancelled : refusal is null ? "" : SkipCause.KeyOf(refusal, null, run.Kind);
            outcomes.Add(new MassRunRow(run.TenantId, run.Number, row.Id, cause.Length == 0 ? RowOutcomeKind.Posted : RowOutcomeKind.Skipped, cause, was.AmountCents, was.RequestId));
        }

        return outcomes;
    }
}
