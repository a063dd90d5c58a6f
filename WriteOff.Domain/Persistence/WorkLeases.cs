using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace WriteOff.Domain.Persistence;

/// <summary>Gives background work to one node at a time. A node that is silent for <see cref="Silence"/> loses it to whoever looks next.</summary>
/// <param name="node">This node's name; <see cref="NodeName.OfThisProcess"/> in the product.</param>
public sealed class WorkLeases(WorkbenchDbs dbs, WriteGate gate, TimeProvider clock, string node)
{
    /// <summary>How often a holder says that it still works.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    /// <summary>After so long without a word its work is taken over. With looks every five seconds another node goes on within 30 seconds of a kill.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(int Tenant, string Name), Seen> _seen = new();
    private readonly ConcurrentDictionary<(int Tenant, string Name), bool> _held = new();

    /// <summary>Takes the work; null when another node has it, or this one already does it. Dispose the result to give it back.</summary>
    public async Task<WorkLeaseHandle?> Take(int tenantId, string name, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_held.TryAdd((tenantId, name), true)) return null;
        var isTaken = false;
        try
        {
            isTaken = await TryTake(tenantId, name, cancellationToken);
            return isTaken ? new WorkLeaseHandle(this, clock, tenantId, name) : null;
        }
        finally
        {
            if (!isTaken) _held.TryRemove((tenantId, name), out _);
        }
    }

    /// <summary>Says that the holder still works; false when another node took it over.</summary>
    internal async Task<bool> Renew(int tenantId, string name, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(tenantId);
        return await db.Set<WorkLease>().Where(l => l.Name == name && l.Holder == node).ExecuteUpdateAsync(set => set.SetProperty(l => l.Beat, l => l.Beat + 1), cancellationToken) == 1;
    }

    /// <summary>Gives the work back. Where the database doesn't answer, silence gives it back later.</summary>
    internal async Task Release(int tenantId, string name)
    {
        try
        {
            using var lease = await gate.Enter(CancellationToken.None);
            await using var db = dbs.Open(tenantId);
            await db.Set<WorkLease>().Where(l => l.Name == name && l.Holder == node).ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            // Said above.
        }
        finally
        {
            _held.TryRemove((tenantId, name), out _);
        }
    }

    /// <summary>Another node took it over.</summary>
    internal void Forget(int tenantId, string name) => _held.TryRemove((tenantId, name), out _);

    private async Task<bool> TryTake(int tenantId, string name, CancellationToken cancellationToken)
    {
        await using var db = dbs.Open(tenantId);
        if (await db.Set<WorkLease>().AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, cancellationToken) is not { } known) return await Add(tenantId, name, cancellationToken);
        if (!IsFree(known)) return false;
        using var lease = await gate.Enter(cancellationToken);
        var isTaken = await db.Set<WorkLease>().Where(l => l.Name == name && l.Holder == known.Holder && l.Beat == known.Beat)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Holder, node).SetProperty(l => l.Beat, l => l.Beat + 1), cancellationToken) == 1;
        if (isTaken) _seen.TryRemove((tenantId, name), out _);
        return isTaken;
    }

    private bool IsFree(WorkLease known)
    {
        if (string.Equals(known.Holder, node, StringComparison.Ordinal) || NodeName.HasEnded(known.Holder)) return true;
        var now = clock.GetTimestamp();
        var seen = _seen.AddOrUpdate((known.TenantId, known.Name), _ => new Seen(known.Holder, known.Beat, now),
            (_, before) => before.Beat == known.Beat && string.Equals(before.Holder, known.Holder, StringComparison.Ordinal) ? before : new Seen(known.Holder, known.Beat, now));
        return clock.GetElapsedTime(seen.Since, now) >= Silence;
    }

    private async Task<bool> Add(int tenantId, string name, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(tenantId);
        using var writes = db.AllowWrites();
        db.Add(new WorkLease(tenantId, name, node));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException other) when (other.InnerException is DbException database && RowFailures.IsConstraint(database))
        {
            // Another node was quicker.
            return false;
        }
    }

    private sealed record Seen(string Holder, long Beat, long Since);
}
