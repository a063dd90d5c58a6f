using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.Resubmissions;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A ledger row of the claim as planning sees it.</summary>
/// <param name="Id">The row's key; negative: planned, not written yet.</param>
/// <param name="PaymentId">The claim payment it came from.</param>
/// <param name="IsUndone">A later row takes it back.</param>
public sealed record LedgerFacts(long Id, ApplicationType Type, long Cents, long? DenialId, long? LineId, long? PaymentId, string Group, string Code, bool IsUndo, bool IsUndone);

/// <summary>A denial of the claim as planning sees it.</summary>
/// <param name="PaymentId">The claim payment that made it.</param>
/// <param name="DecidedOn">The payer's latest day for it.</param>
/// <param name="RepeatedBy">Claim payments that denied the same again: it stands on each of them, too.</param>
public sealed record DenialSnapshot(long Id, DenialStatus Status, Resolution? Resolution, long BalanceCents, long? LineId, long? PaymentId, string Group, string Carc, long WrittenOffCents,
    DateOnly? DecidedOn = null, IReadOnlyList<long>? RepeatedBy = null);

/// <summary>A claim payment to post in place of what was taken back, or to take it back.</summary>
/// <param name="ReversesId">The adjudication it takes back: set on a reversal, and on a correction that a person matched although no reversal came.</param>
/// <param name="Plan">What it posts; null: a reversal posts nothing of its own.</param>
/// <param name="LineIds">Our line for each of its lines; null: new to us.</param>
/// <param name="IsNextPayer">Another payer adjudicated the claim before, or it was opened from a file: what this one posts settles that one's denials, and returns the patient's share.</param>
/// <param name="SentAgain">It decides lines anew that its payer denied before; null: it doesn't.</param>
public sealed record PaymentToPost(long Id, long? ReversesId, PostingPlan? Plan, IReadOnlyList<long?> LineIds, long ChargeCents, bool IsNextPayer, Resubmission? SentAgain = null);

/// <summary>An adjudication's charge and what took it back, so that corrections know what they replace.</summary>
/// <param name="IsResubmission">It decided lines anew, so rows of its own give back what stood on them.</param>
public sealed record ChargeFacts(long PaymentId, long ChargeCents, long? ReversedById, long? CorrectsId, bool IsResubmission = false);

/// <summary>Everything that planning asks about one claim.</summary>
/// <param name="Payments">In the order in which they post.</param>
public sealed record ReopenFacts(
    long ChargeCents, long BalanceCents, IReadOnlyList<LedgerFacts> Rows, IReadOnlyList<DenialSnapshot> Denials, IReadOnlyList<ChargeFacts> Adjudications, IReadOnlyList<PaymentToPost> Payments);
