namespace WriteOff.Domain.Remittances.X12;

/// <summary>One claim payment (CLP loop) with its service lines, as the payer sent it.</summary>
/// <remarks>
/// The reader fills the same object again for each claim: take what is needed before the next one, or a <see cref="Copy"/>.
/// Text properties make a new string at each call. Amounts are cents beside the text that was written.
/// </remarks>
public sealed partial class ClaimPayment
{
    /// <summary>Bytes of text a claim may have: 8 MB, hundreds of times 999 lines' worth. More refuses the file.</summary>
    public const int LongestText = 8 * 1024 * 1024;

    /// <summary>Position in its transaction, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>Number of the CLP segment in the file.</summary>
    public long Segment { get; private set; }

    /// <summary>The delimiters the text is written with.</summary>
    public Delimiters Delimiters { get; private set; }

    /// <summary>CLP01, our claim number as the payer returned it.</summary>
    public string PatientControlNumber => Text(_head[1]);

    /// <summary>CLP02 in domain form: 1, 2, 3, 4, 22 (reversal), 25 (predetermination)…</summary>
    public string Status { get; private set; } = "";

    /// <summary>CLP03, the claim's charge; negative on a reversal.</summary>
    public Amount Charge { get; private set; }

    /// <summary>CLP04, what the payer paid.</summary>
    public Amount Paid { get; private set; }

    /// <summary>CLP05, the patient's share as the payer states it; informational.</summary>
    public Amount PatientResponsibility { get; private set; }

    /// <summary>CLP06, kind of insurance: MB, HM, 12…</summary>
    public string FilingCode => Text(_head[6]);

    /// <summary>CLP07, the payer's own number of this adjudication.</summary>
    public string PayerControlNumber => Text(_head[7]);

    /// <summary>CLP08, place of service or type of bill.</summary>
    public string FacilityCode => Text(_head[8]);

    /// <summary>CLP09, claim frequency: 1, 7, 8.</summary>
    public string FrequencyCode => Text(_head[9]);

    /// <summary>NM109 of the patient (QC) or subscriber (IL), whichever comes first with an identifier.</summary>
    public string MemberId => Text(_memberId);

    /// <summary>NM103 of the patient, as written.</summary>
    public string PatientLastName => Text(_lastName);

    /// <summary>NM104 of the patient, as written.</summary>
    public string PatientFirstName => Text(_firstName);

    /// <summary>NM109 of the rendering provider (NM1*82).</summary>
    public string RenderingProviderId => Text(_rendering);

    /// <summary>True for a reversal of an earlier adjudication (CLP02 = 22).</summary>
    public bool IsReversal => Status is "22";

    /// <summary>True for a predetermination (CLP02 = 25), which never posts.</summary>
    public bool IsPredetermination => Status is "25";

    /// <summary>REF*F8, the payer's number of the adjudication this one replaces; empty when not given.</summary>
    public string OriginalReference => FirstOf(References, "F8");

    /// <summary>Service lines in file order.</summary>
    public ReadOnlySpan<ServicePayment> Lines => _lines.AsSpan(0, _lineCount);

    /// <summary>CAS of the claim itself.</summary>
    public ReadOnlySpan<Adjustment> Adjustments => AllAdjustments[.._own.Adjusted.End];

    /// <summary>CAS of the claim, then of its lines in order.</summary>
    public ReadOnlySpan<Adjustment> AllAdjustments => _adjustments.All;

    /// <summary>REF of the claim itself.</summary>
    public ReadOnlySpan<QualifiedValue> References => AllReferences[.._own.Referenced.End];

    /// <summary>DTM of the claim itself: 232/233 statement, 050 received, 036 coverage end.</summary>
    public ReadOnlySpan<QualifiedValue> Dates => AllDates[.._own.Dated.End];

    /// <summary>AMT of the claim itself: informational, never part of a balance.</summary>
    public ReadOnlySpan<QualifiedValue> SupplementalAmounts => AllSupplementalAmounts[.._own.Supplemented.End];

    /// <summary>Remark codes of the claim itself: MOA, MIA, LQ.</summary>
    public ReadOnlySpan<Remark> Remarks => _ownRemarks.All;

    /// <summary>What was noticed while reading this claim.</summary>
    public FindingList Findings { get; private set; } = new();

    /// <summary>The gravest state among the amounts that post: charge, paid, lines and adjustments.</summary>
    public AmountState WorstAmount { get; private set; }

    /// <summary>Segments of the claim, CLP included.</summary>
    public int SegmentCount { get; private set; }

    /// <summary>The claim's segments as sent, each with its terminator: for the segment view, and to read a held claim again with <see cref="Parse"/>.</summary>
    public string RawText => Latin1.Kept(Bytes, Delimiters);

    /// <summary>Text of a slice of this claim.</summary>
    public string Text(Slice slice) => Latin1.Text(slice.Of(Bytes));

    /// <summary>Charge as written.</summary>
    public string ChargeText => Text(_head[3]);

    /// <summary>Paid amount as written.</summary>
    public string PaidText => Text(_head[4]);

    /// <summary>Patient's share as written.</summary>
    public string PatientResponsibilityText => Text(_head[5]);

    /// <summary>Status as written.</summary>
    public string StatusText => Text(_head[2]);

    /// <summary>A copy that outlives the reader's next step.</summary>
    public ClaimPayment Copy()
    {
        var copy = (ClaimPayment)MemberwiseClone();
        copy._text = _text.Copy();
        copy._head = [.. _head];
        copy._adjustments = _adjustments.Copy();
        copy._references = _references.Copy();
        copy._dates = _dates.Copy();
        copy._supplements = _supplements.Copy();
        copy._remarks = _remarks.Copy();
        copy._ownRemarks = _ownRemarks.Copy();
        copy._own = _own.CopyFor(copy);
        copy._lines = [.. Lines.ToArray().Select(line => line.CopyFor(copy))];
        copy.Findings = new FindingList();
        foreach (var finding in Findings.Kept) copy.Findings.Add(finding);
        return copy;
    }

    /// <summary>Reads one claim again from its <see cref="RawText"/>.</summary>
    /// <returns>Null when the text has no CLP segment or is not readable.</returns>
    public static ClaimPayment? Parse(string rawText, Delimiters delimiters)
    {
        ArgumentNullException.ThrowIfNull(rawText);
        using var segments = new SegmentReader(rawText, delimiters);
        var claim = new ClaimPayment();
        var codes = new CodeInterner();
        while (segments.Read())
        {
            if (claim.SegmentCount == 0 && !segments.Element(0).SequenceEqual("CLP"u8)) continue;
            if (claim.SegmentCount == 0) claim.Begin(segments, codes, 0);
            else claim.Add(segments, codes, SegmentName.Of(segments));
        }
        return claim.SegmentCount == 0 ? null : claim;
    }

    internal string FirstOf(ReadOnlySpan<QualifiedValue> values, string qualifier)
    {
        foreach (var value in values)
        {
            if (string.Equals(value.Qualifier, qualifier, StringComparison.Ordinal) && value.Value.Length > 0) return Text(value.Value);
        }
        return "";
    }
}
