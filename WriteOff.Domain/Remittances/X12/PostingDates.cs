using System.Globalization;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>A date chosen for the denials of a transaction.</summary>
/// <param name="Date">The day.</param>
/// <param name="Source">Where it is from: DTM405, BPR16, GS04 or TODAY.</param>
/// <param name="Findings">Dates passed over because they cannot be.</param>
public sealed record PostingDate(DateOnly Date, string Source, IReadOnlyList<Finding> Findings);

/// <summary>Dates as X12 writes them, and which of a transaction's counts.</summary>
public static class PostingDates
{
    private static readonly DateOnly Earliest = new(1990, 1, 1);

    /// <summary>CCYYMMDD; null for anything else.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>The denial date: DTM*405, else BPR16, else GS04, else today. An impossible or future one is a finding and the next counts.</summary>
    public static PostingDate Choose(RemittanceTransaction transaction, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        List<Finding> findings = [];
        foreach (var (source, text) in new[] { ("DTM405", transaction.ProductionDate), ("BPR16", transaction.PaymentDate), ("GS04", transaction.Group.Date) })
        {
            if (text.Length == 0) continue;
            if (Read(text) is { } date && date >= Earliest && date <= today) return new(date, source, findings);
            findings.Add(FindingWords.BadDate(source));
        }
        return new(today, "TODAY", findings);
    }
}
