using Microsoft.AspNetCore.Components;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Components.Layout;

/// <summary>What components share that hear of something while they stand: subscriptions that end with them, work that comes from another thread, and an end.</summary>
/// <remarks>An architecture test keeps both here: nothing else in the project subscribes by hand or starts work without looking at how it ends.</remarks>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly List<Action> _ends = [];

    /// <summary>Starts the component's life.</summary>
    protected LiveComponent() => Gone = _end.Token; // Taken now: a source that is disposed doesn't give it any more.

    /// <summary>Cancelled when the component goes.</summary>
    protected CancellationToken Gone { get; }

    /// <summary>Subscribes until the component goes. One that went during its first reading isn't subscribed any more.</summary>
    protected void Listen(Action subscribe, Action unsubscribe)
    {
        ArgumentNullException.ThrowIfNull(subscribe);
        ArgumentNullException.ThrowIfNull(unsubscribe);
        if (Gone.IsCancellationRequested) return;
        subscribe();
        _ends.Add(unsubscribe);
    }

    /// <summary>Disposes it with the component; at once when that has gone already.</summary>
    protected T Own<T>(T owned)
        where T : IDisposable
    {
        if (Gone.IsCancellationRequested) owned.Dispose();
        else _ends.Add(owned.Dispose);
        return owned;
    }

    /// <summary>From any thread: does this on the renderer's. What it throws reaches the page's error boundary, as it would from a click.</summary>
    protected void Later(Func<Task> act) => _ = Run(act);

    /// <inheritdoc cref="Later(Func{Task})" />
    protected void Later(Action act) => Later(() =>
    {
        act();
        return Task.CompletedTask;
    });

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends what was begun, once.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (Gone.IsCancellationRequested) return;
        _end.Cancel();
        _ends.ForEach(end => end());
        _ends.Clear();
        _end.Dispose();
    }

    private async Task Run(Func<Task> act)
    {
        try
        {
            await InvokeAsync(() => Gone.IsCancellationRequested ? Task.CompletedTask : act());
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException && Gone.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (SessionEndedException)
        {
            // Nothing is shown to nobody: the router leads to sign-in.
        }
        catch (Exception broken) when (broken is not OutOfMemoryException)
        {
            await DispatchExceptionAsync(broken);
        }
    }
}
