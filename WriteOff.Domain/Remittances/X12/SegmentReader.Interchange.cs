namespace WriteOff.Domain.Remittances.X12;

/// <content>Where segments end and interchanges start: each ISA changes the delimiters, wherever it stands.</content>
public sealed partial class SegmentReader
{
    private const int None = int.MaxValue;
    private int _candidate = None;
    private int _searched;
    private bool _isCut;
    private bool _endsWithFile;

    /// <summary>Text that is not X12 stood before the first ISA.</summary>
    public bool HasNoiseBefore { get; private set; }

    /// <summary>An 835 transaction stood before the first ISA and is not read: its own ISA is damaged.</summary>
    public bool HasTransactionBefore { get; private set; }

    /// <summary>A byte order mark or blanks stood before the first ISA.</summary>
    public bool HasLeadingBytes { get; private set; }

    private void ForgetCandidates() => (_candidate, _searched) = (None, _position);

    private void MoveCandidates(int by)
    {
        _searched = Math.Max(0, _searched - by);
        if (_candidate != None) _candidate -= by;
    }

    /// <summary>Where the segment at the position ends: at its terminator, the end of the file, or an ISA inside it.</summary>
    private int FindEnd()
    {
        IsInterchangeStart = _isCut = false;
        while (true)
        {
            var end = FindTerminator();
            if (Refusal is not null) return -1;
            _endsWithFile = end < 0;
            if (end < 0) end = _filled;
            var at = NextInterchange(ref end);
            if (at == None) return end;
            if (IsBlank(_position, at))
            {
                // The segment is an ISA: its end is looked for again, with its own terminator.
                _position = at;
                _searched = at + 3;
                Delimiters = Delimiters.Sniff(_buffer.AsSpan(at, _filled - at));
                Interchange++;
                IsInterchangeStart = true;
                continue;
            }
            // The sender forgot the terminator before a new ISA, which is met again as the next segment.
            _searched = at;
            _isCut = true;
            _endsWithFile = false;
            return at;
        }
    }

    /// <summary>Index of an ISA that opens an interchange between the position and <paramref name="end"/>.</summary>
    private int NextInterchange(ref int end)
    {
        while (NextCandidate(end) is var at && at < end)
        {
            var before = _base;
            at = LookAhead(at, Delimiters.Lookahead);
            end -= (int)(_base - before);
            _candidate = None;
            _searched = at + 3;
            if (IsIsaWord(at) && (IsBlank(_position, at) || StartsLine(at))) return at;
        }
        return None;
    }

    private int NextCandidate(int before)
    {
        if (_candidate != None) return _candidate;
        var from = Math.Max(_searched, _position);
        if (from >= before) return None;
        var found = _buffer.AsSpan(from, _filled - from).IndexOf("ISA"u8);
        // The last two bytes may be the start of the word.
        _searched = found < 0 ? Math.Max(from, _filled - 2) : from;
        return _candidate = found < 0 ? None : from + found;
    }

    private bool IsIsaWord(int at) =>
        (at == _position || !Latin1.IsAsciiAlphanumeric(_buffer[at - 1]))
        && at + 3 < _filled && !Latin1.IsAsciiAlphanumeric(_buffer[at + 3]) && !Latin1.IsSpace(_buffer[at + 3]);

    private bool IsBlank(int from, int to)
    {
        for (; from < to; from++)
        {
            if (!Latin1.IsBetweenSegments(_buffer[from])) return false;
        }
        return true;
    }

    /// <summary>Skips to the first ISA; a file without one is read from its start with delimiters guessed from the text.</summary>
    private void FindFirstInterchange()
    {
        var guess = new DelimiterGuess();
        LookAhead(0, Delimiters.Lookahead);
        var lead = LeadingBytes();
        while (true)
        {
            while (NextCandidate(None) is var at && at != None)
            {
                at = LookAhead(at, Delimiters.Lookahead);
                _candidate = None;
                _searched = at + 3;
                if (!IsIsaWord(at) || !StartsFile(at, lead)) continue;
                HasNoiseBefore = _base + at > lead;
                guess.Look(_buffer.AsSpan(0, at));
                HasTransactionBefore = guess.HasTransaction;
                HasLeadingBytes = lead > 0;
                _position = _searched = at;
                Delimiters = Delimiters.Sniff(_buffer.AsSpan(at, _filled - at));
                return;
            }
            guess.Look(_buffer.AsSpan(0, _filled));
            if (_atEnd) break;
            // Words that lie across two windows are found in the second.
            _position = Math.Max(0, _filled - 8);
            Fill();
        }
        Return(new Place(0, 0, 0, guess.Delimiters));
        LookAhead(0, ByteOrderMark.Length);
        if (_buffer.AsSpan(0, _filled).StartsWith(ByteOrderMark)) _position = ByteOrderMark.Length;
    }

    /// <summary>An ISA counts when it starts the file, a line or a segment, or could not be anything else.</summary>
    private bool StartsFile(int at, int lead) =>
        _base + at <= lead || StartsLine(at);

    private bool StartsLine(int at) =>
        _buffer[at - 1] is (byte)'\n' or (byte)'\r' or (byte)'~' || Delimiters.IsUnmistakable(_buffer.AsSpan(at, _filled - at));

    private int LeadingBytes()
    {
        var at = 0;
        while (at < _filled)
        {
            if (Latin1.IsSpace(_buffer[at]) || Latin1.IsBetweenSegments(_buffer[at])) at++;
            else if (_buffer.AsSpan(at, _filled - at).StartsWith(ByteOrderMark)) at += 3;
            else break;
        }
        return at;
    }

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];
}
