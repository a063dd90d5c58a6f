using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Denials;

/// <summary>Filter texts that name a patient: the address carries the text encrypted for one person, which nobody else can read back.</summary>
/// <remarks>See docs/decisions/0007. It opens on every node and after a restart, for <see cref="Drafts.Lasts"/>; after that the page says that the text is forgotten.</remarks>
public sealed class PrivateFilters(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>What a key begins with in the address: no filter text does.</summary>
    public const char Mark = '@';

    /// <summary>So many are remembered a person, so that one text keeps one address.</summary>
    private const int MostOfOne = 200;
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
        try
        {
            // The clock is the product's: a text is forgotten as it is for everything else.
            var parts = Protector(actor).Unprotect(ask.Text[1..]).Split('\n', 2);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) >= clock.GetUtcNow().ToUnixTimeSeconds() ? ask with { Text = parts[1] } : null;
        }
        catch (Exception foreign) when (foreign is CryptographicException or FormatException)
        {
            return null;
        }
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
            var key = Protector(actor).Protect(string.Create(CultureInfo.InvariantCulture, $"{(now + Drafts.Lasts).ToUnixTimeSeconds()}\n{text}"));
            kept.Add(new Kept(key, text, now + SessionRules.Longest));
            return key;
        }
    }

    private IDataProtector Protector(Actor actor) => protection.CreateProtector("filter", actor.TenantId.ToString(CultureInfo.InvariantCulture), actor.UserId.ToString("N"));

    private List<Kept> Of(Actor actor) => _kept.GetOrAdd((actor.TenantId, actor.UserId), _ => []);

    private sealed record Kept(string Key, string Text, DateTimeOffset Until);
}
