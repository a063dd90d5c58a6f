namespace WriteOff.Web.Components.Layout;

/// <summary>Lets only the newest of overlapping readings go on: each one that begins cancels the one before.</summary>
public sealed class NewestReading : IDisposable
{
    private CancellationTokenSource? _newest;
    private bool _isOver;

    /// <summary>Begins a reading; its token is cancelled when a newer one begins, or the page goes.</summary>
    public CancellationToken Begin()
    {
        var fresh = new CancellationTokenSource();
        // Taken before anybody else can dispose the source.
        var token = fresh.Token;
        End(Interlocked.Exchange(ref _newest, fresh));
        if (Volatile.Read(ref _isOver)) Dispose();
        return token;
    }

    public void Dispose()
    {
        Volatile.Write(ref _isOver, true);
        End(Interlocked.Exchange(ref _newest, null));
    }

    private static void End(CancellationTokenSource? older)
    {
        older?.Cancel();
        older?.Dispose();
    }
}
