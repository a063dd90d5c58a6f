using System.Globalization;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>What could stand at a place of a filter text: for errors and suggestions.</summary>
public enum FilterExpects
{
    /// <summary>A field, NOT or a parenthesis.</summary>
    Term = 1,
    /// <summary>An operator of the field.</summary>
    Operator,
    /// <summary>A value of the field.</summary>
    Value,
    /// <summary>The opening parenthesis of a list.</summary>
    List,
    /// <summary>A comma or the closing parenthesis of a list.</summary>
    ListEnd,
    /// <summary>The AND of between.</summary>
    BetweenAnd,
    /// <summary>IN after NOT, EMPTY after IS.</summary>
    Rest,
    /// <summary>AND, OR, a closing parenthesis or the end.</summary>
    Joint,
    /// <summary>Nothing: a limit was passed.</summary>
    Less,
}

/// <summary>Why a filter text can't be read.</summary>
/// <param name="Position">Where, from 1, in characters of the text.</param>
/// <param name="Length">How many characters are wrong; 0 at the end of the text.</param>
/// <param name="Expected">What could stand there, in words.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Near">Known names close to what was found, the closest first.</param>
public sealed record FilterError(int Position, int Length, string Expected, string Found, FilterExpects Expects, FilterField? Field, IReadOnlyList<string> Near)
{
    /// <summary>The whole message: place, expectation, near names.</summary>
    public override string ToString()
    {
        var near = Near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", Near)}?";
        return string.Create(CultureInfo.InvariantCulture, $"Position {Position}: expected {Expected}, found {Found}.{near}");
    }
}

/// <summary>The answer to a text: the filter, or what is wrong with it. Never both.</summary>
public readonly record struct FilterReading(Filter? Filter, FilterError? Error);

/// <summary>Names close to a mistyped one.</summary>
internal static class NearNames
{
    private const int MostEdits = 2, MostNames = 3;

    /// <summary>At most three known names within two edits, or that start with what was typed.</summary>
    public static IReadOnlyList<string> Of(string typed, IEnumerable<string> known)
    {
        if (typed.Length is 0 or > 40) return [];
        var folded = typed.ToUpperInvariant();
        return [.. known.Select(name => (Name: name, Far: Distance(folded, name.ToUpperInvariant())))
            .Where(n => n.Far <= Math.Min(MostEdits, Math.Max(1, typed.Length / 2)) || (typed.Length > 1 && n.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(n => n.Far).ThenBy(n => n.Name, StringComparer.Ordinal).Take(MostNames).Select(n => n.Name)];
    }

    /// <summary>Edits from one to the other: insert, delete, replace, swap of neighbours.</summary>
    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > MostEdits) return int.MaxValue;
        var table = new int[from.Length + 1, to.Length + 1];
        for (var a = 0; a <= from.Length; a++)
        {
            for (var b = 0; b <= to.Length; b++)
            {
                if (a == 0 || b == 0)
                {
                    table[a, b] = a + b;
                    continue;
                }

                var same = from[a - 1] == to[b - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(table[a - 1, b], table[a, b - 1]) + 1, table[a - 1, b - 1] + same);
                if (a > 1 && b > 1 && from[a - 1] == to[b - 2] && from[a - 2] == to[b - 1]) best = Math.Min(best, table[a - 2, b - 2] + 1);
                table[a, b] = best;
            }
        }

        return table[from.Length, to.Length];
    }
}
