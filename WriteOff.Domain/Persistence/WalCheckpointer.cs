using Microsoft.Data.Sqlite;

namespace WriteOff.Domain.Persistence;

/// <summary>Moves SQLite's write-ahead log into the file beside the writers instead of inside somebody's commit, where a long log would make that person wait.</summary>
/// <remarks>A passive checkpoint takes no lock that a reader or writer waits for; what it can't move yet, the next one moves. The last connection to close moves the rest.</remarks>
internal sealed class WalCheckpointer(string connectionString)
{
    private const long LongEnough = 32 << 20;
    private readonly string _log = new SqliteConnectionStringBuilder(connectionString).DataSource + "-wal";
    private int _moving;
    private volatile Task _last = Task.CompletedTask;

    /// <summary>Done when what was to be moved is moved: who waits for it before writing on finds a log that begins anew, with an index that has not grown.</summary>
    public Task Moved => _last;

    /// <summary>After each commit: looks at the log's length and moves it in the background when it is long.</summary>
    public void AfterCommit()
    {
        var log = new FileInfo(_log);
        if (!log.Exists || log.Length < LongEnough || Interlocked.Exchange(ref _moving, 1) == 1) return;
        _last = Task.Run(Move);
    }

    private void Move()
    {
        try
        {
            using var connection = new SqliteConnection(connectionString);
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The file is busy or gone: whoever writes next finds out and says so; a log that isn't moved yet loses nothing.
        }
        finally
        {
            Volatile.Write(ref _moving, 0);
        }
    }
}
