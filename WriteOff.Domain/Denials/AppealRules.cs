using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What a biller says when filing an appeal.</summary>
/// <param name="Level">1 to 5; no level is skipped, and one that was decided is not filed again.</param>
/// <param name="FiledOn">The day it went to the payer, not in the future and not before the denial.</param>
public sealed record AppealAsk(int Level, DateOnly FiledOn, string? Note = null);

/// <summary>Rules of appeals, pure.</summary>
public static class AppealRules
{
    /// <summary>Highest level: Medicare's fifth, federal court.</summary>
    public const int HighestLevel = 5;

    /// <summary>The level that can be filed next: one above the last decided one; a withdrawn level can be filed again. Above <see cref="HighestLevel"/>: none is left.</summary>
    public static int NextLevel(IEnumerable<Appeal> appeals) =>
        1 + appeals.Where(a => a.Outcome is AppealOutcome.Upheld or AppealOutcome.Overturned).Select(a => a.Level).DefaultIfEmpty(0).Max();

    /// <summary>Null when the appeal can be filed; the state itself is judged by the transitions table.</summary>
    public static Refusal? Refuse(Denial denial, IReadOnlyCollection<Appeal> appeals, AppealAsk ask, IReadOnlySet<Scope> scopes, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(ask);
        var next = NextLevel(appeals);
        if (next > HighestLevel)
            return new Refusal("NoLevelLeft", "The last level of appeal was decided.", "It can be written off, or paid.", "level");
        if (ask.Level != next)
            return new Refusal("LevelNotNext", $"Level {ask.Level} can't be filed now.", $"File level {next}.", "level");
        if (ask.FiledOn > today || ask.FiledOn < denial.DeniedOn)
            return new Refusal("DateImpossible", "An appeal can't be filed before the denial or in the future.", string.Create(CultureInfo.InvariantCulture, $"Enter a day from {denial.DeniedOn:yyyy-MM-dd} to today."), "filed");
        if (Notes.Refuse(ask.Note, needed: false) is { } note) return note;
        if (ask.FiledOn <= denial.AppealBy) return null;
        if (!scopes.Contains(Scope.DenialOverride))
            return new Refusal("AppealWindowClosed", string.Create(CultureInfo.InvariantCulture, $"The appeal window closed on {denial.AppealBy:yyyy-MM-dd}."), "Ask a supervisor to file it with a note on why it is late.", "filed");
        return Notes.Refuse(ask.Note, needed: true);
    }

    /// <summary>Null when it is something that a payer decides.</summary>
    public static Refusal? RefuseOutcome(AppealOutcome outcome) => outcome is AppealOutcome.Upheld or AppealOutcome.Overturned ? null
        : new Refusal("OutcomeUnknown", "That is no decision of a payer.", "Choose upheld or overturned.", "outcome");

    /// <summary>A window that closes within so many days closes soon: it is marked on every screen and listed for who works the denial.</summary>
    public const int SoonDays = 14;

    /// <summary>Filter text: denials that are worked and whose window closes soon.</summary>
    public static string ClosingSoonFilter { get; } = string.Create(CultureInfo.InvariantCulture, $"appeal_days between 0 and {SoonDays} AND status in (OPEN, IN_PROGRESS)");

    /// <summary>The window is open and closes soon.</summary>
    public static bool ClosesSoon(DateOnly appealBy, DateOnly today) => DaysLeft(appealBy, today) is >= 0 and <= SoonDays;

    /// <summary>The last day that counts as soon.</summary>
    public static DateOnly SoonUntil(DateOnly today) => today.AddDays(SoonDays);

    /// <summary>Days left to file, today included; negative once closed.</summary>
    public static int DaysLeft(DateOnly appealBy, DateOnly today) => appealBy.DayNumber - today.DayNumber;
}
