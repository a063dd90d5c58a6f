using System.Data;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Audit;

/// <summary>The one place that writes. Every act on money, status and settings passes through here and is all there, with its audit rows, or not at all.</summary>
/// <remarks>
/// Order inside one transaction: take the tenant's turn (raise <c>audit_head.turn</c>: a row lock on SQL Server, the write lock on
/// SQLite, so what the act reads next cannot change under it) → read the actor's scopes → the act loads, decides and stages →
/// audit rows are numbered and chained → saved and committed → screens are told. A refusal rolls everything back.
/// </remarks>
public sealed class Books(WorkbenchDbs dbs, TimeProvider clock, Keys keys, WriteGate gate, ChangeFeed feed)
{
    /// <summary>Runs one act of one actor to its end.</summary>
    /// <param name="actor">Who acts, in which tenant.</param>
    /// <param name="act">Loads, decides and stages; returns a refusal to write nothing. May run again if the database connection broke.</param>
    public async Task<Outcome<T>> Write<T>(Actor actor, Func<BookEntry, CancellationToken, Task<Outcome<T>>> act, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(act);
        using var turn = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        using var writes = db.AllowWrites();
        TenantChange? change = null;
        var done = await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            change = null;
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            if (!await TakeTurn(db, cancellationToken)) return NoSuchTenant;
            var entry = new BookEntry(db, actor, await Grants.Read(db, actor, cancellationToken), clock.GetUtcNow(), keys);
            var outcome = await act(entry, cancellationToken);
            if (!outcome.IsDone) return outcome;
            await entry.Seal(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            change = entry.Change;
            return outcome;
        });
        if (done.IsDone) dbs.Log?.AfterCommit();
        // Told outside the strategy: a listener that fails must not make a committed act run again.
        if (change is not null) feed.Tell(change);
        if (!done.IsDone && StoppedAct.IsWall(done.Refusal.Code)) feed.Tell(new StoppedAct(actor.TenantId, actor.UserId, done.Refusal.Code));
        return done;
    }

    /// <summary>Opens the books of a new tenant; its first audit row is written by <paramref name="act"/>.</summary>
    internal async Task Open(Actor actor, Func<BookEntry, Task> act, CancellationToken cancellationToken)
    {
        using var turn = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        using var writes = db.AllowWrites();
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            db.Add(new AuditHead(actor.TenantId));
            await db.SaveChangesAsync(cancellationToken);
            var entry = new BookEntry(db, actor, await Grants.Read(db, actor, cancellationToken), clock.GetUtcNow(), keys);
            await act(entry);
            await entry.Seal(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        });
    }

    /// <summary>Appends rows that say who saw what. They move nothing, so they take no turn and leave no audit row of their own.</summary>
    internal async Task Append(int tenantId, IReadOnlyCollection<AccessRow> rows, CancellationToken cancellationToken)
    {
        using var turn = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(tenantId);
        using var writes = db.AllowWrites();
        db.AddRange(rows);
        await db.SaveChangesAsync(cancellationToken);
    }

    private static async Task<bool> TakeTurn(WorkbenchDb db, CancellationToken cancellationToken) =>
        await db.Set<AuditHead>().ExecuteUpdateAsync(set => set.SetProperty(h => h.Turn, h => h.Turn + 1), cancellationToken) == 1;

    private static Refusal NoSuchTenant => new("NotFound", "This organisation isn't known here.", "Sign in again.");
}
