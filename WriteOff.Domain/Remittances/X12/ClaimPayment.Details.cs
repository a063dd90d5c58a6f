namespace WriteOff.Domain.Remittances.X12;

/// <content>The smaller segments of a claim: qualified values, remark codes, names, amounts.</content>
public sealed partial class ClaimPayment
{
    private static string CasElement(int index) => index switch { 3 => "CAS03", 6 => "CAS06", 9 => "CAS09", 12 => "CAS12", 15 => "CAS15", 18 => "CAS18", _ => "CAS" };

    private void Qualify(ref QualifiedValue value, SegmentReader segments, CodeBook codes, int offset)
    {
        var qualifier = segments.Piece(1);
        value.Qualifier = codes.Domain(segments, qualifier);
        value.QualifierText = qualifier.After(offset);
        value.Value = segments.Piece(2).After(offset);
        value.Line = TargetIndex;
    }

    /// <summary>LQ belongs to the line, or to the claim before its first line.</summary>
    private void AddRemark(SegmentReader segments, CodeBook codes, int offset)
    {
        if (_lineCount == 0)
        {
            AddRemark(ref _ownRemarks, segments, codes, offset, 2);
            return;
        }
        AddRemark(ref _remarks, segments, codes, offset, 2);
        Target.Remarked.End = _remarks.Count;
    }

    /// <summary>MOA and MIA speak of the claim, wherever they stand; most of their places are blank.</summary>
    private void AddOwnRemark(SegmentReader segments, CodeBook codes, int offset, int element)
    {
        if (segments.Piece(element).Length > 0) AddRemark(ref _ownRemarks, segments, codes, offset, element);
    }

    private void AddRemark(ref Pile<Remark> remarks, SegmentReader segments, CodeBook codes, int offset, int element)
    {
        var text = segments.Piece(element);
        remarks.Add(new Remark(codes.Domain(segments, text), text.After(offset), TargetIndex));
    }

    private void AddName(SegmentReader segments, int offset)
    {
        var kind = segments.Element(1);
        if (kind.SequenceEqual("82"u8)) _rendering = segments.Piece(9).After(offset);
        if (!kind.SequenceEqual("QC"u8) && !kind.SequenceEqual("IL"u8)) return;
        if (_memberId.Length == 0) _memberId = segments.Piece(9).After(offset);
        if (_lastName.Length > 0 && kind[0] == (byte)'I') return;
        _lastName = segments.Piece(3).After(offset);
        _firstName = segments.Piece(4).After(offset);
    }

    private Amount ReadAmount(SegmentReader segments, Slice text, string element)
    {
        var amount = Amount.Read(segments, text);
        return amount.IsSound ? amount : Doubt(segments, amount, element);
    }

    private Amount Doubt(SegmentReader segments, Amount amount, string element)
    {
        Findings.Add(FindingWords.Amount(segments.SegmentNumber, element, amount.State));
        if (HoldRules.Rank(amount.State) > HoldRules.Rank(WorstAmount)) WorstAmount = amount.State;
        return amount;
    }

    private void Require(SegmentReader segments, Amount amount, string element)
    {
        if (amount.State == AmountState.Blank) Findings.Add(FindingWords.BlankAmount(segments.SegmentNumber, element));
    }
}
