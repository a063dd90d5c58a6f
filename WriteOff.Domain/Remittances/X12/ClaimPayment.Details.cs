namespace WriteOff.Domain.Remittances.X12;

/// <content>The smaller segments of a claim: qualified values, remark codes, names, amounts.</content>
public sealed partial class ClaimPayment
{
    private static string CasElement(int index) => index switch { 3 => "CAS03", 6 => "CAS06", 9 => "CAS09", 12 => "CAS12", 15 => "CAS15", 18 => "CAS18", _ => "CAS" };

    private void Qualify(ref QualifiedValue value, SegmentReader segments, CodeInterner codes, int offset)
    {
        var elements = segments.Elements(offset);
        var qualifier = elements[1];
        value.Qualifier = codes.Domain(elements, qualifier);
        value.QualifierText = elements.Kept(qualifier);
        value.Value = elements.Kept(elements[2]);
        value.Line = TargetIndex;
    }

    /// <summary>LQ belongs to the line, or to the claim before its first line.</summary>
    private void AddRemark(SegmentReader segments, CodeInterner codes, int offset)
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
    private void AddOwnRemark(SegmentReader segments, CodeInterner codes, int offset, int element)
    {
        if (segments.Piece(element).Length > 0) AddRemark(ref _ownRemarks, segments, codes, offset, element);
    }

    private void AddRemark(ref ReusableList<Remark> remarks, SegmentReader segments, CodeInterner codes, int offset, int element)
    {
        var elements = segments.Elements(offset);
        var text = elements[element];
        remarks.Add(new Remark(codes.Domain(elements, text), elements.Kept(text), TargetIndex));
    }

    private void AddName(SegmentReader segments, int offset)
    {
        var elements = segments.Elements(offset);
        var kind = elements[1].Length == 2 ? elements.Word(elements[1]) : 0;
        if (kind == Rendering) _rendering = elements.Kept(elements[9]);
        if (kind is not (Patient or Subscriber)) return;
        if (_memberId.Length == 0) _memberId = elements.Kept(elements[9]);
        if (_lastName.Length > 0 && kind == Subscriber) return;
        _lastName = elements.Kept(elements[3]);
        _firstName = elements.Kept(elements[4]);
    }

    private const ulong Rendering = '8' | ('2' << 8);
    private const ulong Patient = 'Q' | ('C' << 8);
    private const ulong Subscriber = 'I' | ('L' << 8);

    private Amount ReadAmount(SegmentReader segments, in SegmentElements elements, int index, string name)
    {
        var amount = Amount.Read(elements, elements[index]);
        if (!amount.IsSound) Doubt(segments, amount, name);
        return amount;
    }

    private void Doubt(SegmentReader segments, Amount amount, string element)
    {
        Findings.Add(FindingWords.Amount(segments.SegmentNumber, element, amount.State));
        if (HoldRules.Rank(amount.State) > HoldRules.Rank(WorstAmount)) WorstAmount = amount.State;
    }

    private void Require(SegmentReader segments, Amount amount, string element)
    {
        if (amount.State == AmountState.Blank) Findings.Add(FindingWords.BlankAmount(segments.SegmentNumber, element));
    }
}
