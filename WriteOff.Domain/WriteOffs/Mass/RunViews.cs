using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>A run as the list and its page show it.</summary>
/// <param name="ReasonLabel">The reason's label now; null where the run has none.</param>
/// <param name="UndoneBy">Runs that took it back, or try to.</param>
/// <param name="IsTakenBack">Nothing is left of what it did; only read for a run by itself.</param>
public sealed record RunView(MassRun Run, string StartedBy, string? ReasonLabel, IReadOnlyList<int> UndoneBy, bool IsTakenBack = false);

/// <summary>One page of runs, newest first.</summary>
/// <param name="Next">The first number of the next page is below this one; null on the last.</param>
public sealed record RunPage(IReadOnlyList<RunView> Runs, int? Next);

/// <summary>Reads runs for the screens. Every method refuses: the scope to see denials is missing.</summary>
public sealed class RunViews(WorkbenchDbs dbs)
{
    /// <summary>Runs of a page of the list.</summary>
    public const int PageSize = 50;

    /// <summary>Runs, newest first.</summary>
    /// <param name="below">Only numbers below this one; null: from the newest.</param>
    public Task<Outcome<RunPage>> Page(Actor actor, int? below = null, CancellationToken cancellationToken = default) =>
        Read<RunPage>(actor, async db =>
        {
            var rows = db.Set<MassRun>().AsNoTracking();
            if (below is { } number) rows = rows.Where(r => r.Number < number);
            var found = await View(db, rows.OrderByDescending(r => r.Number).Take(PageSize + 1), cancellationToken);
            return new RunPage([.. found.Take(PageSize)], found.Count > PageSize ? found[PageSize - 1].Run.Number : null);
        }, cancellationToken);

    /// <summary>One run. Refused also: not here.</summary>
    public Task<Outcome<RunView>> Open(Actor actor, int number, CancellationToken cancellationToken = default) =>
        Read<RunView>(actor, async db => (await View(db, db.Set<MassRun>().AsNoTracking().Where(r => r.Number == number), cancellationToken)).SingleOrDefault() is { } found
            ? found with { IsTakenBack = found.Run.HasEnded && found.UndoneBy.Count > 0 && await UndoRows.IsTakenBack(db, number, cancellationToken) } : RunRefusals.NotFound, cancellationToken);

    /// <summary>What became of a run's rows, by outcome and cause.</summary>
    public Task<Outcome<IReadOnlyList<OutcomeGroup>>> Groups(Actor actor, int number, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<OutcomeGroup>>(actor, async db =>
        {
            var groups = await db.Set<MassRunRow>().Where(r => r.RunNumber == number).GroupBy(r => new { r.Outcome, r.Cause })
                .Select(g => new { g.Key.Outcome, g.Key.Cause, Count = g.Count(), Cents = g.Sum(r => r.AmountCents) }).ToListAsync(cancellationToken);
            return groups.OrderBy(g => g.Outcome).ThenByDescending(g => g.Count).ThenBy(g => g.Cause, StringComparer.Ordinal)
                .Select(g => new OutcomeGroup(g.Outcome, g.Cause, g.Count, new Money(g.Cents), [])).ToList();
        }, cancellationToken);

    private static async Task<List<RunView>> View(WorkbenchDb db, IQueryable<MassRun> rows, CancellationToken cancellationToken)
    {
        var found = await rows.Select(r => new
        {
            Run = r,
            By = db.Set<Person>().Where(p => p.Id == r.StartedBy).Select(p => p.DisplayName).FirstOrDefault(),
            Reason = db.Set<WriteOffReason>().Where(x => x.Code == r.ReasonCode).Select(x => x.Label).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        var numbers = found.ConvertAll(f => (int?)f.Run.Number);
        var undos = (await db.Set<MassRun>().Where(r => numbers.Contains(r.UndoesNumber)).Select(r => new { r.Number, r.UndoesNumber }).ToListAsync(cancellationToken)).ToLookup(r => r.UndoesNumber!.Value, r => r.Number);
        return found.ConvertAll(f => new RunView(f.Run, f.By ?? "Someone who left", f.Reason, [.. undos[f.Run.Number].Order()]));
    }

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, Task<Outcome<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        return (await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing ? missing : await read(db);
    }
}
