using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Access;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Components.Layout;

/// <summary>The shell: rail, bar, content. Hands standing and the tenant's zone down to every page.</summary>
public sealed partial class MainLayout(CurrentActor current, ReadStanding read) : LayoutComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private ErrorBoundary? _boundary;
    private Actor? _actor;
    private Standing? _standing;

    protected override async Task OnInitializedAsync()
    {
        try
        {
            var actor = await current.Get();
            _standing = await read(actor, _gone.Token);
            _actor = actor;
        }
        catch (SessionEndedException)
        {
            // The router sends whoever isn't signed in to sign-in; the shell stays empty meanwhile.
        }
    }

    /// <summary>Another page starts clean: what broke the last one says nothing about it.</summary>
    protected override void OnParametersSet() => _boundary?.Recover();

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private void Recover() => _boundary?.Recover();
}
