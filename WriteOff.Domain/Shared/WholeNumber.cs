using System.Globalization;

namespace WriteOff.Domain.Shared;

/// <summary>Reads whole numbers as people type them.</summary>
public static class WholeNumber
{
    /// <summary><c>120</c>, <c> 1,000 </c>; null for anything else, also for a sign, a decimal, or more than nine digits.</summary>
    public static int? Read(string? text)
    {
        var s = (text ?? "").Trim();
        if (s.Contains(',', StringComparison.Ordinal) && !Money.TryReadInput(s, out _)) return null;
        s = s.Replace(",", "", StringComparison.Ordinal);
        return s.Length is > 0 and <= 9 && s.All(char.IsAsciiDigit) ? int.Parse(s, CultureInfo.InvariantCulture) : null;
    }
}
