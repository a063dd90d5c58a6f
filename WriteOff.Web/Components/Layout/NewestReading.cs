namespace WriteOff.Web.Components.Layout;

/// <summary>Of several readings under way only the newest counts: its start cancels the one before.</summary>
public sealed class NewestReading : IDisposable
{
    private CancellationTokenSource? _newest = new();

    /// <summary>Cancels the reading before; the token of the new one, cancelled already when the reader is gone.</summary>
    /// <remarks>Each source is taken by exactly one caller before it is awaited, so starts that overlap never cancel or dispose the same one, nor share a token.</remarks>
    public async Task<CancellationToken> Start()
    {
        var mine = new CancellationTokenSource();
        var token = mine.Token;
        CancellationTokenSource? before;
        do
        {
            before = Volatile.Read(ref _newest);
            if (before is not null) continue;
            mine.Dispose();
            return new CancellationToken(canceled: true);
        }
        while (Interlocked.CompareExchange(ref _newest, mine, before) != before);

        await before.CancelAsync();
        before.Dispose();
        return token;
    }

    /// <summary>The reader is gone: the reading under way ends and none starts any more.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _newest, null) is not { } last) return;
        last.Cancel();
        last.Dispose();
    }
}
