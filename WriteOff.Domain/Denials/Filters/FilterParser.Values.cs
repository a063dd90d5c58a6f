using System.Globalization;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>Values, each read as its field's kind, and failing.</summary>
internal sealed partial class FilterParser
{
    private const int MostDays = 9_999_999;

    private FilterValue? Value(FilterField field)
    {
        if (Now.Kind is not (TokenKind.Word or TokenKind.Quoted) || (Now.Kind == TokenKind.Word && FilterLexer.IsKeyword(Now.Text)))
            return FailValue(field);
        return field.Kind switch
        {
            FieldKind.Money => Taken(Amount(Now.Text)) ?? FailValue(field),
            FieldKind.Days => Taken(Number(Now.Text)) ?? FailValue(field),
            FieldKind.Day => Taken(Day(Now.Text)) ?? FailValue(field),
            FieldKind.Word => Taken(Known(field, Now.Text)) ?? FailValue(field, field.Words),
            FieldKind.Person => Person(field),
            FieldKind.Text or FieldKind.Code => Text(field),
            FieldKind.Run => Taken(Run(Now.Text)) ?? FailValue(field),
            FieldKind.YesNo => FailValue(field),
        };
    }

    private FilterValue? Text(FilterField field)
    {
        if (Now.Kind is not (TokenKind.Word or TokenKind.Quoted) || (Now.Kind == TokenKind.Word && FilterLexer.IsKeyword(Now.Text))) return FailValue(field);
        var text = Now.Text.Trim();
        if (text.Length == 0)
        {
            Fail(FilterExpects.Value, $"a text; for the ones without write {field.Name} is empty", field);
            return null;
        }

        return Taken(new TextValue(field.Kind == FieldKind.Code ? FilterCodes.Of(text) : text));
    }

    private FilterValue? Person(FilterField field)
    {
        if (Now.Is("me")) return Taken(new PersonValue(PersonWord.Me));
        if (Now.Is("nobody")) return Taken(new PersonValue(PersonWord.Nobody));
        return Text(field) is TextValue text ? new PersonValue(PersonWord.Named, text.Text) : null;
    }

    private FilterValue? Taken(FilterValue? value)
    {
        if (value is not null) _at++;
        return value;
    }

    private static AmountValue? Amount(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        if (digits.StartsWith('$')) digits = digits[1..];
        if (digits.Length == 0 || digits.Contains(',', StringComparison.Ordinal) || !char.IsAsciiDigit(digits[0]) || digits.EndsWith('.')) return null;
        return Money.TryReadInput(digits, out var money) ? new AmountValue(text.StartsWith('-') ? -money.Cents : money.Cents) : null;
    }

    private static NumberValue? Number(string text)
    {
        var digits = text.StartsWith('-') ? text[1..] : text;
        if (digits.Length is 0 or > 7 || !digits.All(char.IsAsciiDigit)) return null;
        var number = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return new NumberValue(text.StartsWith('-') ? -number : number);
    }

    private static DayValue? Day(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return new DayValue(day);
        const string today = "today";
        if (!text.StartsWith(today, StringComparison.OrdinalIgnoreCase)) return null;
        if (text.Length == today.Length) return new DayValue(null);
        var sign = text[today.Length];
        if (sign is not ('-' or '+') || text[^1] is not ('d' or 'D')) return null;
        var digits = text[(today.Length + 1)..^1];
        if (digits.Length is 0 or > 7 || !digits.All(char.IsAsciiDigit)) return null;
        var days = int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        return days > MostDays ? null : new DayValue(null, sign == '-' ? -days : days);
    }

    /// <summary>A number, and behind a hyphen the word of an outcome or cause; which causes there are only the runs know.</summary>
    private static TextValue? Run(string text)
    {
        var cut = text.IndexOf('-', StringComparison.Ordinal);
        var (number, rest) = cut < 0 ? (text, null) : (text[..cut], text[(cut + 1)..]);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out _) && (rest is null || (rest.Length is > 0 and <= 60 && rest.All(c => char.IsAsciiLetter(c) || c == '-'))) ? new TextValue(text) : null;
    }

    private static WordValue? Known(FilterField field, string text) =>
        field.Words.FirstOrDefault(w => string.Equals(w, text, StringComparison.OrdinalIgnoreCase)) is { } word ? new WordValue(word) : null;

    private FilterValue? FailValue(FilterField field, IEnumerable<string>? near = null)
    {
        Fail(FilterExpects.Value, field.Example, field, near);
        return null;
    }

    /// <summary>Keeps the first error; what was read so far is dropped.</summary>
    private Filter? Fail(FilterExpects expects, string expected, FilterField? field = null, IEnumerable<string>? near = null)
    {
        var now = Now;
        var found = now.Kind switch
        {
            TokenKind.End => "the end",
            TokenKind.Unclosed => "a quote that is not closed",
            TokenKind.Unreadable => string.Create(CultureInfo.InvariantCulture, $"a character that can’t be shown (U+{(int)now.Text[0]:X4})"),
            TokenKind.Quoted => $"\"{Short(now.Text)}\"",
            TokenKind.Word or TokenKind.Sign or TokenKind.Open or TokenKind.Close or TokenKind.Comma => $"“{Short(now.Text)}”",
        };
        // A sign's near ones are chosen by hand; names are judged by distance.
        var names = near is null ? [] : now.Kind == TokenKind.Sign ? [.. near] : NearNames.Of(now.Text, near);
        _error ??= new FilterError(now.Start + 1, now.Length, expected, found, expects, field, names);
        return null;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[38]) ? 38 : 39)] + "…";
}

/// <summary>One form for codes: upper case, no leading zeros, <c>unknown</c> as it is stored.</summary>
public static class FilterCodes
{
    /// <summary>The form in which codes are stored and compared.</summary>
    public static string Of(string typed)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var code = typed.ToUpperInvariant();
        if (code is "UNKNOWN") return "unknown";
        var cut = code.TrimStart('0');
        return cut.Length > 0 && char.IsAsciiDigit(cut[0]) ? cut : code;
    }
}
