using System.Data.Common;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Components.Layout;

/// <summary>The shell: rail, bar, content. Hands userContext and the tenant's zone down to every page, and starts the page anew when the person's rights changed.</summary>
public sealed partial class MainLayout(CurrentActor current, ReadUserContext read, ChangeFeed feed, SessionRules rules, TimeProvider clock, ILogger<MainLayout> log) : LiveComponent
{
    private ErrorBoundary? _boundary;
    private Actor? _actor;
    private UserContext? _standing;

    /// <summary>Another set of scopes makes another page of the same address: what it greyed is judged again.</summary>
    private string _rights = "";

    /// <summary>The database didn't answer when the shell asked who this is.</summary>
    private bool _isGone;

    /// <summary>The page.</summary>
    [Parameter] public RenderFragment? Body { get; set; }

    protected override Task OnInitializedAsync() => Enter();

    private async Task Enter()
    {
        try
        {
            var actor = await current.Get();
            Stand(await read(actor, Gone));
            (_actor, _isGone) = (actor, false);
            Listen(() => feed.Changed += Follow, () => feed.Changed -= Follow);
            // With several servers the feed of another one isn't heard here.
            Own(clock.CreateTimer(_ => Later(StandAgain), null, rules.AskEvery, rules.AskEvery));
        }
        catch (SessionEndedException)
        {
            // The router sends whoever isn't signed in to sign-in; the shell stays empty meanwhile.
        }
        catch (DbException gone)
        {
            log.LogError(gone, "The shell could not be read");
            _isGone = true;
        }
    }

    /// <summary>Another page starts clean: what broke the last one says nothing about it.</summary>
    protected override void OnParametersSet() => _boundary?.Recover();

    private void Recover() => _boundary?.Recover();

    private void Follow(TenantChange change)
    {
        if (change.Settings && change.TenantId == _actor?.TenantId) Later(StandAgain);
    }

    private async Task StandAgain()
    {
        var before = _standing;
        try
        {
            Stand(await read(_actor!, Gone));
        }
        catch (Exception missed) when (missed is OperationCanceledException or DbException)
        {
            return; // Gone, or asked again within a minute.
        }

        if (before is null || !string.Equals(before.Role, _standing!.Role, StringComparison.Ordinal) || !before.Scopes.SetEquals(_standing.Scopes)) StateHasChanged();
    }

    private void Stand(UserContext userContext)
    {
        _standing = userContext;
        _rights = string.Join(' ', userContext.Scopes.Order());
    }
}
