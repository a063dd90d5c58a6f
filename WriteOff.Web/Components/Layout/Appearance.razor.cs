using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace WriteOff.Web.Components.Layout;

/// <summary>Keeps MudBlazor's theme with the page's: the cookie's at first, then whatever the toggle or the system says in the browser.</summary>
public sealed partial class Appearance(IJSRuntime js) : IDisposable
{
    private DotNetObjectReference<Appearance>? _self;
    private bool _dark;

    /// <summary>The theme of the cookie; null follows the system.</summary>
    [Parameter] public bool? Dark { get; set; }

    protected override void OnInitialized() => _dark = Dark ?? false;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        _self = DotNetObjectReference.Create(this);
        await js.InvokeVoidAsync("writeoff.watchTheme", _self);
    }

    /// <summary>Called by look.js at once and whenever the theme changes.</summary>
    [JSInvokable]
    public void ThemeIs(bool dark)
    {
        if (dark == _dark) return;
        _dark = dark;
        StateHasChanged();
    }

    /// <summary>Called by look.js, at most once a minute, while somebody types or scrolls: the call itself counts as an act of the circuit.</summary>
    [JSInvokable]
    public void IsHere()
    {
        // Nothing to do: what matters is that something arrived.
    }

    public void Dispose() => _self?.Dispose();
}
