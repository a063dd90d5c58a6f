using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Why a write-off is refused, in the order in which it is judged (<c>domain.md</c> §4).</summary>
public enum WriteOffRefusal
{
    /// <summary>No such denial, or another tenant's.</summary>
    NotFound = 1,
    ScopeMissing,
    /// <summary>Appeal running, pending, written off or resolved.</summary>
    ProtectedState,
    /// <summary>Zero or credit balance.</summary>
    NothingOpen,
    ReversalFlagged,
    ReasonsNotConfigured,
    ReasonMissing,
    ReasonUnknown,
    ReasonDisabled,
    CategoryRequired,
    NoteRequired,
    NoteTooLong,
    NoteUnreadable,
    TooManyLines,
    AmountUnreadable,
    AmountTooFine,
    AmountNotPositive,
    AmountAboveBalance,
    EvidenceMissing,
    /// <summary>A patient's cost share at a federal payer, without hardship or statements.</summary>
    CostShareNeedsEvidence,
    /// <summary>A better route with the payer stands open.</summary>
    BetterRouteOpen,
    /// <summary>A rail is to be passed without a reason, or without a text.</summary>
    OverrideIncomplete,
    ChangedSinceYouLooked,
    /// <summary>The submission key was used for another ask.</summary>
    KeyUsedForOther,
}

/// <summary>The sentences and steps of the refusals.</summary>
public static class WriteOffRefusals
{
    private static Refusal Of(WriteOffRefusal code, string sentence, string step, string? field = null) => new(code.ToString(), sentence, step, field);

    public static Refusal NothingOpen { get; } = Of(WriteOffRefusal.NothingOpen, "Nothing is open on this denial.", "There is no balance to write off.");

    public static Refusal ReversalFlagged { get; } = Of(WriteOffRefusal.ReversalFlagged,
        "A reversal was found for this denial.", "Reopen it or dismiss the flag first.");

    public static Refusal ReasonsNotConfigured { get; } = Of(WriteOffRefusal.ReasonsNotConfigured,
        "Your organisation has no write-off reasons on offer.", "Ask an administrator of your organisation to set them up.", "reason");

    public static Refusal ReasonMissing { get; } = Of(WriteOffRefusal.ReasonMissing, "No reason is chosen.", "Choose why this won't be paid.", "reason");

    public static Refusal ReasonUnknown { get; } = Of(WriteOffRefusal.ReasonUnknown,
        "Your organisation has no such reason.", "Choose one from the list.", "reason");

    public static Refusal ReasonDisabled(WriteOffReason reason) => Of(WriteOffRefusal.ReasonDisabled,
        $"The reason {reason.Label} is switched off.", "Choose another one.", "reason");

    public static Refusal CategoryRequired(WriteOffReason reason) => Of(WriteOffRefusal.CategoryRequired,
        $"The reason {reason.Label} has no category, and your organisation requires one.", "Ask an administrator to give it one, or choose another reason.", "reason");

    public static Refusal NoteRequired(WriteOffReason reason) => Of(WriteOffRefusal.NoteRequired,
        $"The reason {reason.Label} needs a note.", "Write why this won't be paid, 3 characters or more.", "note");

    public static Refusal TooManyLines { get; } = Of(WriteOffRefusal.TooManyLines,
        string.Create(CultureInfo.InvariantCulture, $"A request has 1 to {WriteOffAsk.MaxLines} lines."), "Join lines with the same reason.", "amount");

    public static Refusal AmountUnreadable { get; } = Of(WriteOffRefusal.AmountUnreadable, "The amount can't be read.", "Type dollars and cents, such as 1,284.50.", "amount");

    public static Refusal AmountTooFine { get; } = Of(WriteOffRefusal.AmountTooFine, "The amount has more than two decimals.", "Type dollars and cents, such as 1,284.50.", "amount");

    public static Refusal AmountNotPositive { get; } = Of(WriteOffRefusal.AmountNotPositive, "Every amount must be above zero.", "Type what to write off, or remove the line.", "amount");

    public static Refusal AmountAboveBalance(Money asked, Money available) => Of(WriteOffRefusal.AmountAboveBalance,
        $"{asked} is more than the remaining balance.", $"Use {available} or less.", "amount");

    public static Refusal EvidenceNeedsNote(string missing) => Of(WriteOffRefusal.EvidenceMissing,
        missing, "Write a note that says why this loss is final without it.", "note");

    public static Refusal EvidenceBlocks(string missing) => Of(WriteOffRefusal.EvidenceMissing,
        missing, "Your organisation doesn't allow this reason without it. Choose another one, or ask a supervisor.", "reason");

    public static Refusal EvidenceHard(string missing) => Of(WriteOffRefusal.EvidenceMissing, missing, "Choose another reason.", "reason");

    public static Refusal CostShareNeedsEvidence(int statements, int needed) => Of(WriteOffRefusal.CostShareNeedsEvidence,
        string.Create(CultureInfo.InvariantCulture, $"A patient's cost share at a federal payer isn't given up without a hardship form that holds or {needed} dated statements; {statements} {(statements == 1 ? "is" : "are")} on file."),
        "Record the hardship form or the statements on the denial's page, or bill the patient.", "reason");

    public static Refusal BetterRouteOpen(RouteStand stand) => Of(WriteOffRefusal.BetterRouteOpen, stand.Sentence, "Take that route, or say why it is passed over.", "override");

    public static Refusal BetterRouteBlocks(RouteStand stand) => Of(WriteOffRefusal.BetterRouteOpen, stand.Sentence, "Take that route, or ask a supervisor to write it off with an override.");

    public static Refusal OverrideReasonMissing { get; } = Of(WriteOffRefusal.OverrideIncomplete, "No reason for passing over the open route is chosen.", "Choose one from the list.", "override");

    public static Refusal OverrideTextMissing { get; } = Of(WriteOffRefusal.OverrideIncomplete, "Passing over an open route needs a text.", "Write why, 3 characters or more.", "override-text");

    public static Refusal KeyUsedForOther { get; } = Of(WriteOffRefusal.KeyUsedForOther,
        "This dialog was already submitted with other content.", "Close it and open it again.");

    /// <summary>The state protects the denial from being written off.</summary>
    public static Refusal? Protected(DenialStatus status) =>
        Transitions.Find(status, DenialAct.WriteOffWhole) is null ? Transitions.Refuse(status, DenialAct.WriteOffWhole) : null;
}
