using System.Globalization;
using System.Numerics;

namespace WriteOff.Domain.Remittances.X12.Inspect;

/// <summary>A decimal number of any length and scale, exact: what inspection adds up, so that it repairs and rounds nothing.</summary>
internal readonly record struct ExactNumber(BigInteger Unscaled, int Scale)
{
    public static ExactNumber Zero => default;

    public bool IsZero => Unscaled.IsZero;

    public bool IsNegative => Unscaled.Sign < 0;

    public static ExactNumber operator +(ExactNumber a, ExactNumber b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return new(a.At(scale) + b.At(scale), scale);
    }

    public static ExactNumber operator -(ExactNumber a) => new(-a.Unscaled, a.Scale);

    public static ExactNumber operator -(ExactNumber a, ExactNumber b) => a + -b;

    /// <summary>Optional sign, digits with at most one point; null for a blank or anything else.</summary>
    public static ExactNumber? Read(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var digits = point < 0 ? text : text.Remove(point, 1);
        var unsigned = digits.StartsWith('-') || digits.StartsWith('+') ? digits[1..] : digits;
        if (point == 0 && unsigned.Length != digits.Length) return null;
        if (unsigned.Length == 0 || !unsigned.All(char.IsAsciiDigit)) return null;
        return new(BigInteger.Parse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), point < 0 ? 0 : text.Length - point - 1);
    }

    public bool Equals(ExactNumber other) => (this - other).IsZero;

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The shortest exact form: <c>-45</c>, <c>12.5</c>, <c>0</c>.</summary>
    public override string ToString()
    {
        var digits = BigInteger.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var whole = digits[..^Scale];
        var rest = digits[^Scale..].TrimEnd('0');
        return (IsNegative ? "-" : "") + whole + (rest.Length > 0 ? "." + rest : "");
    }

    private BigInteger At(int scale) => Scale == scale ? Unscaled : Unscaled * BigInteger.Pow(10, scale - Scale);
}
