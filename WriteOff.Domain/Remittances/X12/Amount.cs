using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>What became of a monetary element.</summary>
public enum AmountState : byte
{
    /// <summary>Nothing was written: counts as zero.</summary>
    Blank,

    /// <summary>A whole number of cents.</summary>
    Exact,

    /// <summary>Not a decimal number (text, a plus sign, an exponent): counts as zero and holds its claim.</summary>
    Unreadable,

    /// <summary>A non-zero third decimal: <see cref="Amount.Cents"/> is cut off towards zero and the claim is held.</summary>
    SubCent,

    /// <summary>More than <see cref="Shared.Money.Largest"/> either way: counts as zero and holds its claim.</summary>
    OutOfRange,
}

/// <summary>A monetary element as cents, with what could go wrong. What was written stays with its claim or transaction.</summary>
/// <remarks>X12 data type R: optional minus, digits, optional decimal point; no plus sign, no thousands separator. <c>100.500</c> is 100.50.</remarks>
public readonly record struct Amount
{
    // Both in one word: an amount is handed on and stored in one move.
    private const int StateBits = 3;
    private readonly long _packed;

    /// <param name="cents">US cents, signed.</param>
    /// <param name="state">Whether the cents are the whole truth.</param>
    public Amount(long cents, AmountState state) => _packed = (cents << StateBits) | (long)state;

    /// <summary>US cents, signed.</summary>
    public long Cents => _packed >> StateBits;

    /// <summary>Whether the cents are the whole truth.</summary>
    public AmountState State => (AmountState)(_packed & ((1 << StateBits) - 1));

    /// <summary>True for <see cref="AmountState.Exact"/> and <see cref="AmountState.Blank"/>: the amount can be posted as it is.</summary>
    public bool IsSound => State is AmountState.Exact or AmountState.Blank;

    /// <summary>Reads an element without its surrounding blanks.</summary>
    public static Amount Read(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty) return default;
        var at = text[0] == (byte)'-' ? 1 : 0;
        var negative = at == 1;
        long whole = 0;
        var digits = 0;
        for (; at < text.Length; at++, digits++)
        {
            var digit = (uint)(text[at] - '0');
            if (digit > 9) break;
            // Saturates: an absurd number must not wrap around into a small one.
            whole = whole > LargestWhole ? whole : whole * 10 + digit;
        }
        long hundredths = 0;
        var sub = false;
        if (at < text.Length && text[at] == (byte)'.')
        {
            at++;
            for (var place = 0; at < text.Length; at++, place++, digits++)
            {
                var digit = (uint)(text[at] - '0');
                if (digit > 9) break;
                if (place < 2) hundredths += place == 0 ? digit * 10 : digit;
                else sub |= digit != 0;
            }
        }
        if (at < text.Length || digits == 0) return new(0, AmountState.Unreadable);
        if (whole > LargestWhole) return new(0, AmountState.OutOfRange);
        var cents = whole * 100 + hundredths;
        return new(negative ? -cents : cents, sub ? AmountState.SubCent : AmountState.Exact);
    }

    /// <summary>Reads an element from its window, nearly always from the one word it fits in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Amount Read(in SegmentElements elements, Slice piece)
    {
        if (piece.Length == 0) return default;
        if (piece.Length < 8 && TryRead(elements.Word(piece), piece.Length, out var cents)) return new(cents, AmountState.Exact);
        return Read(elements.Of(piece));
    }

    /// <summary>Reads up to seven characters without a loop or a guess: digits, and at most two decimals. Anything else is left to the careful way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryRead(ulong word, int length, out long cents)
    {
        var isPoint = word ^ EachByte * '.';
        // The lowest bit that is set is exact: the first point.
        var points = (isPoint - EachByte) & ~isPoint & (EachByte * 0x80);
        var (point, width) = points == 0 ? (length, length) : (BitOperations.TrailingZeroCount(points) >> 3, length - 1);
        var decimals = width - point;
        var before = (1UL << (8 * point)) - 1;
        var digits = (((word & before) | ((word >> 8) & ~before)) ^ EachByte * '0') << (8 * (8 - width));
        cents = 0;
        if (width == 0 || (uint)decimals > 2 || ((((digits + (EachByte * 0x76)) | digits) & (EachByte * 0x80)) != 0)) return false;
        // Pairs, then fours, then all eight digits.
        digits = (digits * 10) + (digits >> 8);
        var number = (((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
        cents = (long)number * Scale[decimals];
        return true;
    }

    /// <summary>From a number with so many decimals to cents.</summary>
    private static ReadOnlySpan<byte> Scale => [100, 10, 1];

    private const ulong EachByte = 0x0101010101010101;

    private const long LargestWhole = 9_999_999_999;

    /// <summary>The exact dollars of a readable element, for the rare sub-cent ones; zero for anything else.</summary>
    internal static decimal ExactDollars(ReadOnlySpan<byte> text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) ? dollars : 0m;
}
