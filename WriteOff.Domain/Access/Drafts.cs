using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Access;

/// <summary>Keeps drafts. They move nothing and say nothing about the ledger, so they pass no tenant lock and leave no audit row.</summary>
public sealed class Drafts(WorkbenchDbs dbs, WriteGate gate, TimeProvider clock)
{
    /// <summary>So long a draft waits for its person.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);

    /// <summary>Longest draft.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>The person's draft; null when there is none, or it is past its time.</summary>
    public async Task<byte[]?> Read(Actor actor, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var oldest = clock.GetUtcNow() - Lasts;
        await using var db = dbs.Open(actor.TenantId);
        var draft = await db.Set<Draft>().AsNoTracking().SingleOrDefaultAsync(d => d.PersonId == actor.UserId && d.Name == name, cancellationToken);
        return draft is not null && draft.SavedAt > oldest ? draft.Content : null;
    }

    /// <summary>The names of the person's drafts that begin so.</summary>
    public async Task<IReadOnlyList<string>> Names(Actor actor, string begin, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var oldest = clock.GetUtcNow() - Lasts;
        await using var db = dbs.Open(actor.TenantId);
        var drafts = await db.Set<Draft>().AsNoTracking().Where(d => d.PersonId == actor.UserId && d.Name.StartsWith(begin)).Select(d => new { d.Name, d.SavedAt }).ToListAsync(cancellationToken);
        return [.. drafts.Where(d => d.SavedAt > oldest).OrderBy(d => d.SavedAt).Select(d => d.Name)];
    }

    /// <summary>Keeps the newest form of a draft, and forgets the tenant's drafts that are past their time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is longer than <see cref="MostBytes"/>.</exception>
    public async Task Save(Actor actor, string name, byte[] content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(content);
        if (content.Length > MostBytes) throw new ArgumentOutOfRangeException(nameof(content), content.Length, "The draft is too long.");
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        if (!await Replace(db, actor, name, content, now, cancellationToken) && !await Add(db, new Draft(actor.TenantId, actor.UserId, name, content, now), cancellationToken))
            await Replace(db, actor, name, content, now, cancellationToken);
        // By index, and hardly ever a row.
        await db.Set<Draft>().Where(d => d.SavedAt <= now - Lasts).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>It was sent, or thrown away.</summary>
    public async Task Drop(Actor actor, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(actor.TenantId);
        await db.Set<Draft>().Where(d => d.PersonId == actor.UserId && d.Name == name).ExecuteDeleteAsync(cancellationToken);
    }

    private static async Task<bool> Replace(WorkbenchDb db, Actor actor, string name, byte[] content, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.Set<Draft>().Where(d => d.PersonId == actor.UserId && d.Name == name)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Content, content).SetProperty(d => d.SavedAt, now), cancellationToken) == 1;

    private static async Task<bool> Add(WorkbenchDb db, Draft draft, CancellationToken cancellationToken)
    {
        using var writes = db.AllowWrites();
        db.Add(draft);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException other) when (other.InnerException is DbException database && RowFailures.IsConstraint(database))
        {
            // Another tab of the same person was quicker.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
