using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Takes back what a run did to the rows of the next chunk: reopens what it posted, cancels what still waits. Nothing else on the denial is touched.</summary>
internal static class UndoRows
{
    public static async Task<List<MassRunRow>> Do(UnitOfWork unit, MassRun run, List<FrozenRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var done = await unit.Db.Set<MassRunRow>().AsNoTracking().Where(r => r.RunNumber == run.UndoesNumber && ids.Contains(r.DenialId)).ToDictionaryAsync(r => r.DenialId, cancellationToken);
        var setting = await ApprovalCases.Setting(unit.Db, unit.Actor, unit.Grants, unit.Now, cancellationToken);
        var requests = done.Values.Select(r => r.RequestId).OfType<long>().ToHashSet();
        // By denial: by its own id SQLite would walk an index of all requests that holds both columns.
        var decided = await unit.Db.Set<WriteOffRequest>().AsNoTracking().Where(r => ids.Contains(r.DenialId)).Select(r => new { r.Id, r.Status }).ToListAsync(cancellationToken);
        var staged = new DecidedRows();
        unit.Staged = staged;
        var cases = (await ApprovalCases.Load(unit.Db, [.. decided.Where(d => d.Status == RequestStatus.Pending && requests.Contains(d.Id)).Select(d => d.Id)], setting.Rules.Policy, staged, cancellationToken)).ToDictionary(c => c.Request.Id);
        var denials = await ReopenService.Load(unit.Db, ids.FindAll(id => !cases.ContainsKey(done[id].RequestId!.Value)), staged, cancellationToken);
        List<MassRunRow> outcomes = new(rows.Count);
        foreach (var row in rows)
        {
            var was = done[row.Id];
            var cause = run.IsCancelling ? SkipCause.RunCancelled
                : Undo(unit, run, row, was.RequestId!.Value, cases.GetValueOrDefault(was.RequestId.Value), denials.GetValueOrDefault(row.Id), setting) is { } refusal ? SkipCause.KeyOf(refusal, null, run.Kind) : "";
            outcomes.Add(new MassRunRow(run.TenantId, run.Number, row.Id, cause.Length == 0 ? RowOutcomeKind.Posted : RowOutcomeKind.Skipped, cause, was.AmountCents, was.RequestId));
        }

        await staged.Write(unit, cancellationToken);
        return outcomes;
    }

    /// <summary>True when earlier undos left nothing of what the run did.</summary>
    public static async Task<bool> IsTakenBack(WorkbenchDb db, int number, CancellationToken cancellationToken)
    {
        if (!await db.Set<MassRun>().AnyAsync(r => r.UndoesNumber == number, cancellationToken)) return false;
        var ledger = db.Set<PaymentApplication>();
        return !await db.Set<MassRunRow>().Where(r => r.RunNumber == number && r.RequestId != null).AnyAsync(r =>
            db.Set<WriteOffRequest>().Any(q => q.Id == r.RequestId && q.Status == RequestStatus.Pending)
            || ledger.Any(a => a.DenialId == r.DenialId && a.RequestId == r.RequestId && a.Type == ApplicationType.WriteOff && a.ReversesId == null && !ledger.Any(u => u.ReversesId == a.Id)), cancellationToken);
    }

    /// <summary>Null when it is taken back: the request, while it waits, else the rows that it posted.</summary>
    private static Refusal? Undo(UnitOfWork unit, MassRun run, FrozenRow row, long request, ApprovalCase? waiting, ReopenCase? denial, ApprovalSetting setting)
    {
        if (waiting is not null) return ApprovalService.Cancel(unit, waiting, new ApprovalAsk(request, waiting.Facts.Version, row.Version), setting).Refusal;
        var own = denial is null ? null : denial with { Live = [.. denial.Live.Where(a => a.RequestId == request)] };
        return own is { Live.Count: 0 } ? NothingLeft : ReopenService.Reopen(unit, own, new DenialAsk(row.Id, row.Version), run.Note, setting.Today).Refusal;
    }

    private static Refusal NothingLeft { get; } = new("NotWrittenOff", "What this run posted on the denial was taken back already.", "Nothing is left to undo.");
}
