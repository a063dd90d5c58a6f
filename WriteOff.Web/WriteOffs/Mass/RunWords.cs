using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>How a run's state looks: css class, shape and word.</summary>
internal sealed record RunStatusLook(string Css, IconName Icon, string Word)
{
    public static RunStatusLook Of(MassRun run) => run is { Status: RunStatus.Running, IsCancelling: true } ? new("pending", IconName.Cross, "Cancelling") : Of(run.Status);

    public static RunStatusLook Of(RunStatus status) => status switch
    {
        RunStatus.Running => new("progress", IconName.HalfRing, "Running"),
        RunStatus.Paused => new("pending", IconName.Pause, "Paused"),
        RunStatus.Finished => new("resolved", IconName.Resolved, "Finished"),
        RunStatus.Cancelled => new("alert", IconName.Cross, "Cancelled"),
    };
}

/// <summary>Runs in words.</summary>
internal static class RunWords
{
    /// <summary>The heading of a run's page.</summary>
    public static string Title(RunKind kind) => kind switch
    {
        RunKind.WriteOff => "Mass write-off",
        RunKind.Undo => "Undo of a mass write-off",
        RunKind.Approve => "Approvals in bulk",
        RunKind.Reject => "Rejections in bulk",
    };

    /// <summary>What a run does, for the list.</summary>
    public static string What(RunView view) => view.Run.Kind switch
    {
        RunKind.WriteOff => $"Write-off, {view.ReasonLabel ?? view.Run.ReasonCode}",
        RunKind.Undo => string.Create(CultureInfo.InvariantCulture, $"Undo of run {view.Run.UndoesNumber}"),
        RunKind.Approve => "Approvals",
        RunKind.Reject => "Rejections",
    };

    /// <summary>An outcome, once it is one.</summary>
    public static string Did(RowOutcomeKind outcome, RunKind kind) => outcome switch
    {
        RowOutcomeKind.Posted => kind switch { RunKind.WriteOff => "Posted", RunKind.Undo => "Taken back", RunKind.Approve => "Approved", RunKind.Reject => "Rejected" },
        RowOutcomeKind.Pending => "Went to approval",
        RowOutcomeKind.Skipped => "Skipped",
        RowOutcomeKind.Failed => "Failed",
    };

    /// <summary>An outcome in a preview.</summary>
    public static string Would(RowOutcomeKind outcome) => outcome switch
    {
        RowOutcomeKind.Posted => "Would post now",
        RowOutcomeKind.Pending => "Would go to approval",
        RowOutcomeKind.Skipped => "Would be skipped",
        RowOutcomeKind.Failed => "Would fail",
    };

    /// <summary>What the rows that went through are called in the summary.</summary>
    public static string Through(RunKind kind) => kind switch
    {
        RunKind.WriteOff => "written off or sent",
        RunKind.Undo => "taken back",
        RunKind.Approve => "approved",
        RunKind.Reject => "rejected",
    };

    /// <summary>Why a group was not done, without its full stop.</summary>
    public static string Why(OutcomeGroup group) => group.Outcome == RowOutcomeKind.Failed ? $"An error of the product ({group.Cause})" : SkipCause.Of(group.Cause).Sentence.TrimEnd('.');

    /// <summary>What unblocks it, to stand behind a dot.</summary>
    public static string Step(OutcomeGroup group)
    {
        var step = group.Outcome == RowOutcomeKind.Failed ? "nothing was written; tell whoever runs WriteOff here." : SkipCause.Of(group.Cause).Step;
        return char.ToLowerInvariant(step[0]) + step[1..].TrimEnd('.');
    }

    /// <summary>How a filter names the rows of an outcome, or of one cause of it.</summary>
    public static string Word(OutcomeGroup group) => group.Outcome == RowOutcomeKind.Skipped && group.Cause.Length > 0 ? group.Cause : Word(group.Outcome);

    /// <summary>How a filter names the rows of an outcome.</summary>
    public static string Word(RowOutcomeKind outcome) => outcome switch
    {
        RowOutcomeKind.Posted => "posted",
        RowOutcomeKind.Pending => "pending",
        RowOutcomeKind.Skipped => "skipped",
        RowOutcomeKind.Failed => "failed",
    };

    /// <summary>The filter that rows were selected with.</summary>
    public static string Filter(GridAsk grid) => (grid.Status, grid.Text) switch
    {
        (null, "") => "every denial",
        (null, var text) => text,
        ({ } status, "") => $"status = {status.Word()}",
        ({ } status, var text) => $"status = {status.Word()} AND ({text})",
    };

    public static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rows(int count) => count == 1 ? "1 row" : $"{Number(count)} rows";

    /// <summary>A part of a whole, for widths.</summary>
    public static string Share(int part, int whole) => whole == 0 ? "0%" : string.Create(CultureInfo.InvariantCulture, $"{part * 1000L / whole / 10m:0.#}%");

    /// <summary>What went through, in money.</summary>
    public static Money Through(MassRun run) => new(checked(run.PostedCents + run.PendingCents));
}
