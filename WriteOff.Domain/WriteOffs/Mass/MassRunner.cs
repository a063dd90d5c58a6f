using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Does runs, chunk by chunk: each chunk is one transaction that holds its rows' outcomes and the run's place, so a killed server goes on at the next row and does none twice.</summary>
public sealed class MassRunner(WorkbenchWriter writer, WorkbenchDbs dbs, WriteGate gate)
{
    /// <summary>Rows between two looks at whether somebody waits for the writer: twice as many each time that nobody does, the fewest again once somebody did.</summary>
    private const int FewestBetween = 100;
    private const int MostBetween = 1_600;

    /// <summary>Rows of a chunk that is done again because one of them failed, and of one where the database itself queues.</summary>
    private const int Some = 1_000;

    private const int Few = 20;

    /// <summary>Rows of a chunk that nobody waits for. Long ones write each page of an index less often.</summary>
    private const int LongestChunk = 20_000;

    /// <summary>Does a run until it ends, is paused, or the process stops.</summary>
    public async Task Run(RunKey key, CancellationToken cancellationToken = default)
    {
        if (await StarterOf(key, cancellationToken) is not { } actor) return;
        var (size, pace) = (LongestChunk, new RunPacing(gate.IsOpen ? Some : FewestBetween));
        while (true)
        {
            Outcome<bool> goesOn = true;
            try
            {
                goesOn = await Chunk(actor, key.Number, size, pace, broken: null, cancellationToken);
                size = Math.Min(LongestChunk, size * 2);
            }
            catch (Exception broken) when (broken is not OperationCanceledException && (broken is not DbException database || RowFailures.IsConstraint(database)))
            {
                // A defect in one row must cost that row alone: the chunk left nothing, so it is done again in ever shorter ones until only that row is left.
                if (size == 1) goesOn = await Chunk(actor, key.Number, 1, pace, broken, cancellationToken);
                size = size switch { > Some => Some, > Few => Few, > 1 => 1, _ => LongestChunk };
            }

            if (!goesOn.IsDone || !goesOn.Value) return;
        }
    }

    /// <summary>Does the next rows of a run in one transaction. False: there is nothing to go on with.</summary>
    /// <param name="broken">What the one row failed with when it was tried: it is recorded as failed.</param>
    internal async Task<Outcome<bool>> Chunk(Actor actor, int number, int most, RunPacing pace, Exception? broken, CancellationToken cancellationToken)
    {
        List<MassRunRow> committed = [];
        var goesOn = await writer.Write<bool>(actor, async (unit, cancel) =>
        {
            var run = await unit.Db.Set<MassRun>().SingleOrDefaultAsync(r => r.Number == number, cancel);
            if (run is not { Status: RunStatus.Running }) return false;
            unit.ExpectMany();
            unit.Occasion = run.Occasion;
            List<MassRunRow> outcomes = [];
            do
            {
                var rows = await Next(unit.Db, run, Math.Min(pace.Rows, most - outcomes.Count), cancel);
                var part = broken is null ? await Do(unit, run, rows, cancel)
                    : rows.ConvertAll(row => new MassRunRow(run.TenantId, number, row.Id, RowOutcomeKind.Failed, broken.GetType().Name, 0, null));
                await unit.Insert(RunShapes.Rows, part, cancel);
                run.Count(part);
                outcomes.AddRange(part);
                if (run.DoneCount < run.SelectedCount) await unit.Save(cancel);
            }
            while (outcomes.Count < most && run.DoneCount < run.SelectedCount && !pace.IsBroken(gate.IsWanted));

            await Record(unit, run, outcomes, cancel);
            committed = outcomes;
            return run.Status == RunStatus.Running;
        }, cancellationToken);
        if (goesOn.IsDone)
            foreach (var outcome in committed.CountBy(row => row.Outcome)) Telemetry.Ran(outcome.Key.ToString(), outcome.Value);
        return goesOn;
    }

    /// <summary>How often a run looks up. It goes on from chunk to chunk: who waited a moment ago will wait again.</summary>
    internal sealed class RunPacing(int fewest = FewestBetween)
    {
        private readonly int _fewest = fewest;

        public int Rows { get; private set; } = fewest;

        public bool IsBroken(bool isWanted)
        {
            Rows = isWanted ? _fewest : Math.Min(MostBetween, Rows * 2);
            return isWanted;
        }
    }

    private static Task<List<MassRunRow>> Do(UnitOfWork unit, MassRun run, List<FrozenRow> rows, CancellationToken cancellationToken) => run.Kind switch
    {
        RunKind.WriteOff => WriteOffRows.Do(unit, run, rows, cancellationToken),
        RunKind.Undo => UndoRows.Do(unit, run, rows, cancellationToken),
        RunKind.Approve or RunKind.Reject => DecideRows.Do(unit, run, rows, cancellationToken),
    };

    private static async Task Record(UnitOfWork unit, MassRun run, List<MassRunRow> outcomes, CancellationToken cancellationToken)
    {
        if (outcomes.TrueForAll(o => o.Outcome is RowOutcomeKind.Skipped or RowOutcomeKind.Failed) && run.DoneCount < run.SelectedCount)
            unit.Record(AuditAct.RunRowsSkipped, new AuditRow { Detail = string.Create(CultureInfo.InvariantCulture, $"{run.Occasion}: {outcomes.Count} rows, {run.DoneCount} of {run.SelectedCount} done") });
        if (run.DoneCount < run.SelectedCount) return;
        run.End(unit.Now, await unit.NextSequence(cancellationToken));
        unit.Record(AuditAct.RunEnded, new AuditRow
        {
            AmountCents = checked(run.PostedCents + run.PendingCents),
            Detail = string.Create(CultureInfo.InvariantCulture, $"{run.Occasion}: {run.Status}, {run.SelectedCount} selected = {run.PostedCount} posted + {run.PendingCount} pending + {run.SkippedCount} skipped + {run.FailedCount} failed"),
        });
    }

    private static async Task<List<FrozenRow>> Next(WorkbenchDb db, MassRun run, int most, CancellationToken cancellationToken)
    {
        var (from, end) = (run.DoneCount, Math.Min(run.SelectedCount, run.DoneCount + most));
        var parts = await db.Set<MassRunPart>().AsNoTracking().Where(p => p.RunNumber == run.Number && p.FirstRow > from - FrozenRows.PerPart && p.FirstRow < end).ToListAsync(cancellationToken);
        return FrozenRows.Read(parts, from, end - from);
    }

    private async Task<Actor?> StarterOf(RunKey key, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(key.TenantId);
        return await db.Set<MassRun>().AsNoTracking().Where(r => r.Number == key.Number)
            .Join(db.Set<Person>(), r => r.StartedBy, p => p.Id, (r, p) => new Actor(key.TenantId, p.Id, p.DisplayName)).SingleOrDefaultAsync(cancellationToken);
    }
}
