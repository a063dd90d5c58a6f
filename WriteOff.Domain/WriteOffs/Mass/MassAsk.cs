using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>What somebody wants to write off at once: a filter, what of it is selected, one reason and one note for all.</summary>
public sealed record MassAsk(GridAsk Grid, GridSelection Selection, string ReasonCode, string? Note);

/// <summary>Rows of a preview, or of a run, with the same outcome and cause.</summary>
/// <param name="Cause">Empty unless skipped or failed: see <see cref="SkipCause"/>.</param>
/// <param name="Sum">Of what was written off or asked for; of what is open where nothing was.</param>
/// <param name="FirstRows">Some of its denials, to look at.</param>
public sealed record OutcomeGroup(RowOutcomeKind Outcome, string Cause, int Count, Money Sum, IReadOnlyList<long> FirstRows);

/// <summary>What a mass write-off would do, judged row by row with nothing written; its row set and versions are frozen.</summary>
/// <param name="Key">Starting this preview twice starts one run.</param>
/// <param name="Selected">What all its rows come to.</param>
public sealed record MassPreview(Guid Key, MassAsk Ask, FrozenRows Rows, IReadOnlyList<OutcomeGroup> Groups, Money Selected, DateTimeOffset At)
{
    /// <summary>Rows that would post or go to approval.</summary>
    public int Through => Groups.Where(g => g.Outcome is RowOutcomeKind.Posted or RowOutcomeKind.Pending).Sum(g => g.Count);

    /// <summary>What they come to.</summary>
    public Money ThroughSum => Groups.Where(g => g.Outcome is RowOutcomeKind.Posted or RowOutcomeKind.Pending).Aggregate(Money.Zero, (sum, g) => sum + g.Sum);
}

/// <summary>The refusals of starting and steering runs.</summary>
public static class RunRefusals
{
    public static Refusal NotFound { get; } = new("NotFound", "This run isn't here.", "Go back to the list of runs; it may belong to another organisation.");

    public static Refusal NothingSelected { get; } = new("NothingSelected", "No row is selected.", "Select rows in the grid first.");

    public static Refusal NothingWouldHappen { get; } = new("NothingWouldHappen", "None of these rows can be written off.", "Look at the causes, and choose other rows or another reason.");

    public static Refusal NotYours { get; } = new("NotYourPreview", "Somebody else looked at this preview.", "Make your own preview, then start it.");

    public static Refusal NothingToUndo { get; } = new("NothingToUndo", "This run did nothing that can be taken back.", "Open its rows one by one instead.");

    public static Refusal HasEnded { get; } = new("RunHasEnded", "This run has ended.", "Undo it, or start another one.");

    public static Refusal IsNotRunning { get; } = new("RunIsNotRunning", "This run isn't running.", "Look at it again; somebody may have stopped it just now.");

    public static Refusal IsNotPaused { get; } = new("RunIsNotPaused", "This run isn't paused.", "Look at it again; somebody may have resumed it just now.");

    public static Refusal IsBeingUndone { get; } = new("RunIsBeingUndone", "Another run takes this one back just now.", "Look at that run; start again when it has ended, if anything is left.");

    public static Refusal IsRunning { get; } = new("RunIsRunning", "This run still runs.", "Cancel it or wait for its end, then undo it.");

    /// <summary>More rows than the tenant's policy lets one run take.</summary>
    public static Refusal TooManyRows(int cap) => new("TooManyRows", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A run takes at most {cap:N0} rows."), "Narrow the filter, or ask an administrator to raise the limit.");
}
