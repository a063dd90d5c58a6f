using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Reporting;

/// <summary>Losses by reason, category, payer, code, provider, requester and month. They come from the rollups; three dimensions crossed, and days at the ends that aren't whole months, are read off the ledger, row by row.</summary>
/// <remarks>Every method refuses when reports.read.financial is missing.</remarks>
public sealed class Pivots(WorkbenchDbs dbs, TimeProvider clock, WorkbenchWriter writer)
{
    /// <summary>One pivot.</summary>
    public Task<Outcome<PivotTable>> Of(Actor actor, PivotAsk ask, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(ask);
            var sound = ask.Sound();
            var today = await ReportRead.Today(db, clock, cancellationToken);
            var period = ReportPeriod.Read(sound.Period, today);
            var names = await PivotNames.Read(db, sound, period, cancellationToken);
            var builder = new PivotBuilder(sound, period, today, names.Key);
            await foreach (var fact in PivotFacts.Read(db, sound, period).WithCancellation(cancellationToken)) builder.Add(fact);
            return builder.Done();
        }, cancellationToken);

    /// <summary>Puts an export on the audit trail before its first row leaves: the only thing that this layer writes.</summary>
    public Task<Outcome<bool>> RecordExport(Actor actor, string what, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, (entry, _) =>
        {
            if (entry.Grants.Require(Scope.ReportsRead) is { } missing) return Task.FromResult<Outcome<bool>>(missing);
            entry.Record(AuditAct.ReportExported, new AuditRow { Detail = what });
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);
}
