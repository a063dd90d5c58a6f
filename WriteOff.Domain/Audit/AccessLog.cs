using System.Collections.Concurrent;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Audit;

/// <summary>Notes who sees patient data. Noting costs a page nothing: rows wait in memory for <see cref="Write"/>, which the host calls each second and once more when it stops.</summary>
/// <remarks>The same person seeing the same thing again within <see cref="Repeat"/> is one row. Docs: decisions/0010-access-rows.md.</remarks>
public sealed class AccessLog(WorkbenchWriter writer, TimeProvider clock, Keys keys) : IDisposable
{
    /// <summary>So long a repeated look counts as the same one.</summary>
    public static readonly TimeSpan Repeat = TimeSpan.FromMinutes(5);

    /// <summary>So many rows may wait. A database that takes no rows any more soon shows no patients either.</summary>
    public const int MostWaiting = 20_000;

    private const int MostRemembered = 50_000;
    private const int MostAtOnce = 1_000;
    private readonly ConcurrentDictionary<Seen, DateTimeOffset> _seen = new();
    private readonly ConcurrentQueue<AccessRow> _waiting = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Rows that wait to be written.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Notes that the actor sees it now. The system sees nothing.</summary>
    /// <exception cref="AccessLogFullException">Rows can't be written; nothing more may be shown until they can.</exception>
    public void Note(Actor actor, AccessKind kind, long? denialId = null, long? claimId = null, long? remittanceId = null, long count = 1)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (actor.IsSystem) return;
        var now = clock.GetUtcNow();
        if (kind is not AccessKind.DenialsExported && IsRepeat(new Seen(actor.TenantId, actor.UserId, actor.TokenId, kind, denialId, claimId, remittanceId), now)) return;
        if (_waiting.Count >= MostWaiting) throw new AccessLogFullException();
        _waiting.Enqueue(new AccessRow
        {
            TenantId = actor.TenantId, Id = keys.Next(), At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds()), ActorId = actor.UserId, ActorName = actor.Name,
            Kind = kind, DenialId = denialId, ClaimId = claimId, RemittanceId = remittanceId, Count = count,
        });
    }

    /// <summary>Writes what waits, without taking any tenant lock. What can't be written waits on.</summary>
    public async Task Write(CancellationToken cancellationToken = default)
    {
        if (_waiting.IsEmpty) return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            List<AccessRow> taken = [];
            while (taken.Count < MostAtOnce && _waiting.TryDequeue(out var row)) taken.Add(row);
            await WriteAll(taken.GroupBy(r => r.TenantId).ToDictionary(g => g.Key, g => g.ToList()), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task WriteAll(Dictionary<int, List<AccessRow>> taken, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var tenant in taken.Keys.ToList())
            {
                await writer.Append(tenant, taken[tenant], cancellationToken);
                taken.Remove(tenant);
            }
        }
        finally
        {
            foreach (var row in taken.Values.SelectMany(rows => rows)) _waiting.Enqueue(row);
        }
    }

    private bool IsRepeat(Seen seen, DateTimeOffset now)
    {
        if (_seen.TryGetValue(seen, out var last) && now - last < Repeat) return true;
        if (_seen.Count > MostRemembered) _seen.Clear();
        _seen[seen] = now;
        return false;
    }

    private readonly record struct Seen(int TenantId, Guid UserId, long? TokenId, AccessKind Kind, long? DenialId, long? ClaimId, long? RemittanceId);
}

/// <summary>Too many access rows wait: patient data must not be shown unrecorded.</summary>
public sealed class AccessLogFullException() : Exception("Access rows can't be written, so patient data isn't shown.");
