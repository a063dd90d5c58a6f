using Microsoft.AspNetCore.Components.Server.Circuits;

namespace WriteOff.Web.Identity;

/// <summary>When something last came from the browser of this circuit.</summary>
public sealed class CircuitActivity(TimeProvider clock)
{
    /// <summary>The last inbound act; the circuit's start when there was none.</summary>
    public DateTimeOffset Last { get; private set; } = clock.GetUtcNow();

    /// <summary>Why the session of this circuit ended, once it did.</summary>
    public SessionEnd? Ended { get; set; }

    /// <summary>Somebody acted now.</summary>
    public void Touch() => Last = clock.GetUtcNow();
}

/// <summary>Notes each event, navigation or call that arrives from the browser.</summary>
public sealed class CircuitActivityHandler(CircuitActivity activity) : CircuitHandler
{
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        activity.Touch();
        return next(context);
    };
}
