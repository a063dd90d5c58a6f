namespace WriteOff.Domain.Remittances.X12;

/// <summary>Why a transaction or a claim payment is not posted but waits for a person with <c>billing.payment.write</c>.</summary>
public enum HoldWord
{
    /// <summary>Whole transaction: BPR02 is not Σ CLP04 − Σ PLB.</summary>
    UnbalancedTransaction,

    /// <summary>Whole transaction: no SE, the file was cut off.</summary>
    CutOff,

    /// <summary>Whole transaction: no BPR.</summary>
    NoPaymentSegment,

    /// <summary>Whole transaction: the payee is none of the tenant's.</summary>
    OtherPayee,

    /// <summary>One claim: CLP03 − Σ CAS is not CLP04.</summary>
    UnbalancedClaim,

    /// <summary>One claim: on a line, SVC02 − Σ CAS is not SVC03.</summary>
    UnbalancedLine,

    /// <summary>One claim: an amount is text.</summary>
    UnreadableAmount,

    /// <summary>One claim: an amount has a fraction of a cent.</summary>
    SubCentAmount,

    /// <summary>One claim: an amount is larger than any real one.</summary>
    AmountOutOfRange,

    /// <summary>One claim: the same claim payment is in the transaction twice.</summary>
    RepeatedClaim,

    /// <summary>One claim: a reversal that does not match without doubt. Decided by matching, not by the reader.</summary>
    ReversalReview,

    /// <summary>One claim: it belongs to a reversal of a denial that was written off; a person reopens it. Decided by matching.</summary>
    AwaitingReopen,
}

/// <summary>How a hold word is published and explained.</summary>
/// <param name="Code">The published word: <c>UNBALANCED_TRANSACTION</c>.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Step">What to do.</param>
/// <param name="HoldsTransaction">True when nothing of the transaction posts; false when only the claim waits.</param>
public sealed record HoldExplanation(string Code, string Sentence, string Step, bool HoldsTransaction);

/// <summary>The published words of <see cref="HoldWord"/>.</summary>
public static class HoldWords
{
    /// <summary>The word, its sentence and its step.</summary>
    public static HoldExplanation Explain(this HoldWord word) => word switch
    {
        HoldWord.UnbalancedTransaction => new("UNBALANCED_TRANSACTION",
            "The payment is not the sum of the claims less the provider adjustments.", "Ask the payer for a corrected remittance, or release it with a note.", true),
        HoldWord.CutOff => new("CUT_OFF",
            "The transaction has no end (SE): a part of the file is missing.", "Fetch the file again; the complete one replaces this one.", true),
        HoldWord.NoPaymentSegment => new("NO_PAYMENT_SEGMENT",
            "The transaction has no payment segment (BPR), so its claims cannot be checked against a payment.", "Ask the payer for a complete remittance.", true),
        HoldWord.OtherPayee => new("OTHER_PAYEE",
            "The remittance names a payee that is not one of yours.", "Check the identifier; add it to your payees or reject the remittance.", true),
        HoldWord.UnbalancedClaim => new("UNBALANCED_CLAIM",
            "The claim's charge less all adjustments is not what was paid.", "Ask the payer what is missing, then release or reject the claim with a note.", false),
        HoldWord.UnbalancedLine => new("UNBALANCED_LINE",
            "On a service line the charge less its adjustments is not what was paid.", "Look at the line, then release or reject the claim with a note.", false),
        HoldWord.UnreadableAmount => new("UNREADABLE_AMOUNT",
            "An amount of the claim is not a number.", "Look at the segment and ask the payer for the amount, then release or reject the claim with a note.", false),
        HoldWord.SubCentAmount => new("SUB_CENT_AMOUNT",
            "An amount of the claim has a fraction of a cent.", "Ask the payer for the exact amount, then release or reject the claim with a note.", false),
        HoldWord.AmountOutOfRange => new("AMOUNT_OUT_OF_RANGE",
            "An amount of the claim is larger than 9,999,999,999.99.", "Ask the payer for the amount, then reject the claim with a note.", false),
        HoldWord.RepeatedClaim => new("REPEATED_CLAIM",
            "The same claim payment is in this transaction twice.", "Ask the payer whether it was paid twice, then release or reject the second one with a note.", false),
        HoldWord.ReversalReview => new("REVERSAL_REVIEW",
            "The reversal does not match a posted payment without doubt.", "Compare it with the original and match or dismiss it with a reason.", false),
        HoldWord.AwaitingReopen => new("AWAITING_REOPEN",
            "The payer took back a denial that was written off here.", "Reopen the denial: reversal and correction then post together.", false),
    };
}
