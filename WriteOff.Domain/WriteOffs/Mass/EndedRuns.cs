using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>A run that ended, for who started it.</summary>
/// <param name="Through">Rows that posted or went to approval.</param>
public sealed record EndedRun(int Number, RunKind Kind, RunStatus Status, int Through, int Selected, DateTimeOffset At);

/// <summary>Reads the person's own runs that ended lately, for the bell.</summary>
public sealed class EndedRuns(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>Most runs that are told.</summary>
    public const int Most = 5;

    private static readonly TimeSpan Lately = TimeSpan.FromHours(12);

    /// <summary>Runs that the actor started and that ended within the last 12 hours, newest first. Refused: the scope to see denials is missing.</summary>
    public async Task<Outcome<IReadOnlyList<EndedRun>>> Mine(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var since = clock.GetUtcNow() - Lately;
        return await db.Set<MassRun>().AsNoTracking().Where(r => r.StartedBy == actor.UserId && r.EndedAt > since).OrderByDescending(r => r.Number).Take(Most)
            .Select(r => new EndedRun(r.Number, r.Kind, r.Status, r.PostedCount + r.PendingCount, r.SelectedCount, r.EndedAt!.Value)).ToListAsync(cancellationToken);
    }
}
