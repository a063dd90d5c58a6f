using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>How a claim payment is posted.</summary>
internal enum PostingWay
{
    /// <summary>The claim is not known: made from the payment.</summary>
    NewClaim = 1,
    /// <summary>More lines of a known claim, from the same payer (a split claim).</summary>
    MoreLines,
    /// <summary>A known claim, adjudicated by another payer than before.</summary>
    NextPayer,
    Held,
    Unmatched,
    ForInformation,
}

/// <summary>What becomes of a claim payment, and why, in words.</summary>
internal sealed record PostingVerdict(PostingWay Way, ClaimFile? File = null, HoldWord? Hold = null, string Why = "");

/// <summary>Decides what becomes of a claim payment. Pure: from the payment and the claims that it could belong to.</summary>
internal static class PostingRules
{
    /// <param name="candidates">The tenant's claims with this CLP01.</param>
    public static PostingVerdict Decide(ClaimPayment payment, IReadOnlyList<ClaimFile> candidates, Payer payer, bool isRepeated, bool createsUnknown)
    {
        if (HoldRules.ForClaim(payment) is { } hold) return Held(hold, hold.Explain().Sentence);
        if (isRepeated) return Held(HoldWord.RepeatedClaim, HoldWord.RepeatedClaim.Explain().Sentence);
        if (payment.IsPredetermination) return new PostingVerdict(PostingWay.ForInformation, Why: "A predetermination (CLP02 = 25): an estimate before treatment, never posted.");
        if (payment.Status is "23") return new PostingVerdict(PostingWay.ForInformation, Why: "Not this payer's claim; it was forwarded to another payer (CLP02 = 23).");

        var own = candidates.Where(c => c.Payers.Contains(payer.Identifier)).ToList();
        if (payment.IsReversal) return Reversal(own);
        if (payment.Charge.Cents < 0) return Held(HoldWord.ReversalReview, "A negative charge without CLP02 = 22: it takes something back but doesn't say so.");
        if (own.Find(c => Overlaps(c, payment, payer)) is not null)
            return Held(HoldWord.ReversalReview, "This payer already adjudicated these lines and has not taken it back: a correction without its reversal, or a payment sent twice.");
        if (own.Find(c => IsSameVisit(c, payment, payer)) is { } split) return new PostingVerdict(PostingWay.MoreLines, split);
        if (candidates.FirstOrDefault(c => !c.Payers.Contains(payer.Identifier) && c.Claim.ChargeCents == payment.Charge.Cents && IsSameDay(c, payment)) is { } next) return NextPayer(next);
        return createsUnknown
            ? new PostingVerdict(PostingWay.NewClaim)
            : new PostingVerdict(PostingWay.Unmatched, Why: "No claim with this number is known here, and your organisation doesn't create claims from remittances.");
    }

    private static PostingVerdict Reversal(List<ClaimFile> own) => own.Count == 0
        ? new PostingVerdict(PostingWay.Unmatched, Why: "A reversal (CLP02 = 22) for a claim that this payer never adjudicated here; a reversal never creates a claim.")
        : Held(HoldWord.ReversalReview, "A reversal (CLP02 = 22) of an earlier adjudication: compare it with the original.");

    private static PostingVerdict NextPayer(ClaimFile file) => file.WrittenOffCents > 0
        ? Held(HoldWord.ReversalReview, "Money or an adjustment came on a claim with a live write-off: reopen the write-off first.")
        : new PostingVerdict(PostingWay.NextPayer, file);

    /// <summary>The payment speaks of a line that is already adjudicated, or one of the two names no lines.</summary>
    private static bool Overlaps(ClaimFile file, ClaimPayment payment, Payer payer) => IsSameVisit(file, payment, payer)
        && (payment.Lines.IsEmpty || file.Lines.Count == 0 || file.Match(payment).Any(line => line is not null));

    /// <summary>Offices that number patients, not visits, use one CLP01 for many claims: the dates and the member tell them apart.</summary>
    /// <remarks>The claim knows the member id of its first payer only; at another payer the same patient has another one.</remarks>
    private static bool IsSameVisit(ClaimFile file, ClaimPayment payment, Payer payer) => IsSameDay(file, payment)
        && (file.Claim.PayerId != payer.Id || string.Equals(file.Claim.MemberId, ClaimPoster.Cut(payment.MemberId, 80), StringComparison.OrdinalIgnoreCase));

    private static bool IsSameDay(ClaimFile file, ClaimPayment payment) =>
        file.Claim.ServiceFrom is null || ServiceDates.First(payment) is not { } first || file.Claim.ServiceFrom == first;

    private static PostingVerdict Held(HoldWord word, string why) => new(PostingWay.Held, Hold: word, Why: why);
}

/// <summary>First and last day of service of a claim payment: the claim's DTM*232/233, else its lines'.</summary>
internal static class ServiceDates
{
    public static DateOnly? First(ClaimPayment payment) => Of(payment, "232") ?? Lines(payment).Min();

    public static DateOnly? Last(ClaimPayment payment) => Of(payment, "233") ?? Lines(payment).Max() ?? First(payment);

    private static DateOnly? Of(ClaimPayment payment, string qualifier) => PostingDates.Read(payment.FirstOf(payment.Dates, qualifier));

    private static List<DateOnly?> Lines(ClaimPayment payment)
    {
        List<DateOnly?> days = [];
        foreach (var line in payment.Lines) days.Add(PostingDates.Read(line.ServiceDate));
        return days;
    }
}
