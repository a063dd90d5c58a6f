using System.Globalization;
using System.Text.RegularExpressions;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>Cells as spreadsheets and practice-management systems write them. Pure.</summary>
internal static partial class OpeningValues
{
    private static readonly string[] DateForms =
    [
        "M/d/yyyy", "MM/dd/yyyy", "M/d/yy", "MM/dd/yy", "M-d-yyyy", "M-d-yy", "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd", "d-MMM-yyyy", "d-MMM-yy", "MMM d, yyyy", "MMM d yyyy",
    ];

    private static readonly DateOnly Earliest = new(1990, 1, 1);

    /// <summary>The cell as text: without blanks at its ends, and without the <c>="…"</c> that keeps leading zeros in Excel.</summary>
    public static string Text(string cell)
    {
        var text = cell.Trim();
        return text.Length >= 3 && text.StartsWith("=\"", StringComparison.Ordinal) && text.EndsWith('"') ? text[2..^1].Trim() : text.StartsWith('\'') ? text[1..].Trim() : text;
    }

    /// <summary>What is wrong with a text, or null.</summary>
    public static string? WrongText(string text, int longest) =>
        text.Length > longest ? $"is longer than {longest} characters"
        : text.Any(char.IsControl) ? "has a line break or another sign that can’t be read"
        : IsFormula(text) ? $"is a formula ({Cut(text)}), not a value: copy the column and paste it as values"
        : IsExcelError(text) ? $"is an error of the spreadsheet ({Cut(text)})"
        : null;

    /// <summary>A number that was long and that a spreadsheet has rounded: 1.23457E+15.</summary>
    public static bool IsRounded(string text) => Rounded().IsMatch(text);

    /// <summary>Dollars: <c>$1,284.50</c>, <c>-20</c>, <c>(20.00)</c>, <c>20.5</c>. Null for anything else.</summary>
    public static long? Cents(string text)
    {
        var inner = text.StartsWith('(') && text.EndsWith(')') ? $"-{text[1..^1]}" : text.EndsWith('-') ? $"-{text[..^1]}" : text;
        // Spreadsheets keep a product of cents as 80.50000000000001.
        if (LongFraction().IsMatch(inner) && decimal.TryParse(inner, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var exact) && Math.Abs(exact - Math.Round(exact, 2)) < 0.000_001m)
            inner = Math.Round(exact, 2).ToString("0.00", CultureInfo.InvariantCulture);
        return Money.TryReadInput(inner, out var money) ? money.Cents : null;
    }

    /// <summary>A day in the order month, day, year, in ISO form, or as Excel counts days. Null for anything else.</summary>
    public static DateOnly? Day(string text)
    {
        // What nearly every file has, without trying the others first.
        if (text.Length == 10 && DateOnly.TryParseExact(text, "MM/dd/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var usual)) return usual;
        var day = ClockTail().Replace(text, "");
        if (day.Length == 5 && day.All(char.IsAsciiDigit)) return new DateOnly(1899, 12, 30).AddDays(int.Parse(day, CultureInfo.InvariantCulture));
        return DateOnly.TryParseExact(day, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var found) ? found : null;
    }

    /// <summary>Why a day can't be, or null.</summary>
    public static string? WrongDay(DateOnly day, DateOnly today) =>
        day < Earliest ? $"is {Day(day)}, which is too long ago" : day > today ? $"is {Day(day)}, which is still to come" : null;

    public static string Day(DateOnly day) => day.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Group and code of <c>CO-197</c>, <c>CO 45</c>, <c>pr1</c>, <c>197</c>, <c>CO-197 Precert absent</c>. Null for anything else.</summary>
    public static (string Group, string Code)? Carc(string text)
    {
        var match = Code().Match(text);
        if (!match.Success) return null;
        var code = match.Groups["code"].Value.ToUpperInvariant();
        return (match.Groups["group"].Value.ToUpperInvariant(), code.TrimStart('0') is { Length: > 0 } plain ? plain : "0");
    }

    /// <summary>Remark codes, separated by one blank; null: one isn't one.</summary>
    public static string? Rarcs(string text)
    {
        var codes = text.ToUpperInvariant().Split([' ', ',', ';', '|', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        return codes.TrueForAll(c => Rarc().IsMatch(c)) && codes.Count <= 20 ? string.Join(' ', codes) : null;
    }

    /// <summary>A value as it is quoted in a finding.</summary>
    public static string Cut(string text) => text.Length <= 30 ? text : $"{text[..30]}…";

    private static bool IsFormula(string text) => text.Length > 1 && (text[0] is '=' or '@' || (text[0] is '+' && !char.IsAsciiDigit(text[1])));

    private static bool IsExcelError(string text) => text is ['#', ..] && (text.EndsWith('!') || text is "#N/A" or "#NAME?" or "#######");

    [GeneratedRegex(@"^\d(\.\d+)?E\+\d+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rounded();

    [GeneratedRegex(@"^-?\d+\.\d{3,}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongFraction();

    [GeneratedRegex(@"(?<=\d)([ T]\d{1,2}:\d{2}(:\d{2})?(\.0+)?( ?[AP]M)?|\.0+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClockTail();

    [GeneratedRegex(@"^((?<group>CO|PR|OA|PI)[ \-:]*)?(?<code>[A-Z]?\d{1,3})(\s.*)?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Z]{1,2}\d{1,4}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rarc();
}
