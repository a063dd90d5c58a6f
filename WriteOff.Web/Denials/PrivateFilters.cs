using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Denials;

/// <summary>Filter texts that name a patient: the address carries a random key instead of the text, which only the same person's session can read back.</summary>
/// <remarks>See docs/decisions/0007. Held in memory for as long as a session may last; after a restart the page says that the text is forgotten.</remarks>
public sealed class PrivateFilters(TimeProvider clock)
{
    /// <summary>What a key begins with in the address: no filter text does.</summary>
    public const char Mark = '@';

    private const int MostOfOne = 200, KeyBytes = 12;
    private readonly ConcurrentDictionary<(int Tenant, Guid User), List<Kept>> _kept = new();

    /// <summary>The text as it may stand in an address: itself, or a key where it names a patient.</summary>
    public string ForAddress(Actor actor, string text)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(text);
        return NamesPatient(text) ? Mark + Keep(actor, text) : text;
    }

    /// <summary>The ask with the text that its address stands for; null when a key is unknown or forgotten.</summary>
    public GridAsk? Resolve(Actor actor, GridAsk ask)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(ask);
        if (!ask.Text.StartsWith(Mark)) return ask;
        var kept = Of(actor);
        lock (kept) return kept.Find(k => string.Equals(k.Key, ask.Text[1..], StringComparison.Ordinal)) is { } found ? ask with { Text = found.Text } : null;
    }

    /// <summary>True when the text asks for a patient, also one that can't be read to its end.</summary>
    public static bool NamesPatient(string text)
    {
        var reading = FilterLanguage.Read(text);
        return reading.Filter?.Fields.Contains(FilterField.Patient) ?? text.Contains("patient", StringComparison.OrdinalIgnoreCase);
    }

    private string Keep(Actor actor, string text)
    {
        var (kept, now) = (Of(actor), clock.GetUtcNow());
        lock (kept)
        {
            kept.RemoveAll(k => k.Until < now);
            if (kept.Find(k => string.Equals(k.Text, text, StringComparison.Ordinal)) is { } same) return same.Key;
            if (kept.Count >= MostOfOne) kept.RemoveAt(0);
            var key = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(KeyBytes));
            kept.Add(new Kept(key, text, now + SessionRules.Longest));
            return key;
        }
    }

    private List<Kept> Of(Actor actor) => _kept.GetOrAdd((actor.TenantId, actor.UserId), _ => []);

    private sealed record Kept(string Key, string Text, DateTimeOffset Until);
}
