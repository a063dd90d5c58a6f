using WriteOff.Domain.Audit;

namespace WriteOff.Web.Components.Layout;

/// <summary>Follows what is committed in one tenant, at most some times a second however fast a run commits.</summary>
public sealed class Follower : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(150);
    private readonly ChangeFeed _feed;
    private readonly int _tenantId;
    private readonly ITimer _timer;
    private int _armed;

    /// <param name="then">Called once after one or more changes; on a thread of its own, so it has to find its way to the renderer.</param>
    public Follower(ChangeFeed feed, TimeProvider clock, int tenantId, Action then)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(clock);
        (_feed, _tenantId) = (feed, tenantId);
        _timer = clock.CreateTimer(_ =>
        {
            Interlocked.Exchange(ref _armed, 0);
            then();
        }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _feed.Changed += Changed;
    }

    public void Dispose()
    {
        _feed.Changed -= Changed;
        _timer.Dispose();
    }

    private void Changed(TenantChange change)
    {
        if (change.TenantId == _tenantId && Interlocked.Exchange(ref _armed, 1) == 0) _timer.Change(Gather, Timeout.InfiniteTimeSpan);
    }
}
