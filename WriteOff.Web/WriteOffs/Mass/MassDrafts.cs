using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Identity;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>A mass write-off being written: what was selected in the grid, the reason and note so far, and the newest preview.</summary>
public sealed class MassDraft(GridAsk grid, GridSelection selection, int count, Money sum)
{
    /// <summary>What the grid knew of the rows' balances, so that it can go on with the selection.</summary>
    public IReadOnlyDictionary<long, long> Balances { get; init; } = new Dictionary<long, long>();

    /// <summary>What all matching rows came to, where all are selected.</summary>
    public GridTotal Total { get; init; }

    /// <summary>The filter, with a patient's text put back.</summary>
    public GridAsk Grid { get; } = grid with { Page = null };

    public GridSelection Selection { get; } = selection;

    /// <summary>Rows, as the grid counted them.</summary>
    public int Count { get; } = count;

    /// <summary>What they came to then.</summary>
    public Money Sum { get; } = sum;

    public string ReasonCode { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>Null until somebody looked.</summary>
    public MassPreview? Preview { get; set; }
}

/// <summary>Selections on their way from the grid to a run: the address carries a random key, ids and frozen rows stay here, for the same person, for as long as a session may last.</summary>
public sealed class MassDrafts(TimeProvider clock)
{
    /// <summary>A preview may hold 100,000 rows of 16 bytes: only the newest few of a person are kept.</summary>
    private const int MostOfOne = 3, KeyBytes = 12;
    private readonly ConcurrentDictionary<(int Tenant, Guid User), List<(string Key, MassDraft Draft, DateTimeOffset Until)>> _kept = new();

    /// <summary>Keeps a draft and answers its key.</summary>
    public string Keep(Actor actor, MassDraft draft)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var (kept, now) = (Of(actor), clock.GetUtcNow());
        lock (kept)
        {
            kept.RemoveAll(k => k.Until < now);
            if (kept.Count >= MostOfOne) kept.RemoveAt(0);
            var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
            kept.Add((key, draft, now + SessionRules.Longest));
            return key;
        }
    }

    /// <summary>The person's draft with this key; null when it is unknown, started or forgotten.</summary>
    public MassDraft? Find(Actor actor, string? key)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var kept = Of(actor);
        lock (kept) return kept.Find(k => string.Equals(k.Key, key, StringComparison.Ordinal) && k.Until >= clock.GetUtcNow()).Draft;
    }

    /// <summary>It was started.</summary>
    public void Drop(Actor actor, string? key)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var kept = Of(actor);
        lock (kept) kept.RemoveAll(k => string.Equals(k.Key, key, StringComparison.Ordinal));
    }

    private List<(string Key, MassDraft Draft, DateTimeOffset Until)> Of(Actor actor) => _kept.GetOrAdd((actor.TenantId, actor.UserId), _ => []);
}
