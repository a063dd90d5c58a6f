using System.Runtime.CompilerServices;
using System.Text;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Gives the few codes a remittance repeats a million times as one string each, in the form the domain compares.</summary>
/// <remarks>
/// Domain form: letters upper case, a numeric code without its leading zeros (payers write <c>045</c> for 45). A fixed table that
/// forgets on collision, so a hostile file full of made-up codes costs strings but no memory. One per reader: not thread safe.
/// </remarks>
internal sealed class CodeInterner
{
    private const int Size = 1024;
    private const ulong Spread = 0x9E3779B97F4A7C15UL;
    private readonly Entry[] _entries = new Entry[Size];

    private struct Entry
    {
        public ulong Key;
        public string? Code;
    }

    public string Domain(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > 7) return Normal(text);
        return Domain(Key(text), text);
    }

    /// <summary>The code of a piece of the current segment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public string Domain(in SegmentElements elements, Slice piece)
    {
        if ((uint)(piece.Length - 1) > 6) return Domain(elements.Of(piece));
        var key = elements.Word(piece) | ((ulong)piece.Length << 56);
        ref var entry = ref _entries[(key * Spread) >> 54];
        return entry.Key == key ? entry.Code! : Domain(key, elements.Of(piece));
    }

    private string Domain(ulong key, ReadOnlySpan<byte> text)
    {
        ref var entry = ref _entries[(key * Spread) >> 54];
        if (entry.Key == key) return entry.Code!;
        entry = new() { Key = key, Code = Normal(text) };
        return entry.Code;
    }

    public static string Normal(ReadOnlySpan<byte> text)
    {
        if (Latin1.AllDigits(text))
        {
            while (text.Length > 1 && text[0] == (byte)'0') text = text[1..];
        }
        return Latin1.Text(text).ToUpperInvariant();
    }

    /// <summary>Up to seven bytes and their number in one word: exact, not a hash.</summary>
    private static ulong Key(ReadOnlySpan<byte> text)
    {
        var word = (ulong)text.Length << 56;
        for (var i = 0; i < text.Length; i++) word |= (ulong)text[i] << (8 * i);
        return word;
    }
}
