using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Domain.Denials;

/// <summary>Remembers for a minute how many rows a seek leaves, so that a page starts from the index that leaves the fewest.</summary>
/// <remarks>Only ever a guess about speed: whatever it says, the answer is the same.</remarks>
internal sealed class Selectivity(TimeProvider clock)
{
    private const int MostKept = 10_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(int Tenant, Guid Me, Filter Term, string Statuses), (DateTimeOffset Until, int Count)> _known = new();

    /// <summary>The index of the seek that leaves the fewest rows, when those are few; else null.</summary>
    public async Task<string?> Fewest(Actor actor, GridQuery query, CancellationToken cancellationToken)
    {
        (string Index, int Count)? best = null;
        foreach (var (index, term, ids) in query.Seeks())
        {
            var key = (actor.TenantId, actor.UserId, term, query.StatusKey);
            if (!_known.TryGetValue(key, out var known) || known.Until < clock.GetUtcNow())
            {
                if (_known.Count >= MostKept) _known.Clear();
                _known[key] = known = (clock.GetUtcNow() + Kept, await ids.CountAsync(cancellationToken));
            }

            if (known.Count <= GridPlan.Few && (best is null || known.Count < best.Value.Count)) best = (index, known.Count);
        }

        return best?.Index;
    }
}
