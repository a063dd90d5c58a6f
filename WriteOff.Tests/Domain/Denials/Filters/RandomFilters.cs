using System.Globalization;
using WriteOff.Domain.Denials.Filters;

namespace WriteOff.Tests.Domain.Denials.Filters;

/// <summary>Filters and texts drawn from a seed.</summary>
internal sealed class RandomFilters(int seed)
{
    private static readonly string[] Texts =
        ["Aetna", "aetna", "North Plan", "O'Brien", "say \"hi\"", "100%", "a_b", "[x]", "*", "\\", "é", "É", "ß", "ALPHA", "alpha, ann", "RC-1", "a", "and", "in", "me", "nobody", "N130", "ı", "İ", "日本", "😀", "it''s \"", "--", "'; DROP TABLE denial; --", "small-balance", "other", "Clerk", "supervisor"];

    private static readonly string[] Codes = ["29", "197", "45", "B7", "16", "unknown", "CO", "PR", "N130", "MA01", "N1", "999"];

    private static readonly string[] Crumbs =
        ["balance", "age", "payer", "carc", "flagged", "status", "assignee", "and", "or", "not", "in", "between", "is", "empty", "(", ")", ",", "=", "!=", "<", "<=", ">", ">=", "~", "==", "<>", "\"", "'", "\"x\"", "10", "$10.50", "today-30d", "2026-11-23",
            "OPEN", "me", "nobody", " ", "\t", "\n", "\0", "\uD800", "\uFFFF", "é", "😀", "10.505", "1,000", "-", "$", "%", "_", "*", "[", "\\", "\u202E", "balnace", "carc in (29, 197)", "NOT NOT"];

    private readonly Random _random = new(seed);

    /// <summary>Any filter with at most so many terms.</summary>
    public Filter Filter(int terms, int depth = 5)
    {
        if (terms <= 1 || depth == 0) return Term();
        return _random.Next(5) switch
        {
            0 => new Opposite(Filter(terms - 1, depth - 1)),
            1 or 2 => WriteOff.Domain.Denials.Filters.Filter.Both(Filter(terms / 2, depth - 1), Filter(terms - terms / 2, depth - 1)),
            3 => WriteOff.Domain.Denials.Filters.Filter.Either(Filter(terms / 2, depth - 1), Filter(terms - terms / 2, depth - 1)),
            _ => Term(),
        };
    }

    /// <summary>Nonsense made of pieces of the language.</summary>
    public string Text() => string.Join(Pick(["", " ", " "]), Enumerable.Range(0, _random.Next(14)).Select(_ => Pick(Crumbs)));

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public int Next(int below) => _random.Next(below);

    public Filter Term() => Term(Pick(FilterField.All));

    public Filter Term(FilterField field)
    {
        if (field.Kind == FieldKind.YesNo) return new Yes(field);
        var sign = Pick(field.Operators);
        return sign switch
        {
            "is empty" => new Emptiness(field, true),
            "is not empty" => new Emptiness(field, false),
            "in" or "not in" => new Membership(field, sign is "not in", [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Value(field))]),
            "between" => new Span(field, Value(field), Value(field)),
            "~" => new Comparison(field, FilterOperator.Contains, new TextValue(field.Kind == FieldKind.Code ? Pick(Codes) : Pick(Texts))),
            _ => new Comparison(field, Enum.GetValues<FilterOperator>().Single(o => FilterWriterSign(o) == sign), Value(field)),
        };
    }

    private static string FilterWriterSign(FilterOperator o) => FilterWriter.Sign(o);

    private FilterValue Value(FilterField field) => field.Kind switch
    {
        FieldKind.Money => new AmountValue(Pick<long>([0, 1, 999, 1_000, 1_001, 100_000, -500, _random.Next(200_000)])),
        FieldKind.Days => new NumberValue(Pick([0, 1, 14, 30, 90, -3, _random.Next(400), 9_999_999])),
        FieldKind.Day => _random.Next(2) == 0 ? new DayValue(null, _random.Next(-200, 30)) : new DayValue(new DateOnly(2026, 11, 24).AddDays(-_random.Next(300))),
        FieldKind.Word => new WordValue(Pick(field.Words)),
        FieldKind.Code => new TextValue(Pick(Codes)),
        FieldKind.Run => new TextValue(Pick(["7", "318", "318-skipped", "318-appeal-pending", "1-POSTED"])),
        FieldKind.Person => _random.Next(3) switch { 0 => new PersonValue(PersonWord.Me), 1 => new PersonValue(PersonWord.Nobody), _ => new PersonValue(PersonWord.Named, Pick(Texts)) },
        _ => new TextValue(Pick(Texts)),
    };

    public override string ToString() => seed.ToString(CultureInfo.InvariantCulture);
}
