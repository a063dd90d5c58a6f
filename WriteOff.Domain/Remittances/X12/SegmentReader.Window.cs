using System.Buffers;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.X12;

/// <content>The window over the stream: filling, keeping and returning to a place.</content>
public sealed partial class SegmentReader
{
    /// <summary>A place in the file that <see cref="Return"/> goes back to.</summary>
    internal readonly record struct Place(long Offset, long Segment, int Interchange, Delimiters Delimiters);

    /// <summary>Offset of the current segment in the file.</summary>
    internal long SegmentOffset => _base + _start;

    /// <summary>Remembers the current segment and keeps it in the window while what follows is small.</summary>
    internal Place Mark()
    {
        _mark = SegmentOffset;
        return new Place(_mark, SegmentNumber - 1, Interchange, Delimiters);
    }

    /// <summary>Goes back: the next <see cref="Read"/> gives the marked segment again.</summary>
    internal void Return(Place place)
    {
        if (place.Offset >= _base && place.Offset <= _base + _filled) _position = (int)(place.Offset - _base);
        else
        {
            _stream.Position = place.Offset;
            _base = place.Offset;
            _position = _filled = 0;
            _atEnd = false;
        }
        (SegmentNumber, Interchange, Delimiters) = (place.Segment, place.Interchange, place.Delimiters);
        Refusal = null;
        _next = _indexed = 0;
        ForgetCandidates();
    }

    /// <summary>Index of the terminator in the window, filling as needed; −1 when the file ends first.</summary>
    private int FindTerminator()
    {
        var scanned = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_position + scanned, _filled - _position - scanned).IndexOf(Delimiters.Terminator);
            if (found >= 0 && scanned + found <= LongestSegment) return _position + scanned + found;
            scanned = _filled - _position;
            if (found >= 0 || scanned > LongestSegment)
            {
                Refusal = new Refusal("SEGMENT_TOO_LONG", $"Segment {SegmentNumber + 1} is longer than 1 MB.",
                    "The segment terminator declared in ISA does not occur, or this is not an X12 remittance: ask the sender for the file again.");
                return -1;
            }
            if (_atEnd) return -1;
            Fill();
        }
    }

    /// <summary>Reads more behind the window, dropping what is no longer needed. Positions move with it.</summary>
    private void Fill()
    {
        var keep = _mark - _base is >= 0 and var marked && marked < _position && _position - marked <= MostKept ? (int)marked : _position;
        if (keep > 0)
        {
            _buffer.AsSpan(keep, _filled - keep).CopyTo(_buffer);
            _base += keep;
            _filled -= keep;
            _position -= keep;
            MoveCandidates(keep);
        }
        if (_filled + Slack >= _buffer.Length - Slack)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(0, _filled).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        var read = _stream.Read(_buffer, _filled, _buffer.Length - Slack - _filled);
        _filled += read;
        _atEnd = read == 0;
    }

    /// <summary>Sees to it that <paramref name="index"/> has so many bytes behind it, or the file's end.</summary>
    /// <returns>The index, moved with the window.</returns>
    private int LookAhead(int index, int bytes)
    {
        while (!_atEnd && _filled - index < bytes)
        {
            var before = _base;
            Fill();
            index -= (int)(_base - before);
        }
        return index;
    }
}
