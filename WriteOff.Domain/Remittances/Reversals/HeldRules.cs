using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Why a waiting claim payment can't be released, rejected or matched. Pure, shared by the acts and the greyed buttons.</summary>
public static class HeldRules
{
    public static Refusal NotFound { get; } = new("NotFound", "This claim payment isn't here.", "Go back to the remittances; it may belong to another organisation.");

    public static Refusal NotWaiting { get; } = new("NotWaiting", "This claim payment doesn't wait any more.", "Someone decided it just now: look at it again.");

    public static Refusal NoOriginal { get; } = new("NoOriginal", "That isn't a posted adjudication.", "Choose a posted claim payment that is no reversal.", "original");

    public static Refusal OtherPayer { get; } = new("OtherPayer", "Another payer made that adjudication.", "A payer takes back only what it decided itself: choose one of the same payer.", "original");

    public static Refusal AlreadyTakenBack { get; } = new("AlreadyTakenBack", "That adjudication was already taken back.", "Each can be taken back once: choose another one, or reject this.", "original");

    /// <summary>A correction that stands with it doesn't balance or can't be read.</summary>
    public static Refusal CannotPost(RemittanceClaim payment)
    {
        ArgumentNullException.ThrowIfNull(payment);
        return new Refusal("CannotPost", $"Claim payment {payment.Number} doesn't add up: {payment.Why}", "Ask the payer for a corrected remittance, or reject it first.");
    }

    /// <summary>Null when a held payment may be released as it is; else why not. Fail closed: what can't be read, or was posted already, never is.</summary>
    public static Refusal? RefuseRelease(RemittanceClaim held, ClaimPayment? payment)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (held.Outcome is not (ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched)) return NotWaiting;
        if (held.CaseId is not null) return InCase;
        if (payment is null) return Cannot("Its segments can't be read again.");
        if (string.Equals(held.HoldWord, HoldWord.RepeatedClaim.Explain().Code, StringComparison.Ordinal)) return Cannot("The same claim payment is posted already.");
        return HoldRules.ForClaim(payment) switch
        {
            null or HoldWord.UnbalancedLine => null,
            HoldWord.UnbalancedClaim when payment.IsReversal => Cannot("A reversal must take back to the cent what was posted."),
            HoldWord.UnbalancedClaim => BalanceRules.ClaimDifference(payment) > 0 ? null : Cannot("It explains more than was charged."),
            { } word => Cannot(word.Explain().Sentence),
        };
    }

    /// <summary>Null when it may be rejected; else why not.</summary>
    public static Refusal? RefuseReject(RemittanceClaim held)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (held.Outcome is not (ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched)) return NotWaiting;
        return held.CaseId is null ? null : InCase;
    }

    public static Refusal NotHeld { get; } = new("NotHeld", "This remittance isn't held.", "Someone decided it just now: look at it again.");

    /// <summary>Null when a remittance that is held whole may be released; else why not.</summary>
    /// <param name="kept">Its claim payments that were kept.</param>
    /// <param name="isPosted">The same payment was posted from another file.</param>
    public static Refusal? RefuseRelease(Remittance held, int kept, bool isPosted)
    {
        ArgumentNullException.ThrowIfNull(held);
        if (held.Status != RemittanceStatus.Held) return NotHeld;
        if (isPosted) return new Refusal("CannotRelease", "The same payment is posted already.", "Reject it with a note.");
        if (NeverReleased(held.HoldWord)) return new Refusal("CannotRelease", held.Why, "Send the right file, or reject it with a note.");
        return kept < held.ClaimCount ? new Refusal("CannotRelease", "Its claim payments weren't kept when it came.", "Send the same file again; it is judged anew then.") : null;
    }

    /// <summary>Null when a remittance that is held whole may be rejected; else why not.</summary>
    public static Refusal? RefuseReject(Remittance held)
    {
        ArgumentNullException.ThrowIfNull(held);
        return held.Status == RemittanceStatus.Held ? null : NotHeld;
    }

    /// <summary>A part of it is missing, or it says itself that it is no payment: nobody can know what to post.</summary>
    internal static bool NeverReleased(string word) => word is TestFile || string.Equals(word, HoldWord.CutOff.Explain().Code, StringComparison.Ordinal);

    /// <summary>The hold of an interchange that is marked as test.</summary>
    internal const string TestFile = "TEST_FILE";

    /// <summary>The hold of a transaction that an error of the product stopped.</summary>
    internal const string PostingFailed = "POSTING_FAILED";

    /// <summary>The hold of a payment that was posted before and unposted.</summary>
    internal const string UnpostedBefore = "UNPOSTED_BEFORE";

    public static Refusal InCase { get; } = new("InCase", "It waits with a reversal flag.", "Reopen the denial, match it by hand, or dismiss the flag.");

    private static Refusal Cannot(string sentence) => new("CannotRelease", sentence, "Reject it with a note, and ask the payer for a corrected remittance.");
}
