namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Finds the adjudication that a reversal (CLP02 = 22) takes back. Pure, and the only place that decides it.</summary>
/// <remarks>
/// Rules, within one tenant, payer and payee, never by name. A: CLP01 equal, and CLP07 or REF*F8 is the posted CLP07: certain.
/// B: CLP01 equal, charge negates, lines agree, exactly one live candidate: certain, unless its CLP07 belongs to another of our claims.
/// C: CLP07 or F8, charge and member: review. D: CLP01 equal after normalising, days and charge: review. A certain match must
/// cancel to the cent; a void (N693) and positive amounts are for a person.
/// </remarks>
public static class ReversalMatcher
{
    /// <summary>The claim was cancelled by the provider: a reversal without a correction is right.</summary>
    public const string VoidRemark = "N693";

    /// <param name="known">This payer's adjudications for this payee that could be meant; reversals are not among them.</param>
    public static MatchReport Match(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known)
    {
        ArgumentNullException.ThrowIfNull(reversal);
        ArgumentNullException.ThrowIfNull(known);
        var same = known.Where(k => k.Facts.HasNumberOf(reversal)).ToList();
        var named = same.Where(k => reversal.Names(k.Facts)).ToList();
        if (named.Exists(k => k.IsLive)) return RuleA(reversal, known, named);
        if (RuleB(reversal, known, same) is { } b) return b;
        if (RuleC(reversal, known) is { } c) return c;
        if (RuleD(reversal, known) is { } d) return d;
        if (named.Count > 0) return Report(MatchConfidence.Review, "A", reversal, named[^1], "This adjudication was already taken back; each can be taken back once.");
        return NearMiss(reversal, same);
    }

    private static MatchReport RuleA(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known, List<KnownAdjudication> named)
    {
        var best = Best(reversal, named);
        if (!string.Equals(best.Facts.PayerControlNumber, reversal.PayerControlNumber, StringComparison.Ordinal) && BelongsElsewhere(reversal, known))
            return Report(MatchConfidence.Review, "A", reversal, best, "REF*F8 names this adjudication, but CLP07 belongs to another of your claims.");
        return Certain("A", reversal, best, "Claim number and the payer's claim number agree, and every amount is taken back to the cent.");
    }

    private static MatchReport? RuleB(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known, List<KnownAdjudication> same)
    {
        var fitting = same.Where(k => k.IsLive && Negates(reversal, k) && Comparison.LinesAgree(k.Facts, reversal, -1)).ToList();
        if (fitting.Count > 1) fitting = fitting.Where(k => Comparison.Cancels(k.Facts, reversal)).ToList() is { Count: > 0 } narrowed ? narrowed : fitting;
        if (fitting.Count == 1)
        {
            return BelongsElsewhere(reversal, known)
                ? Report(MatchConfidence.Review, "B", reversal, fitting[0], "Claim number, charge and lines agree, but the payer's claim number (CLP07) belongs to another of your claims.")
                : Certain("B", reversal, fitting[0], "The payer changed its claim number; claim number, charge and lines agree, and nothing else here could be meant.");
        }

        if (fitting.Count > 1)
            return Report(MatchConfidence.Review, "B", reversal, Best(reversal, fitting), $"{fitting.Count} adjudications fit equally: the payer's claim number doesn't say which one is meant.");
        return null;
    }

    private static MatchReport? RuleC(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known)
    {
        var fitting = known.Where(k => k.IsLive && reversal.Names(k.Facts) && Negates(reversal, k) && HasMember(reversal, k.Facts)).ToList();
        return fitting.Count == 0 ? null
            : Report(MatchConfidence.Review, "C", reversal, Best(reversal, fitting), "The payer's claim number, charge and member agree; the claim number (CLP01) doesn't.");
    }

    private static MatchReport? RuleD(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known)
    {
        var fitting = known.Where(k => k.IsLive && IsReformatted(reversal, k.Facts) && Comparison.DatesAgree(k.Facts, reversal) && Negates(reversal, k)).ToList();
        return fitting.Count == 0 ? null
            : Report(MatchConfidence.Review, "D", reversal, Best(reversal, fitting), "The claim number agrees without punctuation, case and leading zeros; days and charge agree.");
    }

