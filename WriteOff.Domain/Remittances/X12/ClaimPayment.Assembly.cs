namespace WriteOff.Domain.Remittances.X12;

/// <content>Filling the claim, segment by segment. Nothing is allocated once the lists have grown.</content>
public sealed partial class ClaimPayment
{
    private const int HeadElements = 10;
    private ServicePayment _own;
    private ClaimText _text;
    private Slice[] _head = new Slice[HeadElements];
    private ReusableList<Adjustment> _adjustments;
    private ReusableList<QualifiedValue> _references;
    private ReusableList<QualifiedValue> _dates;
    private ReusableList<QualifiedValue> _supplements;
    private ReusableList<Remark> _remarks;
    private ReusableList<Remark> _ownRemarks;
    private ServicePayment[] _lines = [];
    private int _lineCount;
    private Slice _memberId;
    private Slice _lastName;
    private Slice _firstName;
    private Slice _rendering;

    internal ClaimPayment() => _own = new ServicePayment(this);

    internal ReadOnlySpan<byte> Bytes => _text.All;

    internal ReadOnlySpan<QualifiedValue> AllReferences => _references.All;

    internal ReadOnlySpan<QualifiedValue> AllDates => _dates.All;

    internal ReadOnlySpan<QualifiedValue> AllSupplementalAmounts => _supplements.All;

    internal ReadOnlySpan<Remark> AllRemarks => _remarks.All;

    /// <summary>The line that segments now belong to; the claim itself before the first SVC.</summary>
    private ServicePayment Target => _lineCount == 0 ? _own : _lines[_lineCount - 1];

    private int TargetIndex => _lineCount - 1;

    /// <summary>Starts the claim at its CLP segment.</summary>
    internal void Begin(SegmentReader segments, CodeInterner codes, int index)
    {
        Clear();
        Index = index;
        Segment = segments.SegmentNumber;
        Delimiters = segments.Delimiters;
        var offset = Keep(segments);
        var elements = segments.Elements(offset);
        for (var i = 1; i < _head.Length; i++) _head[i] = elements.Kept(elements[i]);
        Status = codes.Domain(elements, elements[2]);
        Charge = ReadAmount(segments, elements, 3, "CLP03");
        Paid = ReadAmount(segments, elements, 4, "CLP04");
        // CLP05 is the payer's own statement of the patient's share: it posts nothing, so it holds nothing.
        var worst = WorstAmount;
        PatientResponsibility = ReadAmount(segments, elements, 5, "CLP05");
        WorstAmount = worst;
        Require(segments, Charge, "CLP03");
        Require(segments, Paid, "CLP04");
    }

    /// <summary>Takes in a segment of the claim.</summary>
    /// <returns>False when the claim has become too long to be one.</returns>
    internal bool Add(SegmentReader segments, CodeInterner codes, uint name)
    {
        if (_text.Count + segments.Length > LongestText) return false;
        var offset = Keep(segments);
        switch (name)
        {
            case SegmentName.Svc:
                AddLine(segments, offset);
                break;
            case SegmentName.Cas:
                AddAdjustments(segments, codes, offset);
                break;
            case SegmentName.Ref:
                Qualify(ref _references.Next(), segments, codes, offset);
                Target.Referenced.End = _references.Count;
                break;
            case SegmentName.Dtm:
                Qualify(ref _dates.Next(), segments, codes, offset);
                Target.Dated.End = _dates.Count;
                break;
            case SegmentName.Amt:
                Qualify(ref _supplements.Next(), segments, codes, offset);
                Target.Supplemented.End = _supplements.Count;
                break;
            case SegmentName.Lq:
                AddRemark(segments, codes, offset);
                break;
            case SegmentName.Moa:
                for (var i = 3; i <= 7; i++) AddOwnRemark(segments, codes, offset, i);
                break;
            case SegmentName.Mia:
                AddOwnRemark(segments, codes, offset, 5);
                for (var i = 20; i <= 23; i++) AddOwnRemark(segments, codes, offset, i);
                break;
            case SegmentName.Nm1:
                AddName(segments, offset);
                break;
        }
        return true;
    }

