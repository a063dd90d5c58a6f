using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Why rows of a run were skipped, as a key that groups them, and in words that hold for all of them.</summary>
/// <param name="Key">Stored with the row and typed in filters: <c>run = 318-appeal-pending</c>.</param>
/// <param name="Sentence">What they have in common.</param>
/// <param name="Step">What unblocks them.</param>
public sealed record SkipCause(string Key, string Sentence, string Step)
{
    /// <summary>The run was cancelled before the row's turn.</summary>
    public const string RunCancelled = "run-cancelled";

    private static readonly SkipCause[] Worded =
    [
        new("appeal-pending", "An appeal is pending.", "Withdraw it first."),
        new("already-pending", "Already waits for approval.", "Have it decided, or cancel the request, first."),
        new("already-written-off", "Already written off.", "Nothing is left to do."),
        new("already-resolved", "Already resolved.", "Reopen it first."),
        new("not-waiting", "Waits for no approval any more.", "Someone decided it meanwhile."),
        new("not-written-off", "Not written off any more.", "Someone reopened it meanwhile."),
        new(Kebab(nameof(WriteOffRefusal.NothingOpen)), "Zero or credit balance.", "There is nothing to write off."),
        new(Kebab(nameof(WriteOffRefusal.ReversalFlagged)), "A reversal was found.", "Reopen it or dismiss the flag."),
        new(Kebab(nameof(WriteOffRefusal.EvidenceMissing)), "What the reason asks for is missing.", "Choose another reason, or write it off one by one with a note."),
        new(Kebab(nameof(WriteOffRefusal.CostShareNeedsEvidence)), "A patient's cost share at a federal payer, without hardship or statements.", "Record the hardship form or the statements, or bill the patient."),
        new(Kebab(nameof(WriteOffRefusal.BetterRouteOpen)), "A better route with the payer is open.", "Take that route, or override it one by one."),
        new(Kebab(nameof(WriteOffRefusal.ChangedSinceYouLooked)), "Changed since the preview.", "Look at it again."),
        new(Kebab(nameof(WriteOffRefusal.ScopeMissing)), "Who started the run lost the scope for it.", "Ask an administrator."),
        new(Kebab(nameof(WriteOffRefusal.ReasonDisabled)), "The reason was switched off meanwhile.", "Choose another one."),
        new(Kebab(nameof(WriteOffRefusal.CategoryRequired)), "The reason has no category, and one is required now.", "Ask an administrator to give it one."),
        new(Kebab(nameof(WriteOffRefusal.NoteRequired)), "A note is needed now.", "Start again with one."),
        new(Kebab(nameof(WriteOffRefusal.NotFound)), "Not here any more.", "Look at the grid again."),
        new("own-request", "Your own request.", "Someone else decides it."),
        new("over-limit", "Over the approver's limit.", "Someone with a higher limit decides it."),
        new("stale", "The request no longer fits its denial.", "Reject it, so that it is asked anew."),
        new("not-your-request", "Another person's request.", "Only who asked takes it back."),
        new("already-decided", "Decided meanwhile.", "Nothing is left to do."),
        new(RunCancelled, "The run was cancelled before its turn.", "Start another run on them."),
    ];

    /// <summary>The cause of a refusal, told apart by the state that protects the row.</summary>
    public static string KeyOf(Refusal refusal, DenialStatus? status, RunKind kind)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        if (!string.Equals(refusal.Code, nameof(WriteOffRefusal.ProtectedState), StringComparison.Ordinal)) return Kebab(refusal.Code);
        return kind switch
        {
            RunKind.WriteOff => status switch
            {
                DenialStatus.AppealPending => "appeal-pending",
                DenialStatus.PendingWriteOff => "already-pending",
                DenialStatus.WrittenOff => "already-written-off",
                _ => "already-resolved",
            },
            RunKind.Undo => "not-written-off",
            RunKind.Approve or RunKind.Reject => "not-waiting",
        };
    }

    /// <summary>The words for a key; a key that has none of its own is its own words.</summary>
    public static SkipCause Of(string key) => Worded.FirstOrDefault(c => string.Equals(c.Key, key, StringComparison.Ordinal)) ?? new SkipCause(key, Sentenced(key), "Look at one of them.");

    private static string Kebab(string code) =>
        string.Concat(code.Select((c, n) => char.IsUpper(c) ? (n == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    private static string Sentenced(string key) => key.Length == 0 ? "" : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ') + ".";
}
