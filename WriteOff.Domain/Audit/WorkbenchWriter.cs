using System.Data;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Audit;

/// <summary>The one place that writes. Every act on money, status and settings passes through here and is all there, with its audit rows, or not at all.</summary>
/// <remarks>
/// Order inside one transaction: take the tenant lock (raise <c>audit_head.lock_version</c>: a row lock on SQL Server, the write lock on
/// SQLite, so what the act reads next cannot change under it) → read the actor's scopes → the act loads, decides and stages →
/// audit rows are numbered and chained → saved and committed → screens are told. A refusal rolls everything back.
/// </remarks>
public sealed class WorkbenchWriter(WorkbenchDbs dbs, TimeProvider clock, Keys keys, WriteGate gate, ChangeFeed feed)
{
    /// <summary>Whether somebody waits to write: a long writer then comes to its end. Where the database itself queues, the answer is yes.</summary>
    internal bool IsWanted => gate.IsWanted;

    /// <summary>Runs one act of one actor to its end.</summary>
    /// <param name="actor">Who acts, in which tenant.</param>
    /// <param name="act">Loads, decides and stages; returns a refusal to write nothing. May run again if the database connection broke.</param>
    public async Task<Outcome<T>> Write<T>(Actor actor, Func<UnitOfWork, CancellationToken, Task<Outcome<T>>> act, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(act);
        using var span = Telemetry.Begin("act");
        var progress = new Progress();
        Outcome<T> done;
        try
        {
            done = await Write(actor, act, progress, cancellationToken);
        }
        catch (Exception gone) when (!progress.IsCommitting && DatabaseUnavailable.Is(gone))
        {
            // Before the commit nothing can have been saved, so this can be said; during it nobody knows.
            done = DatabaseUnavailable.Refusal;
        }

        // Told outside the strategy: a listener that fails must not make a committed act run again.
        if (progress.Change is not null) feed.Tell(progress.Change);
        if (done.IsDone) dbs.Log?.AfterCommit();
        if (done.IsDone) progress.Entry?.Measure();
        else Telemetry.Refused(done.Refusal.Code, span);
        if (!done.IsDone && RefusedAct.IsWorthALine(done.Refusal.Code)) feed.Tell(new RefusedAct(actor.TenantId, actor.UserId, done.Refusal.Code));
        return done;
    }

    private async Task<Outcome<T>> Write<T>(Actor actor, Func<UnitOfWork, CancellationToken, Task<Outcome<T>>> act, Progress progress, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        using var writes = db.AllowWrites();
        Task<Outcome<T>> Run() => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            (progress.IsCommitting, progress.Change) = (false, null);
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            if (!await TakeTenantLock(db, cancellationToken)) return NoSuchTenant;
            lease.Works();
            var unit = progress.Entry = new UnitOfWork(db, actor, await Grants.Read(db, actor, cancellationToken), clock.GetUtcNow(), keys);
            var outcome = await act(unit, cancellationToken);
            if (!outcome.IsDone) return outcome;
            await unit.Seal(cancellationToken);
            progress.IsCommitting = true;
            await transaction.CommitAsync(cancellationToken);
            progress.Change = unit.Change;
            return outcome;
        });

        // Waiting for another program's lock on a circuit's own thread would freeze its tab without a word.
        return SynchronizationContext.Current is not null && await SqliteLock.IsHeld(db, dbs.Options.BusySeconds, cancellationToken) ? await Task.Run(Run, cancellationToken) : await Run();
    }

    /// <summary>Opens a new tenant; its first audit row is written by <paramref name="act"/>.</summary>
    internal async Task Open(Actor actor, Func<UnitOfWork, Task> act, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        using var writes = db.AllowWrites();
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Add(new AuditHead(actor.TenantId));
            await db.SaveChangesAsync(cancellationToken);
            var unit = new UnitOfWork(db, actor, await Grants.Read(db, actor, cancellationToken), clock.GetUtcNow(), keys);
            await act(unit);
            await unit.Seal(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
    }

    /// <summary>Appends rows that say who saw what. They move nothing, so they take no tenant lock and leave no audit row of their own.</summary>
    internal async Task Append(int tenantId, IReadOnlyCollection<AccessRow> rows, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(tenantId);
        using var writes = db.AllowWrites();
        db.AddRange(rows);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<bool> TakeTenantLock(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(h => h.LockVersion, h => h.LockVersion + 1), cancellationToken) == 1;

    /// <summary>How far one act came.</summary>
    private sealed class Progress
    {
        public bool IsCommitting { get; set; }
        public TenantChange? Change { get; set; }
        public UnitOfWork? Entry { get; set; }
    }

    private static Refusal NoSuchTenant => new("NotFound", "This organisation isn't known here.", "Sign in again.");
}
