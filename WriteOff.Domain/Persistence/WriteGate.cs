namespace WriteOff.Domain.Persistence;

/// <summary>Lets writers of this process in one at a time, first come first served.</summary>
/// <remarks>
/// SQLite has one writer; waiting in line here instead of in its busy loop keeps everyone's wait short and fair.
/// On SQL Server the gate stands open: there the tenant's turn (a row lock in <c>audit_head</c>) does it.
/// </remarks>
public sealed class WriteGate(DatabaseOptions options) : IDisposable
{
    private readonly SemaphoreSlim? _turnstile = options.Provider == DatabaseProvider.Sqlite ? new SemaphoreSlim(1, 1) : null;

    private int _wanted;

    /// <summary>The database itself queues; nobody is seen waiting here.</summary>
    public bool IsOpen => _turnstile is null;

    /// <summary>Whether somebody waits for the turn: a long writer then comes to its end. Where the database itself queues, the answer is yes.</summary>
    public bool IsWanted => IsOpen || Volatile.Read(ref _wanted) > 0;

    /// <summary>Waits for the turn; dispose the result to pass it on.</summary>
    public async ValueTask<IDisposable> Enter(CancellationToken cancellationToken)
    {
        if (_turnstile is null) return Nothing.Instance;
        Interlocked.Increment(ref _wanted);
        try
        {
            // As long as anyone waits for the database itself: behind a locked file the waits would add up otherwise.
            if (!await _turnstile.WaitAsync(TimeSpan.FromSeconds(options.BusySeconds), cancellationToken)) throw new GateClosedException();
        }
        finally
        {
            Interlocked.Decrement(ref _wanted);
        }

        return new Turn(_turnstile);
    }

    public void Dispose() => _turnstile?.Dispose();

    private sealed class Turn(SemaphoreSlim turnstile) : IDisposable
    {
        public void Dispose() => turnstile.Release();
    }

    private sealed class Nothing : IDisposable
    {
        public static readonly Nothing Instance = new();

        public void Dispose()
        {
        }
    }
}
