using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>What an administrator sets on a reason. Its code is given once, its rule comes with the standard ones.</summary>
/// <param name="WhenToUse">One sentence for the picklist; may be empty.</param>
public sealed record ReasonSettings(
    string Label, ReasonCategory? Category, string WhenToUse, bool IsEnabled = true, bool NoteRequired = false,
    ReasonGate Gate = ReasonGate.AsPolicy, EvidenceMode Evidence = EvidenceMode.NoteInstead)
{
    /// <summary>As the row has them.</summary>
    public static ReasonSettings Of(WriteOffReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return new ReasonSettings(reason.Label, reason.Category, reason.WhenToUse, reason.IsEnabled, reason.NoteRequired, reason.Gate, reason.Evidence);
    }

    /// <summary>What differs, in words.</summary>
    public IReadOnlyList<SettingChange> ChangesTo(ReasonSettings after)
    {
        ArgumentNullException.ThrowIfNull(after);
        return SettingChange.Among(
            ("Label", Label, after.Label),
            ("Category", SettingWords.Of(Category), SettingWords.Of(after.Category)),
            ("When to use", WhenToUse, after.WhenToUse),
            ("On offer", SettingWords.Of(IsEnabled), SettingWords.Of(after.IsEnabled)),
            ("Note required", SettingWords.Of(NoteRequired), SettingWords.Of(after.NoteRequired)),
            ("Supervisor", SettingWords.Of(Gate), SettingWords.Of(after.Gate)),
            ("Evidence", SettingWords.Of(Evidence), SettingWords.Of(after.Evidence)));
    }
}

/// <summary>What a reason may be, pure.</summary>
public static class ReasonRules
{
    /// <summary>Longest code.</summary>
    public const int LongestCode = 40;

    /// <summary>Longest label.</summary>
    public const int LongestLabel = 80;

    /// <summary>Longest when-to-use text.</summary>
    public const int LongestWhen = 200;

    /// <summary>Most reasons of a tenant: a longer picklist helps nobody.</summary>
    public const int Most = 60;

    /// <summary>Null when a new reason may get this code.</summary>
    public static Refusal? RefuseCode(string? code, IReadOnlyCollection<WriteOffReason> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (!IsSlug(code))
            return SettingsRefusals.Of(SettingsRefusal.CodeUnreadable, "The code can't be used.", $"Use small letters, digits and single hyphens, a letter first, 2 to {LongestCode} characters: appeal-lost.", "code");
        if (others.Any(r => string.Equals(r.Code, code, StringComparison.Ordinal)))
            return SettingsRefusals.Of(SettingsRefusal.CodeTaken, $"There is already a reason with the code {code}.", "Choose another code.", "code");
        return others.Count >= Most ? SettingsRefusals.Of(SettingsRefusal.TooMany, $"There are {others.Count} reasons already.", "Delete one that was never used.") : null;
    }

    /// <summary>The settings as stored, or the first thing wrong with them.</summary>
    /// <param name="reason">The reason they are for; null: a new one.</param>
    /// <param name="others">The tenant's other reasons.</param>
    public static Outcome<ReasonSettings> Decide(WriteOffReason? reason, ReasonSettings ask, IEnumerable<WriteOffReason> others, bool categoryRequired)
    {
        ArgumentNullException.ThrowIfNull(ask);
        if ((SettingsRefusals.Line(ask.Label, LongestLabel, needed: true, "The label", "label")
            ?? SettingsRefusals.Line(ask.WhenToUse, LongestWhen, needed: false, "The when-to-use text", "when")) is { } text) return text;
        var settings = ask with { Label = ask.Label.Trim(), WhenToUse = (ask.WhenToUse ?? "").Trim() };
        if (others.Any(r => string.Equals(r.Label, settings.Label, StringComparison.OrdinalIgnoreCase)))
            return SettingsRefusals.Of(SettingsRefusal.LabelTaken, $"There is already a reason called {settings.Label}.", "Two of one name can't be told apart: choose another.", "label");
        if (Unknown(settings)) return SettingsRefusals.Of(SettingsRefusal.ChoiceUnknown, "There is no such choice.", "Choose from the lists.");
        if (settings.Category is null && categoryRequired)
            return SettingsRefusals.Of(SettingsRefusal.CategoryRequired, "Your policy requires a category.", "Choose one.", "category");
        return Fixed(reason, settings) ?? (Outcome<ReasonSettings>)settings;
    }

    /// <summary>A code made from a label: <c>Appeal lost, final</c> gives <c>appeal-lost-final</c>.</summary>
    public static string Slug(string? label)
    {
        var words = new string([.. (label ?? "").ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slug = string.Join('-', words).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-');
        return slug.Length <= LongestCode ? slug : slug[..LongestCode].TrimEnd('-');
    }

    private static bool IsSlug(string? code) => code is { Length: >= 2 and <= LongestCode } && char.IsAsciiLetterLower(code[0]) && code[^1] != '-'
        && code.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-') && !code.Contains("--", StringComparison.Ordinal);

    private static bool Unknown(ReasonSettings ask) =>
        !Enum.IsDefined(ask.Gate) || !Enum.IsDefined(ask.Evidence) || (ask.Category is { } category && !Enum.IsDefined(category));

    private static Refusal? Fixed(WriteOffReason? reason, ReasonSettings ask)
    {
        if (reason is null) return null;
        if (reason.Rule == EvidenceRule.FreeText && !ask.NoteRequired)
            return SettingsRefusals.Of(SettingsRefusal.FixedByRule, $"{reason.Label} always needs a note.", "Leave the note required.", "note-required");
        return !reason.Rule.TakesMode() && ask.Evidence != reason.Evidence
            ? SettingsRefusals.Of(SettingsRefusal.FixedByRule, $"The evidence of {reason.Label} can't be set.", "Its rule is fixed.", "evidence")
            : null;
    }
}
