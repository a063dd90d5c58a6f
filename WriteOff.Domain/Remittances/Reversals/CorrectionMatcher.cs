namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>What an ordinary claim payment (not a reversal) is to what this payer adjudicated before.</summary>
public enum PaymentRelation
{
    /// <summary>It speaks of nothing that was adjudicated: a first payment, or more lines.</summary>
    First = 1,
    /// <summary>It replaces an adjudication that was taken back.</summary>
    Correction,
    /// <summary>It belongs to an open case.</summary>
    JoinsCase,
    /// <summary>It speaks of an adjudication that nobody took back: for a person.</summary>
    Surprise,
}

/// <summary>How a claim payment stands to earlier ones.</summary>
/// <param name="Concerned">The adjudications it speaks of.</param>
public sealed record CorrectionVerdict(PaymentRelation Relation, IReadOnlyList<KnownAdjudication> Concerned, MatchReport? Report)
{
    /// <summary>It speaks of nothing known.</summary>
    public static CorrectionVerdict First { get; } = new(PaymentRelation.First, [], null);
}

/// <summary>Tells first payments, corrections and surprises apart. Pure.</summary>
public static class CorrectionMatcher
{
    /// <param name="known">This payer's adjudications for this payee that could be meant.</param>
    public static CorrectionVerdict Judge(AdjudicationFacts payment, IReadOnlyList<KnownAdjudication> known)
    {
        ArgumentNullException.ThrowIfNull(payment);
        ArgumentNullException.ThrowIfNull(known);
        var same = known.Where(k => k.Facts.HasNumberOf(payment)).ToList();
        var concerned = same.Where(k => Concerns(payment, k, same)).ToList();
        if (concerned.Find(k => k.CaseId is not null && (k.IsBeingReversed || k.IsHeld || k.ReversedById is null)) is { } waiting)
            return new CorrectionVerdict(PaymentRelation.JoinsCase, [waiting], Joins(payment, waiting, concerned));
        if (concerned.Find(k => k.IsLive) is { } live)
            return Surprise([.. concerned.Where(k => k.IsLive)], payment, live, "This payer already adjudicated these lines and has not taken it back: a correction without its reversal, or a payment sent twice.");
        if (concerned.Count > 0) return new CorrectionVerdict(PaymentRelation.Correction, [concerned[^1]], null);
        return same.Count > 0 ? CorrectionVerdict.First : Near(payment, known);
    }

    /// <summary>No claim has this number: one that was retyped, or that the payer names by its own number, is looked at by a person.</summary>
    private static CorrectionVerdict Near(AdjudicationFacts payment, IReadOnlyList<KnownAdjudication> known)
    {
        var near = known.Where(k => k.Facts.ChargeCents == payment.ChargeCents && (IsReformatted(payment, k.Facts) || IsNamed(payment, k.Facts))).ToList();
        if (near.Find(k => k.CaseId is not null) is { } waiting)
            return new CorrectionVerdict(PaymentRelation.JoinsCase, [waiting], Compare(MatchConfidence.Review, payment, waiting, "The claim number is written differently; it belongs to a case that waits."));
        if (near.Count == 0) return CorrectionVerdict.First;
        var best = near.Find(k => k.IsLive) ?? near[^1];
        return Surprise([best], payment, best, "No claim has this number, but it is nearly that of one that this payer adjudicated: the same charge, and the same days or the payer's own number.");
    }

    private static CorrectionVerdict Surprise(IReadOnlyList<KnownAdjudication> concerned, AdjudicationFacts payment, KnownAdjudication best, string sentence) =>
        new(PaymentRelation.Surprise, concerned, Compare(MatchConfidence.Review, payment, best, sentence));

    /// <summary>A second correction of the same lines makes even a certain case one for a person.</summary>
    private static MatchReport? Joins(AdjudicationFacts payment, KnownAdjudication waiting, List<KnownAdjudication> concerned) =>
        concerned.Find(k => k.IsHeld && k.IsLive && Overlaps(payment, k.Facts)) is { } twice
            ? Compare(MatchConfidence.Review, payment, twice, "Two payments for the same lines wait, and none of them was taken back.")
            : waiting.IsBeingReversed ? null
            : Compare(MatchConfidence.Review, payment, waiting, "It speaks of lines that a case already asks about.");

    private static bool Concerns(AdjudicationFacts payment, KnownAdjudication known, List<KnownAdjudication> same)
    {
        // The payer's number of another visit's adjudication that stands isn't enough: some send one number for many.
        var isNamed = payment.Names(known.Facts) && (!known.IsLive || Comparison.DatesAgree(payment, known.Facts));
        if (!isNamed && !IsSameVisit(payment, known.Facts)) return false;
        if (payment.Lines.Count == 0 || known.Facts.Lines.Count == 0) return isNamed || !same.Exists(k => payment.Names(k.Facts));
        return Overlaps(payment, known.Facts) || IsRetyped(payment, known) || (payment.ChargeCents == known.Facts.ChargeCents && (isNamed || !known.IsLive));
    }

    /// <summary>The whole of it sent again with other modifiers: taken for more lines of a split claim it would count twice.</summary>
    private static bool IsRetyped(AdjudicationFacts payment, KnownAdjudication known) =>
        known.IsLive && payment.ChargeCents == known.Facts.ChargeCents && payment.Lines.Count == known.Facts.Lines.Count
        && payment.Lines.All(line => known.Facts.Lines.Any(o => o.IsNearlySame(line)));

    private static bool Overlaps(AdjudicationFacts one, AdjudicationFacts other) =>
        one.Lines.Count == 0 || other.Lines.Count == 0 || one.Lines.Any(line => other.Lines.Any(o => o.IsSame(line)));

    /// <summary>Offices that number patients, not visits, use one CLP01 for many claims: the days and the member tell them apart.</summary>
    private static bool IsSameVisit(AdjudicationFacts one, AdjudicationFacts other) =>
        string.Equals(one.MemberId, other.MemberId, StringComparison.OrdinalIgnoreCase) && Comparison.DatesAgree(one, other);

    private static bool IsReformatted(AdjudicationFacts one, AdjudicationFacts other) =>
        one.ClaimKey.Length > 0 && string.Equals(one.ClaimKey, other.ClaimKey, StringComparison.Ordinal) && one.ServiceFrom is not null && one.ServiceFrom == other.ServiceFrom;

    private static bool IsNamed(AdjudicationFacts one, AdjudicationFacts other) =>
        one.Names(other) && one.MemberId.Length > 0 && string.Equals(one.MemberId, other.MemberId, StringComparison.OrdinalIgnoreCase);

    private static MatchReport Compare(MatchConfidence confidence, AdjudicationFacts payment, KnownAdjudication known, string sentence) =>
        new(confidence, "S", known.PaymentId, sentence, Comparison.OfPayment(known.Facts, payment));
}
