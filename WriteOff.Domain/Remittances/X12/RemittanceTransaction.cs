namespace WriteOff.Domain.Remittances.X12;

/// <summary>One 835 transaction (ST … SE): a payment, and its totals once it has been read through. Its claims are streamed, not kept.</summary>
public sealed class RemittanceTransaction
{
    /// <summary>Provider adjustments listed; a file with more is counted in full but listed so far.</summary>
    public const int MostProviderAdjustments = 10_000;

    private readonly List<ProviderAdjustment> _providerAdjustments = [];

    /// <summary>Position in the file among the 835s, from 0.</summary>
    public int Index { get; internal init; }

    /// <summary>Number of the ST segment in the file.</summary>
    public long FirstSegment { get; internal init; }

    /// <summary>The envelope it came in.</summary>
    public required Interchange Interchange { get; init; }

    /// <summary>The group it came in; an empty one when there is no GS.</summary>
    public required FunctionalGroup Group { get; init; }

    /// <summary>ST02.</summary>
    public string ControlNumber { get; internal set; } = "";

    /// <summary>ST03.</summary>
    public string Implementation { get; internal set; } = "";

    /// <summary>True when there is a BPR segment.</summary>
    public bool HasPaymentSegment { get; internal set; }

    /// <summary>BPR01: I with the money, H information only…</summary>
    public string Handling { get; internal set; } = "";

    /// <summary>BPR02, the payment.</summary>
    public Amount Payment { get; internal set; }

    /// <summary>BPR02 as written.</summary>
    public string PaymentText { get; internal set; } = "";

    /// <summary>BPR03: C credit, D debit.</summary>
    public string CreditOrDebit { get; internal set; } = "";

    /// <summary>BPR04: ACH, CHK, NON…</summary>
    public string Method { get; internal set; } = "";

    /// <summary>BPR16, date of the payment as written.</summary>
    public string PaymentDate { get; internal set; } = "";

    /// <summary>TRN02, cheque or trace number; empty when missing.</summary>
    public string TraceNumber { get; internal set; } = "";

    /// <summary>TRN03, the payer's own company identifier.</summary>
    public string TraceOrigin { get; internal set; } = "";

    /// <summary>DTM*405 before the first claim, date of production as written.</summary>
    public string ProductionDate { get; internal set; } = "";

    /// <summary>N102 of the payer: for display only.</summary>
    public string PayerName { get; internal set; } = "";

    /// <summary>N104 of the payer (N1*PR).</summary>
    public string PayerId { get; internal set; } = "";

    /// <summary>N102 of the payee.</summary>
    public string PayeeName { get; internal set; } = "";

    /// <summary>N104 of the payee (N1*PE): NPI or tax identifier.</summary>
    public string PayeeId { get; internal set; } = "";

    /// <summary>Who pays, for matching: TRN03, else the N1*PR identifier; empty when neither is there.</summary>
    public string PayerKey => TraceOrigin.Length > 0 ? TraceOrigin : PayerId;

    /// <summary>PLB pairs in file order, at most <see cref="MostProviderAdjustments"/>.</summary>
    public IReadOnlyList<ProviderAdjustment> ProviderAdjustments => _providerAdjustments;

    /// <summary>LX loops seen.</summary>
    public int LoopCount { get; internal set; }

    /// <summary>Segments from ST to SE, both included.</summary>
    public int SegmentCount { get; internal set; }

    /// <summary>True when the SE trailer was there: without it the transaction was cut off.</summary>
    public bool HasTrailer => TrailerCount is not null;

    /// <summary>SE01 as written; null without SE.</summary>
    public string? TrailerCount { get; internal set; }

    /// <summary>SE02 as written; null without SE.</summary>
    public string? TrailerControl { get; internal set; }

    /// <summary>True when it has been read to its end: totals and hash are final.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Claims read.</summary>
    public int ClaimCount { get; internal set; }

    /// <summary>Sums for the balance of the transaction.</summary>
    public TransactionTotals Totals { get; } = new();

    /// <summary>SHA-256 in hexadecimal of claims and provider adjustments, independent of envelope, delimiters and line breaks; set by <see cref="RemittanceReader.Survey"/>.</summary>
    public string ContentHash { get; internal set; } = "";

    /// <summary>Hashes that more than one claim of this transaction has: candidates for REPEATED_CLAIM.</summary>
    internal HashSet<ulong> SharedClaimHashes { get; set; } = [];

    /// <summary>What was noticed outside of its claims.</summary>
    public FindingList Findings { get; } = new();

    /// <summary>Knows a resend: payer, trace number, amount, date and content; the content alone where there is no trace number.</summary>
    public string Identity => TraceNumber.Length == 0
        ? ContentHash
        : string.Join('|', PayerKey, TraceNumber, Payment.IsSound ? Payment.Cents.ToString(System.Globalization.CultureInfo.InvariantCulture) : PaymentText, PaymentDate, ContentHash);

    internal void Add(ProviderAdjustment adjustment, long segment)
    {
        if (_providerAdjustments.Count < MostProviderAdjustments) _providerAdjustments.Add(adjustment);
        else if (Totals.ProviderAdjustmentCount == MostProviderAdjustments) Findings.Add(FindingWords.TooManyAdjustments(segment));
        Totals.AddProviderAdjustment(adjustment);
    }
}
