using System.Globalization;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>Reads filter texts: keywords in any case, NOT before AND before OR.</summary>
/// <remarks>By hand, recursive descent: the grammar is small, and errors that name place, expectation and near names are most of it. See docs/decisions.</remarks>
public static class FilterLanguage
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaxLength = 2_000;

    /// <summary>Most terms; each value of a list counts as one.</summary>
    public const int MaxTerms = 100;

    /// <summary>Deepest nesting of parentheses and NOTs.</summary>
    public const int MaxDepth = 32;

    /// <summary>Reads a text; the empty one is <see cref="Filter.Everything"/>. Never throws.</summary>
    public static FilterReading Read(string? text)
    {
        text ??= "";
        if (text.Length > MaxLength) return TooLong(text.Length);
        var reading = new FilterParser(FilterLexer.Cut(text)).Read();
        // Written out with all its blanks it must be readable too.
        return reading.Filter?.ToString() is { Length: > MaxLength } written ? TooLong(written.Length) : reading;
    }

    private static FilterReading TooLong(int length) => new(null, new FilterError(MaxLength + 1, Math.Max(0, length - MaxLength),
        string.Create(CultureInfo.InvariantCulture, $"at most {MaxLength:N0} characters"), string.Create(CultureInfo.InvariantCulture, $"{length:N0}"), FilterExpects.Less, null, []));
}

/// <summary>One reading of one text.</summary>
internal sealed partial class FilterParser(List<Token> tokens)
{
    private static readonly string[] Signs = ["=", "!=", "<", "<=", ">", ">=", "~"];
    private int _at;
    private int _depth;
    private int _terms;
    private FilterError? _error;

    private Token Now => tokens[_at];

    public FilterReading Read()
    {
        if (Now.Kind == TokenKind.End) return new FilterReading(Filter.Everything, null);
        var filter = Or();
        if (filter is not null && Now.Kind != TokenKind.End) filter = Fail(FilterExpects.Joint, "AND, OR or the end", near: ["AND", "OR"]);
        return filter is null ? new FilterReading(null, _error) : new FilterReading(filter, null);
    }

    private Filter? Or()
    {
        var left = And();
        while (left is not null && Now.Is("or"))
        {
            _at++;
            left = And() is { } right ? Filter.Either(left, right) : null;
        }

        return left;
    }

    private Filter? And()
    {
        var left = Not();
        while (left is not null && Now.Is("and"))
        {
            _at++;
            left = Not() is { } right ? Filter.Both(left, right) : null;
        }

        return left;
    }

    private Filter? Not()
    {
        var opens = Now.Kind == TokenKind.Open;
        if (!opens && !Now.Is("not")) return Term();
        if (_depth == FilterLanguage.MaxDepth) return FailDepth();
        _depth++;
        _at++;
        var inner = opens ? Or() : Not() is { } denied ? new Opposite(denied) : null;
        _depth--;
        if (inner is null || !opens) return inner;
        if (Now.Kind != TokenKind.Close) return Fail(FilterExpects.Joint, "AND, OR or a closing parenthesis", near: ["AND", "OR"]);
        _at++;
        return inner;
    }

    private Filter? Term()
    {
        var word = Now;
        if (word.Kind != TokenKind.Word || FilterLexer.IsKeyword(word.Text)) return Fail(FilterExpects.Term, "a field, NOT or a parenthesis");
        if (FilterField.Find(word.Text) is not { } field) return Fail(FilterExpects.Term, "a field", near: FilterField.All.Select(f => f.Name));
        if (!CountTerm()) return null;
        _at++;
        if (field.Kind == FieldKind.YesNo) return YesNo(field);
        if (Now.Kind == TokenKind.Sign) return Compare(field);
        if (Now.Is("in")) return List(field, isNegated: false);
        if (Now.Is("not")) return NotIn(field);
        if (Now.Is("between")) return Between(field);
        if (Now.Is("is")) return Is(field);
        return Fail(FilterExpects.Operator, Operators(field), field, ["between", "in", "not in", "is empty"]);
    }

