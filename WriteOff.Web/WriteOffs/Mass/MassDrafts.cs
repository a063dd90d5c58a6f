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

/// <summary>Selections on their way from the grid to a run: the address carries a random key, ids stay on the server, for the same person. The newest previews are kept in memory; what was chosen and typed is a draft and survives a restart.</summary>
public sealed class MassDrafts(DraftStore store, TimeProvider clock)
{
    /// <summary>A preview may hold 100,000 rows of 16 bytes: only the newest few of a person are kept.</summary>
    private const int MostOfOne = 3, KeyBytes = 12;
    private readonly ConcurrentDictionary<(int Tenant, Guid User), List<(string Key, MassDraft Draft, DateTimeOffset Until)>> _kept = new();

    /// <summary>Keeps a draft and answers its key.</summary>
    public async Task<string> Keep(Actor actor, MassDraft draft)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
        Remember(actor, key, draft);
        await Save(actor, key, draft);
        return key;
    }

    /// <summary>Keeps what was chosen and typed since.</summary>
    public Task Save(Actor actor, string key, MassDraft draft) => store.Save(actor, NameOf(key), StoredMassDraft.Of(draft));

    /// <summary>The person's draft with this key; null when it is unknown, started or forgotten.</summary>
    public async Task<MassDraft?> Find(Actor actor, string? key)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (key is null || !key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || key.Length is 0 or > 40) return null;
        var kept = Of(actor);
        lock (kept)
        {
            if (kept.Find(k => string.Equals(k.Key, key, StringComparison.Ordinal) && k.Until >= clock.GetUtcNow()).Draft is { } found) return found;
        }

        if ((await store.Read<StoredMassDraft>(actor, NameOf(key)))?.ToDraft() is not { } draft) return null;
        Remember(actor, key, draft);
        return draft;
    }

    /// <summary>It was started.</summary>
    public async Task Drop(Actor actor, string key)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var kept = Of(actor);
        lock (kept) kept.RemoveAll(k => string.Equals(k.Key, key, StringComparison.Ordinal));
        await store.Drop(actor, NameOf(key));
    }

    internal static string NameOf(string key) => $"mass/{key}";

    private void Remember(Actor actor, string key, MassDraft draft)
    {
        var (kept, now) = (Of(actor), clock.GetUtcNow());
        lock (kept)
        {
            kept.RemoveAll(k => k.Until < now);
            if (kept.Count >= MostOfOne) kept.RemoveAt(0);
            kept.Add((key, draft, now + SessionRules.Longest));
        }
    }

    private List<(string Key, MassDraft Draft, DateTimeOffset Until)> Of(Actor actor) => _kept.GetOrAdd((actor.TenantId, actor.UserId), _ => []);
}

/// <summary>The stored form of a draft: without its preview, which is looked up again.</summary>
internal sealed record StoredMassDraft(GridAsk Grid, bool IsAll, long[] Ids, long[] BalanceIds, long[] Balances, int Count, long SumCents, int TotalCount, long TotalCents, string ReasonCode, string Note)
{
    public static StoredMassDraft Of(MassDraft draft) => new(
        draft.Grid, draft.Selection.IsAll, [.. draft.Selection.Ids], [.. draft.Balances.Keys], [.. draft.Balances.Values], draft.Count, draft.Sum.Cents, draft.Total.Count, draft.Total.BalanceCents, draft.ReasonCode, draft.Note);

    public MassDraft ToDraft() => new(Grid, new GridSelection(IsAll, Ids.ToHashSet()), Count, new Money(SumCents))
    {
        Balances = BalanceIds.Zip(Balances).ToDictionary(), Total = new GridTotal(TotalCount, TotalCents), ReasonCode = ReasonCode, Note = Note,
    };
}
