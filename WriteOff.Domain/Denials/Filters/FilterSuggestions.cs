using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>One thing that could stand at the caret.</summary>
/// <param name="Insert">What is written when it is chosen.</param>
/// <param name="Label">What is shown.</param>
/// <param name="Detail">What it means.</param>
/// <param name="Hint">The operators of a field.</param>
public sealed record FilterSuggestion(string Insert, string Label, string Detail, string Hint = "");

/// <summary>What could stand at the caret, and which characters it would replace.</summary>
/// <param name="Caption">What these are: "Fields that start with “ca”".</param>
/// <param name="Typed">The beginning that is there already.</param>
/// <param name="Start">First character to replace, from 0.</param>
/// <param name="Length">How many.</param>
public sealed record FilterCompletion(string Caption, string Typed, int Start, int Length, IReadOnlyList<FilterSuggestion> Suggestions)
{
    /// <summary>Nothing to offer.</summary>
    public static FilterCompletion None { get; } = new("", "", 0, 0, []);

    /// <summary>The text with a suggestion put in, and where the caret stands then.</summary>
    public (string Text, int Caret) Apply(string text, FilterSuggestion suggestion)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(suggestion);
        var (start, end) = (Math.Clamp(Start, 0, text.Length), Math.Clamp(Start + Length, 0, text.Length));
        var tail = text[end..];
        var insert = suggestion.Insert + (tail.StartsWith(' ') || tail.StartsWith(')') || tail.StartsWith(',') ? "" : " ");
        return (text[..start] + insert + tail, start + insert.Length);
    }
}

/// <summary>Reads the tenant's words for suggestions.</summary>
public sealed class FilterVocabulary(WorkbenchDbs dbs, TimeProvider clock)
{
    /// <summary>Payers, people and reasons as they are now; without the scope to see denials only me.</summary>
    public async Task<FilterContext> Read(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        return (await Grants.Read(db, actor, cancellationToken)).Has(Scope.DenialRead)
            ? await FilterContext.LoadAll(db, actor, clock.GetUtcNow(), cancellationToken)
            : await FilterContext.Load(db, actor, Filter.Everything, clock.GetUtcNow(), cancellationToken);
    }
}

/// <summary>Suggests what could come next: the parser says what it expects, this says which there are.</summary>
public static class FilterSuggestions
{
    /// <summary>Most suggestions at once.</summary>
    public const int Most = 8;

    private static readonly string[] Groups = ["CO", "PR", "OA", "PI"];

