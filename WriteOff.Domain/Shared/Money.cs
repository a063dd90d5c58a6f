using System.Globalization;

namespace WriteOff.Domain.Shared;

/// <summary>An amount of US dollars in whole cents. Arithmetic is overflow-checked; there is no floating point anywhere.</summary>
/// <remarks>Tables and queries hold the cents as <see cref="long"/> (columns end in <c>_cents</c>); this type is for code and screens.</remarks>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    /// <summary>No money.</summary>
    public static Money Zero => default;

    /// <summary>The largest amount that a claim or a request may carry: 9,999,999,999.99, ten digits as in X12's monetary elements with room to sum a million of them.</summary>
    public static Money Largest => new(999_999_999_999);

    public bool IsPositive => Cents > 0;

    public static Money operator +(Money a, Money b) => new(checked(a.Cents + b.Cents));
    public static Money operator -(Money a, Money b) => new(checked(a.Cents - b.Cents));
    public static Money operator -(Money a) => new(checked(-a.Cents));
    public static bool operator <(Money a, Money b) => a.Cents < b.Cents;
    public static bool operator >(Money a, Money b) => a.Cents > b.Cents;
    public static bool operator <=(Money a, Money b) => a.Cents <= b.Cents;
    public static bool operator >=(Money a, Money b) => a.Cents >= b.Cents;

    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Screen form: <c>$1,284.50</c>, minus U+2212 in front: <c>−$1,284.50</c>.</summary>
    public override string ToString()
    {
        var whole = Math.Abs(Cents / 100);
        var rest = Math.Abs(Cents % 100);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "\u2212" : "")}${whole:N0}.{rest:00}");
    }

    /// <summary>Form for an input field: <c>1284.50</c>, no sign of currency, no thousands commas.</summary>
    public string ToInput() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{Math.Abs(Cents / 100)}.{Math.Abs(Cents % 100):00}");

    /// <summary>Reads what a person types: optional <c>$</c>, thousands commas where they belong, at most two decimals.</summary>
    /// <returns>False for anything else, also for a third decimal, an exponent, or an amount above <see cref="Largest"/>.</returns>
    public static bool TryReadInput(string? text, out Money money)
    {
        money = Zero;
        var s = (text ?? "").Trim();
        var negative = s.StartsWith('-') || s.StartsWith('\u2212');
        if (negative) s = s[1..].TrimStart();
        if (s.StartsWith('$')) s = s[1..].TrimStart();
        var dot = s.IndexOf('.', StringComparison.Ordinal);
        var whole = dot < 0 ? s : s[..dot];
        var rest = dot < 0 ? "" : s[(dot + 1)..];
        if (rest.Length > 2 || (whole.Length == 0 && rest.Length == 0) || !CommasBelong(whole)) return false;
        whole = whole.Replace(",", "", StringComparison.Ordinal);
        if (whole.Length > 10 || !whole.All(char.IsAsciiDigit) || !rest.All(char.IsAsciiDigit)) return false;
        var cents = long.Parse("0" + whole, CultureInfo.InvariantCulture) * 100
            + long.Parse(rest.PadRight(2, '0'), CultureInfo.InvariantCulture);
        money = new Money(negative ? -cents : cents);
        return cents <= Largest.Cents;
    }

    private static bool CommasBelong(string whole)
    {
        if (!whole.Contains(',', StringComparison.Ordinal)) return true;
        var groups = whole.Split(',');
        return groups[0].Length is > 0 and <= 3 && groups.Skip(1).All(g => g.Length == 3);
    }
}
