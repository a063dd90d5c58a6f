using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>What identifies a service line.</summary>
public sealed record LineFacts(string ControlNumber, string Code, string Modifiers, DateOnly? Date, long ChargeCents)
{
    /// <summary>The same line: REF*6R where both have it, else code, modifiers, date and charge. <paramref name="sign"/> −1: the other one is taken back.</summary>
    public bool IsSame(LineFacts other, int sign = 1)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (ControlNumber.Length > 0 && other.ControlNumber.Length > 0) return string.Equals(ControlNumber, other.ControlNumber, StringComparison.Ordinal);
        return string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase) && string.Equals(Modifiers, other.Modifiers, StringComparison.OrdinalIgnoreCase)
            && Date == other.Date && ChargeCents == sign * other.ChargeCents;
    }

    /// <summary>The lines of a claim payment, in its order.</summary>
    internal static List<LineFacts> Of(ClaimPayment payment)
    {
        List<LineFacts> lines = [];
        foreach (var line in payment.Lines)
            lines.Add(new LineFacts(line.ControlNumber, line.Code.Trim(), string.Join(' ', line.Modifiers), PostingDates.Read(line.ServiceDate), line.Charge.Cents));
        return lines;
    }

    /// <summary>A line of ours.</summary>
    internal static LineFacts Of(ClaimLine line) => new(line.ControlNumber, line.ProcedureCode.Trim(), line.Modifiers, line.ServiceDate, line.ChargeCents);

    /// <summary>The same but for its modifiers.</summary>
    public bool IsNearlySame(LineFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return string.Equals(Code, other.Code, StringComparison.OrdinalIgnoreCase) && Date == other.Date && ChargeCents == other.ChargeCents;
    }
}

/// <summary>A claim payment as matching compares it: who, when, how much, without names.</summary>
public sealed class AdjudicationFacts
{
    private AdjudicationFacts(ClaimPayment payment)
    {
        ClaimNumber = payment.PatientControlNumber.Trim();
        ClaimKey = ClaimKeys.Of(ClaimNumber);
        Status = payment.Status;
        PayerControlNumber = payment.PayerControlNumber.Trim();
        References = Values(payment, "F8");
        MemberId = payment.MemberId.Trim();
        ServiceFrom = ServiceDates.First(payment);
        (ChargeCents, PaidCents) = (payment.Charge.Cents, payment.Paid.Cents);
        Lines = LineFacts.Of(payment);
        Adjusted = Sums(payment);
        Remarks = RemarksOf(payment);
        HasPositiveAmount = ChargeCents > 0 || PaidCents > 0 || Lines.Any(l => l.ChargeCents > 0);
        NamesItsGroups = !Adjusted.Keys.Any(k => k.Group is "CR");
    }

    /// <summary>CLP01.</summary>
    public string ClaimNumber { get; }

    /// <summary>CLP01 normalised.</summary>
    public string ClaimKey { get; }

    /// <summary>CLP02.</summary>
    public string Status { get; }

    /// <summary>CLP07.</summary>
    public string PayerControlNumber { get; }

    /// <summary>REF*F8.</summary>
    public IReadOnlyList<string> References { get; }

    /// <summary>NM109 of patient or subscriber.</summary>
    public string MemberId { get; }

    /// <summary>First day of service.</summary>
    public DateOnly? ServiceFrom { get; }

    /// <summary>CLP03 in cents.</summary>
    public long ChargeCents { get; }

    /// <summary>CLP04 in cents.</summary>
    public long PaidCents { get; }

    /// <summary>Σ CAS per group and code, claim and lines together, in cents: the level of detail may differ.</summary>
    public IReadOnlyDictionary<(string Group, string Code), long> Adjusted { get; }

    /// <summary>Service lines.</summary>
    public IReadOnlyList<LineFacts> Lines { get; }

    /// <summary>Remark codes of the claim and its lines.</summary>
    public IReadOnlyList<string> Remarks { get; }

    /// <summary>CLP02 = 22.</summary>
    public bool IsReversal => Status is "22";

    /// <summary>Charge, paid or a line's charge is above zero: wrong under CLP02 = 22.</summary>
    public bool HasPositiveAmount { get; }

    /// <summary>False: it says CR instead (4010), so it can be compared in total only.</summary>
    public bool NamesItsGroups { get; }

    /// <summary>Σ of all CAS in cents.</summary>
    public long AdjustedCents => Adjusted.Values.Sum();

    /// <summary>The facts of a claim payment.</summary>
    public static AdjudicationFacts Of(ClaimPayment payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return new AdjudicationFacts(payment);
    }

    /// <summary>CLP07 or REF*F8 names it: the payer itself says which adjudication it speaks of.</summary>
    public bool Names(AdjudicationFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.PayerControlNumber.Length > 0
            && (string.Equals(PayerControlNumber, other.PayerControlNumber, StringComparison.Ordinal) || References.Contains(other.PayerControlNumber, StringComparer.Ordinal));
    }

    /// <summary>CLP01 is the same to the last character.</summary>
    public bool HasNumberOf(AdjudicationFacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ClaimKey.Length > 0 && string.Equals(ClaimNumber, other.ClaimNumber, StringComparison.Ordinal);
    }

    private static List<string> Values(ClaimPayment payment, string qualifier)
    {
        List<string> found = [];
        foreach (ref readonly var reference in payment.AllReferences)
            if (string.Equals(reference.Qualifier, qualifier, StringComparison.Ordinal) && payment.Text(reference.Value).Trim() is { Length: > 0 } text) found.Add(text);
        return found;
    }

    private static Dictionary<(string, string), long> Sums(ClaimPayment payment)
    {
        Dictionary<(string, string), long> sums = [];
        foreach (ref readonly var adjustment in payment.AllAdjustments)
        {
            var key = (adjustment.Group.Length == 0 ? Adjustment.Unknown : adjustment.Group, adjustment.PostingCode);
            sums[key] = sums.GetValueOrDefault(key) + adjustment.Amount.Cents;
        }

        return sums;
    }

    private static List<string> RemarksOf(ClaimPayment payment)
    {
        List<string> codes = [];
        foreach (ref readonly var remark in payment.Remarks) codes.Add(remark.Code);
        foreach (ref readonly var remark in payment.AllRemarks) codes.Add(remark.Code);
        return [.. codes.Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>An adjudication of one payer and payee that is known here: posted, or a correction that waits in an open case.</summary>
/// <param name="paymentId">The claim payment it came as.</param>
/// <param name="claimId">Our claim; null: it waits, and would be the claim's first.</param>
public sealed class KnownAdjudication(long paymentId, long? claimId, AdjudicationFacts facts)
{
    public long PaymentId { get; } = paymentId;

    public long? ClaimId { get; } = claimId;

    public AdjudicationFacts Facts { get; } = facts;

    /// <summary>It waits in an open case and is not posted.</summary>
    public bool IsHeld { get; set; }

    /// <summary>The open case that asks about it, or that it waits in.</summary>
    public long? CaseId { get; set; }

    /// <summary>The payment that took it back; null: it is live.</summary>
    public long? ReversedById { get; set; }

    /// <summary>A reversal that matched it waits in its open case.</summary>
    public bool IsBeingReversed { get; set; }

    /// <summary>Nothing took it back, and nothing that waits would.</summary>
    public bool IsLive => ReversedById is null && !IsBeingReversed;
}