    /// <summary>What could stand at the caret.</summary>
    public static FilterCompletion At(string? text, int caret, FilterContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        text ??= "";
        if (text.Length > FilterLanguage.MaxLength) return FilterCompletion.None;
        caret = Math.Clamp(caret, 0, text.Length);
        var (start, typed) = Typed(text, caret);
        var before = text[..start];
        var end = caret;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && text[end] is not ('(' or ')' or ',' or '"' or '\'' or '=' or '!' or '<' or '>' or '~')) end++;
        if (start < caret && text[start] is '"' or '\'' && end < text.Length && text[end] == text[start]) end++;
        var (expects, field) = Expected(before);
        var offers = expects switch
        {
            FilterExpects.Term => Fields(typed).Concat(Shortcuts(typed, context)),
            FilterExpects.Operator => Operators(field!, typed),
            FilterExpects.Value or FilterExpects.List => Values(field!, typed, context, expects == FilterExpects.List),
            FilterExpects.BetweenAnd => Words(typed, ("and", "the second value")),
            FilterExpects.Joint => Words(typed, ("AND", "both must hold"), ("OR", "either may hold")),
            FilterExpects.Rest => Words(typed, ("in", "one of a list"), ("empty", "nothing is entered"), ("not empty", "something is entered")),
            FilterExpects.ListEnd => Words(typed, (")", "end of the list"), (",", "another value")),
            FilterExpects.Less or _ => [],
        };
        return new FilterCompletion(Caption(expects, field, typed), typed.TrimStart('"', '\''), start, end - start, [.. offers.Take(Most)]);
    }

    private static (FilterExpects Expects, FilterField? Field) Expected(string before)
    {
        // This sign stands nowhere, so the parser stops at it and says what it wanted.
        if (before.Trim().Length == 0 || FilterLanguage.Read(before + " ~~").Error is not { } error) return (FilterExpects.Term, null);
        return error is { Expects: FilterExpects.Operator, Field.Kind: FieldKind.YesNo } ? (FilterExpects.Joint, null) : (error.Expects, error.Field);
    }

    /// <summary>The word that the caret stands in or behind; an open quote counts from its start.</summary>
    private static (int Start, string Typed) Typed(string text, int caret)
    {
        var tokens = FilterLexer.Cut(text[..caret]);
        if (tokens.Count < 2) return (caret, "");
        var last = tokens[^2];
        var touches = last.End == caret && last.Kind is TokenKind.Word or TokenKind.Unclosed or TokenKind.Sign;
        return touches && last.Length > 0 ? (last.Start, text[last.Start..caret]) : (caret, "");
    }

    private static IEnumerable<FilterSuggestion> Fields(string typed) => FilterField.All
        .Where(f => f.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
        .Select(f => new FilterSuggestion(f.Name, f.Name, f.Meaning, f.Kind == FieldKind.YesNo ? "" : string.Join(' ', f.Operators.Take(2))));

    /// <summary>What people mean when they type no field: a patient, a payer, a person.</summary>
    private static IEnumerable<FilterSuggestion> Shortcuts(string typed, FilterContext context)
    {
        if (typed.Length < 2 || FilterField.Find(typed) is not null || typed[0] is '"' or '\'' || !FilterLexer.CanStandBare(typed)) yield break;
        var patient = $"patient ~ {FilterWriter.Text(typed)}";
        yield return new FilterSuggestion(patient, patient, $"Patient’s name contains “{typed}”");
        foreach (var payer in context.Payers.Where(p => p.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(2))
            yield return Whole("payer", payer.Name, "Payer");
        foreach (var person in context.People.Where(p => p.Name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Take(2))
            yield return Whole("assignee", person.Name, "Works it");
    }

    private static FilterSuggestion Whole(string field, string value, string detail) => new($"{field} = {FilterWriter.Text(value)}", $"{field} = {FilterWriter.Text(value)}", detail);

    private static IEnumerable<FilterSuggestion> Operators(FilterField field, string typed) => field.Operators
        .Where(o => o.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(o => new FilterSuggestion(o is "in" or "not in" ? $"{o} (" : o, o, Meaning(o)));

    private static IEnumerable<FilterSuggestion> Values(FilterField field, string typed, FilterContext context, bool opens)
    {
        var part = typed.TrimStart('"', '\'');
        return Known(field, context).Where(k => k.Text.StartsWith(part, StringComparison.OrdinalIgnoreCase) || (part.Length > 1 && k.Says.Contains(part, StringComparison.OrdinalIgnoreCase)))
            .Select(k => new FilterSuggestion((opens ? "(" : "") + k.Write, k.Write, k.Says));
    }

    private static IEnumerable<(string Text, string Write, string Says)> Known(FilterField field, FilterContext context) => field.Name switch
    {
        "payer" => context.Payers.Select(p => (p.Name, FilterWriter.Text(p.Name), "Payer")).Distinct(),
        "assignee" or "requested_by" or "written_off_by" => [("me", "me", "Whoever looks"), ("nobody", "nobody", "No one"), .. context.People.Select(p => (p.Name, FilterWriter.Text(p.Name), "Person"))],
        "reason" or "written_off_for" => context.Reasons.Select(r => (r.Name, FilterWriter.Text(r.Name), "Write-off reason")),
        "carc" => AdjustmentCodes.Shipped.OrderBy(c => c.Code.Length).ThenBy(c => c.Code, StringComparer.Ordinal).Select(c => (c.Code, c.Code, c.Words)),
        "group" => Groups.Select(g => (g, g, AdjustmentCodes.GroupWords(g))),
        "status" => Enum.GetValues<DenialStatus>().Select(s => (s.Word(), s.Word(), s.Label())),
        "flagged" => [("true", "true", "A reversal was found"), ("false", "false", "None was found")],
        _ when field.Kind == FieldKind.Word => field.Words.Select(w => (w, w, field.Meaning)),
        _ when field.Kind == FieldKind.Day => [("today", "today", "The tenant’s day"), ("today-30d", "today-30d", "30 days ago"), ("today-90d", "today-90d", "90 days ago")],
        _ => [],
    };

    private static IEnumerable<FilterSuggestion> Words(string typed, params (string Word, string Says)[] words) =>
        words.Where(w => w.Word.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Select(w => new FilterSuggestion(w.Word, w.Word, w.Says));

    private static string Caption(FilterExpects expects, FilterField? field, string typed) => expects switch
    {
        FilterExpects.Term when typed.Length > 0 => $"Fields that start with “{typed}”",
        FilterExpects.Term => "Fields",
        FilterExpects.Operator => $"Operators of {field}",
        FilterExpects.Value or FilterExpects.List => $"{field}: {field!.Example}",
        FilterExpects.Joint => "And then",
        FilterExpects.ListEnd or FilterExpects.BetweenAnd or FilterExpects.Rest or FilterExpects.Less => "Next",
    };

    private static string Meaning(string sign) => sign switch
    {
        "=" => "is",
        "!=" => "is not, or is empty",
        "<" => "less than",
        "<=" => "at most",
        ">" => "more than",
        ">=" => "at least",
        "~" => "contains",
        "between" => "from … to, both included",
        "in" => "one of a list",
        "not in" => "none of a list, or empty",
        "is empty" => "nothing is entered",
        _ => "something is entered",
    };
}
