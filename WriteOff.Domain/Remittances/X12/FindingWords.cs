using static WriteOff.Domain.Remittances.X12.FindingSeverity;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Every finding of the reader, worded once. No sentence carries text from the file: it could be a patient's.</summary>
internal static class FindingWords
{
    private const string AskSender = "Read as it is; tell the sender if it happens again.";
    private const string CheckDelivery = "Compare with the payer's totals: a part of the file may be missing.";

    public static Finding Refused(long segment, string code, string what, string step) => new(Error, segment, code, what, step);

    public static Finding NoInterchange() => new(Warning, 0, "NO_INTERCHANGE", "The file has no ISA envelope; its delimiters were guessed.", AskSender);

    public static Finding NoiseBefore() => new(Warning, 0, "TEXT_BEFORE_INTERCHANGE", "Text that is not X12 stands before the first ISA; it was skipped.", AskSender);

    public static Finding TransactionBefore() =>
        new(Error, 0, "TRANSACTION_BEFORE_INTERCHANGE", "An 835 transaction stands before the first readable ISA and was not read.", "Ask the sender for the file again.");

    public static Finding LeadingBytes() => new(Info, 0, "LEADING_BYTES", "A byte order mark or blanks stand before the first ISA.", "Nothing to do.");

    public static Finding IsaWidth(long segment) => new(Warning, segment, "ISA_WIDTH", "The ISA segment is not 106 characters wide; its elements were counted.", AskSender);

    public static Finding DelimitersAssumed(long segment) =>
        new(Warning, segment, "DELIMITERS_ASSUMED", "The ISA segment does not declare delimiters; the usual ones were assumed.", AskSender);

    public static Finding NoTransactions() =>
        new(Error, 0, "NO_REMITTANCE", "The file has no 835 transaction.", "Check that it is a remittance (835), not a claim, an eligibility answer or another document.");

    public static Finding OtherTransaction(long segment) => new(Info, segment, "OTHER_TRANSACTION_SET", "A transaction set that is not an 835 was skipped.", "Nothing to do.");

    public static Finding TestFile(long segment) => new(Warning, segment, "TEST_INTERCHANGE", "ISA15 says that this is test data.", "Ask the payer whether it should be posted.");

    public static Finding WrongCount(long segment, string element, string counted) =>
        new(Warning, segment, $"{element}_COUNT_WRONG", $"{element} does not say how many {counted} there are.", CheckDelivery);

    public static Finding WrongControl(long segment, string trailer, string header) =>
        new(Warning, segment, $"{trailer}_CONTROL_WRONG", $"{trailer} and {header} have different control numbers.", CheckDelivery);

    public static Finding MissingTrailer(long segment, string trailer) =>
        new(trailer is "SE" ? Error : Warning, segment, $"{trailer}_MISSING", $"The {trailer} trailer is missing.", CheckDelivery);

    public static Finding CutOff(long segment) =>
        new(Warning, segment, "LAST_SEGMENT_UNTERMINATED", "The file ends without a segment terminator.", CheckDelivery);

    public static Finding NoPayment(long segment) => new(Error, segment, "BPR_MISSING", "The transaction has no payment segment (BPR).", "Ask the payer for a complete remittance.");

    public static Finding NoTrace(long segment) =>
        new(Warning, segment, "TRN_MISSING", "The transaction has no trace number (TRN02); a resend is known by its content alone.", AskSender);

    public static Finding NoClaims(long segment) => new(Info, segment, "NO_CLAIMS", "The transaction has no claims.", "Nothing to post; look at its provider adjustments.");

    public static Finding Debit(long segment) => new(Warning, segment, "DEBIT", "BPR03 says that the payer takes money.", "Check the bank account before posting.");

    public static Finding NegativePayment(long segment) =>
        new(Warning, segment, "NEGATIVE_PAYMENT", "The payment amount BPR02 is negative.", "Check whether the payer's take-back is known.");

    public static Finding Unbalanced(long segment) =>
        new(Error, segment, "TRANSACTION_UNBALANCED", "The payment is not the sum of its claims less provider adjustments.", "Ask the payer for a corrected remittance.");

    public static Finding TooManyAdjustments(long segment) =>
        new(Warning, segment, "PLB_NOT_ALL_KEPT", "There are more provider adjustments than are listed; all are counted.", "Look at the file itself.");

    public static Finding Amount(long segment, string element, AmountState state) => state switch
    {
        AmountState.SubCent => new(Error, segment, "SUB_CENT_AMOUNT", $"{element} has a fraction of a cent.", "Ask the payer for the amount, then release or reject the claim."),
        AmountState.OutOfRange => new(Error, segment, "AMOUNT_OUT_OF_RANGE", $"{element} is larger than any real amount.", "Ask the payer for the amount, then reject the claim."),
        AmountState.Unreadable => new(Error, segment, "UNREADABLE_AMOUNT", $"{element} is not an amount.", "Look at the segment, then release or reject the claim."),
        AmountState.Blank => BlankAmount(segment, element),
        AmountState.Exact => new(Info, segment, "AMOUNT", $"{element} is an amount.", "Nothing to do."),
    };

    public static Finding BlankAmount(long segment, string element) => new(Warning, segment, "BLANK_AMOUNT", $"{element} is blank; it counts as zero.", AskSender);

    public static Finding BlankCode(long segment) =>
        new(Warning, segment, "BLANK_ADJUSTMENT_CODE", "An adjustment has no group or reason; its amount posts as a denial with the code 'unknown'.", "Ask the payer for the reason.");

    public static Finding LinesDoNotAddUp(long segment) =>
        new(Warning, segment, "LINES_DO_NOT_ADD_UP", "The charges of the service lines are not the claim's charge.", "Look at the segments: a line may be missing.");

    public static Finding BadDate(string element) =>
        new(Warning, 0, "DATE_NOT_USED", $"{element} is not a date that can be: impossible or in the future.", "The next date of the transaction was taken.");
}
