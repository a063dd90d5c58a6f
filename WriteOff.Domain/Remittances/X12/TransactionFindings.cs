namespace WriteOff.Domain.Remittances.X12;

/// <summary>What there is to say about a transaction once it has been read to its end.</summary>
internal static class TransactionFindings
{
    public static void Add(RemittanceTransaction transaction, long lastSegment)
    {
        var findings = transaction.Findings;
        var first = transaction.FirstSegment;
        if (!transaction.HasTrailer) findings.Add(FindingWords.MissingTrailer(lastSegment, "SE"));
        else
        {
            if (!RemittanceReader.CountIs(transaction.TrailerCount, transaction.SegmentCount)) findings.Add(FindingWords.WrongCount(lastSegment, "SE", "segments"));
            if (!RemittanceReader.Same(transaction.TrailerControl, transaction.ControlNumber)) findings.Add(FindingWords.WrongControl(lastSegment, "SE", "ST"));
        }
        if (!transaction.HasPaymentSegment) findings.Add(FindingWords.NoPayment(first));
        else AddPayment(transaction, findings);
        if (transaction.TraceNumber.Length == 0) findings.Add(FindingWords.NoTrace(first));
        if (transaction.ClaimCount == 0) findings.Add(FindingWords.NoClaims(first));
    }

    private static void AddPayment(RemittanceTransaction transaction, FindingList findings)
    {
        var first = transaction.FirstSegment;
        if (transaction.Payment.State != AmountState.Exact) findings.Add(FindingWords.Amount(first, "BPR02", transaction.Payment.State));
        if (transaction.CreditOrDebit is "D") findings.Add(FindingWords.Debit(first));
        if (transaction.Payment.Cents < 0) findings.Add(FindingWords.NegativePayment(first));
        if (!BalanceRules.Balances(transaction)) findings.Add(FindingWords.Unbalanced(first));
    }
}
