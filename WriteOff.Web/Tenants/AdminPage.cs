using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Tenants;

/// <summary>What the pages of administration share: who acts, the refusal of a missing scope, a database that doesn't answer, and following other administrators.</summary>
public abstract class AdminPage : LiveComponent
{
    [Inject] private CurrentActor Current { get; set; } = default!;

    [Inject] private ChangeFeed Feed { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    /// <summary>Who acts.</summary>
    protected Actor Actor { get; private set; } = default!;

    /// <summary>Why the page can't be shown.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>What failed, in words; what stands on the page stays.</summary>
    protected string? Failed { get; private set; }

    /// <summary>Reads what the page shows; the refusal, or null.</summary>
    protected abstract Task<Refusal?> Read();

    /// <summary>Somebody of the tenant changed settings; by default the page reads again.</summary>
    protected virtual Task Follow(TenantChange change) => Load();

    protected override async Task OnInitializedAsync()
    {
        Actor = await Current.Get();
        Listen(() => Feed.Changed += Heard, () => Feed.Changed -= Heard);
        await Load();
    }

    /// <summary>Reads again.</summary>
    protected async Task Load()
    {
        await Try(async () =>
        {
            Refused = await Read();
            return null;
        }, "The settings can't be read just now.");
        StateHasChanged();
    }

    /// <summary>Runs an act; a database that doesn't answer becomes a sentence.</summary>
    protected async Task<Refusal?> Try(Func<Task<Refusal?>> act, string failure = "The change may not be saved.")
    {
        ArgumentNullException.ThrowIfNull(act);
        try
        {
            await Current.Get();
            var refusal = await act();
            Failed = null;
            return refusal;
        }
        catch (OperationCanceledException)
        {
            return null; // The page is gone.
        }
        catch (DbException broken)
        {
            Logs.CreateLogger(GetType()).LogError(broken, "The database did not answer");
            Failed = failure;
            return new Refusal("DatabaseUnavailable", "The database doesn't answer.", "Nothing was lost here: try again in a moment.");
        }
    }

    private void Heard(TenantChange change)
    {
        if (change.Settings && change.TenantId == Actor.TenantId) Later(() => Follow(change));
    }
}
