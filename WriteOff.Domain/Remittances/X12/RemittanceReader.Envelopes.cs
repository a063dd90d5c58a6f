namespace WriteOff.Domain.Remittances.X12;

/// <content>Interchanges and groups around the transactions, and their trailers.</content>
public sealed partial class RemittanceReader
{
    private bool _isStarted;
    private bool _isEnded;
    private bool _isGroupOpen;
    private bool _isEnvelopeOpen;

    /// <summary>Reads on to the next ST*835.</summary>
    private bool Open()
    {
        // Claims that nobody wanted are passed over.
        while (_open is not null) Advance();
        while (Refusal is null && NextSegment())
        {
            if (!_isStarted) Start();
            if (_segments.IsInterchangeStart) BeginInterchange();
            else if (SegmentName.Of(_segments) == SegmentName.Gs) BeginGroup();
            else if (SegmentName.Of(_segments) == SegmentName.Ge) EndGroup();
            else if (SegmentName.Of(_segments) == SegmentName.Iea) EndInterchange();
            else if (SegmentName.Of(_segments) == SegmentName.St && BeginTransaction()) return true;
        }
        if (!_isEnded) End();
        return false;
    }

    private void Start()
    {
        _isStarted = true;
        if (_segments.HasLeadingBytes) Findings.Add(FindingWords.LeadingBytes());
        if (_segments.HasNoiseBefore) Findings.Add(FindingWords.NoiseBefore());
        if (_segments.HasTransactionBefore) Findings.Add(FindingWords.TransactionBefore());
        if (_segments.IsInterchangeStart) return;
        Findings.Add(FindingWords.NoInterchange());
        KeepInterchange(new Interchange { Delimiters = _segments.Delimiters });
    }

    private void End()
    {
        _isEnded = true;
        if (!_isStarted) Start();
        CloseInterchange();
        if (Refusal is not null) return;
        if (_segments.IsUnterminated && SegmentCount > 0) Findings.Add(FindingWords.CutOff(SegmentCount));
        if (_transactions == 0) Findings.Add(FindingWords.NoTransactions());
    }

    private void BeginInterchange()
    {
        CloseInterchange();
        _isEnvelopeOpen = true;
        _group = null;
        KeepInterchange(new Interchange
        {
            Index = _segments.Interchange,
            Delimiters = _segments.Delimiters,
            Sender = _segments.Text(6),
            Receiver = _segments.Text(8),
            Version = _segments.Text(12),
            ControlNumber = _segments.Text(13),
            Usage = _segments.Text(15),
        });
        if (_interchange.Usage is "T") Findings.Add(FindingWords.TestFile(SegmentCount));
        if (_segments.Delimiters.Source == DelimiterSource.Counted) Findings.Add(FindingWords.IsaWidth(SegmentCount));
        if (_segments.Delimiters.Source == DelimiterSource.Assumed) Findings.Add(FindingWords.DelimitersAssumed(SegmentCount));
    }

    private void KeepInterchange(Interchange interchange)
    {
        _interchange = interchange;
        if (_keepEnvelopes) _interchanges.Add(interchange);
    }

    private void CloseInterchange()
    {
        CloseGroup();
        if (_isEnvelopeOpen && _interchange.TrailerCount is null) Findings.Add(FindingWords.MissingTrailer(SegmentCount, "IEA"));
        _isEnvelopeOpen = false;
    }

    private void EndInterchange()
    {
        CloseGroup();
        _interchange.TrailerCount = _segments.Text(1);
        _interchange.TrailerControl = _segments.Text(2);
        if (!CountIs(_interchange.TrailerCount, _interchange.GroupCount)) Findings.Add(FindingWords.WrongCount(SegmentCount, "IEA", "groups"));
        if (_isEnvelopeOpen && !Same(_interchange.TrailerControl, _interchange.ControlNumber)) Findings.Add(FindingWords.WrongControl(SegmentCount, "IEA", "ISA"));
    }

    private void BeginGroup()
    {
        CloseGroup();
        _isGroupOpen = true;
        _group = new FunctionalGroup
        {
            Kind = _segments.Text(1),
            Date = _segments.Text(4),
            ControlNumber = _segments.Text(6),
            Version = _segments.Text(8),
        };
        _interchange.GroupCount++;
        if (_keepEnvelopes) _interchange.Keep(_group);
    }

    private void CloseGroup()
    {
        if (_isGroupOpen) Findings.Add(FindingWords.MissingTrailer(SegmentCount, "GE"));
        _isGroupOpen = false;
    }

    private void EndGroup()
    {
        _isGroupOpen = false;
        if (_group is null) return;
        _group.TrailerCount = _segments.Text(1);
        if (!CountIs(_group.TrailerCount, _group.TransactionCount)) Findings.Add(FindingWords.WrongCount(SegmentCount, "GE", "transaction sets"));
        if (!Same(_segments.Text(2), _group.ControlNumber)) Findings.Add(FindingWords.WrongControl(SegmentCount, "GE", "GS"));
    }

    private bool BeginTransaction()
    {
        if (_group is not null) _group.TransactionCount++;
        if (!_segments.Element(1).SequenceEqual("835"u8))
        {
            Findings.Add(FindingWords.OtherTransaction(SegmentCount));
            return false;
        }
        _start = _segments.Mark();
        _isReplay = _isClaimOpen = false;
        Transaction = _open = new RemittanceTransaction
        {
            Index = _transactions++,
            FirstSegment = SegmentCount,
            Interchange = _interchange,
            Group = _group ?? new FunctionalGroup(),
            ControlNumber = _segments.Text(2),
            Implementation = _segments.Text(3),
            SegmentCount = 1,
        };
        return true;
    }

    internal static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    internal static bool CountIs(string? text, int count) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var stated) && stated == count;
}
