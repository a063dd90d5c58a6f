using Microsoft.AspNetCore.Components;

namespace WriteOff.Web.Components.Layout;

/// <summary>A component that also draws itself when something outside it happens: a commit of somebody else, a clock, another address.</summary>
public abstract class LiveComponent : ComponentBase
{
    /// <summary>Does it on the circuit's own thread, some time soon. What fails there reaches the error boundary and the log, as if a click had failed.</summary>
    protected void Later(Func<Task> act)
    {
        ArgumentNullException.ThrowIfNull(act);
        _ = Run(InvokeAsync, DispatchExceptionAsync, act);
    }

    /// <inheritdoc cref="Later(Func{Task})"/>
    protected void Later(Action act)
    {
        ArgumentNullException.ThrowIfNull(act);
        Later(() =>
        {
            act();
            return Task.CompletedTask;
        });
    }

    /// <summary>For a layout, which has a base of its own.</summary>
    internal static async Task Run(Func<Func<Task>, Task> invoke, Func<Exception, Task> dispatch, Func<Task> act)
    {
        try
        {
            await invoke(act);
        }
        catch (ObjectDisposedException)
        {
            // The circuit went while this was on its way: nobody looks any more.
        }
        catch (Exception failure)
        {
            await dispatch(failure);
        }
    }
}
