using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances;

/// <summary>What became of a file.</summary>
/// <param name="FirstReceivedAt">Set when the same bytes were taken before: nothing was posted now, and the remittances are told as they stand.</param>
/// <param name="Findings">What the reader noticed about the file itself.</param>
public sealed record FileReceipt(long FileId, string Name, DateTimeOffset? FirstReceivedAt, IReadOnlyList<RemittanceReceipt> Remittances, IReadOnlyList<Finding> Findings)
{
    /// <summary>The same bytes were taken before.</summary>
    public bool IsDuplicate => FirstReceivedAt is not null;
}

/// <summary>What became of one transaction of a file.</summary>
/// <param name="FirstPostedAt">For a duplicate: when it was first posted.</param>
public sealed record RemittanceReceipt(
    long RemittanceId, int Number, string PayerName, string Trace, RemittanceStatus Status, string HoldWord, string Why,
    int ClaimCount, int PostedCount, int DenialCount, int HeldCount, int UnmatchedCount, DateTimeOffset? FirstPostedAt);
