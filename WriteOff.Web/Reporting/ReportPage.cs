using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Reporting;

/// <summary>What the pages of figures share: who looks, a database that doesn't answer, and following what others do.</summary>
public abstract class ReportPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Follower? _follower;
    private int _reading;

    [Inject] private CurrentActor Current { get; set; } = default!;

    [Inject] private ChangeFeed Feed { get; set; } = default!;

    [Inject] private TimeProvider Clock { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    /// <summary>Who looks.</summary>
    protected Actor Actor { get; private set; } = default!;

    /// <summary>What failed, in words; what stands on the page stays.</summary>
    protected string? Failed { get; private set; }

    /// <summary>Nothing was read yet.</summary>
    protected bool IsNew { get; private set; } = true;

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Gone => _gone.Token;

    /// <summary>Reads what the page shows.</summary>
    /// <param name="isNewest">False as soon as a newer address is being read: what was read then isn't shown.</param>
    protected abstract Task Read(Func<bool> isNewest);

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
        var turn = ++_reading;
        try
        {
            if (_gone.IsCancellationRequested) return;
            await Read(() => turn == _reading && !_gone.IsCancellationRequested);
            Failed = null;
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone.
        }
        catch (DbException broken)
        {
            Logs.CreateLogger(GetType()).LogError(broken, "Figures could not be read");
            Failed = "The figures can’t be read just now.";
        }

        if (turn != _reading) return;
        IsNew = false;
        StateHasChanged();
    }

    /// <summary>The answer, or nothing where it is refused: a part that the person may not see isn't shown.</summary>
    protected static T? Shown<T>(Outcome<T> outcome) where T : class => outcome.IsDone ? outcome.Value : null;

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
