using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace WriteOff.Domain.Remittances.X12;

/// <content>
/// The quick way through ordinary text: 64 bytes at a time become bit masks of separators and terminators, and those a list of places.
/// Segments across windows, at an ISA or at the file's end are left to the careful way of <see cref="FindEnd"/>.
/// </content>
public sealed partial class SegmentReader
{
    // Text and its marks stay in the first-level cache; and no segment in here can have too long an element.
    private const int IndexedBytes = 8 * 1024;
    private const int Block = 64;

    /// <summary>Places of separators and ends in the window; the current segment's begin at <see cref="_first"/>, the place before it stands in front.</summary>
    private int[] _marks = ArrayPool<int>.Shared.Rent(IndexedBytes + (2 * Block));

    /// <summary>Which of the marks end a segment.</summary>
    private int[] _enders = ArrayPool<int>.Shared.Rent(IndexedBytes + (2 * Block));
    private int _first;
    private int _last;

    /// <summary>Somewhere in the index a separator has a blank beside it, or something that could be one.</summary>
    private bool _isIndexLoose;
    private bool _isLoose;
    private int _next;
    private int _indexed;

    /// <summary>Takes the next segment from the index, which must have one.</summary>
    /// <returns>False when it is blank.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeIndexed()
    {
        ref var marks = ref MemoryMarshal.GetArrayDataReference(_marks);
        _first = _last + 1;
        var last = _last = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_enders), _next++);
        var (start, end) = (_position, Unsafe.Add(ref marks, last));
        _position = end + 1;
        if (start == end) return false;
        _isLoose = _isIndexLoose;
        ref var text = ref MemoryMarshal.GetArrayDataReference(_buffer);
        if (!Latin1.IsPlain(Unsafe.Add(ref text, start)) || !Latin1.IsPlain(Unsafe.Add(ref text, end - 1)))
        {
            if (!Trim(start, end)) return false;
            (start, end) = (_start, _start + _length);
            _isLoose |= !Latin1.IsPlain(Unsafe.Add(ref text, start)) || !Latin1.IsPlain(Unsafe.Add(ref text, end - 1));
        }
        (_start, _length, _count) = (start, end - start, last - _first + 1);
        // The ends without their blanks, so that each element is what lies between two marks.
        Unsafe.Add(ref marks, _first - 1) = start - 1;
        Unsafe.Add(ref marks, last) = end;
        SegmentNumber++;
        return true;
    }

    /// <summary>Indexes the whole segments that follow in the window, as far as no ISA comes.</summary>
    private bool Index()
    {
        _next = _indexed = _last = 0;
        if (Latin1.IsBetweenSegments(Delimiters.Element)) return false;
        var limit = Math.Min(Math.Min(NextCandidate(_filled), _filled), _position + IndexedBytes);
        var (marks, enders) = (1, 0);
        ref var text = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var (element, terminator) = (Vector512.Create(Delimiters.Element), Vector512.Create(Delimiters.Terminator));
        var (loose, lastMark, lastOdd) = (0UL, 0UL, 0UL);
        for (var at = _position; at < limit; at += Block)
        {
            var block = Vector512.LoadUnsafe(ref text, (nuint)at);
            var isEnd = Vector512.Equals(block, terminator);
            var isMark = Vector512.Equals(block, element) | isEnd;
            var (ends, all) = (isEnd.ExtractMostSignificantBits(), isMark.ExtractMostSignificantBits());
            if (limit - at < Block)
            {
                var inside = (1UL << (limit - at)) - 1;
                ends &= inside;
                all &= inside;
            }
            var odd = Vector512.GreaterThan(block - Vector512.Create((byte)0x21), Vector512.Create((byte)0x5D)).ExtractMostSignificantBits();
            var between = all ^ ends;
            loose |= (odd & ((between << 1) | (between >> 1) | lastMark)) | (between & lastOdd);
            (lastMark, lastOdd) = (between >> 63, odd >> 63);
            enders = NoteEnders(ends, all, marks, enders);
            marks = Avx512Vbmi2.IsSupported ? NoteMarks(isMark, BitOperations.PopCount(all), at, marks) : NoteMarks(all, at, marks);
        }
        if (enders == 0) return false;
        _indexed = enders;
        _isIndexLoose = loose != 0;
        _isSplit = true;
        IsInterchangeStart = IsUnterminated = false;
        return true;
    }

    /// <summary>Sixteen places at a time, where the processor can press a mask's places together.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NoteMarks(Vector512<byte> isMark, int most, int at, int count)
    {
        var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, isMark, Vector512<byte>.Indices);
        var start = Vector512.Create(at);
        ref var mark = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_marks), count);
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetLower()) + start).StoreUnsafe(ref mark);
        if (most > 16)
        {
            (Avx512F.ConvertToVector512Int32(places.GetLower().GetUpper()) + start).StoreUnsafe(ref mark, 16);
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetLower()) + start).StoreUnsafe(ref mark, 32);
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetUpper()) + start).StoreUnsafe(ref mark, 48);
        }
        return count + most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NoteMarks(ulong bits, int at, int count)
    {
        ref var mark = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_marks), count);
        for (var most = BitOperations.PopCount(bits); most > 0; most -= 4, count += 4)
        {
            mark = NextPlace(ref bits, at);
            Unsafe.Add(ref mark, 1) = NextPlace(ref bits, at);
            Unsafe.Add(ref mark, 2) = NextPlace(ref bits, at);
            Unsafe.Add(ref mark, 3) = NextPlace(ref bits, at);
            mark = ref Unsafe.Add(ref mark, 4);
            if (most <= 4) return count + most;
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NoteEnders(ulong ends, ulong all, int mark, int count)
    {
        var most = BitOperations.PopCount(ends);
        // Bit n: the n-th mark of the block is an end.
        if (Bmi2.X64.IsSupported) ends = Bmi2.X64.ParallelBitExtract(ends, all);
        ref var ender = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_enders), count);
        ender = NextEnder(ref ends, all, mark);
        Unsafe.Add(ref ender, 1) = NextEnder(ref ends, all, mark);
        Unsafe.Add(ref ender, 2) = NextEnder(ref ends, all, mark);
        Unsafe.Add(ref ender, 3) = NextEnder(ref ends, all, mark);
        Unsafe.Add(ref ender, 4) = NextEnder(ref ends, all, mark);
        for (var done = 5; done < most; done++) Unsafe.Add(ref ender, done) = NextEnder(ref ends, all, mark);
        return count + most;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextPlace(ref ulong bits, int at)
    {
        var place = at + BitOperations.TrailingZeroCount(bits);
        bits &= bits - 1;
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextEnder(ref ulong ends, ulong all, int mark)
    {
        var ordinal = Bmi2.X64.IsSupported ? BitOperations.TrailingZeroCount(ends) : BitOperations.PopCount(all & (ends ^ (ends - 1))) - 1;
        ends &= ends - 1;
        return mark + ordinal;
    }
}
