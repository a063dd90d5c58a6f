using System.Globalization;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Components.Controls;

/// <summary>A button that knows why it can't be used.</summary>
public sealed partial class ActButton
{
    private static int _last;
    private readonly string _why = string.Create(CultureInfo.InvariantCulture, $"why-{Interlocked.Increment(ref _last)}");
    private bool _running;

    /// <summary>Why the act can't be done now; null when it can. The domain's own answer, never a second rule.</summary>
    [Parameter] public Refusal? Blocked { get; set; }

    /// <summary>The act that unblocks it, beside the reason.</summary>
    [Parameter] public RenderFragment? Unblock { get; set; }

    /// <summary>The words; an ellipsis when a dialog follows.</summary>
    [Parameter, EditorRequired] public RenderFragment ChildContent { get; set; } = default!;

    /// <summary>What it does. Not called when blocked or busy, and not twice at a time.</summary>
    [Parameter] public EventCallback OnClick { get; set; }

    /// <summary>How loud.</summary>
    [Parameter] public ActKind Kind { get; set; } = ActKind.Outline;

    /// <summary>Icon in front of the words.</summary>
    [Parameter] public IconName? Icon { get; set; }

    /// <summary>24 px instead of 32.</summary>
    [Parameter] public bool Small { get; set; }

    /// <summary>The act runs: greyed until it has answered.</summary>
    [Parameter] public bool Busy { get; set; }

    /// <summary>Submits its form.</summary>
    [Parameter] public bool Submit { get; set; }

    /// <summary>Hover text; never the only place of a reason.</summary>
    [Parameter] public string? Title { get; set; }

    /// <summary>Further attributes of the button.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Rest { get; set; }

    private bool Off => Blocked is not null || Busy || _running;

    private string Css => (Kind switch
    {
        ActKind.Outline => "btn",
        ActKind.Primary => "btn primary",
        ActKind.Quiet => "btn quiet",
        ActKind.Danger => "btn danger",
    }) + (Small ? " sm" : "");

    private async Task Click()
    {
        if (Off) return;
        _running = true;
        try
        {
            await OnClick.InvokeAsync();
        }
        finally
        {
            _running = false;
        }
    }
}
