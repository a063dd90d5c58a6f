using System.Security.Cryptography;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>Which column of a file holds which field. Pure.</summary>
/// <param name="Places">Index of the column, from 0; a field that isn't there isn't in the file.</param>
public sealed record OpeningColumns(IReadOnlyDictionary<OpeningField, int> Places)
{
    /// <summary>Guesses from the header: the likeliest header of each field wins, and a column serves one field.</summary>
    public static OpeningColumns Guess(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var names = header.Select(Plain).ToList();
        Dictionary<OpeningField, int> places = [];
        // "Claim" alone must not take the column that "patient account number" is the better word for: first words of all fields, then second ones.
        var longest = OpeningFields.All.Max(f => f.Headers().Length);
        for (var rank = 0; rank < longest; rank++)
        {
            foreach (var field in OpeningFields.All)
            {
                if (places.ContainsKey(field) || field.Headers().ElementAtOrDefault(rank) is not { } word) continue;
                var at = names.FindIndex(n => string.Equals(n, word, StringComparison.Ordinal));
                if (at >= 0 && !places.ContainsValue(at)) places[field] = at;
            }
        }

        return new OpeningColumns(places);
    }

    /// <summary>Reads what <see cref="ToStored"/> wrote, for a header of the same names.</summary>
    public static OpeningColumns FromStored(string stored, IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var names = header.Select(Plain).ToList();
        Dictionary<OpeningField, int> places = [];
        foreach (var line in stored.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('=', 2);
            if (Enum.TryParse<OpeningField>(parts[0], out var field) && names.IndexOf(parts[1]) is >= 0 and var at) places[field] = at;
        }

        return new OpeningColumns(places);
    }

    /// <summary>The map by the columns' names, so that it holds for the next export too.</summary>
    public string ToStored(IReadOnlyList<string> header) => string.Join('\n', Places.OrderBy(p => p.Key).Select(p => $"{p.Key}={Plain(header[p.Value])}"));

    /// <summary>The same map for files with the same columns, whatever their order.</summary>
    public static string KeyOf(IReadOnlyList<string> header) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', header.Select(Plain).Order(StringComparer.Ordinal)))));

    /// <summary>The same map with one field elsewhere, or nowhere.</summary>
    public OpeningColumns With(OpeningField field, int? at)
    {
        var places = Places.Where(p => p.Key != field && p.Value != at).ToDictionary(p => p.Key, p => p.Value);
        if (at is { } column) places[field] = column;
        return new OpeningColumns(places);
    }

    /// <summary>Why the file can't be read by this map; null: it can.</summary>
    public Refusal? Refuse(IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(header);
        var twice = header.Select((name, at) => (Name: Plain(name), Shown: name, At: at + 1)).Where(h => h.Name.Length > 0).GroupBy(h => h.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            return new Refusal("HeaderTwice", $"The header “{twice.First().Shown.Trim()}” is there twice, in columns {string.Join(" and ", twice.Select(h => h.At))}.", "Rename or remove one of them and choose the file again.", "file");
        var missing = OpeningFields.All.Where(f => f.IsNeeded() && !Places.ContainsKey(f)).ToList();
        if (missing.Contains(OpeningField.PayerName) && Places.ContainsKey(OpeningField.PayerId)) missing.Remove(OpeningField.PayerName);
        if (missing.Count > 0)
            return new Refusal("ColumnMissing", $"No column is chosen for {string.Join(" and ", missing.Select(f => f.Label().ToLowerInvariant()))}.", "Choose the column that holds it.", missing[0].ToString());
        if (Places.ContainsKey(OpeningField.DenialCode) && !Places.ContainsKey(OpeningField.DeniedOn))
            return new Refusal("ColumnMissing", "Denials need the day on which the payer denied them.", "Choose the column for “Denied on”, or none for the denial code.", nameof(OpeningField.DeniedOn));
        return null;
    }

    /// <summary>A header without case, blanks and signs: <c>Claim #</c> and <c>claim</c> are one.</summary>
    public static string Plain(string header) => string.Concat((header ?? "").Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
