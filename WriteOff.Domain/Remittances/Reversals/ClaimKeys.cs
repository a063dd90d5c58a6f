using System.Text;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A claim number as it survives being retyped: letters upper case, punctuation and blanks gone, leading zeros of each number gone.</summary>
public static class ClaimKeys
{
    /// <summary><c>RC-000417</c>, <c>rc000417</c> and <c>RC 417</c> are the same. Empty where nothing is left: such a number identifies nothing.</summary>
    public static string Of(string? number)
    {
        var key = new StringBuilder();
        var atStart = true;
        foreach (var c in number ?? "")
        {
            if (char.IsAsciiDigit(c))
            {
                if (c != '0' || !atStart) (atStart, _) = (false, key.Append(c));
                continue;
            }

            atStart = true;
            if (char.IsLetter(c)) key.Append(char.ToUpperInvariant(c));
        }

        return key.Length <= 200 ? key.ToString() : key.ToString(0, 200);
    }

    /// <summary>The same identifier after cleaning, though not written the same.</summary>
    public static bool IsSame(string one, string other) => Of(one) is { Length: > 0 } key && string.Equals(key, Of(other), StringComparison.Ordinal);
}
