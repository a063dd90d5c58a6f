namespace WriteOff.Domain.Remittances.X12;

/// <summary>The three balances of an 835 (TR3 005010X221 §1.10.2.1), as pure functions and nowhere else. AMT never takes part.</summary>
public static class BalanceRules
{
    /// <summary>SVC02 − Σ CAS of the line − SVC03 in cents; 0 when the line balances.</summary>
    public static Int128 LineDifference(ServicePayment line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return (Int128)line.Charge.Cents - Sum(line.Adjustments) - line.Paid.Cents;
    }

    /// <summary>CLP03 − Σ CAS of the claim and all its lines − CLP04 in cents; 0 when the claim balances.</summary>
    public static Int128 ClaimDifference(ClaimPayment claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return (Int128)claim.Charge.Cents - Sum(claim.AllAdjustments) - claim.Paid.Cents;
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
        Int128 charged = 0;
        foreach (var line in claim.Lines) charged += line.Charge.Cents;
        return charged == claim.Charge.Cents;
    }

    private static Int128 Sum(ReadOnlySpan<Adjustment> adjustments)
    {
        Int128 sum = 0;
        foreach (ref readonly var adjustment in adjustments) sum += adjustment.Amount.Cents;
        return sum;
    }
}
