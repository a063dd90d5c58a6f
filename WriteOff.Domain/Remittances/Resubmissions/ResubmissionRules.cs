using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Resubmissions;

/// <summary>
/// A denied claim sent again is the ordinary way to work a denial and needs no reversal: judged here, pure. It posts at once where every
/// dollar it speaks of is one that this payer refused and nobody wrote off; anything else is for a person, with the reason in words.
/// </summary>
public static class ResubmissionRules
{
    /// <summary>CARC 18: exact duplicate. The payer decided nothing anew.</summary>
    public const string DuplicateCode = "18";

    private static readonly string[] FirstPaymentStatuses = ["1", "2", "3", "4", "19", "20", "21"];

    /// <summary>Posts, with the parts that it decides anew; or why a person must look.</summary>
    public static ResubmissionVerdict Judge(ResubmissionFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (!FirstPaymentStatuses.Contains(facts.Status, StringComparer.Ordinal)) return ForPerson($"It speaks of lines that this payer adjudicated before, but CLP02 {facts.Status} is no first payment.");
        if (Parts(facts) is not { } parts)
            return ForPerson("This payer adjudicated these lines before, and not all of what came now is about the same lines: a corrected claim, or one line more.");
        if (!facts.ChargesAgree) return ForPerson("This payer adjudicated these lines before, but one of them is billed with another amount now.");
        foreach (var part in parts)
            if (Refuse(facts, part) is { } why) return ForPerson(why);
        return new ResubmissionVerdict(new Resubmission(facts.Own, parts), Words(facts, parts));
    }

    /// <summary>Denied as a duplicate and nothing paid: nothing posts.</summary>
    public static bool IsDuplicate(PostingPlan plan, ResubmittedPart part)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(part);
        return Paid(plan, part) == 0 && plan.Denials.Any(d => part.Lines.Contains(d.Line) && string.Equals(d.Code, DuplicateCode, StringComparison.Ordinal));
    }

    /// <summary>What the payment pays of a part, in cents.</summary>
    internal static long Paid(PostingPlan plan, ResubmittedPart part) => plan.Rows.Where(r => part.Lines.Contains(r.Line) && r.Type == ApplicationType.Payment).Sum(r => r.Cents);

    private static string? Refuse(ResubmissionFacts facts, ResubmittedPart part)
    {
        var denials = facts.Claim.Denials.Where(d => part.Holds(d.LineId, d.PaymentId)).ToList();
        if (denials.Exists(d => d.WrittenOffCents != 0)) return "Sent again and adjudicated anew, but the denial is written off here: reopen the write-off first.";
        var plan = facts.Payment.Plan!;
        if (IsDuplicate(plan, part)) return null;
        var rows = facts.Claim.Rows.Where(r => r is { IsUndo: false, IsUndone: false } && r.Type != ApplicationType.WriteOff && (part.Holds(r.LineId, r.PaymentId) || denials.Exists(d => d.Id == r.DenialId))).ToList();
        var paid = rows.Where(r => r.Type == ApplicationType.Payment && IsOwn(facts, r)).Sum(r => r.Cents);
        if (paid != 0)
            return Paid(plan, part) != 0
                ? $"This payer paid {new Money(paid)} on these lines before and did not take it back: a possible overpayment."
                : $"This payer paid {new Money(paid)} on these lines before, did not take it back, and adjudicates them anew.";
        var own = denials.FindAll(d => d.PaymentId is { } by && facts.Own.Contains(by));
        if (own.Count == 0) return "This payer adjudicated these lines before without denying them, and has not taken that back.";
        if (rows.Exists(r => !IsOwn(facts, r)) || denials.Exists(d => d.BalanceCents != 0 && !own.Contains(d))) return "Another payer dealt with these lines since this one denied them.";
        if (facts.Claim.Rows.Where(r => r.Type == ApplicationType.Opening).Sum(r => r.Cents) != 0) return "Part of this claim was dealt with before it was opened here from a file.";
        return own.Max(d => d.DecidedOn) is { } latest && latest > facts.DecidedOn ? $"It is dated {facts.DecidedOn:yyyy-MM-dd}, before what this payer said on {latest:yyyy-MM-dd}: an older remittance that came late." : null;
    }

    private static bool IsOwn(ResubmissionFacts facts, LedgerFacts row) => row.PaymentId is { } by && facts.Own.Contains(by);

    /// <summary>Line by line where all that came, and all that stands, names lines that are known; else the whole of what was billed before; else null.</summary>
    private static List<ResubmittedPart>? Parts(ResubmissionFacts facts)
    {
        var payment = facts.Payment;
        var plan = payment.Plan!;
        var concerned = facts.Concerned.Select(k => k.PaymentId).ToHashSet();
        var namesLines = payment.LineIds.Count > 0 && payment.LineIds.All(l => l is not null) && plan.Rows.All(r => r.Line >= 0) && plan.Denials.All(d => d.Line >= 0);
        var standsByLine = facts.Claim.Denials.All(d => d.LineId is not null || d.PaymentId is not { } by || !concerned.Contains(by))
            && facts.Claim.Rows.All(r => r.LineId is not null || r.PaymentId is not { } by || !concerned.Contains(by) || r.IsUndone || r.IsUndo);
        if (namesLines && standsByLine)
            return [.. payment.LineIds.Select((id, n) => new ResubmittedPart(new HashSet<int> { n }, new HashSet<long> { id!.Value }, new HashSet<long>()))];
        if (facts.Concerned.Any(k => k.Facts.ChargeCents != payment.ChargeCents)) return null;
        if (payment.LineIds.Any(l => l is null) && facts.Concerned.Any(k => k.Facts.Lines.Count > 0)) return null;
        var lines = payment.LineIds.OfType<long>()
            .Concat(facts.Claim.Denials.Where(d => d.PaymentId is { } by && concerned.Contains(by)).Select(d => d.LineId).OfType<long>())
            .Concat(facts.Claim.Rows.Where(r => r.PaymentId is { } by && concerned.Contains(by)).Select(r => r.LineId).OfType<long>()).ToHashSet();
        return [new ResubmittedPart(Enumerable.Range(-1, payment.LineIds.Count + 1).ToHashSet(), lines, concerned)];
    }

    private static string Words(ResubmissionFacts facts, List<ResubmittedPart> parts)
    {
        var plan = facts.Payment.Plan!;
        List<string> said = [];
        if (parts.Sum(p => Paid(plan, p)) is not 0 and var paid) said.Add($"{new Money(paid)} paid");
        var denied = plan.Denials.Where(d => parts.Exists(p => p.Lines.Contains(d.Line) && !IsDuplicate(plan, p))).ToList();
        if (denied.Count > 0) said.Add($"{new Money(denied.Sum(d => d.Cents))} denied ({string.Join(", ", denied.Select(d => $"{d.Group}-{d.Code}").Distinct(StringComparer.Ordinal).Take(5))})");
        if (parts.Exists(p => IsDuplicate(plan, p))) said.Add("called a duplicate, nothing posts for it");
        var before = facts.Concerned[^1].Facts.PayerControlNumber;
        return $"Sent again after {(before.Length == 0 ? "a denial" : $"the denial under the payer's number {before}")}: {(said.Count == 0 ? "adjudicated without payment or denial" : string.Join("; ", said))}.";
    }

    private static ResubmissionVerdict ForPerson(string why) => new(null, why);
}
