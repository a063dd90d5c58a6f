using WriteOff.Domain.Access;

namespace WriteOff.Web.Identity;

/// <summary>Keeps one draft while its person types: a moment after the last change, and at the latest when the page is left.</summary>
public sealed class TypedDraft<T>(DraftStore store, Actor actor, string name, Func<T> read, TimeProvider clock) : IAsyncDisposable
    where T : class
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private CancellationTokenSource _left = new();
    private Task _saving = Task.CompletedTask;
    private bool _changed;

    /// <summary>Something was typed.</summary>
    public void Changed()
    {
        _changed = true;
        if (_saving.IsCompleted) _saving = SaveSoon(_left.Token);
    }

    /// <summary>It was sent, or thrown away.</summary>
    public async Task Drop()
    {
        await Settle();
        _changed = false;
        await store.Drop(actor, name);
    }

    public async ValueTask DisposeAsync()
    {
        // Begun before anything is waited for: who opens it again at once waits for this save.
        var last = _changed ? Save() : Task.CompletedTask;
        await Settle();
        await last;
        _left.Dispose();
    }

    /// <summary>Waits for no pause any more, only for a save that is on its way.</summary>
    private async Task Settle()
    {
        await _left.CancelAsync();
        await _saving;
        _left.Dispose();
        _left = new CancellationTokenSource();
    }

    private async Task SaveSoon(CancellationToken left)
    {
        try
        {
            while (_changed)
            {
                await Task.Delay(Pause, clock, left);
                await Save();
            }
        }
        catch (OperationCanceledException)
        {
            // The page is left or the draft dropped: who waits for this does the rest.
        }
    }

    private Task Save()
    {
        _changed = false;
        return store.Save(actor, name, read());
    }
}
