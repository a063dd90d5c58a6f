using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Cuts a stream into X12 segments and elements, a window at a time. Knows delimiters, nothing of remittances.</summary>
/// <remarks>
/// The current segment is a span into a pooled window and is gone with the next <see cref="Read"/>. The stream must be seekable:
/// <see cref="Return"/> goes back to a place, and a file without ISA is known only at its end.
/// </remarks>
public sealed partial class SegmentReader : IDisposable
{
    /// <summary>Bytes an element may have: 65,536. X12's longest is 256 here; more is another kind of file.</summary>
    public const int LongestElement = 64 * 1024;

    /// <summary>Bytes a segment may have: 1,048,576.</summary>
    public const int LongestSegment = 1024 * 1024;

    // A vector may be loaded from any place in the window without leaving the array.
    private const int Slack = 64;
    private const int Window = 128 * 1024;
    private const int MostKept = 64 * 1024;

    private readonly Stream _stream;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Window + Slack);
    private int _count;
    private bool _isSplit;
    private long _base;
    private int _position;
    private int _filled;
    private bool _atEnd;
    private int _start;
    private int _length;
    private long _mark = long.MaxValue;

    /// <summary>Reads from the stream's beginning; the stream stays the caller's.</summary>
    public SegmentReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanSeek) throw new ArgumentException("A remittance is read from a seekable stream: spool an upload first.", nameof(stream));
        _stream = stream;
        if (stream.Position != 0) stream.Position = 0;
    }

    /// <summary>Reads a piece of a file, whose delimiters are known.</summary>
    internal SegmentReader(string text, Delimiters delimiters)
        : this(new MemoryStream(Latin1.Stored(text, delimiters), writable: false)) => (Delimiters, Interchange) = (delimiters, 0);

    /// <summary>The delimiters of the current interchange.</summary>
    public Delimiters Delimiters { get; private set; }

    /// <summary>Number of the current interchange from 0; −1 before the first segment.</summary>
    public int Interchange { get; private set; } = -1;

    /// <summary>Number of the current segment in the file, from 1.</summary>
    public long SegmentNumber { get; private set; }

    /// <summary>True when the current segment is the ISA that opened the current interchange.</summary>
    public bool IsInterchangeStart { get; private set; }

    /// <summary>True when the last segment ended with the file instead of a terminator.</summary>
    public bool IsUnterminated { get; private set; }

    /// <summary>Why reading stopped before the end of the file: too long an element or segment. Null in a readable file.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>The current segment without terminator and surrounding blanks.</summary>
    public ReadOnlySpan<byte> Segment => _buffer.AsSpan(_start, _length);

    /// <summary>Elements of the current segment, its name included.</summary>
    public int Count
    {
        get
        {
            if (!_isSplit) Split();
            return _count;
        }
    }

    /// <summary>Moves to the next segment that is not blank.</summary>
    /// <returns>False at the end of the file or when it is refused.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read() => (_next < _indexed && TakeIndexed()) || ReadOn();

    private bool ReadOn()
    {
        if (Interchange < 0) FindFirstInterchange();
        while (Refusal is null)
        {
            if (_next < _indexed || Index())
            {
                if (TakeIndexed()) return true;
                continue;
            }
            var end = FindEnd();
            if (Refusal is not null || (end == _position && _endsWithFile)) return false;
            var start = _position;
            _position = _endsWithFile || _isCut ? end : end + 1;
            if (!Trim(start, end)) continue;
            SegmentNumber++;
            IsUnterminated = _endsWithFile;
            _isSplit = false;
            if (_length > LongestElement && !ElementsFit()) return false;
            return true;
        }
        return false;
    }

    /// <summary>Bytes of the current segment.</summary>
    internal int Length => _length;

    /// <summary>The elements of the current segment, for a text that keeps it at <paramref name="offset"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal SegmentElements Elements(int offset = 0)
    {
        if (!_isSplit) Split();
        return new(ref MemoryMarshal.GetArrayDataReference(_buffer), ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_marks), _first), _count, offset - _start, _isLoose);
    }

    /// <summary>Position of an element inside <see cref="Segment"/>, without its blanks; length 0 when there is none.</summary>
    public Slice Piece(int index)
    {
        var elements = Elements();
        return elements.Kept(elements[index]);
    }

    /// <summary>An element without its blanks; empty when there is none.</summary>
    public ReadOnlySpan<byte> Element(int index) => Piece(index).Of(Segment);

    /// <summary>An element as text; empty when there is none.</summary>
    public string Text(int index) => Latin1.Text(Element(index));

    public void Dispose()
    {
        if (_buffer.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_buffer);
        ArrayPool<int>.Shared.Return(_marks);
        ArrayPool<int>.Shared.Return(_enders);
        (_buffer, _marks, _enders) = ([], [], []);
        _position = _filled = _length = _count = _next = _indexed = 0;
        Refusal ??= new Refusal("CLOSED", "The file is closed.", "Open it again.");
    }

    private bool Trim(int start, int end)
    {
        while (start < end && Latin1.IsBetweenSegments(_buffer[start])) start++;
        while (end > start && Latin1.IsBetweenSegments(_buffer[end - 1])) end--;
        (_start, _length) = (start, end - start);
        return _length > 0;
    }

    private void Split()
    {
        var (at, end) = (_start, _start + _length);
        var count = 1;
        _marks[0] = at - 1;
        for (; at < end; at += Block)
        {
            if (_marks.Length < count + (2 * Block)) GrowMarks();
            var block = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_buffer), (nuint)at);
            var bits = Vector512.Equals(block, Vector512.Create(Delimiters.Element)).ExtractMostSignificantBits();
            if (end - at < Block) bits &= (1UL << (end - at)) - 1;
            count = NoteMarks(bits, at, count);
        }
        _marks[count] = end;
        (_first, _count, _isSplit, _isLoose) = (1, count, true, true);
    }

    private void GrowMarks()
    {
        var larger = ArrayPool<int>.Shared.Rent(_marks.Length * 2);
        _marks.CopyTo(larger, 0);
        ArrayPool<int>.Shared.Return(_marks);
        _marks = larger;
    }

    private bool ElementsFit()
    {
        for (var i = 0; i < Count; i++)
        {
            if (_marks[_first + i] - (_marks[_first + i - 1] + 1) <= LongestElement) continue;
            Refusal = new Refusal("ELEMENT_TOO_LONG", $"Element {i} of segment {SegmentNumber} is longer than 64 KB.",
                "This is not an X12 remittance, or a part of it was overwritten: ask the sender for the file again.");
            return false;
        }
        return true;
    }
}
