using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>Bytes of a remittance: UTF-8 where they are valid UTF-8, else ISO 8859-1, in which every byte is one character, so nothing is ever undecodable.</summary>
internal static class Latin1
{
    /// <summary>Blank around an element: ASCII white space, NEL and the no-break space. Not 1C–1F, which are delimiters in some files.</summary>
    public static bool IsSpace(byte b) => b is >= 0x09 and <= 0x0D or 0x20 or 0x85 or 0xA0;

    /// <summary>A–Z, a–z, 0–9.</summary>
    public static bool IsAsciiAlphanumeric(byte b) => char.IsAsciiLetterOrDigit((char)b);

    /// <summary>A letter, digit or number of the whole character set: never a delimiter.</summary>
    public static bool IsAlphanumeric(byte b) =>
        IsAsciiAlphanumeric(b) || b is 0xAA or 0xB2 or 0xB3 or 0xB5 or 0xB9 or 0xBA or >= 0xBC and <= 0xBE || (b >= 0xC0 && b is not (0xD7 or 0xF7));

    /// <summary>What stands between segments and belongs to none: line breaks, tabs, blanks, NUL and the DOS end-of-file mark.</summary>
    public static bool IsBetweenSegments(byte b) => b is (byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)' ' or 0x1A or 0x00;

    /// <summary>Neither blank nor anything that is trimmed: nearly every first and last byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(byte b) => b - 0x21u <= 0x5D;

    /// <summary>Blank at the end of an element: NEL and the no-break space may also be the last byte of a UTF-8 letter (à is C3 A0).</summary>
    public static bool IsSpaceAfter(byte before, byte b) => IsSpace(b) && (b < 0x80 || before < 0x80);

    public static Slice Trim(ReadOnlySpan<byte> bytes, int start, int end)
    {
        while (start < end && IsSpace(bytes[start])) start++;
        while (end > start && IsSpaceAfter(end - 1 > start ? bytes[end - 2] : (byte)0, bytes[end - 1])) end--;
        return new Slice(start, end - start);
    }

    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> bytes) => Trim(bytes, 0, bytes.Length).Of(bytes);

    /// <summary>An element as text.</summary>
    public static string Text(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : Ascii.IsValid(bytes) ? Encoding.ASCII.GetString(bytes) : Decode(bytes).Trim();

    /// <summary>A claim's segments as text, to be kept and read again by <see cref="Stored"/>. Where a delimiter itself is no ASCII, bytes are kept as they are.</summary>
    public static string Kept(ReadOnlySpan<byte> bytes, Delimiters delimiters) => IsAscii(delimiters) ? Decode(bytes) : Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of a kept text.</summary>
    public static byte[] Stored(string text, Delimiters delimiters) => (IsAscii(delimiters) ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);

    private static bool IsAscii(Delimiters d) => (d.Element | d.Component | d.Repetition | d.Terminator) < 0x80;

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done) text.Append(rune.ToString());
            else (length, _) = (1, text.Append((char)bytes[0]));
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    public static bool AllDigits(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && bytes.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
}

/// <summary>A chunk of bytes inside a segment or a claim's text.</summary>
public readonly record struct Slice
{
    // Both in one word: a slice is handed on and stored in one move, and there are several for each element that is kept.
    private readonly long _packed;

    /// <param name="start">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    public Slice(int start, int length) => _packed = ((long)length << 32) | (uint)start;

    private Slice(long packed) => _packed = packed;

    /// <summary>First byte.</summary>
    public int Start => (int)_packed;

    /// <summary>Number of bytes; 0 is an absent or blank element.</summary>
    public int Length => (int)(_packed >> 32);

    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes) => bytes.Slice(Start, Length);

    internal Slice After(int offset) => new(_packed + offset);
}
