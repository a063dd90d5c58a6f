using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>What the approval queue shows: waiting requests, oldest first.</summary>
/// <param name="AskedByMe">Only the reader's own.</param>
/// <param name="Page">Behind, or before, this request: milliseconds of its instant, and its key.</param>
public sealed record QueueAsk(bool AskedByMe = false, GridCursor? Page = null)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>Counts stop here: "1,000+".</summary>
    public const int CountCap = 1_000;
}

/// <summary>One row of the queue with the rules' own answers for this reader.</summary>
/// <param name="ApproveBlocked">Why the reader can't approve it; null: they can.</param>
/// <param name="RejectBlocked">Why the reader can't reject it; null: they can.</param>
/// <param name="Misfit">Why it no longer fits, whoever looks; null: it fits.</param>
/// <param name="Needs">The lowest limit of an approver that covers it; null: none is needed.</param>
/// <param name="IsOwn">The reader asked for it.</param>
public sealed record QueueRow(ApprovalCase Case, Refusal? ApproveBlocked, Refusal? RejectBlocked, Refusal? Misfit, Money? Needs, bool IsOwn)
{
    /// <summary>The request's key.</summary>
    public long Id => Case.Request.Id;
}

/// <summary>One page of the queue.</summary>
/// <param name="Setting">Who reads, under which rules.</param>
public sealed record QueuePage(IReadOnlyList<QueueRow> Rows, GridCursor? Previous, GridCursor? Next, ApprovalSetting Setting, DateTimeOffset Now);

/// <summary>How much waits. Counts stop just above <see cref="QueueAsk.CountCap"/>; the amount is null once they do.</summary>
public sealed record QueueTally(int Waiting, Money? Amount, int AskedByMe);

/// <summary>A request that came back to its requester: rejected or gone stale, and nothing was asked or decided about the denial since.</summary>
public sealed record ReturnedRequest(long RequestId, long DenialId, string ClaimNumber, Money Amount, RequestStatus Status, string By, DateTimeOffset At, string Note);
