using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;

namespace WriteOff.Web.WriteOffs.Mass;

/// <summary>What the pages of runs share: who looks, a refusal, a database that doesn't answer, and following a run as it commits.</summary>
/// <remarks>Nothing is polled: each stretch of a run tells the feed. While nothing runs on the page, only changes that may start or steer a run are followed.</remarks>
public abstract class RunPageBase : ComponentBase, IDisposable
{
    /// <summary>A run commits ten times a second; people read slower.</summary>
    internal static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource _gone = new();
    private ITimer? _timer;
    private int _armed;

    [Inject] private CurrentActor Current { get; set; } = default!;

    [Inject] private ChangeFeed Feed { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    [Inject] protected TimeProvider Time { get; set; } = default!;

    [CascadingParameter] protected Standing? Standing { get; set; }

    /// <summary>Who looks.</summary>
    protected Actor Actor { get; private set; } = default!;

    /// <summary>Why the page can't be shown.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>What failed, in words; what stands on the page stays.</summary>
    protected string? Failed { get; private set; }

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Something on the page still runs.</summary>
    protected abstract bool IsLive { get; }

    /// <summary>Reads what the page shows; the refusal, or null.</summary>
    protected abstract Task<Refusal?> Read();

    protected override async Task OnParametersSetAsync()
    {
        if (_timer is null)
        {
            Actor = await Current.Get();
            _timer = Time.CreateTimer(_ =>
            {
                Interlocked.Exchange(ref _armed, 0);
                _ = InvokeAsync(Load);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Feed.Changed += Hear;
        }

        await Load();
    }

    /// <summary>Reads again.</summary>
    protected async Task Load()
    {
        try
        {
            if (_gone.IsCancellationRequested) return;
            Refused = await Read();
            Failed = null;
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone.
        }
        catch (DbException broken)
        {
            Logs.CreateLogger(GetType()).LogError(broken, "Runs could not be read");
            Failed = "The runs can't be read just now.";
        }

        StateHasChanged();
    }

    /// <summary>Runs an act; a database that doesn't answer becomes a refusal.</summary>
    protected async Task<Refusal?> Try(Func<Task<Refusal?>> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            return await act();
        }
        catch (DbException broken)
        {
            Logs.CreateLogger(GetType()).LogError(broken, "A run could not be steered");
            return new Refusal("DatabaseGone", "The database doesn't answer.", "Try again in a moment.");
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        Feed.Changed -= Hear;
        _timer?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Hear(TenantChange change)
    {
        // What steers a run touches no denial; what a run does touches some.
        if (change.TenantId != Actor.TenantId || (!IsLive && change.DenialIds.Count > 0)) return;
        if (Interlocked.Exchange(ref _armed, 1) == 0) _timer?.Change(Gather, Timeout.InfiniteTimeSpan);
    }
}
