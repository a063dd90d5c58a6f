using System.Globalization;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>Why a decision on a request is refused, in the order in which it is judged.</summary>
public enum ApprovalRefusal
{
    /// <summary>No such request, or another tenant's.</summary>
    NotFound = 1,
    ScopeMissing,
    /// <summary>Somebody decided it, its requester took it back, or it never waited.</summary>
    AlreadyDecided,
    /// <summary>Who asked doesn't decide.</summary>
    OwnRequest,
    /// <summary>Only who asked can take it back.</summary>
    NotYourRequest,
    /// <summary>Above the approver's limit.</summary>
    OverLimit,
    ReversalFlagged,
    /// <summary>The denial, the reason or the policy changed so that the same write-off could not be asked for any more.</summary>
    Stale,
    NoteRequired,
    NoteTooLong,
    NoteUnreadable,
    /// <summary>Request or denial changed since the person looked, and still fits.</summary>
    ChangedSinceYouLooked,
}

/// <summary>The sentences and steps of the refusals.</summary>
public static class ApprovalRefusals
{
    private static Refusal Of(ApprovalRefusal code, string sentence, string step) => new(code.ToString(), sentence, step);

    public static Refusal NotFound { get; } = Of(ApprovalRefusal.NotFound, "This request isn't here.", "Go back to the queue; it may belong to another organisation.");

    public static Refusal OwnRequest { get; } = Of(ApprovalRefusal.OwnRequest, "You asked for this yourself.", "Someone else decides it; you can cancel it.");

    public static Refusal ReversalFlagged { get; } = Of(ApprovalRefusal.ReversalFlagged, "A reversal was found for this denial.", "Reject it with a note, or dismiss the flag first.");

    public static Refusal Changed { get; } = Of(ApprovalRefusal.ChangedSinceYouLooked, "This request or its denial changed since you looked.", "Look at it again, then decide.");

    public static Refusal NotYours(string requester) => Of(ApprovalRefusal.NotYourRequest, $"{requester} asked for this.", "Only who asked can cancel it; a supervisor can reject it.");

    /// <summary>Who decided it, how and when, on the tenant's clock.</summary>
    public static Refusal Decided(ApprovalFacts facts, Tenant tenant)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(tenant);
        if (facts.Status == RequestStatus.Posted) return Of(ApprovalRefusal.AlreadyDecided, "This write-off posted at once; nobody had to decide it.", "Reopen the denial to undo it.");
        var when = facts.DecidedAt is { } at ? tenant.LocalTime(at).ToString("' on 'd MMM yyyy' at 'HH:mm", CultureInfo.InvariantCulture) : "";
        return Of(ApprovalRefusal.AlreadyDecided, $"{facts.DecidedByName ?? "Someone"} {Did(facts.Status)}{when}.", "Nothing is left to decide.");
    }

    /// <summary>Whose limit covers it.</summary>
    public static Refusal OverLimit(ApprovalFacts facts, Money limit, ApprovalLimits limits)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(limits);
        var cover = limits.WhoCover(facts.Weight, facts.RequestedBy).Select(a => a.Name).ToList();
        var on = facts.Weight > facts.Amount ? $"{facts.Weight} on this claim, with what is already written off or pending," : $"{facts.Weight}";
        return Of(ApprovalRefusal.OverLimit, $"{on} is over your limit of {limit}.", cover.Count switch
        {
            0 => "Nobody's limit covers it. Ask an administrator to raise one.",
            1 => $"{cover[0]} can approve it.",
            <= 3 => $"{string.Join(", ", cover.SkipLast(1))} or {cover[^1]} can approve it.",
            _ => $"{cover[0]}, {cover[1]} or {cover.Count - 2} others can approve it.",
        });
    }

    /// <summary>Why the same write-off would be refused now.</summary>
    public static Refusal Stale(Refusal now) => Of(ApprovalRefusal.Stale, $"It no longer fits. {now.Sentence}", "Reject it with a note; whoever asked can ask anew.");

    private static string Did(RequestStatus status) => status switch
    {
        RequestStatus.Approved => "approved this request",
        RequestStatus.Rejected => "rejected this request",
        RequestStatus.Cancelled => "took this request back",
        RequestStatus.Stale => "closed this request as stale",
        RequestStatus.Posted or RequestStatus.Pending => "left this request open",
    };
}
