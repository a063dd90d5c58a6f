using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

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
    /// <summary>A claim that no remittance stands on, opened from a file or left by unposting: what was dealt with before gives way.</summary>
    Opened,
    Held,
    Unmatched,
    ForInformation,
    /// <summary>CLP02 = 22 that matched, for certain or for review.</summary>
    Reversal,
    /// <summary>It replaces what was taken back.</summary>
    Correction,
    /// <summary>It waits with an open case.</summary>
    JoinsCase,
    /// <summary>It speaks of what was not taken back: a new case.</summary>
    Surprise,
}

/// <summary>What becomes of a claim payment, and why, in words.</summary>
/// <param name="Report">What it was compared with, where it was.</param>
/// <param name="Concerned">The adjudications that it speaks of.</param>
internal sealed record PostingVerdict(PostingWay Way, ClaimPostingState? State = null, HoldWord? Hold = null, string Why = "", MatchReport? Report = null, IReadOnlyList<KnownAdjudication>? Concerned = null);

/// <summary>Decides what becomes of a claim payment. Pure: from the payment, the claims that it could belong to, and what this payer adjudicated before.</summary>
internal static class PostingRules
{
    private const string OpenedBefore = "It takes back an adjudication from before the claim was opened here from a file, so there is no ledger row to take back. The payment that corrects it replaces the opening balance when it posts; without one, file the claim as taken back by hand.";

    /// <param name="candidates">The tenant's claims with this CLP01.</param>
    /// <param name="known">This payer's adjudications for this payee that it could speak of.</param>
    /// <param name="isReleased">A person looked at what would hold it and said: post.</param>
    public static PostingVerdict Decide(ClaimPayment payment, IReadOnlyList<ClaimPostingState> candidates, Payer payer, bool isRepeated, bool createsUnknown,
        IReadOnlyList<KnownAdjudication>? known = null, bool isReleased = false)
    {
        if (!isReleased && HoldRules.ForClaim(payment) is { } hold) return Held(hold, hold.Explain().Sentence);
        if (isRepeated) return Held(HoldWord.RepeatedClaim, HoldWord.RepeatedClaim.Explain().Sentence);
        if (payment.IsPredetermination) return new PostingVerdict(PostingWay.ForInformation, Why: "A predetermination (CLP02 = 25): an estimate before treatment, never posted.");
        if (payment.Status is "23") return new PostingVerdict(PostingWay.ForInformation, Why: "Not this payer's claim; it was forwarded to another payer (CLP02 = 23).");

        var facts = AdjudicationFacts.Of(payment);
        if (payment.IsReversal) return Reversal(ReversalMatcher.Match(facts, known ?? []), candidates, payer);
        if (payment.Charge.Cents < 0) return Held(HoldWord.ReversalReview, "A negative charge without CLP02 = 22: it takes something back but doesn't say so.");
        var relation = CorrectionMatcher.Judge(facts, known ?? []);
        return relation.Relation switch
        {
            PaymentRelation.Correction => new PostingVerdict(PostingWay.Correction, Report: relation.Report, Concerned: relation.Concerned),
            PaymentRelation.JoinsCase => new PostingVerdict(PostingWay.JoinsCase, Report: relation.Report, Concerned: relation.Concerned),
            PaymentRelation.Surprise => new PostingVerdict(PostingWay.Surprise, Why: relation.Report!.Sentence, Report: relation.Report, Concerned: relation.Concerned),
            PaymentRelation.First => First(payment, candidates, payer, createsUnknown, known ?? [], isReleased),
        };
    }

    private static PostingVerdict First(ClaimPayment payment, IReadOnlyList<ClaimPostingState> candidates, Payer payer, bool createsUnknown, IReadOnlyList<KnownAdjudication> known, bool isReleased)
    {
        if (candidates.Where(c => c.IsOpened && IsSameDay(c, payment)).MaxBy(c => c.Claim.ChargeCents == payment.Charge.Cents) is { } opened) return Opened(opened, payment, isReleased);
        var own = candidates.Where(c => c.Payers.Contains(payer.Identifier) && (known.Count == 0 || known.Any(k => k.ClaimId == c.Claim.Id))).ToList();
        if (own.Find(c => IsSameVisit(c, payment, payer)) is { } split) return new PostingVerdict(PostingWay.MoreLines, split);
        if (candidates.FirstOrDefault(c => !c.Payers.Contains(payer.Identifier) && c.Claim.ChargeCents == payment.Charge.Cents && IsSameDay(c, payment)) is { } next) return NextPayer(next);
        return createsUnknown
            ? new PostingVerdict(PostingWay.NewClaim)
            : new PostingVerdict(PostingWay.Unmatched, Why: "No claim with this number is known here, and your organisation doesn't create claims from remittances.");
    }

    private static PostingVerdict Reversal(MatchReport report, IReadOnlyList<ClaimPostingState> candidates, Payer payer)
    {
        if (report.Confidence != MatchConfidence.Unmatched) return new PostingVerdict(PostingWay.Reversal, Why: report.Sentence, Report: report);
        if (candidates.Any(c => c is { IsOpened: true, OpeningCents: not null }))
            return new PostingVerdict(PostingWay.Unmatched, Why: OpenedBefore, Report: report with { Sentence = OpenedBefore });
        var others = candidates.Any(c => !c.Payers.Contains(payer.Identifier)) ? " Another payer's adjudication has this claim number; it is not touched." : "";
        return new PostingVerdict(PostingWay.Unmatched, Why: report.Sentence + others, Report: report with { Sentence = report.Sentence + others });
    }

    /// <summary>A larger charge is the claim's whole one, where the file had a part of its lines; a smaller one may be a part of it.</summary>
    private static PostingVerdict Opened(ClaimPostingState state, ClaimPayment payment, bool isReleased) =>
        state.WrittenOffCents > 0 ? Held(HoldWord.ReversalReview, "Money or an adjustment came on a claim with a live write-off: reopen the write-off first.")
        : payment.Charge.Cents < state.Claim.ChargeCents && !isReleased ? Held(HoldWord.ReversalReview, $"The claim is here with a charge of {state.Claim.Charge}; this payment is about {new Money(payment.Charge.Cents)} of it. Release it when it is the whole adjudication.")
        : new PostingVerdict(PostingWay.Opened, state);

    private static PostingVerdict NextPayer(ClaimPostingState state) => state.WrittenOffCents > 0
        ? Held(HoldWord.ReversalReview, "Money or an adjustment came on a claim with a live write-off: reopen the write-off first.")
        : new PostingVerdict(PostingWay.NextPayer, state);

    /// <summary>Offices that number patients, not visits, use one CLP01 for many claims: the dates and the member tell them apart.</summary>
    /// <remarks>The claim knows the member id of its first payer only; at another payer the same patient has another one.</remarks>
    private static bool IsSameVisit(ClaimPostingState state, ClaimPayment payment, Payer payer) => IsSameDay(state, payment)
        && (state.Claim.PayerId != payer.Id || string.Equals(state.Claim.MemberId, ClaimPoster.Cut(payment.MemberId, 80), StringComparison.OrdinalIgnoreCase));

    private static bool IsSameDay(ClaimPostingState state, ClaimPayment payment) =>
        state.Claim.ServiceFrom is null || ServiceDates.First(payment) is not { } first || state.Claim.ServiceFrom == first;

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
