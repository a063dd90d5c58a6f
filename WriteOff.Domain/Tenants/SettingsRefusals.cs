using System.Globalization;
using System.Text;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Why a setting of the tenant is not changed.</summary>
public enum SettingsRefusal
{
    /// <summary>No such reason, person or payer here, or another tenant's.</summary>
    NotFound = 1,
    ChangedSinceYouLooked,
    AmountUnreadable,
    AmountOutOfRange,
    NumberOutOfRange,
    ChoiceUnknown,
    PayeesUnreadable,
    TextMissing,
    TextTooLong,
    TextUnreadable,
    CodeUnreadable,
    CodeTaken,
    LabelTaken,
    CategoryRequired,
    TooMany,
    ReasonInUse,
    ReasonsExist,
    FixedByRule,
    EmailUnreadable,
    EmailTaken,
    RolesMissing,
    RoleUnknown,
    /// <summary>Administrating and approving in one hand.</summary>
    AdministratorCannotApprove,
    OwnAccount,
    LastAdministrator,
    AlreadySo,
    GroupTaken,
    /// <summary>None of somebody's groups has a role here.</summary>
    NoGroupHere,
    /// <summary>What groups give isn't changed by hand.</summary>
    RolesFromGroups,
    ScopesMissing,
    /// <summary>A token for more than its maker has, or than the API asks for.</summary>
    ScopeNotYours,
}

/// <summary>Sentences and steps of the refusals that all settings share.</summary>
public static class SettingsRefusals
{
    /// <summary>No such thing here: the same words for another tenant's.</summary>
    public static Refusal NotFound(string what) => Of(SettingsRefusal.NotFound, $"This {what} isn't here.", "Load the page again.");

    /// <summary>Someone else was faster.</summary>
    public static Refusal Changed { get; } = Of(SettingsRefusal.ChangedSinceYouLooked, "Someone changed this since you looked.", "Load it again, then repeat what you still want to change.");

    /// <summary>A refusal of this area.</summary>
    internal static Refusal Of(SettingsRefusal code, string sentence, string step, string? field = null) => new(code.ToString(), sentence, step, field);

    /// <summary>Null when the amount was read and lies between nothing and the most; else why not.</summary>
    internal static Refusal? Amount(Money? amount, Money most, string what, string field) => amount switch
    {
        null => Of(SettingsRefusal.AmountUnreadable, $"{what} can't be read.", "Enter dollars with at most two decimals, such as 250.00.", field),
        { Cents: < 0 } => Of(SettingsRefusal.AmountOutOfRange, $"{what} is below zero.", "Enter 0.00 or more.", field),
        { } money when money > most => Of(SettingsRefusal.AmountOutOfRange, $"{what} is above {most}.", "Enter less.", field),
        _ => null,
    };

    /// <summary>Null when the number was read and lies in its range; else why not.</summary>
    internal static Refusal? Number(int? number, int least, int most, string what, string field) => number >= least && number <= most
        ? null
        : Of(SettingsRefusal.NumberOutOfRange, string.Create(CultureInfo.InvariantCulture, $"{what} must be a whole number from {least:N0} to {most:N0}."), "Enter one.", field);

    /// <summary>Null when the text can be shown on one line and isn't too long; else why not.</summary>
    internal static Refusal? Line(string? text, int most, bool needed, string what, string field)
    {
        var s = (text ?? "").Trim();
        if (needed && !s.Any(char.IsLetterOrDigit)) return Of(SettingsRefusal.TextMissing, $"{what} is missing.", "Enter it.", field);
        if (s.Length > most)
            return Of(SettingsRefusal.TextTooLong, string.Create(CultureInfo.InvariantCulture, $"{what} has {s.Length:N0} characters."), string.Create(CultureInfo.InvariantCulture, $"Shorten it to {most:N0}."), field);
        return s.EnumerateRunes().Any(Unshown)
            ? Of(SettingsRefusal.TextUnreadable, $"{what} has characters that can't be shown.", "Type it on one line instead of pasting it.", field)
            : null;
    }

    /// <summary>Controls, broken halves of characters, line ends, and marks that turn the reading direction round.</summary>
    private static bool Unshown(Rune rune) => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0x202D or 0x202E or 0x2028 or 0x2029 or 0x2066 or 0x2067;
}

/// <summary>One setting, before and after, in words: what the audit row says.</summary>
public sealed record SettingChange(string Setting, string Before, string After)
{
    /// <summary><c>Gate: off → above $250.00</c>.</summary>
    public override string ToString() => $"{Setting}: {Before} → {After}";

    /// <summary>The changes among pairs of words; equal ones are none.</summary>
    internal static IReadOnlyList<SettingChange> Among(params (string Setting, string Before, string After)[] pairs) =>
        [.. pairs.Where(p => !string.Equals(p.Before, p.After, StringComparison.Ordinal)).Select(p => new SettingChange(p.Setting, p.Before, p.After))];
}
