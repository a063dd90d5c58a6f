using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Compares two adjudications field by field, in words. Pure.</summary>
public static class Comparison
{
    private const int MostAdjustments = 40;

    /// <summary>A reversal beside the adjudication that it would take back: amounts agree when they negate.</summary>
    public static IReadOnlyList<MatchField> OfReversal(AdjudicationFacts original, AdjudicationFacts reversal)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(reversal);
        return
        [
            .. Identity(original, reversal),
            Negates("Charge", "CLP03", original.ChargeCents, reversal.ChargeCents),
            Negates("Paid", "CLP04", original.PaidCents, reversal.PaidCents),
            .. Adjustments(original, reversal),
            LinesField(original, reversal, -1),
        ];
    }

    /// <summary>A payment beside the adjudication of the same lines: what it would replace.</summary>
    public static IReadOnlyList<MatchField> OfPayment(AdjudicationFacts original, AdjudicationFacts payment)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(payment);
        return
        [
            .. Identity(original, payment),
            Same("Charge", "CLP03", original.ChargeCents, payment.ChargeCents),
            Same("Paid", "CLP04", original.PaidCents, payment.PaidCents),
            LinesField(original, payment, 1),
        ];
    }

    /// <summary>Original + reversal = 0 for charge, paid and each group and code; in total where the reversal says CR (4010).</summary>
    public static bool Cancels(AdjudicationFacts original, AdjudicationFacts reversal)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(reversal);
        return original.ChargeCents + reversal.ChargeCents == 0 && original.PaidCents + reversal.PaidCents == 0
            && (reversal.NamesItsGroups ? Codes(original, reversal).All(k => Of(original, k) + Of(reversal, k) == 0) : original.AdjustedCents + reversal.AdjustedCents == 0);
    }

    /// <summary>Each line of one is a line of the other, where both name lines; else the days of service agree where both have them.</summary>
    public static bool LinesAgree(AdjudicationFacts original, AdjudicationFacts other, int sign)
    {
        ArgumentNullException.ThrowIfNull(original);
        ArgumentNullException.ThrowIfNull(other);
        if (original.Lines.Count == 0 || other.Lines.Count == 0) return DatesAgree(original, other);
        if (original.Lines.Count != other.Lines.Count) return false;
        var free = original.Lines.ToList();
        return other.Lines.All(line => free.FindIndex(o => o.IsSame(line, sign)) is >= 0 and var at && Take(free, at));
    }

    /// <summary>The first days of service are the same, or one of the two has none.</summary>
    public static bool DatesAgree(AdjudicationFacts one, AdjudicationFacts other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.ServiceFrom is null || other.ServiceFrom is null || one.ServiceFrom == other.ServiceFrom;
    }

    private static IEnumerable<MatchField> Identity(AdjudicationFacts original, AdjudicationFacts other)
    {
        yield return Text("Claim number", "CLP01", original.ClaimNumber, other.ClaimNumber);
        var byReference = other.References.Contains(original.PayerControlNumber, StringComparer.Ordinal) && !string.Equals(original.PayerControlNumber, other.PayerControlNumber, StringComparison.Ordinal);
        yield return byReference
            ? Text("Payer's claim number", "REF*F8", original.PayerControlNumber, original.PayerControlNumber)
            : Text("Payer's claim number", "CLP07", original.PayerControlNumber, other.PayerControlNumber);
        yield return Text("Member", "NM109", original.MemberId, other.MemberId);
        yield return Text("Service date", "DTM*232", Day(original.ServiceFrom), Day(other.ServiceFrom));
    }

    private static IEnumerable<MatchField> Adjustments(AdjudicationFacts original, AdjudicationFacts reversal)
    {
        if (!reversal.NamesItsGroups) return [Negates("All adjustments", "CAS, in total", original.AdjustedCents, reversal.AdjustedCents)];
        return Codes(original, reversal).Take(MostAdjustments).Select(k => Negates("Adjustment", $"{k.Group}-{k.Code}", Of(original, k), Of(reversal, k)));
    }

    private static MatchField LinesField(AdjudicationFacts original, AdjudicationFacts other, int sign)
    {
        var (ours, theirs) = (Codes(original), Codes(other));
        if (original.Lines.Count == 0 || other.Lines.Count == 0)
            return new MatchField("Lines", "SVC", ours, theirs, FieldVerdict.SameAfterCleaning, original.Lines.Count == other.Lines.Count ? "neither names lines" : "one of the two speaks of the whole claim");
        return LinesAgree(original, other, sign)
            ? new MatchField("Lines", "SVC", ours, theirs, FieldVerdict.Agrees, "agree")
            : new MatchField("Lines", "SVC", ours, theirs, FieldVerdict.Differs, "code, modifiers, date or charge differ");
    }

    private static MatchField Text(string name, string tag, string ours, string theirs)
    {
        if (string.Equals(ours, theirs, StringComparison.Ordinal)) return new MatchField(name, tag, ours, theirs, FieldVerdict.Agrees, ours.Length == 0 ? "both blank" : "agrees");
        if (ClaimKeys.IsSame(ours, theirs)) return new MatchField(name, tag, ours, theirs, FieldVerdict.SameAfterCleaning, "the same without punctuation, case and leading zeros");
        return new MatchField(name, tag, ours, theirs, FieldVerdict.Differs, theirs.Length == 0 ? "not given" : "differs");
    }

    private static MatchField Negates(string name, string tag, long ours, long theirs) => ours + theirs == 0
        ? new MatchField(name, tag, new Money(ours).ToString(), new Money(theirs).ToString(), FieldVerdict.Agrees, "taken back to the cent")
        : new MatchField(name, tag, new Money(ours).ToString(), new Money(theirs).ToString(), FieldVerdict.Differs, $"differs by {new Money(Math.Abs(ours + theirs))}");

    private static MatchField Same(string name, string tag, long ours, long theirs) => ours == theirs
        ? new MatchField(name, tag, new Money(ours).ToString(), new Money(theirs).ToString(), FieldVerdict.Agrees, "agrees")
        : new MatchField(name, tag, new Money(ours).ToString(), new Money(theirs).ToString(), FieldVerdict.Differs, $"differs by {new Money(Math.Abs(ours - theirs))}");

    private static IEnumerable<(string Group, string Code)> Codes(AdjudicationFacts one, AdjudicationFacts other) =>
        one.Adjusted.Keys.Union(other.Adjusted.Keys).OrderBy(k => k.Group, StringComparer.Ordinal).ThenBy(k => k.Code, StringComparer.Ordinal);

    private static long Of(AdjudicationFacts facts, (string, string) key) => facts.Adjusted.GetValueOrDefault(key);

    private static string Codes(AdjudicationFacts facts) => string.Join(", ", facts.Lines.Take(12).Select(l => l.Modifiers.Length == 0 ? l.Code : $"{l.Code} {l.Modifiers}"));

    private static string Day(DateOnly? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? "";

    private static bool Take(List<LineFacts> from, int at)
    {
        from.RemoveAt(at);
        return true;
    }
}
