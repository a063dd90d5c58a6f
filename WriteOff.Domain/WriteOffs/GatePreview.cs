using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What another gate would have meant for the write-offs of the last quarter.</summary>
/// <param name="Since">The first day that counts, in the tenant's zone.</param>
/// <param name="Asked">Write-offs asked for in that time.</param>
/// <param name="Waited">Of these, how many went to a supervisor.</param>
/// <param name="WouldWait">How many would have gone there.</param>
/// <param name="More">How many posted at once and would have waited.</param>
/// <param name="MoreAmount">Their amount: money that would have waited.</param>
/// <param name="MoreReopened">How much of it was taken back later: losses that a second pair of eyes might have stopped.</param>
/// <param name="Fewer">How many waited and would have posted at once.</param>
/// <param name="FewerAmount">Their amount.</param>
/// <param name="FewerRejected">How much of it a supervisor rejected: losses that would have gone through.</param>
/// <param name="IsCapped">There were more than could be looked at; the newest were.</param>
public sealed record GatePreview(
    DateOnly Since, int Asked, int Waited, int WouldWait, int More, Money MoreAmount, Money MoreReopened, int Fewer, Money FewerAmount, Money FewerRejected, bool IsCapped);

/// <summary>One write-off that was asked for, or one that was taken back, in the order of their keys.</summary>
/// <param name="RequestId">The request itself, or the one that the undone row came from.</param>
/// <param name="Cents">Asked for; or taken back, negative.</param>
/// <param name="Reasons">The request's reasons as they are now; null for an undo.</param>
internal readonly record struct GateEvent(long Id, long ClaimId, long? RequestId, long Cents, IReadOnlyCollection<WriteOffReason>? Reasons, bool Waited, RequestStatus Status);

/// <summary>Replays events under a policy by the one gate, pure. A request that came to nothing counts for nobody after it.</summary>
/// <param name="committed">Each claim's live and pending write-offs before the first event.</param>
internal sealed class GateReplay(TenantPolicy policy, Dictionary<long, long> committed)
{
    private readonly HashSet<long> _newlyWaiting = [];
    private int _asked, _waited, _wouldWait, _more, _fewer;
    private long _moreCents, _reopenedCents, _fewerCents, _rejectedCents;

    /// <summary>Takes the next event.</summary>
    public void Take(in GateEvent next)
    {
        var before = committed.GetValueOrDefault(next.ClaimId);
        if (next.Reasons is null) Undo(next);
        else Judge(next, Gate.Judge(policy, next.Reasons, new Money(next.Cents), new Money(before)).IsGated);
        if (next.Reasons is null || Counts(next.Status)) committed[next.ClaimId] = checked(before + next.Cents);
    }

    /// <summary>What it came to.</summary>
    public GatePreview Sum(DateOnly since, bool isCapped) => new(since, _asked, _waited, _wouldWait, _more, new Money(_moreCents), new Money(_reopenedCents),
        _fewer, new Money(_fewerCents), new Money(_rejectedCents), isCapped);

    /// <summary>Live or still waiting: what the gate adds up.</summary>
    internal static bool Counts(RequestStatus status) => status switch
    {
        RequestStatus.Posted or RequestStatus.Pending or RequestStatus.Approved => true,
        RequestStatus.Rejected or RequestStatus.Cancelled or RequestStatus.Stale => false,
    };

    private void Judge(in GateEvent request, bool waits)
    {
        _asked++;
        if (request.Waited) _waited++;
        if (waits) _wouldWait++;
        if (waits && !request.Waited)
        {
            _more++;
            _moreCents = checked(_moreCents + request.Cents);
            _newlyWaiting.Add(request.Id);
        }
        else if (!waits && request.Waited)
        {
            _fewer++;
            _fewerCents = checked(_fewerCents + request.Cents);
            if (request.Status == RequestStatus.Rejected) _rejectedCents = checked(_rejectedCents + request.Cents);
        }
    }

    private void Undo(in GateEvent undo)
    {
        if (undo.RequestId is { } request && _newlyWaiting.Contains(request)) _reopenedCents = checked(_reopenedCents - undo.Cents);
    }
}
