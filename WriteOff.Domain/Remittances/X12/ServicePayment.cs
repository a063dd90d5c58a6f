namespace WriteOff.Domain.Remittances.X12;

/// <summary>One service line of a claim payment (SVC loop). Lives and ends with its <see cref="ClaimPayment"/>.</summary>
public sealed class ServicePayment
{
    private const int MostModifiers = 4;
    private ClaimPayment _claim;
    internal Slice Composite;
    internal Slice ChargeSlice;
    internal Slice PaidSlice;
    internal Slice UnitsSlice;
    internal Slice OriginalUnitsSlice;
    internal Extent Adjusted;
    internal Extent Referenced;
    internal Extent Dated;
    internal Extent Supplemented;
    internal Extent Remarked;

    internal ServicePayment(ClaimPayment claim) => _claim = claim;

    /// <summary>A run of items in one of the claim's lists.</summary>
    internal struct Extent
    {
        public int Start;
        public int End;
    }

    /// <summary>Position on the claim, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary>Number of the SVC segment in the file.</summary>
    public long Segment { get; internal set; }

    /// <summary>SVC02, the line's charge.</summary>
    public Amount Charge { get; internal set; }

    /// <summary>SVC03, what the payer paid for the line.</summary>
    public Amount Paid { get; internal set; }

    /// <summary>SVC02 as written.</summary>
    public string ChargeText => _claim.Text(ChargeSlice);

    /// <summary>SVC03 as written.</summary>
    public string PaidText => _claim.Text(PaidSlice);

    /// <summary>SVC05, units paid, as written (blank means 1).</summary>
    public string Units => _claim.Text(UnitsSlice);

    /// <summary>SVC07, units billed where they differ, as written.</summary>
    public string OriginalUnits => _claim.Text(OriginalUnitsSlice);

    /// <summary>SVC01-1: HC for a HCPCS/CPT code, NU revenue code, N4 drug…</summary>
    public string CodeQualifier => Component(0);

    /// <summary>SVC01-2, the procedure or revenue code.</summary>
    public string Code => Component(1);

    /// <summary>SVC01-3 to 6 as far as given, in order.</summary>
    public IReadOnlyList<string> Modifiers
    {
        get
        {
            List<string> modifiers = [];
            for (var i = 0; i < MostModifiers; i++)
            {
                if (Component(i + 2) is { Length: > 0 } modifier) modifiers.Add(modifier);
            }
            return modifiers;
        }
    }

    /// <summary>REF*6R, the line's control number from the original claim; empty when not returned.</summary>
    public string ControlNumber => _claim.FirstOf(References, "6R");

    /// <summary>Date of service as written: DTM*472, else the start DTM*150.</summary>
    public string ServiceDate => _claim.FirstOf(Dates, "472") is { Length: > 0 } day ? day : _claim.FirstOf(Dates, "150");

    /// <summary>DTM*151, last day of the service, as written.</summary>
    public string ServiceEnd => _claim.FirstOf(Dates, "151");

    /// <summary>CAS of the line, in file order.</summary>
    public ReadOnlySpan<Adjustment> Adjustments => _claim.AllAdjustments[Adjusted.Start..Adjusted.End];

    /// <summary>REF of the line.</summary>
    public ReadOnlySpan<QualifiedValue> References => _claim.AllReferences[Referenced.Start..Referenced.End];

    /// <summary>DTM of the line.</summary>
    public ReadOnlySpan<QualifiedValue> Dates => _claim.AllDates[Dated.Start..Dated.End];

    /// <summary>AMT of the line: informational, never part of a balance.</summary>
    public ReadOnlySpan<QualifiedValue> SupplementalAmounts => _claim.AllSupplementalAmounts[Supplemented.Start..Supplemented.End];

    /// <summary>LQ remark codes of the line.</summary>
    public ReadOnlySpan<Remark> Remarks => _claim.AllRemarks[Remarked.Start..Remarked.End];

    internal ServicePayment CopyFor(ClaimPayment claim)
    {
        var copy = (ServicePayment)MemberwiseClone();
        copy._claim = claim;
        return copy;
    }

    /// <summary>A part of SVC01. Not trimmed: blanks inside a composite are the sender's.</summary>
    private string Component(int index)
    {
        var rest = Composite.Of(_claim.Bytes);
        var separator = _claim.Delimiters.Component;
        if (separator == 0) return index == 0 ? Latin1.Text(rest) : "";
        for (; index > 0; index--)
        {
            var next = rest.IndexOf(separator);
            if (next < 0) return "";
            rest = rest[(next + 1)..];
        }
        var end = rest.IndexOf(separator);
        return Latin1.Text(end < 0 ? rest : rest[..end]);
    }
}