    private Filter? YesNo(FilterField field)
    {
        if (Now.Kind != TokenKind.Sign) return new Yes(field);
        if (Now.Text is not ("=" or "!=")) return Fail(FilterExpects.Operator, Operators(field), field, ["=", "!="]);
        var opposite = Now.Text is "!=";
        _at++;
        bool? said = Now.Is("true") || Now.Is("yes") ? true : Now.Is("false") || Now.Is("no") ? false : null;
        if (said is null) return Fail(FilterExpects.Value, field.Example, field, ["true", "false"]);
        _at++;
        if (said == !opposite) return new Yes(field);
        // It is written back as NOT, which needs a level of its own.
        return _depth == FilterLanguage.MaxDepth ? FailDepth() : new Opposite(new Yes(field));
    }

    private Filter? Compare(FilterField field)
    {
        if (!Signs.Contains(Now.Text, StringComparer.Ordinal)) return Fail(FilterExpects.Operator, Operators(field), field, NearSign(Now.Text));
        if (!field.Operators.Contains(Now.Text, StringComparer.Ordinal)) return Fail(FilterExpects.Operator, Operators(field), field);
        var sign = Operator(Now.Text);
        _at++;
        return (sign == FilterOperator.Contains ? Text(field) : Value(field)) is { } value ? new Comparison(field, sign, value) : null;
    }

    private Filter? NotIn(FilterField field)
    {
        _at++;
        return Now.Is("in") ? List(field, isNegated: true) : Fail(FilterExpects.Rest, "IN", field, ["in"]);
    }

    private Filter? List(FilterField field, bool isNegated)
    {
        _at++;
        if (Now.Kind != TokenKind.Open) return Fail(FilterExpects.List, "a list in parentheses", field);
        List<FilterValue> values = [];
        do
        {
            _at++;
            if (values.Count > 0 && !CountTerm()) return null;
            if (Value(field) is not { } value) return null;
            values.Add(value);
        }
        while (Now.Kind == TokenKind.Comma);
        if (Now.Kind != TokenKind.Close) return Fail(FilterExpects.ListEnd, "a comma or a closing parenthesis", field);
        _at++;
        return new Membership(field, isNegated, values);
    }

    private Filter? Between(FilterField field)
    {
        if (!field.Operators.Contains("between", StringComparer.Ordinal)) return Fail(FilterExpects.Operator, Operators(field), field);
        _at++;
        if (Value(field) is not { } low) return null;
        if (!Now.Is("and")) return Fail(FilterExpects.BetweenAnd, "AND and the second value of between", field, ["AND"]);
        _at++;
        return Value(field) is { } high ? new Span(field, low, high) : null;
    }

    private Filter? Is(FilterField field)
    {
        _at++;
        var isEmpty = !Now.Is("not");
        if (!isEmpty) _at++;
        if (!Now.Is("empty")) return Fail(FilterExpects.Rest, isEmpty ? "EMPTY or NOT EMPTY" : "EMPTY", field, ["empty"]);
        _at++;
        return new Emptiness(field, isEmpty);
    }

    private Filter? FailDepth() => Fail(FilterExpects.Less, string.Create(CultureInfo.InvariantCulture, $"at most {FilterLanguage.MaxDepth} parentheses and NOTs in one another"));

    private bool CountTerm()
    {
        if (++_terms <= FilterLanguage.MaxTerms) return true;
        Fail(FilterExpects.Less, string.Create(CultureInfo.InvariantCulture, $"at most {FilterLanguage.MaxTerms} terms and listed values"));
        return false;
    }

    private static string Operators(FilterField field) => $"an operator of {field.Name}: {string.Join(' ', field.Operators)}";

    private static IEnumerable<string> NearSign(string sign) => sign switch { "==" or "===" => ["="], "<>" or "=!" or "!" => ["!="], "=<" => ["<="], "=>" => [">="], _ => [] };

    private static FilterOperator Operator(string sign) => sign switch
    {
        "=" => FilterOperator.Equal,
        "!=" => FilterOperator.NotEqual,
        "<" => FilterOperator.Less,
        "<=" => FilterOperator.LessOrEqual,
        ">" => FilterOperator.Greater,
        ">=" => FilterOperator.GreaterOrEqual,
        _ => FilterOperator.Contains,
    };
}