    /// <summary>The claim number alone: worth a look where the days or the charge fit too, else nothing.</summary>
    private static MatchReport NearMiss(AdjudicationFacts reversal, List<KnownAdjudication> same)
    {
        var near = same.Where(k => k.IsLive && (Comparison.DatesAgree(k.Facts, reversal) || Negates(reversal, k))).ToList();
        if (near.Count > 0) return Report(MatchConfidence.Review, "", reversal, Best(reversal, near), "The claim number agrees; " + Disagreement(Best(reversal, near).Facts, reversal));
        var dead = same.FindLast(k => !k.IsLive && Negates(reversal, k));
        if (dead is not null) return Report(MatchConfidence.Review, "", reversal, dead, "This adjudication was already taken back; each can be taken back once.");
        return new MatchReport(MatchConfidence.Unmatched, "", null,
            "A reversal (CLP02 = 22) of something that this payer never adjudicated here for this payee; a reversal never creates a claim.", []);
    }

    private static MatchReport Certain(string rule, AdjudicationFacts reversal, KnownAdjudication original, string sentence)
    {
        if (reversal.HasPositiveAmount) return Report(MatchConfidence.Review, rule, reversal, original, "Amounts above zero stand under a reversal (CLP02 = 22).");
        if (!Comparison.Cancels(original.Facts, reversal))
            return Report(MatchConfidence.Review, rule, reversal, original, "The reversal doesn't take back what was posted: " + Disagreement(original.Facts, reversal));
        return reversal.Remarks.Contains(VoidRemark, StringComparer.Ordinal)
            ? Report(MatchConfidence.Review, rule, reversal, original, "The claim was cancelled at the provider's own request (N693): no correction will come, nothing to resolve.")
            : Report(MatchConfidence.Certain, rule, reversal, original, sentence);
    }

    private static string Disagreement(AdjudicationFacts original, AdjudicationFacts reversal)
    {
        var differs = Comparison.OfReversal(original, reversal).Where(f => f.Verdict == FieldVerdict.Differs).Take(4).Select(f => $"{f.Tag} {f.Words} ({f.Ours} here, {f.Theirs} there)").ToList();
        return differs.Count == 0 ? "nothing disagrees." : string.Join("; ", differs) + ".";
    }

    private static MatchReport Report(MatchConfidence confidence, string rule, AdjudicationFacts reversal, KnownAdjudication original, string sentence) =>
        new(confidence, rule, original.PaymentId, sentence, Comparison.OfReversal(original.Facts, reversal));

    /// <summary>Among several the one that cancels, else whose charge negates; not the latest.</summary>
    private static KnownAdjudication Best(AdjudicationFacts reversal, List<KnownAdjudication> candidates)
    {
        var live = candidates.Where(k => k.IsLive).ToList();
        if (live.Count == 0) live = candidates;
        return live.Find(k => Comparison.Cancels(k.Facts, reversal)) ?? live.Find(k => Negates(reversal, k) && Comparison.LinesAgree(k.Facts, reversal, -1)) ?? live.Find(k => Negates(reversal, k)) ?? live[0];
    }

    private static bool Negates(AdjudicationFacts reversal, KnownAdjudication known) => known.Facts.ChargeCents + reversal.ChargeCents == 0;

    private static bool BelongsElsewhere(AdjudicationFacts reversal, IReadOnlyList<KnownAdjudication> known) =>
        reversal.PayerControlNumber.Length > 0
        && known.Any(k => string.Equals(k.Facts.PayerControlNumber, reversal.PayerControlNumber, StringComparison.Ordinal) && !k.Facts.HasNumberOf(reversal));

    private static bool HasMember(AdjudicationFacts one, AdjudicationFacts other) => one.MemberId.Length > 0 && string.Equals(one.MemberId, other.MemberId, StringComparison.OrdinalIgnoreCase);

    private static bool IsReformatted(AdjudicationFacts one, AdjudicationFacts other) =>
        one.ClaimKey.Length > 0 && string.Equals(one.ClaimKey, other.ClaimKey, StringComparison.Ordinal) && one.ServiceFrom is not null && other.ServiceFrom is not null;
}
