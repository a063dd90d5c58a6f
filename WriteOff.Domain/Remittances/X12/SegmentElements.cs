using System.Runtime.CompilerServices;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>The elements of the current segment while it is looked at: everything in registers, valid until the next <see cref="SegmentReader.Read"/>.</summary>
/// <remarks>Its slices are places in the reader's window; <see cref="Kept"/> makes one of the claim's text of it.</remarks>
internal readonly ref struct SegmentElements
{
    private readonly ref byte _text;
    private readonly ref int _ends;
    private readonly int _shift;
    private readonly bool _isLoose;

    /// <param name="text">First byte of the window, which has eight bytes behind its text.</param>
    /// <param name="ends">Where the first element ends; the place before it is where it starts, less one.</param>
    /// <param name="count">Elements.</param>
    /// <param name="shift">From the window to the text that keeps the segment.</param>
    /// <param name="isLoose">There may be blanks around elements.</param>
    public SegmentElements(ref byte text, ref int ends, int count, int shift, bool isLoose)
    {
        _text = ref text;
        _ends = ref ends;
        Count = count;
        _shift = shift;
        _isLoose = isLoose;
    }

    /// <summary>Elements, the segment's name included.</summary>
    public int Count { get; }

    /// <summary>An element without its blanks; length 0 when there is none.</summary>
    public Slice this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            if ((uint)index >= (uint)Count) return default;
            ref var end = ref Unsafe.Add(ref _ends, index);
            var start = Unsafe.Subtract(ref end, 1) + 1;
            if (start == end) return default;
            return _isLoose ? Trim(ref _text, start, end) : new Slice(start, end - start);
        }
    }

    /// <summary>The slice in the text that keeps the segment.</summary>
    public Slice Kept(Slice piece) => piece.Length == 0 ? default : piece.After(_shift);

    /// <summary>The first eight bytes, the first lowest and zero behind a shorter piece: what is short is compared and counted in one word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Word(Slice piece)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref _text, piece.Start));
        return piece.Length >= 8 ? word : word & ((1UL << (8 * piece.Length)) - 1);
    }

    /// <summary>The bytes of a piece.</summary>
    public ReadOnlySpan<byte> Of(Slice piece) => System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _text, piece.Start), piece.Length);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Slice Trim(ref byte text, int start, int end)
    {
        while (start < end && Latin1.IsSpace(Unsafe.Add(ref text, start))) start++;
        while (end > start && Latin1.IsSpaceAfter(end - 1 > start ? Unsafe.Add(ref text, end - 2) : (byte)0, Unsafe.Add(ref text, end - 1))) end--;
        return new Slice(start, end - start);
    }
}
