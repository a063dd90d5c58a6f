using System.Globalization;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Claims;

/// <summary>Reads a code list: CSV with code, kind (CARC or RARC) and words, quoted where needed. Pure.</summary>
public static class CodeListFile
{
    /// <summary>Most lines: X12's two lists have some 1,500 codes together.</summary>
    public const int MostLines = 10_000;

    /// <summary>Reads it whole, or says which line can't be.</summary>
    public static Outcome<IReadOnlyDictionary<(CodeKind Kind, string Code), string>> Read(TextReader text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Dictionary<(CodeKind, string), string> found = [];
        for (var line = 1; ReadRecord(text) is { } cells; line++)
        {
            if (line > MostLines) return Bad(line, $"The list has more than {MostLines:N0} lines.");
            if (cells is [""]) continue;
            if (line == 1 && cells[0].Equals("code", StringComparison.OrdinalIgnoreCase)) continue;
            if (cells.Count != 3) return Bad(line, "It needs three columns: code, kind, words.");
            if (KindOf(cells[1]) is not { } kind) return Bad(line, "The kind must be CARC or RARC.");
            var code = Normal(cells[0]);
            if (code.Length is 0 or > 10 || !code.All(char.IsAsciiLetterOrDigit)) return Bad(line, "The code must be letters and digits, ten at most.");
            var words = cells[2].Trim();
            if (words.Length is 0 or > CodeWords.MaxLength || words.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))) return Bad(line, "The words are missing, too long or unreadable.");
            if (!found.TryAdd((kind, code), words)) return Bad(line, $"{code} is there twice.");
        }

        return found.Count == 0 ? new Refusal("ListEmpty", "The list has no codes.", "Choose a CSV with code, kind and words.", "file") : found;
    }

    private static string Normal(string code)
    {
        var text = code.Trim().ToUpperInvariant();
        return text.All(char.IsAsciiDigit) && text.Length > 0 ? text.TrimStart('0') is { Length: > 0 } number ? number : "0" : text;
    }

    private static CodeKind? KindOf(string word) => word.Trim().ToUpperInvariant() switch { "CARC" => CodeKind.Carc, "RARC" => CodeKind.Rarc, _ => null };

    private static Refusal Bad(int line, string what) => new("ListUnreadable", string.Create(CultureInfo.InvariantCulture, $"Line {line}: {what}"), "Correct the file and import it again; nothing was changed.", "file");

    /// <summary>The cells of the next record; quoted ones may hold commas, doubled quotes and line breaks. Null at the end.</summary>
    private static List<string>? ReadRecord(TextReader text)
    {
        if (text.Peek() < 0) return null;
        List<string> cells = [];
        var cell = new StringBuilder();
        var isQuoted = false;
        while (true)
        {
            var c = text.Read();
            if (c < 0 || (c == '\n' && !isQuoted))
            {
                cells.Add(cell.ToString());
                return cells;
            }

            if (c == '"' && isQuoted && text.Peek() == '"') (_, _) = (text.Read(), cell.Append('"'));
            else if (c == '"' && (isQuoted || cell.Length == 0)) isQuoted = !isQuoted;
            else if (c == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else if (c != '\r' || isQuoted)
            {
                cell.Append((char)c);
            }
        }
    }
}
