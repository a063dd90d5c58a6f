using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>The text of a claim, gathered segment by segment. A copy, so that it outlives the window it was read from.</summary>
internal struct ClaimText
{
    /// <summary>Most segments are shorter than this: they are copied whole with what stands behind them, which the next one overwrites.</summary>
    private const int Stride = 32;
    private byte[] _bytes;

    public int Count { get; private set; }

    public readonly ReadOnlySpan<byte> All => _bytes.AsSpan(0, Count);

    /// <summary>Adds the current segment and its terminator.</summary>
    /// <returns>Where it begins.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(SegmentReader segments)
    {
        var segment = segments.Segment;
        var start = Count;
        var end = start + segment.Length;
        if (_bytes is null || end + Stride >= _bytes.Length) Grow(end + Stride + 1);
        ref var from = ref MemoryMarshal.GetReference(segment);
        ref var to = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_bytes!), start);
        // The window has room behind its text, as this has.
        if (segment.Length <= Stride) Vector256.LoadUnsafe(ref from).StoreUnsafe(ref to);
        else segment.CopyTo(_bytes.AsSpan(start));
        Unsafe.Add(ref to, segment.Length) = segments.Delimiters.Terminator;
        Count = end + 1;
        return start;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int least) => Array.Resize(ref _bytes, Math.Max(Math.Max(4096, least), Count * 2));

    public void Clear() => Count = 0;

    public readonly ClaimText Copy() => new() { _bytes = All.ToArray(), Count = Count };
}
