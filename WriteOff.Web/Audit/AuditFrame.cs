using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Audit;

/// <summary>What the audit pages share: who reads, a missing scope, a database that doesn't answer, and following what others do.</summary>
public abstract class AuditFrame : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Follower? _follower;

    [Inject] private CurrentActor Current { get; set; } = default!;

    [Inject] private ChangeFeed Feed { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    /// <summary>Who reads.</summary>
    protected Actor Actor { get; private set; } = default!;

    /// <summary>Why the page can't be shown.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>What failed, in words; what stands on the page stays.</summary>
    protected string? Failed { get; private set; }

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Reads what the page shows; the refusal, or null.</summary>
    protected abstract Task<Refusal?> Read();

    protected override async Task OnParametersSetAsync()
    {
        if (_follower is null)
        {
            Actor = await Current.Get();
            _follower = new Follower(Feed, Clock, Actor.TenantId, () => _ = InvokeAsync(Load));
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
            Logs.CreateLogger(GetType()).LogError(broken, "The audit trail could not be read");
            Failed = "The database doesn’t answer.";
        }

        StateHasChanged();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _follower?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }
}
