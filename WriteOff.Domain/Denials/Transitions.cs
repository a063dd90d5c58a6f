using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What can be done to a denial.</summary>
public enum DenialAct
{
    StartWork = 1,
    Assign,
    FileAppeal,
    WithdrawAppeal,
    DecideAppeal,
    /// <summary>Write off the whole remaining balance, not gated.</summary>
    WriteOffWhole,
    /// <summary>Write off a part, not gated.</summary>
    WriteOffPart,
    /// <summary>Send a write-off to a supervisor.</summary>
    RequestWriteOff,
    /// <summary>Approve a request for the whole remaining balance.</summary>
    ApproveWhole,
    /// <summary>Approve a request for a part.</summary>
    ApprovePart,
    Reject,
    Cancel,
    /// <summary>The payer decided anew, so what was asked no longer fits: the request is closed as stale.</summary>
    CloseStale,
    /// <summary>A remittance settles it, a certain reversal takes it back, or the remittance that made it was posted in error.</summary>
    Settle,
    /// <summary>Undo the write-off with the payer's correction.</summary>
    ReopenWithCorrection,
    /// <summary>Undo the write-off, or open a resolved denial again.</summary>
    Reopen,
    /// <summary>Undo a live partial write-off.</summary>
    UndoPart,
}

/// <summary>Where an act leads.</summary>
public enum Destination
{
    /// <summary>To <see cref="Transition.To"/>.</summary>
    Status = 1,
    /// <summary>The status does not change.</summary>
    Unchanged,
    /// <summary>Back to where the write-off request came from.</summary>
    WhereItCameFrom,
}

/// <summary>One allowed step: from, act, to, scope.</summary>
/// <param name="Scope">The scope that the act needs; null: only the system does it.</param>
public sealed record Transition(DenialStatus From, DenialAct Act, Destination Destination, DenialStatus? To, Scope? Scope);

/// <summary>The table of <c>domain.md</c> §3, as data: the domain, the greyed buttons and the tests all read it.</summary>
public static class Transitions
{
    private const DenialStatus O = DenialStatus.Open, I = DenialStatus.InProgress, A = DenialStatus.AppealPending,
        P = DenialStatus.PendingWriteOff, W = DenialStatus.WrittenOff, R = DenialStatus.Resolved;

    /// <summary>Every allowed step.</summary>
    public static IReadOnlyList<Transition> All { get; } =
    [
        To(O, DenialAct.StartWork, I, Scope.DenialWrite),
        To(O, DenialAct.Assign, I, Scope.DenialWrite), Stay(I, DenialAct.Assign, Scope.DenialWrite),
        To(O, DenialAct.FileAppeal, A, Scope.DenialAppeal), To(I, DenialAct.FileAppeal, A, Scope.DenialAppeal),
        To(A, DenialAct.WithdrawAppeal, I, Scope.DenialAppeal),
        To(A, DenialAct.DecideAppeal, I, Scope.DenialAppeal),
        To(O, DenialAct.WriteOffWhole, W, Scope.DenialWrite), To(I, DenialAct.WriteOffWhole, W, Scope.DenialWrite),
        Stay(O, DenialAct.WriteOffPart, Scope.DenialWrite), Stay(I, DenialAct.WriteOffPart, Scope.DenialWrite),
        To(O, DenialAct.RequestWriteOff, P, Scope.DenialWrite), To(I, DenialAct.RequestWriteOff, P, Scope.DenialWrite),
        To(P, DenialAct.ApproveWhole, W, Scope.DenialApprove),
        Back(P, DenialAct.ApprovePart, Scope.DenialApprove),
        Back(P, DenialAct.Reject, Scope.DenialApprove),
        Back(P, DenialAct.Cancel, Scope.DenialWrite),
        Back(P, DenialAct.CloseStale, null),
        To(O, DenialAct.Settle, R, null), To(I, DenialAct.Settle, R, null), To(A, DenialAct.Settle, R, null), To(P, DenialAct.Settle, R, null),
        To(W, DenialAct.ReopenWithCorrection, R, Scope.DenialWrite),
        To(W, DenialAct.Reopen, O, Scope.DenialWrite),
        To(R, DenialAct.Reopen, O, Scope.DenialWrite),
        Stay(O, DenialAct.UndoPart, Scope.DenialWrite), Stay(I, DenialAct.UndoPart, Scope.DenialWrite),
    ];

    /// <summary>The step, or null when the state refuses the act.</summary>
    public static Transition? Find(DenialStatus from, DenialAct act) => All.FirstOrDefault(t => t.From == from && t.Act == act);

    /// <summary>Where the act leads from a state that allows it.</summary>
    /// <param name="cameFrom">Where the write-off request came from, for acts that lead back there.</param>
    /// <exception cref="InvalidOperationException">The table doesn't know the step: a bug of the caller, who had to decide first.</exception>
    public static DenialStatus After(DenialStatus from, DenialAct act, DenialStatus? cameFrom = null)
    {
        var step = Find(from, act) ?? throw new InvalidOperationException($"No step from {from.Word()} by {act}.");
        return step.Destination switch
        {
            Destination.Status => step.To!.Value,
            Destination.Unchanged => from,
            Destination.WhereItCameFrom => cameFrom ?? throw new InvalidOperationException($"{act} without where it came from."),
        };
    }

    /// <summary>The refusal of an act that the state doesn't allow: code <c>ProtectedState</c>, what is wrong and the step that unblocks it.</summary>
    public static Refusal Refuse(DenialStatus from, DenialAct act) => new("ProtectedState", WhatIsWrong(from), WhatUnblocks(from, act));

    private static string WhatIsWrong(DenialStatus from) => from switch
    {
        O => "Nobody works this denial yet.",
        I => "This denial is being worked; nothing is written off whole, waiting or in appeal.",
        A => "An appeal is running.",
        P => "A write-off waits for a supervisor.",
        W => "This denial is written off.",
        R => "This denial is resolved.",
    };

    private static string WhatUnblocks(DenialStatus from, DenialAct act) => (from, act) switch
    {
        (O or I, DenialAct.WithdrawAppeal or DenialAct.DecideAppeal) => "File an appeal first.",
        (O or I, DenialAct.ApproveWhole or DenialAct.ApprovePart or DenialAct.Reject or DenialAct.Cancel or DenialAct.CloseStale) => "There is no request to decide; someone may have decided it just now.",
        (O or I, DenialAct.Reopen or DenialAct.ReopenWithCorrection) => "There is nothing to reopen.",
        (O or I, _) => "It can be worked, appealed or written off.",
        (A, DenialAct.FileAppeal) => "Decide or withdraw the running appeal first.",
        (A, _) => "Withdraw it first.",
        (P, _) => "Cancel the request, or have it decided, first.",
        (W, _) => "Reopen it first.",
        (R, _) => "Reopen it first.",
    };

    private static Transition To(DenialStatus from, DenialAct act, DenialStatus to, Scope? scope) => new(from, act, Destination.Status, to, scope);

    private static Transition Stay(DenialStatus from, DenialAct act, Scope? scope) => new(from, act, Destination.Unchanged, null, scope);

    private static Transition Back(DenialStatus from, DenialAct act, Scope? scope) => new(from, act, Destination.WhereItCameFrom, null, scope);
}
