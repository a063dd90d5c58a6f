using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Writes off the rows of a run's next chunk: each its own decision, gate and audit row, all in the act's one transaction.</summary>
internal static class WriteOffRows
{
    public static async Task<List<MassRunRow>> Do(UnitOfWork unit, MassRun run, List<FrozenRow> rows, CancellationToken cancellationToken)
    {
        var rules = await TenantRules.Read(unit.Db, cancellationToken);
        var setting = new WriteOffSetting(unit.Grants.Scopes, rules, rules.Tenant.DayOf(unit.Now));
        var judge = new RowDecider(setting, run.ReasonCode, run.Note, run.Number);
        var batch = new WriteOffBatch(unit, setting.Today);
        var read = await unit.Read(SubjectReader.For(rules.Policy), rows.ConvertAll(r => r.Id), cancellationToken);
        List<MassRunRow> outcomes = new(rows.Count);
        for (var n = 0; n < rows.Count; n++) outcomes.Add(One(run, rows[n], read[n], judge, batch));
        await batch.Write(cancellationToken);
        return outcomes;
    }

    private static MassRunRow One(MassRun run, FrozenRow row, WriteOffSubject? read, RowDecider judge, WriteOffBatch batch)
    {
        if (read is not { } found) return new MassRunRow(run.TenantId, run.Number, row.Id, RowOutcomeKind.Skipped, SkipCause.KeyOf(Denials.DenialDecider.NotFound, null, run.Kind), 0, null);
        if (run.IsCancelling) return Skipped(run, found, SkipCause.RunCancelled);
        var seen = judge.Seen(found);
        var ask = judge.AskFor(row, seen.Facts);
        var decided = judge.Decide(seen, ask);
        if (!decided.IsDone) return Skipped(run, found, SkipCause.KeyOf(decided.Refusal, found.Facts.Status, run.Kind));
        var request = batch.Add(seen, ask, decided.Value);
        return new MassRunRow(run.TenantId, run.Number, row.Id, decided.Value.Gate.IsGated ? RowOutcomeKind.Pending : RowOutcomeKind.Posted, "", decided.Value.Total.Cents, request.Id);
    }

    private static MassRunRow Skipped(MassRun run, in WriteOffSubject row, string cause) =>
        new(run.TenantId, run.Number, row.DenialId, RowOutcomeKind.Skipped, cause, row.Facts.Balance.Cents, null);
}
