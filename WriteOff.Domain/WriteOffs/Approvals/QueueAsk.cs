using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>Which requests the approval queue shows.</summary>
public enum QueueView
{
    /// <summary>All that wait, oldest first.</summary>
    Waiting = 1,
    /// <summary>Those that the reader may approve.</summary>
    ToDecide,
    /// <summary>Those above the reader's limit: somebody else approves, the reader may still reject.</summary>
    OverMyLimit,
    /// <summary>Those that no longer fit their denial; they can only be rejected.</summary>
    Stale,
    /// <summary>The reader's own.</summary>
    AskedByMe,
    /// <summary>Approved or rejected since Monday, by the tenant's calendar, newest first.</summary>
    DecidedThisWeek,
}

/// <summary>What the approval queue shows.</summary>
/// <param name="Page">Behind, or before, this request: milliseconds of its instant, and its key.</param>
public sealed record QueueAsk(QueueView View = QueueView.Waiting, GridCursor? Page = null)
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

/// <summary>How many rows each view has that the rules decide. Of very long queues the oldest <see cref="QueueAsk.CountCap"/> are judged.</summary>
public sealed record QueueCounts(int ToDecide, int OverMyLimit, int Stale, int DecidedThisWeek);

/// <summary>A request that came back to its requester: rejected or gone stale, and nothing was asked or decided about the denial since.</summary>
public sealed record ReturnedRequest(long RequestId, long DenialId, string ClaimNumber, Money Amount, RequestStatus Status, string By, DateTimeOffset At, string Note);