    /// <summary>The same number that the survey made of this claim.</summary>
    internal ulong QuickHash()
    {
        using var hasher = new ContentHasher();
        hasher.Begin();
        for (var rest = Bytes; !rest.IsEmpty;)
        {
            var end = rest.IndexOf(Delimiters.Terminator);
            hasher.Add(rest[..end], Delimiters);
            rest = rest[(end + 1)..];
        }
        return hasher.Begin();
    }

    private void Clear()
    {
        _text.Clear();
        _adjustments.Clear();
        _references.Clear();
        _dates.Clear();
        _supplements.Clear();
        _remarks.Clear();
        _ownRemarks.Clear();
        _lineCount = SegmentCount = 0;
        WorstAmount = AmountState.Exact;
        _own.Adjusted = _own.Referenced = _own.Dated = _own.Supplemented = _own.Remarked = default;
        _memberId = _lastName = _firstName = _rendering = default;
        if (Findings.Count > 0) Findings.Clear();
    }

    private int Keep(SegmentReader segments)
    {
        SegmentCount++;
        return _text.Add(segments);
    }

    private void AddLine(SegmentReader segments, int offset)
    {
        if (_lineCount == _lines.Length)
        {
            Array.Resize(ref _lines, Math.Max(8, _lineCount * 2));
            for (var i = _lineCount; i < _lines.Length; i++) _lines[i] = new ServicePayment(this);
        }
        var elements = segments.Elements(offset);
        var line = _lines[_lineCount];
        line.Index = _lineCount++;
        line.Segment = segments.SegmentNumber;
        line.Composite = elements.Kept(elements[1]);
        line.ChargeSlice = elements.Kept(elements[2]);
        line.PaidSlice = elements.Kept(elements[3]);
        line.UnitsSlice = elements.Kept(elements[5]);
        line.OriginalUnitsSlice = elements.Kept(elements[7]);
        line.Charge = ReadAmount(segments, elements, 2, "SVC02");
        line.Paid = ReadAmount(segments, elements, 3, "SVC03");
        Require(segments, line.Charge, "SVC02");
        line.Adjusted = new() { Start = _adjustments.Count, End = _adjustments.Count };
        line.Referenced = new() { Start = _references.Count, End = _references.Count };
        line.Dated = new() { Start = _dates.Count, End = _dates.Count };
        line.Supplemented = new() { Start = _supplements.Count, End = _supplements.Count };
        line.Remarked = new() { Start = _remarks.Count, End = _remarks.Count };
    }

    private void AddAdjustments(SegmentReader segments, CodeInterner codes, int offset)
    {
        var elements = segments.Elements(offset);
        var group = elements[1];
        var groupCode = codes.Domain(elements, group);
        for (var i = 2; i < elements.Count; i += 3)
        {
            var (code, text) = (elements[i], elements[i + 1]);
            if (code.Length == 0 && text.Length == 0) continue;
            ref var adjustment = ref _adjustments.Next();
            adjustment.Group = groupCode;
            adjustment.Code = codes.Domain(elements, code);
            adjustment.Amount = Amount.Read(elements, text);
            if (!adjustment.Amount.IsSound) Doubt(segments, adjustment.Amount, CasElement(i + 1));
            if (code.Length == 0 || group.Length == 0) Findings.Add(FindingWords.BlankCode(segments.SegmentNumber));
            adjustment.GroupText = elements.Kept(group);
            adjustment.CodeText = elements.Kept(code);
            adjustment.AmountText = elements.Kept(text);
            adjustment.Quantity = elements.Kept(elements[i + 2]);
            adjustment.Line = TargetIndex;
        }
        Target.Adjusted.End = _adjustments.Count;
    }
}
