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
        switch (claim.WorstAmount)
        {
            case AmountState.Unreadable: return HoldWord.UnreadableAmount;
            case AmountState.OutOfRange: return HoldWord.AmountOutOfRange;
            case AmountState.SubCent: return HoldWord.SubCentAmount;
        }
        if (BalanceRules.ClaimDifference(claim) != 0) return HoldWord.UnbalancedClaim;
        foreach (var line in claim.Lines)
        {
            if (BalanceRules.LineDifference(line) != 0) return HoldWord.UnbalancedLine;
        }
        return null;
    }

    /// <summary>Unreadable is graver than absurd, absurd than a fraction of a cent.</summary>
    internal static int Rank(AmountState state) => state switch
    {
        AmountState.Unreadable => 3,
        AmountState.OutOfRange => 2,
        AmountState.SubCent => 1,
        AmountState.Blank or AmountState.Exact => 0,
    };
}
