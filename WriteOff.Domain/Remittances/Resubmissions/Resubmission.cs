using WriteOff.Domain.Remittances.Reversals;

namespace WriteOff.Domain.Remittances.Resubmissions;

/// <summary>What a claim payment that was sent again decides anew: one line, or the whole of what was adjudicated before.</summary>
/// <param name="Lines">Indexes of the payment's lines; −1: the claim as a whole.</param>
/// <param name="LineIds">Our lines.</param>
/// <param name="WholeOf">Earlier adjudications of which it also takes the rows and denials that name no line; empty for one line alone.</param>
public sealed record ResubmittedPart(IReadOnlySet<int> Lines, IReadOnlySet<long> LineIds, IReadOnlySet<long> WholeOf)
{
    /// <summary>A row or denial of this line, or of none, belongs to it.</summary>
    public bool Holds(long? lineId, long? paymentId) => lineId is { } line ? LineIds.Contains(line) : paymentId is { } payment && WholeOf.Contains(payment);
}

/// <summary>A claim payment that speaks of lines which the same payer adjudicated before and did not take back, ready to post.</summary>
/// <param name="Own">All adjudications of this payer on the claim: only their rows give way.</param>
/// <param name="Parts">What it decides anew; no part overlaps another.</param>
public sealed record Resubmission(IReadOnlySet<long> Own, IReadOnlyList<ResubmittedPart> Parts);

/// <summary>Whether a claim payment posts at once as one that was sent again.</summary>
/// <param name="Posts">Null: a person looks at it.</param>
/// <param name="Why">In words, either way.</param>
public sealed record ResubmissionVerdict(Resubmission? Posts, string Why);

/// <summary>What judging asks.</summary>
/// <param name="Status">CLP02.</param>
/// <param name="Payment">The payment, ready to post.</param>
/// <param name="ChargesAgree">Each of its lines is billed as before.</param>
/// <param name="DecidedOn">The payer's day of this adjudication.</param>
/// <param name="Concerned">Live adjudications of this payer that it speaks of, oldest first.</param>
/// <param name="Own">All adjudications of this payer on the claim.</param>
/// <param name="Claim">The claim as it stands.</param>
public sealed record ResubmissionFacts(
    string Status, PaymentToPost Payment, bool ChargesAgree, DateOnly DecidedOn, IReadOnlyList<KnownAdjudication> Concerned, IReadOnlySet<long> Own, ReopenFacts Claim);
