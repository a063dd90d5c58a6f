using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances;

/// <summary>Which remittances the inbox lists.</summary>
/// <param name="IsAll">All; else only those that need work: held, or with claim payments that are flagged, held or unmatched.</param>
/// <param name="Before">Only those with a smaller key; null: from the newest.</param>
public sealed record InboxAsk(bool IsAll = false, long? Before = null)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;
}

/// <summary>A remittance as the inbox lists it.</summary>
/// <param name="FlaggedCount">Claim payments that wait with a reversal flag; counted in <paramref name="HeldCount"/> too.</param>
/// <param name="FirstPostedAt">For a duplicate: when the same payment was first taken.</param>
public sealed record InboxRow(
    long Id, string FileName, DateTimeOffset ReceivedAt, string PayerName, string Trace, Money? Amount, DateOnly? PaidOn, RemittanceStatus Status, string HoldWord, string Why,
    int ClaimCount, int PostedCount, int DenialCount, int HeldCount, int UnmatchedCount, int FlaggedCount, long? FirstPostedId, DateTimeOffset? FirstPostedAt)
{
    /// <summary>Held claim payments without a flag.</summary>
    public int PlainHeldCount => HeldCount - FlaggedCount;

    /// <summary>How many things wait for a person.</summary>
    public int ToDo => Status is RemittanceStatus.Held or RemittanceStatus.Posting ? 1 : HeldCount + UnmatchedCount;
}

/// <summary>A page of the inbox.</summary>
/// <param name="Next">Where the next, older page begins; null: there is none.</param>
public sealed record InboxPage(IReadOnlyList<InboxRow> Rows, long? Next);

/// <summary>Something the reader noticed, for the page.</summary>
/// <param name="Severity">1 information, 2 warning, 3 error.</param>
public sealed record FindingView(int Severity, long Segment, string Code, string What, string ToDo);

/// <summary>One remittance with what the reader noticed.</summary>
/// <param name="Step">For a held one: what to do.</param>
/// <param name="Release">Null: it may be released; else why not.</param>
/// <param name="Reject">Null: it may be rejected; else why not.</param>
public sealed record InboxRemittance(InboxRow Row, string PayerIdentifier, string PayeeName, string PayeeIdentifier, string ReceivedByName, string Step, IReadOnlyList<FindingView> Findings, Refusal? Release = null, Refusal? Reject = null, Money Unexplained = default);

/// <summary>A claim payment as its remittance lists it.</summary>
/// <param name="DenialId">The denial that it made or is flagged on; null: none.</param>
/// <param name="DenialCount">Denials it made.</param>
public sealed record InboxPayment(
    long Id, int Number, string ClaimNumber, string PatientName, string StatusCode, Money? Charge, Money? Paid, ClaimPaymentOutcome Outcome, string HoldWord, string Why,
    long? ClaimId, long? CaseId, long? DenialId, int DenialCount, Money Denied)
{
    /// <summary>It waits with a reversal flag.</summary>
    public bool IsFlagged => CaseId is not null && Outcome == ClaimPaymentOutcome.Held;

    /// <summary>It waits for a person.</summary>
    public bool IsWaiting => Outcome is ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched;
}

/// <summary>A page of a remittance's claim payments.</summary>
/// <param name="Next">The number after which the next page begins; null: there is none.</param>
public sealed record InboxPayments(IReadOnlyList<InboxPayment> Rows, int? Next);

/// <summary>One claim payment whole.</summary>
/// <param name="Match">What it was compared with; null: with nothing.</param>
/// <param name="Release">Null: it may be released; else why not.</param>
/// <param name="Reject">Null: it may be rejected; else why not.</param>
/// <param name="DecidedByName">Who released, rejected or matched it; empty: nobody.</param>
public sealed record InboxPaymentView(
    InboxPayment Payment, long RemittanceId, string PayerControlNumber, string MemberId, string Step, IReadOnlyList<SegmentView> Segments, MatchReport? Match,
    Refusal? Release, Refusal? Reject, string Note, string DecidedByName, DateTimeOffset? DecidedAt, IReadOnlyList<FlaggedDenial> Flagged);
