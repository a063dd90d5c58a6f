using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances;

/// <summary>A line of a claim payment as people read it: the segment, its code, what it says, its amount.</summary>
/// <param name="Code">Group and CARC, or empty.</param>
public sealed record SegmentView(string Segment, string Code, string Words, Money? Amount);

/// <summary>Puts the segments of a claim payment into words.</summary>
public static class SegmentWords
{
    /// <summary>The lines that explain the money: CLP, SVC, each CAS triple, and remark codes.</summary>
    /// <param name="texts">The codes in words, as the tenant sees them.</param>
    public static IReadOnlyList<SegmentView> Explain(string segments, string delimiters, CodeTexts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(segments);
        ArgumentNullException.ThrowIfNull(delimiters);
        if (delimiters.Length != 4) return [];
        List<SegmentView> lines = [];
        foreach (var raw in segments.Split(delimiters[3]))
        {
            var segment = raw.Trim();
            var elements = segment.Split(delimiters[0]);
            lines.AddRange(elements[0] switch
            {
                "CLP" => [new SegmentView(segment, "", ClaimStatus(At(elements, 2)), Read(At(elements, 4)))],
                "SVC" => [new SegmentView(segment, "", Service(elements), Read(At(elements, 3)))],
                "CAS" => Adjustments(segment, elements, delimiters[0], texts),
                "MOA" or "MIA" => Remarks(segment, elements, places: elements[0] is "MOA" ? [3, 4, 5, 6, 7] : [5, 20, 21, 22, 23], texts),
                "LQ" => [new SegmentView(segment, At(elements, 2).ToUpperInvariant(), texts.Rarc(At(elements, 2).ToUpperInvariant()), null)],
                _ => [],
            });
        }

        return lines;
    }

    /// <summary>The texts of the codes in these claim payments: the tenant's licensed ones where it imported them, else ours.</summary>
    internal static async Task<CodeTexts> TextsFor(WorkbenchDb db, IEnumerable<RemittanceClaim> payments, CancellationToken cancellationToken)
    {
        var codes = payments.SelectMany(p => Explain(p.Segments, p.Delimiters, CodeTexts.Shipped)).Select(line => line.Code[(line.Code.IndexOf('-', StringComparison.Ordinal) + 1)..])
            .Where(code => code.Length is > 0 and <= 10).Distinct(StringComparer.Ordinal).ToList();
        var licensed = await db.Set<CodeWords>().AsNoTracking().Where(w => codes.Contains(w.Code)).ToListAsync(cancellationToken);
        return licensed.Count == 0 ? CodeTexts.Shipped : new CodeTexts(licensed.ToDictionary(w => (w.Kind, w.Code), w => w.Words));
    }

    private static string Service(string[] elements) => (Read(At(elements, 2)), Read(At(elements, 3))) switch
    {
        ({ } charge, { Cents: 0 }) => $"Billed {charge}, paid nothing",
        ({ } charge, { } paid) => $"Billed {charge}, paid {paid}",
        _ => "A service line with an amount that can't be read",
    };

    private static IEnumerable<SegmentView> Adjustments(string segment, string[] elements, char separator, CodeTexts texts)
    {
        var group = At(elements, 1).ToUpperInvariant();
        for (var n = 2; n < elements.Length; n += 3)
        {
            var code = At(elements, n).TrimStart('0').ToUpperInvariant();
            if (code.Length == 0 && At(elements, n + 1).Length == 0) continue;
            var shown = elements.Length <= 5 ? segment : string.Join(separator, ["CAS", group, At(elements, n), At(elements, n + 1)]);
            yield return new SegmentView(shown, $"{group}-{code}", texts.Carc(code), Read(At(elements, n + 1)));
        }
    }

    private static IEnumerable<SegmentView> Remarks(string segment, string[] elements, int[] places, CodeTexts texts)
    {
        foreach (var n in places)
            if (At(elements, n) is { Length: > 0 } code && !char.IsAsciiDigit(code[0])) yield return new SegmentView(segment, code.ToUpperInvariant(), texts.Rarc(code.ToUpperInvariant()), null);
    }

    private static string ClaimStatus(string code) => code.TrimStart('0') switch
    {
        "1" => "Processed as primary",
        "2" => "Processed as secondary",
        "3" => "Processed as tertiary",
        "4" => "Denied",
        "19" => "Processed as primary, forwarded to another payer",
        "20" => "Processed as secondary, forwarded to another payer",
        "21" => "Processed as tertiary, forwarded to another payer",
        "22" => "Reversal of an earlier payment",
        "23" => "Not this payer's claim, forwarded",
        "25" => "Predetermination, no payment",
        var other => $"Claim status {other}",
    };

    private static string At(string[] elements, int index) => index < elements.Length ? elements[index].Trim() : "";

    private static Money? Read(string text) => Amount.Read(System.Text.Encoding.Latin1.GetBytes(text)) is { IsSound: true } amount ? new Money(amount.Cents) : null;
}
