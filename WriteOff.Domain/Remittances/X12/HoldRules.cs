namespace WriteOff.Domain.Remittances.X12;

/// <summary>Decides which hold applies, from what was read alone. Pure: no database, no clock.</summary>
public static class HoldRules
{
    /// <summary>The hold of a surveyed transaction, the gravest first; null when its claims may post.</summary>
    /// <param name="transaction">A complete transaction.</param>
    /// <param name="payees">The tenant's payee identifiers; null or empty when it does not list them, then any payee will do.</param>
    public static HoldWord? ForTransaction(RemittanceTransaction transaction, IReadOnlySet<string>? payees = null)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        if (!transaction.HasTrailer) return HoldWord.CutOff;
        if (!transaction.HasPaymentSegment) return HoldWord.NoPaymentSegment;
        if (payees is { Count: > 0 } && !payees.Contains(transaction.PayeeId)) return HoldWord.OtherPayee;
        if (!BalanceRules.Balances(transaction)) return HoldWord.UnbalancedTransaction;
        return null;
    }

    /// <summary>The hold of a claim on its own, the gravest first; null when it may post. Repetition: see <see cref="RepeatedClaims"/>.</summary>
    public static HoldWord? ForClaim(ClaimPayment claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (Worst(claim) is { } amount) return amount;
        if (BalanceRules.ClaimDifference(claim) != 0) return HoldWord.UnbalancedClaim;
        foreach (var line in claim.Lines)
        {
            if (BalanceRules.LineDifference(line) != 0) return HoldWord.UnbalancedLine;
        }
        return null;
    }

    private static HoldWord? Worst(ClaimPayment claim)
    {
        // CLP05 is the payer's own statement of the patient's share: it posts nothing, so it holds nothing.
        var worst = Grave(claim.Charge.State, Grave(claim.Paid.State, AmountState.Exact));
        foreach (var line in claim.Lines) worst = Grave(line.Charge.State, Grave(line.Paid.State, worst));
        foreach (ref readonly var adjustment in claim.AllAdjustments) worst = Grave(adjustment.Amount.State, worst);
        return worst switch
        {
            AmountState.Unreadable => HoldWord.UnreadableAmount,
            AmountState.OutOfRange => HoldWord.AmountOutOfRange,
            AmountState.SubCent => HoldWord.SubCentAmount,
            AmountState.Blank or AmountState.Exact => null,
        };
    }

    private static AmountState Grave(AmountState one, AmountState other) => Rank(one) >= Rank(other) ? one : other;

    private static int Rank(AmountState state) => state switch
    {
        AmountState.Unreadable => 3,
        AmountState.OutOfRange => 2,
        AmountState.SubCent => 1,
        AmountState.Blank or AmountState.Exact => 0,
    };
}
