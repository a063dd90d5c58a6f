using System.Collections.Frozen;

namespace WriteOff.Domain.Claims;

/// <summary>Remark codes (RARC) in our own short wording. X12's texts are copyrighted and are not shipped; unknown codes pass through.</summary>
public static class RemarkCodes
{
    private static readonly FrozenDictionary<string, string> All = Read().ToFrozenDictionary(r => r.Code, r => r.Words, StringComparer.Ordinal);

    /// <summary>The code in words; an unknown one says that it is.</summary>
    public static string Find(string code) => All.TryGetValue(code, out var words) ? words : $"Remark {code}, not in our list";

    /// <summary>All shipped codes.</summary>
    public static IReadOnlyCollection<string> Shipped => All.Keys;

    /// <summary>N687 to N698: the payer says why it took an adjudication back.</summary>
    public static bool IsReversalReason(string code) => code is { Length: 4 } && code[0] is 'N' && int.TryParse(code.AsSpan(1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 687 and <= 698;

    private static IEnumerable<(string Code, string Words)> Read()
    {
        using var stream = typeof(RemarkCodes).Assembly.GetManifestResourceStream("WriteOff.Domain.Claims.remark-codes.csv")!;
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',', 2);
            yield return (cells[0], cells[1].Trim('"'));
        }
    }
}
