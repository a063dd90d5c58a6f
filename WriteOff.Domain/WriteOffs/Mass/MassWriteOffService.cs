using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Starts and steers runs. Starting only freezes the rows; <see cref="MassRunner"/> does them, in the background, whoever has a page open.</summary>
public sealed class MassWriteOffService(WorkbenchWriter writer, WorkbenchDbs dbs, RunSignal bell)
{
    /// <summary>Starts a mass write-off from its preview; the same preview again answers the same run.</summary>
    public Task<Outcome<int>> Start(Actor actor, MassPreview preview, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(preview);
        if (preview.Through == 0) return Task.FromResult<Outcome<int>>(RunRefusals.NothingWouldHappen);
        return Begin(actor, Scope.DenialWrite, preview.Key, preview.Rows, number => new MassRun(actor.TenantId, number, RunKind.WriteOff, preview.Rows.Count, preview.Selected.Cents)
        {
            StartKey = preview.Key, ReasonCode = preview.Ask.ReasonCode, Note = preview.Ask.Note?.Trim() ?? "", FilterText = Describe(preview.Ask.Grid),
        }, cancellationToken);
    }

    /// <summary>Starts taking a run back: what it posted is reopened, what it sent to approval is cancelled. Rows that changed since are listed, not touched.</summary>
    /// <param name="key">Made once per dialog.</param>
    public async Task<Outcome<int>> Undo(Actor actor, int number, string? reason, Guid key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (Notes.Refuse(reason, needed: true, "reason") is { } unfit) return unfit;
        var rows = new FrozenRows(0);
        long cents = 0;
        await using (var db = dbs.Open(actor.TenantId))
        {
            var run = await db.Set<MassRun>().AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, cancellationToken);
            if (run is null) return RunRefusals.NotFound;
            if (!run.HasEnded) return RunRefusals.IsRunning;
            if (run.Kind != RunKind.WriteOff) return RunRefusals.NothingToUndo;
            // The same dialog again is answered with the run that it started.
            if (!await db.Set<MassRun>().AnyAsync(r => r.StartKey == key, cancellationToken) && await UndoRows.IsTakenBack(db, number, cancellationToken)) return RunRefusals.NothingToUndo;
            var done = db.Set<MassRunRow>().Where(r => r.RunNumber == number && (r.Outcome == RowOutcomeKind.Posted || r.Outcome == RowOutcomeKind.Pending))
                .Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (r, d) => new { r.AmountCents, d.Id, d.ClaimId, d.Version }).OrderBy(x => x.ClaimId).ThenBy(x => x.Id);
            await foreach (var row in done.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                rows.Add(new FrozenRow(row.Id, row.Version));
                cents = checked(cents + row.AmountCents);
            }
        }

        if (rows.Count == 0) return RunRefusals.NothingToUndo;
        return await Begin(actor, Scope.DenialWrite, key, rows, undo => new MassRun(actor.TenantId, undo, RunKind.Undo, rows.Count, cents)
        {
            StartKey = key, UndoesNumber = number, Note = reason!.Trim(), FilterText = string.Create(CultureInfo.InvariantCulture, $"run = {number}"),
        }, cancellationToken, number);
    }

    /// <summary>Starts approving or rejecting waiting requests: those of these denials, at the versions that the person looked at.</summary>
    /// <param name="kind"><see cref="RunKind.Approve"/> or <see cref="RunKind.Reject"/>; a rejection needs a note.</param>
    public async Task<Outcome<int>> Decide(Actor actor, RunKind kind, IReadOnlyList<DenialAsk> denials, string? note, Guid key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(denials);
        if (kind is not (RunKind.Approve or RunKind.Reject)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "Only requests are decided.");
        if (Notes.Refuse(note, needed: kind == RunKind.Reject) is { } unfit) return unfit;
        if (denials.Count == 0) return RunRefusals.NothingSelected;
        var rows = new FrozenRows(denials.Count);
        foreach (var denial in denials.DistinctBy(d => d.DenialId)) rows.Add(new FrozenRow(denial.DenialId, denial.Version));
        var cents = await Waiting(actor, rows, cancellationToken);
        return await Begin(actor, Scope.DenialApprove, key, rows, number => new MassRun(actor.TenantId, number, kind, rows.Count, cents)
        {
            StartKey = key, Note = note?.Trim() ?? "", FilterText = "status = PENDING_WRITEOFF",
        }, cancellationToken);
    }

    /// <summary>Stops before the next chunk; what is done stays.</summary>
    public Task<Outcome<int>> Pause(Actor actor, int number, CancellationToken cancellationToken = default) =>
        Steer(actor, number, AuditAct.RunPaused, run => run.Status == RunStatus.Running && !run.IsCancelling ? null : RunRefusals.IsNotRunning, run => run.Pause(), cancellationToken);

    /// <summary>Goes on.</summary>
    public Task<Outcome<int>> Resume(Actor actor, int number, CancellationToken cancellationToken = default) =>
        Steer(actor, number, AuditAct.RunResumed, run => run.Status == RunStatus.Paused ? null : RunRefusals.IsNotPaused, run => run.Resume(), cancellationToken);

    /// <summary>Keeps what is done and skips the rest.</summary>
    public Task<Outcome<int>> Cancel(Actor actor, int number, CancellationToken cancellationToken = default) =>
        Steer(actor, number, AuditAct.RunCancelled, run => run.HasEnded || run.IsCancelling ? RunRefusals.HasEnded : null, run => run.Cancel(), cancellationToken);

    /// <summary>What waits on these denials.</summary>
    private async Task<long> Waiting(Actor actor, FrozenRows rows, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(actor.TenantId);
        var cents = 0L;
        for (var from = 0; from < rows.Count; from += FrozenRows.PerPart)
        {
            var ids = rows.Ids(from, Math.Min(FrozenRows.PerPart, rows.Count - from));
            cents = checked(cents + await db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending && ids.Contains(r.DenialId)).SumAsync(r => r.AmountCents, cancellationToken));
        }

        return cents;
    }

    private async Task<Outcome<int>> Begin(Actor actor, Scope scope, Guid key, FrozenRows rows, Func<int, MassRun> make, CancellationToken cancellationToken, int? undoes = null)
    {
        var started = await writer.Write<int>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(scope) is { } missing) return missing;
            if (await entry.Db.Set<MassRun>().AsNoTracking().SingleOrDefaultAsync(r => r.StartKey == key, cancel) is { } earlier)
                return earlier.StartedBy == actor.UserId ? earlier.Number : RunRefusals.NotYours;
            if (undoes is not null && await entry.Db.Set<MassRun>().AnyAsync(r => r.UndoesNumber == undoes && (r.Status == RunStatus.Running || r.Status == RunStatus.Paused), cancel)) return RunRefusals.IsBeingUndone;
            var number = 1 + (await entry.Db.Set<MassRun>().MaxAsync(r => (int?)r.Number, cancel) ?? 0);
            var run = make(number);
            run.Begin(entry.Actor.UserId, entry.Now, await entry.NextSequence(cancel));
            entry.Add(run);
            entry.Record(AuditAct.RunStarted, new AuditRow
            {
                ReasonCode = run.ReasonCode.Length == 0 ? null : run.ReasonCode, AmountCents = run.SelectedCents, Note = run.Note.Length == 0 ? null : run.Note,
                Detail = string.Create(CultureInfo.InvariantCulture, $"{run.Occasion}: {run.Kind}, {run.SelectedCount} rows, {run.FilterText}"),
            });
            await entry.Save(cancel);
            await entry.Insert(RunShapes.Parts, [.. rows.ToParts(actor.TenantId, number)], cancel);
            return number;
        }, cancellationToken);
        if (started.IsDone) bell.Ring();
        return started;
    }

    private async Task<Outcome<int>> Steer(Actor actor, int number, AuditAct act, Func<MassRun, Refusal?> refuse, Action<MassRun> move, CancellationToken cancellationToken)
    {
        var steered = await writer.Write<int>(actor, async (entry, cancel) =>
        {
            var run = await entry.Db.Set<MassRun>().SingleOrDefaultAsync(r => r.Number == number, cancel);
            if (run is null) return RunRefusals.NotFound;
            if (entry.Grants.Require(run.Kind is RunKind.Approve or RunKind.Reject ? Scope.DenialApprove : Scope.DenialWrite) is { } missing) return missing;
            if (refuse(run) is { } refusal) return refusal;
            move(run);
            entry.Record(act, new AuditRow { Detail = string.Create(CultureInfo.InvariantCulture, $"{run.Occasion}: {run.DoneCount} of {run.SelectedCount} rows done") });
            return number;
        }, cancellationToken);
        if (steered.IsDone) bell.Ring();
        return steered;
    }

    private static string Describe(GridAsk grid) => (grid.Status, grid.Text) switch
    {
        (null, "") => "every denial",
        (null, var text) => text,
        ({ } status, "") => $"status = {status.Word()}",
        ({ } status, var text) => $"status = {status.Word()} AND ({text})",
    };
}
