using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>The rules of deciding a request, pure: greyed buttons, the queue's rows and the acts ask these same functions.</summary>
public static class ApprovalRules
{
    /// <summary>What the requester was allowed to do was judged when they asked; that a note may stand in for blocked evidence is the approver's own scope.</summary>
    private static readonly HashSet<Scope> Asked = [Scope.DenialWrite, Scope.PaymentWrite];
    private static readonly HashSet<Scope> AskedWithOverride = [.. Asked, Scope.DenialOverride];

    /// <summary>Why this person can't approve it, whatever they write; null: they can.</summary>
    public static Refusal? ApproveBlocker(ApprovalFacts? facts, ApprovalSetting setting)
    {
        if (Gatekeep(facts, setting) is { } refusal) return refusal;
        if (LimitRefusal(facts!, setting) is { } limit) return limit;
        if (facts!.Denial.IsFlagged) return ApprovalRefusals.ReversalFlagged;
        return Misfit(facts, setting) is { } misfit ? ApprovalRefusals.Stale(misfit) : null;
    }

    /// <summary>Why this person can't reject it, whatever they write; null: they can. Neither limit nor staleness stands in the way.</summary>
    public static Refusal? RejectBlocker(ApprovalFacts? facts, ApprovalSetting setting) => Gatekeep(facts, setting);

    /// <summary>Why this person can't take it back; null: they can.</summary>
    public static Refusal? CancelBlocker(ApprovalFacts? facts, ApprovalSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (facts is null) return ApprovalRefusals.NotFound;
        if (!setting.Scopes.Contains(Scope.DenialWrite)) return Grants.Missing(Scope.DenialWrite);
        if (facts.Status != RequestStatus.Pending) return ApprovalRefusals.Decided(facts, setting.Rules.Tenant);
        return facts.RequestedBy == setting.PersonId ? null : ApprovalRefusals.NotYours(facts.RequestedByName);
    }

    /// <summary>Decides an approval on the facts as they are now.</summary>
    public static Outcome<ApprovalDecision> Approve(ApprovalFacts? facts, ApprovalAsk ask, string? note, ApprovalSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (ApproveBlocker(facts, setting) is { } blocker) return blocker;
        if (Notes.Refuse(note, needed: false) is { } unfit) return unfit;
        if (ask != facts!.Ask) return ApprovalRefusals.Changed;
        var again = Again(facts, setting).Value;
        var act = again.Total == facts.Denial.Balance ? DenialAct.ApproveWhole : DenialAct.ApprovePart;
        return new ApprovalDecision(again.Lines, again.Total, again.BalanceAfter, act);
    }

    /// <summary>Null when it can be rejected with this note.</summary>
    public static Refusal? Reject(ApprovalFacts? facts, ApprovalAsk ask, string? note, ApprovalSetting setting) =>
        RejectBlocker(facts, setting) ?? Notes.Refuse(note, needed: true) ?? (ask == facts!.Ask ? null : ApprovalRefusals.Changed);

    /// <summary>Null when it can be taken back.</summary>
    public static Refusal? Cancel(ApprovalFacts? facts, ApprovalAsk ask, ApprovalSetting setting) =>
        CancelBlocker(facts, setting) ?? (ask == facts!.Ask ? null : ApprovalRefusals.Changed);

    /// <summary>Why a waiting request no longer fits, in the words of the rule that would refuse it now; null: it fits.</summary>
    public static Refusal? Misfit(ApprovalFacts facts, ApprovalSetting setting)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Status != RequestStatus.Pending) return null;
        if (facts.Denial.Status != DenialStatus.PendingWriteOff) return Transitions.Refuse(facts.Denial.Status, DenialAct.ApproveWhole);
        return Again(facts, setting).Refusal;
    }

    /// <summary>The same ask, judged by the rules of writing off on the denial as it would be without the request.</summary>
    public static Outcome<WriteOffDecision> Again(ApprovalFacts facts, ApprovalSetting setting)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(setting);
        var without = facts.Denial with
        {
            Status = facts.CameFrom,
            Reserved = Money.Zero,
            ClaimCommitted = facts.Denial.ClaimCommitted - facts.Amount,
        };
        var scopes = setting.Scopes.Contains(Scope.DenialOverride) ? AskedWithOverride : Asked;
        var ask = new WriteOffAsk(0, without.Version, Guid.Empty, facts.Lines, facts.Note) { Overrides = facts.Overrides };
        return WriteOffRules.Decide(without, ask, new WriteOffSetting(scopes, setting.Rules, setting.Today));
    }

    private static Refusal? Gatekeep(ApprovalFacts? facts, ApprovalSetting setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (facts is null) return ApprovalRefusals.NotFound;
        if (!setting.Scopes.Contains(Scope.DenialApprove)) return Grants.Missing(Scope.DenialApprove);
        if (facts.Status != RequestStatus.Pending) return ApprovalRefusals.Decided(facts, setting.Rules.Tenant);
        return facts.RequestedBy == setting.PersonId ? ApprovalRefusals.OwnRequest : null;
    }

    private static Refusal? LimitRefusal(ApprovalFacts facts, ApprovalSetting setting)
    {
        // The system, which has every scope, is nobody's approver.
        if (setting.Limits.Of(setting.PersonId) is not { } approver) return Grants.Missing(Scope.DenialApprove);
        return approver.Covers(facts.Weight) ? null : ApprovalRefusals.OverLimit(facts, approver.Limit!.Value, setting.Limits);
    }
}
