using WriteOff.Domain.Audit;

namespace WriteOff.Web.Components.Layout;

/// <summary>Follows what is committed in one tenant, at most some times a second however fast a run commits.</summary>
public sealed class ChangeSubscription : IDisposable
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(150);
    private readonly TimeSpan _gather;
    private readonly Func<TenantChange, bool>? _cares;
    private readonly ChangeFeed _feed;
    private readonly int _tenantId;
    private readonly ITimer _timer;
    private int _armed;

    /// <param name="then">Called once after one or more changes; on a thread of its own, so it has to find its way to the renderer.</param>
    /// <param name="gather">For how long changes are gathered into one call; null: quickly.</param>
    /// <param name="cares">Which changes count; null: all of the tenant.</param>
    public ChangeSubscription(ChangeFeed feed, TimeProvider clock, int tenantId, Action then, TimeSpan? gather = null, Func<TenantChange, bool>? cares = null)
    {
        ArgumentNullException.ThrowIfNull(feed);
        ArgumentNullException.ThrowIfNull(clock);
        (_feed, _tenantId, _gather, _cares) = (feed, tenantId, gather ?? Quick, cares);
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
        if (change.TenantId != _tenantId || _cares?.Invoke(change) == false) return;
        if (Interlocked.Exchange(ref _armed, 1) == 0) _timer.Change(_gather, Timeout.InfiniteTimeSpan);
    }
}
