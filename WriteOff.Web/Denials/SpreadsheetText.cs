namespace WriteOff.Web.Denials;

/// <summary>Text that a spreadsheet shows and never runs.</summary>
public static class SpreadsheetText
{
    /// <summary>The text; behind an apostrophe where a spreadsheet would take it for a formula (<c>= + - @</c>, tab, carriage return, and their full-width forms), and without characters that no cell can hold.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var clean = text.All(IsHeld) ? text : string.Concat(text.EnumerateRunes().Where(r => r.Value > char.MaxValue || IsHeld((char)r.Value)));
        // Blanks in front don't help: some spreadsheets trim first.
        var first = clean.FirstOrDefault(c => c is not (' ' or '\u00A0'));
        return first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20' or '\u2212' ? $"'{clean}" : clean;
    }

    private static bool IsHeld(char c) => (c >= ' ' || c is '\t' or '\n' or '\r') && c is not ('\uFFFE' or '\uFFFF') && !char.IsSurrogate(c);
}
