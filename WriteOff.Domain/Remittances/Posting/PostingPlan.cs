using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>A ledger row to come.</summary>
/// <param name="Line">Index of the service line; −1: the whole claim.</param>
public readonly record struct PlannedRow(ApplicationType Type, long Cents, int Line, string Group, string Code);

/// <summary>A denial to come.</summary>
/// <param name="Rarcs">Remark codes, separated by blanks.</param>
public readonly record struct PlannedDenial(long Cents, int Line, string Group, string Code, string Rarcs);

/// <summary>What one claim payment means in the ledger: pure, from its segments alone. Rows + denials + pended explain the charge to the cent.</summary>
public sealed record PostingPlan(IReadOnlyList<PlannedRow> Rows, IReadOnlyList<PlannedDenial> Denials, long PendedCents)
{
    /// <summary>Plans a claim payment.</summary>
    /// <param name="earlierPayerIsPosted">OA-23 then posts nothing: the earlier payer's own rows are in the ledger already.</param>
    public static PostingPlan Of(ClaimPayment payment, bool earlierPayerIsPosted)
    {
        ArgumentNullException.ThrowIfNull(payment);
        var rows = Payments(payment);
        var denials = new Dictionary<(int, string, string), long>();
        long pended = 0;
        foreach (ref readonly var adjustment in payment.AllAdjustments)
        {
            var cents = adjustment.Amount.Cents;
            if (cents == 0) continue;
            var (group, code) = (adjustment.Group.Length == 0 ? Adjustment.Unknown : adjustment.Group, adjustment.PostingCode);
            switch (Treat(payment, adjustment, group, code, earlierPayerIsPosted))
            {
                case { IsDenial: true }:
                    var key = (adjustment.Line, group, code);
                    denials[key] = checked(denials.GetValueOrDefault(key) + cents);
                    break;
                case { Type: { } type }:
                    rows.Add(new PlannedRow(type, cents, adjustment.Line, group, code));
                    break;
                case { IsPended: true }:
                    pended += cents;
                    break;
            }
        }

        // Zero unless a person released a claim that doesn't balance: what nobody explained is refused, and no cent is lost.
        if (BalanceRules.ClaimDifference(payment) is > 0 and var unexplained)
            denials[(-1, Adjustment.Unknown, Adjustment.Unknown)] = checked(denials.GetValueOrDefault((-1, Adjustment.Unknown, Adjustment.Unknown)) + unexplained);
        return new PostingPlan(rows, [.. denials.Select(d => new PlannedDenial(d.Value, d.Key.Item1, d.Key.Item2, d.Key.Item3, Rarcs(payment, d.Key.Item1)))], pended);
    }

    private readonly record struct Treatment(ApplicationType? Type = null, bool IsDenial = false, bool IsPended = false);

    private static Treatment Treat(ClaimPayment payment, in Adjustment adjustment, string group, string code, bool earlierPayerIsPosted)
    {
        var known = AdjustmentCodes.Find(code).Treatment;
        if (known == CodeTreatment.Pended) return new Treatment(IsPended: true);
        if (known == CodeTreatment.Informational)
            return earlierPayerIsPosted && code is "23" && group is "OA" ? new Treatment() : new Treatment(ApplicationType.OtherParty);
        if (group is "PR" && (known == CodeTreatment.Patient || code is "45")) return new Treatment(ApplicationType.PatientAr);
        if (group is "CO" && known == CodeTreatment.Contractual && !IsDisguisedDenial(payment, adjustment, code)) return new Treatment(ApplicationType.Contractual);
        // A refused amount is a denial; a negative one gives back and posts signed, to whoever the group says carries it.
        if (adjustment.Amount.Cents > 0) return new Treatment(IsDenial: true);
        return new Treatment(group switch { "CO" => ApplicationType.Contractual, "PR" => ApplicationType.PatientAr, _ => ApplicationType.OtherParty });
    }

    /// <summary>CO-45 for the whole charge with nothing paid is no discount: it refuses the service.</summary>
    private static bool IsDisguisedDenial(ClaimPayment payment, in Adjustment adjustment, string code)
    {
        if (code is not "45" || adjustment.Amount.Cents <= 0) return false;
        var (charge, paid) = adjustment.Line < 0
            ? (payment.Charge.Cents, payment.Paid.Cents)
            : (payment.Lines[adjustment.Line].Charge.Cents, payment.Lines[adjustment.Line].Paid.Cents);
        return paid == 0 && adjustment.Amount.Cents == charge;
    }

    /// <summary>One payment row per line where the lines explain the claim's payment, else one for the claim.</summary>
    private static List<PlannedRow> Payments(ClaimPayment payment)
    {
        long byLine = 0;
        foreach (var line in payment.Lines) byLine = checked(byLine + line.Paid.Cents);
        List<PlannedRow> rows = [];
        if (byLine == payment.Paid.Cents)
        {
            foreach (var line in payment.Lines)
                if (line.Paid.Cents != 0) rows.Add(new PlannedRow(ApplicationType.Payment, line.Paid.Cents, line.Index, "", ""));
        }
        else if (payment.Paid.Cents != 0)
        {
            rows.Add(new PlannedRow(ApplicationType.Payment, payment.Paid.Cents, -1, "", ""));
        }

        return rows;
    }

    private static string Rarcs(ClaimPayment payment, int line)
    {
        var own = line < 0 ? payment.Remarks : payment.Lines[line].Remarks;
        if (own.IsEmpty) own = payment.Remarks;
        List<string> codes = [];
        foreach (ref readonly var remark in own)
            if (remark.Code.Length > 0 && !codes.Contains(remark.Code, StringComparer.Ordinal)) codes.Add(remark.Code);
        var text = string.Join(' ', codes).ToUpperInvariant();
        return text.Length <= 200 ? text : text[..text.LastIndexOf(' ', 200)];
    }
}
