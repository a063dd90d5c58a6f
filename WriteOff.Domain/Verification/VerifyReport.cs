using System.Globalization;
using System.Text;

namespace WriteOff.Domain.Verification;

/// <summary>The findings as text for a terminal: one line per invariant, the first keys of a broken one below it, and the sum last.</summary>
public static class VerifyReport
{
    /// <summary>The report. Its last line starts with the number of broken rows: <c>0 broken</c>.</summary>
    public static string Text(IReadOnlyList<InvariantResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var text = new StringBuilder();
        var width = results.Select(r => r.Name.Length).DefaultIfEmpty(0).Max();
        foreach (var result in results)
        {
            text.Append(result.Holds ? "holds   " : "BROKEN  ").Append(result.Name.PadRight(width + 2)).Append(result.Sentence).Append('\n');
            if (result.Holds) continue;
            text.Append(CultureInfo.InvariantCulture, $"        {result.Broken} broken: {string.Join("; ", result.FirstKeys)}");
            text.Append(result.Broken > result.FirstKeys.Count ? "; …\n" : "\n");
        }

        var (broken, invariants) = (results.Sum(r => r.Broken), results.Count(r => !r.Holds));
        text.Append(broken == 0
            ? string.Create(CultureInfo.InvariantCulture, $"0 broken, {results.Count} invariants hold")
            : string.Create(CultureInfo.InvariantCulture, $"{broken} broken in {invariants} of {results.Count} invariants"));
        return text.Append('\n').ToString();
    }
}
