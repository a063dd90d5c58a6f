using System.Data.Common;
using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Components.Layout;

/// <summary>What pages that read share: who looks, a refusal, a database that doesn't answer, following what others do, and an end.</summary>
public abstract class ReadingPage : LiveComponent
{
    private bool _isBegun;

    [Inject] private CurrentActor Current { get; set; } = default!;

    [Inject] private ILoggerFactory Logs { get; set; } = default!;

    [Inject] protected ChangeFeed Feed { get; private set; } = default!;

    [Inject] protected TimeProvider Time { get; private set; } = default!;

    /// <summary>Who looks.</summary>
    protected Actor Actor { get; private set; } = default!;

    /// <summary>Why the page can't be shown.</summary>
    protected Refusal? Refused { get; private set; }

    /// <summary>What failed, in words; what stands on the page stays.</summary>
    protected string? Failed { get; private set; }

    /// <summary>Nothing was read yet.</summary>
    protected bool IsNew { get; private set; } = true;

    /// <summary>Rises with each reading: only the newest one's answer stands.</summary>
    protected int Turn { get; private set; }

    /// <summary>What is said when the database doesn't answer.</summary>
    protected abstract string Unread { get; }

    /// <summary>Reads what the page shows; the refusal, or null.</summary>
    protected abstract Task<Refusal?> Read();

    /// <summary>Once, before the first reading.</summary>
    protected virtual Task Begin() => Task.CompletedTask;

    /// <summary>What the page follows, and how fast; by default everything of its tenant.</summary>
    protected virtual ChangeSubscription Follow(Action then) => new(Feed, Time, Actor.TenantId, then);

    protected override async Task OnParametersSetAsync()
    {
        if (!_isBegun)
        {
            Actor = await Current.Get();
            await Begin();
            if (!_isBegun) Own(Follow(() => Later(Load)));
            _isBegun = true;
        }

        await Load();
    }

    /// <summary>Reads again.</summary>
    protected async Task Load()
    {
        var turn = ++Turn;
        try
        {
            if (Gone.IsCancellationRequested) return;
            var refused = await Read();
            if (turn != Turn) return;
            (Refused, Failed) = (refused, null);
        }
        catch (OperationCanceledException)
        {
            return; // The page is gone.
        }
        catch (DbException broken)
        {
            Complain(broken);
            if (turn != Turn) return;
            Failed = Unread;
        }

        IsNew = false;
        StateHasChanged();
    }

    /// <summary>Writes to the log what the person reads as <see cref="Unread"/>.</summary>
    protected void Complain(DbException broken) => Logs.CreateLogger(GetType()).LogError(broken, "The database did not answer");
}
