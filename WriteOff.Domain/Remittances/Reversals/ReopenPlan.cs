using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>What one step of a plan does.</summary>
public enum PlanStepKind
{
    /// <summary>A ledger row takes a write-off row back.</summary>
    UndoWriteOff = 1,
    /// <summary>A ledger row takes back a row of the reversed adjudication.</summary>
    UndoRow,
    /// <summary>The payer doesn't deny it any more: no ledger row, the denial's balance falls.</summary>
    TakeBack,
    /// <summary>The corrected claim is billed higher: the claim's charge grows.</summary>
    Extend,
    /// <summary>A ledger row of the correction.</summary>
    Post,
    /// <summary>The correction denies: a new denial.</summary>
    Deny,
    /// <summary>Sent again, more of the same line is refused under the same code: the denial's balance rises.</summary>
    DenyMore,
}

/// <summary>One step, with the claim's balance after it.</summary>
/// <param name="PaymentId">The claim payment that causes it; null: the reopening itself.</param>
/// <param name="RowId">The row: taken back, or (negative) to be written.</param>
/// <param name="DenialId">The denial; negative: to be made.</param>
/// <param name="Line">Index of the payment's line; −1: the whole claim.</param>
/// <param name="Cents">What the ledger row carries, what is taken back, denied, or added to the charge.</param>
public sealed record PlanStep(
    PlanStepKind Kind, long? PaymentId, long? RowId, long? DenialId, int Line, ApplicationType? Type, long Cents, string Group, string Code, string Rarcs, long ClaimBalanceAfterCents)
{
    /// <summary>Our line, where the payment doesn't name it itself.</summary>
    public long? OnLineId { get; init; }

    /// <summary>True when it writes a ledger row.</summary>
    public bool IsRow => Kind is PlanStepKind.UndoWriteOff or PlanStepKind.UndoRow or PlanStepKind.Post;

    /// <summary>What it carries.</summary>
    public Money Amount => new(Cents);

    /// <summary>The claim's balance after it.</summary>
    public Money ClaimBalanceAfter => new(ClaimBalanceAfterCents);

    /// <summary>The step in words.</summary>
    public string Words => Kind switch
    {
        PlanStepKind.UndoWriteOff => "Undo write-off",
        PlanStepKind.UndoRow => $"Undo {TypeWords(Type!.Value)}{Adjustment}: the reversal takes it back",
        PlanStepKind.TakeBack => $"Denial {Group}-{Code} taken back by the payer",
        PlanStepKind.Extend => "Corrected claim is billed higher",
        PlanStepKind.Post => $"{char.ToUpperInvariant(TypeWords(Type!.Value)[0])}{TypeWords(Type!.Value)[1..]}{Adjustment}",
        PlanStepKind.Deny => $"New denial {Group}-{Code}",
        PlanStepKind.DenyMore => $"More denied under {Group}-{Code}",
    };

    private string Adjustment => Group.Length == 0 ? "" : $" {Group}-{Code}";

    private static string TypeWords(ApplicationType type) => type switch
    {
        ApplicationType.Payment => "payment",
        ApplicationType.Contractual => "contractual",
        ApplicationType.PatientAr => "patient share",
        ApplicationType.OtherParty => "other party",
        ApplicationType.WriteOff => "write-off",
        ApplicationType.Opening => "opening balance",
    };
}

/// <summary>What becomes of one denial.</summary>
/// <param name="Id">Negative: made by the plan.</param>
/// <param name="TakenBackBy">The payment that took it back; null: it wasn't.</param>
public sealed record DenialOutcome(long Id, DenialStatus Before, DenialStatus After, Resolution? ResolutionBefore, Resolution? Resolution, long BalanceBeforeCents, long BalanceAfterCents, long WriteOffUndoneCents, long? TakenBackBy)
{
    /// <summary>True when anything about it changes.</summary>
    public bool Changes => Id < 0 || Before != After || ResolutionBefore != Resolution || BalanceBeforeCents != BalanceAfterCents || WriteOffUndoneCents != 0 || TakenBackBy is not null;
}

/// <summary>One more word of the payer about a denial that stands.</summary>
/// <param name="Cents">What was refused this time.</param>
/// <param name="BalanceBeforeCents">The denial's balance before it.</param>
public sealed record PlannedDetermination(long DenialId, long PaymentId, DeterminationKind Kind, long Cents, long BalanceBeforeCents);

/// <summary>All that posting a reversal and its correction writes, to the cent, before it is written: shown and executed from the same list.</summary>
public sealed record ReopenPlan(long ChargeCents, long BalanceBeforeCents, long BalanceAfterCents, IReadOnlyList<PlanStep> Steps, IReadOnlyList<DenialOutcome> Denials)
{
    /// <summary>What was said again of denials that stand.</summary>
    public IReadOnlyList<PlannedDetermination> Determinations { get; init; } = [];

    /// <summary>What the corrections pay, in cents.</summary>
    public long PaidCents => Posted(ApplicationType.Payment);

    /// <summary>What the corrections post of a type, in cents.</summary>
    public long Posted(ApplicationType type) => Steps.Where(s => s.Kind == PlanStepKind.Post && s.Type == type).Sum(s => s.Cents);
}
