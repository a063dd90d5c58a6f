namespace WriteOff.Domain.Remittances.X12;

/// <summary>The three balances of an 835 (TR3 005010X221 §1.10.2.1), as pure functions and nowhere else. AMT never takes part.</summary>
/// <remarks>No sum of a claim can overflow: a claim has at most <see cref="ClaimPayment.LongestText"/> bytes and an amount at most twelve digits.</remarks>
public static class BalanceRules
{
    /// <summary>SVC02 − Σ CAS of the line − SVC03 in cents; 0 when the line balances.</summary>
    public static long LineDifference(ServicePayment line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Charge.Cents - Sum(line.Adjustments) - line.Paid.Cents;
    }

    /// <summary>CLP03 − Σ CAS of the claim and all its lines − CLP04 in cents; 0 when the claim balances.</summary>
    public static long ClaimDifference(ClaimPayment claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return claim.Charge.Cents - Sum(claim.AllAdjustments) - claim.Paid.Cents;
    }

    /// <summary>BPR02 = Σ CLP04 − Σ PLB, all amounts readable.</summary>
    public static bool Balances(RemittanceTransaction transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return transaction.Totals.Balances(transaction.Payment, transaction.PaymentText);
    }

    /// <summary>Σ SVC02 = CLP03 where lines are given. Only a finding: payers report some claims in part.</summary>
    public static bool LinesAddUp(ClaimPayment claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claim.Lines.IsEmpty) return true;
        long charged = 0;
        foreach (var line in claim.Lines) charged += line.Charge.Cents;
        return charged == claim.Charge.Cents;
    }

    private static long Sum(ReadOnlySpan<Adjustment> adjustments)
    {
        long sum = 0;
        foreach (ref readonly var adjustment in adjustments) sum += adjustment.Amount.Cents;
        return sum;
    }
}
