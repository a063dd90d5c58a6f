using System.Globalization;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Components.Controls;

namespace WriteOff.Web.WriteOffs.Approvals;

/// <summary>Two lines of a cell, with an icon and its colour where it has one.</summary>
internal sealed record CellText(string First, string Second, IconName? Icon = null, string Css = "");

/// <summary>The queue's short words. They say what the rules found; they decide nothing.</summary>
internal static class ApprovalWords
{
    /// <summary>Stored evidence, line by line.</summary>
    public static IReadOnlyList<(bool Met, string Words)> Evidence(string stored) =>
        [.. stored.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.StartsWith("met: ", StringComparison.Ordinal) ? (true, line[5..]) : (false, line[(line.IndexOf(": ", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..]))];

    /// <summary>The evidence cell: staleness first, then what was missing, then what was seen.</summary>
    public static CellText EvidenceOf(QueueRow row)
    {
        var on = row.Case;
        if (IsGone(row)) return new CellText("Decided", Decision(on), IconName.Check, "yes");
        if (row.Misfit is { } misfit) return new CellText(MisfitOf(misfit), misfit.Sentence, IconName.Stop, "no");
        var seen = on.Lines.SelectMany(line => Evidence(line.EvidenceSeen)).ToList();
        if (seen.FirstOrDefault(e => !e.Met) is { Words: { } missing }) return new CellText("Note instead", missing, IconName.Warn, "maybe");
        if (seen.Count > 0) return new CellText("Fits", seen[0].Words, IconName.Check, "yes");
        return on.Request.Note.Length > 0
            ? new CellText("Text given", string.Create(CultureInfo.InvariantCulture, $"{on.Request.Note.Length} characters"), IconName.Check, "yes")
            : new CellText("Nothing asked for", "no rule on this reason");
    }

    /// <summary>Why the acts are missing, in place of the buttons; null: they are there.</summary>
    public static CellText? InsteadOfActs(QueueRow row) => IsGone(row) ? new CellText(Decision(row.Case), "nothing is left to decide")
        : row.RejectBlocked?.Code switch
        {
            nameof(ApprovalRefusal.OwnRequest) => new CellText("Your own request", "someone else decides"),
            nameof(ApprovalRefusal.ScopeMissing) => new CellText("Needs the scope", "billing.denial.approve"),
            _ => row.ApproveBlocked is { Code: nameof(ApprovalRefusal.OverLimit) } over ? new CellText("Over your limit", row.Needs is { } needs ? $"needs {Whole(needs)}" : over.Step) : null,
        };

    /// <summary>Somebody decided it while it was on screen.</summary>
    public static bool IsGone(QueueRow row) => row.Case.Request.Status != RequestStatus.Pending;

    /// <summary><c>waits 2 h</c>.</summary>
    public static string Waits(DateTimeOffset since, DateTimeOffset now) => $"waits {Span(now - since)}";

    /// <summary><c>2 h</c>, <c>3 d</c>.</summary>
    public static string Span(TimeSpan span) => span.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalDays} d")
        : span.TotalHours >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours} h")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)span.TotalMinutes)} min");

    /// <summary>Limits are round: no cents where there are none.</summary>
    public static string Whole(Money money) => money.Cents % 100 == 0 ? money.ToString()[..^3] : money.ToString();

    /// <summary>The first name, for "Return to Dana".</summary>
    public static string First(string name) => name.Split(' ')[0];

    /// <summary>The dialog before a request is rejected.</summary>
    public static RejectWords RejectOf(ApprovalCase on) => new($"Reject {on.Claim.ClaimNumber}",
        $"{on.Request.Amount} asked by {on.Facts.RequestedByName}. The denial goes back to {DenialStatusWord(on)}, and {First(on.Facts.RequestedByName)} sees your note.", "Reject");

    /// <summary>The dialog before several are rejected.</summary>
    public static RejectWords RejectOf(int count) => new($"Reject {count} requests", "Each denial goes back to where it came from, and each requester sees your note.", $"Reject {count}");

    private static string DenialStatusWord(ApprovalCase on) => StatusMark.Of(on.Request.CameFrom).Word.ToLowerInvariant();

    private static string MisfitOf(Refusal misfit) => misfit.Code switch
    {
        nameof(WriteOffRefusal.AmountAboveBalance) or nameof(WriteOffRefusal.NothingOpen) => "Stale: paid since",
        nameof(WriteOffRefusal.ReversalFlagged) => "Reversal found",
        nameof(WriteOffRefusal.ReasonDisabled) => "Stale: reason is off",
        nameof(WriteOffRefusal.EvidenceMissing) => "Stale: evidence gone",
        _ => "Stale: rules changed",
    };

    private static string Decision(ApprovalCase on) => $"{First(on.Facts.DecidedByName ?? "Someone")} {on.Request.Status switch
    {
        RequestStatus.Approved => "approved it",
        RequestStatus.Rejected => "rejected it",
        RequestStatus.Cancelled => "took it back",
        RequestStatus.Stale => "closed it",
        RequestStatus.Posted or RequestStatus.Pending => "changed it",
    }}";
}
