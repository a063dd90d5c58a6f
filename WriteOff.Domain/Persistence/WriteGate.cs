namespace WriteOff.Domain.Persistence;

/// <summary>Lets writers of this process in one at a time, first come first served.</summary>
/// <remarks>
/// SQLite has one writer; waiting in line here instead of in its busy loop keeps everyone's wait short and fair.
/// On SQL Server the gate stands open: there the tenant lock (a row lock in <c>audit_head</c>) does it.
/// </remarks>
public sealed class WriteGate(DatabaseOptions options) : IDisposable
{
    private readonly SemaphoreSlim? _turnstile = options.Provider == DatabaseProvider.Sqlite ? new SemaphoreSlim(1, 1) : null;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private int _wanted;
    private bool _isWorking;

    /// <summary>The database itself queues; nobody is seen waiting here.</summary>
    public bool IsOpen => _turnstile is null;

    /// <summary>Whether somebody waits for the gate: a long writer then comes to its end. Where the database itself queues, the answer is yes.</summary>
    public bool IsWanted => IsOpen || Volatile.Read(ref _wanted) > 0;

    /// <summary>Waits for the gate; dispose the result to pass it on.</summary>
    public async ValueTask<WriteGateLease> Enter(CancellationToken cancellationToken)
    {
        if (_turnstile is null) return new WriteGateLease(this);
        Interlocked.Increment(ref _wanted);
        try
        {
            await Wait(_turnstile, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _wanted);
        }

        return new WriteGateLease(this);
    }

    public void Dispose() => _turnstile?.Dispose();

    /// <summary>The holder has the database and works: a large import takes its time, and who waits for it isn't told that the database is gone.</summary>
    internal void Works() => Volatile.Write(ref _isWorking, true);

    internal void PassOn()
    {
        Volatile.Write(ref _isWorking, false);
        _turnstile?.Release();
    }

    /// <summary>As long as anyone waits for the database itself: behind a locked file the waits would add up otherwise.</summary>
    private async Task Wait(SemaphoreSlim turnstile, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (mine, idle, limit) = (turnstile.WaitAsync(giveUp.Token), TimeSpan.Zero, TimeSpan.FromSeconds(options.BusySeconds));
        while (!mine.IsCompleted && idle < limit)
        {
            await Task.WhenAny(mine, Task.Delay(Look, cancellationToken));
            if (!Volatile.Read(ref _isWorking)) idle += Look;
        }

        if (!mine.IsCompleted) await giveUp.CancelAsync();
        try
        {
            await mine;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WriteGateTimeoutException();
        }
    }
}

/// <summary>Holds the gate for one writer.</summary>
public sealed class WriteGateLease(WriteGate gate) : IDisposable
{
    /// <summary>The database let the writer in: from here on it works.</summary>
    internal void Works() => gate.Works();

    public void Dispose() => gate.PassOn();
}
