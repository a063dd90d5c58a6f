using System.Text;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Gives the few codes a remittance repeats a million times as one string each, in the form the domain compares.</summary>
/// <remarks>
/// Domain form: letters upper case, a numeric code without its leading zeros (payers write <c>045</c> for 45). A fixed table that
/// forgets on collision, so a hostile file full of made-up codes costs strings but no memory. One per reader: not thread safe.
/// </remarks>
internal sealed class CodeBook
{
    private const int Size = 1024;
    private readonly ulong[] _keys = new ulong[Size];
    private readonly string?[] _codes = new string?[Size];

    public string Domain(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return "";
        if (text.Length > 7) return Normal(text);
        var key = Key(text);
        var slot = (int)((key * 0x9E3779B97F4A7C15UL) >> 54);
        if (_keys[slot] == key && _codes[slot] is { } known) return known;
        var code = Normal(text);
        _keys[slot] = key;
        _codes[slot] = code;
        return code;
    }

    public static string Normal(ReadOnlySpan<byte> text)
    {
        if (Latin1.AllDigits(text))
        {
            while (text.Length > 1 && text[0] == (byte)'0') text = text[1..];
        }
        return Encoding.Latin1.GetString(text).ToUpperInvariant();
    }

    /// <summary>Up to seven bytes and their number in one word: exact, not a hash.</summary>
    private static ulong Key(ReadOnlySpan<byte> text)
    {
        var word = (ulong)text.Length << 56;
        for (var i = 0; i < text.Length; i++) word |= (ulong)text[i] << (8 * i);
        return word;
    }
}
