using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace WriteOff.Domain.Persistence;

/// <summary>The write lock of a SQLite file, as other programs hold it: within this process <see cref="WriteGate"/> queues.</summary>
internal static class SqliteLock
{
    /// <summary>True while another program writes. The engine waits for it on the thread that asks, and a circuit has only one. False on SQL Server, which waits without a thread.</summary>
    public static async Task<bool> IsHeld(WorkbenchDb db, int busySeconds, CancellationToken cancellationToken)
    {
        if (db.Database.GetDbConnection() is not SqliteConnection connection) return false;
        await db.Database.OpenConnectionAsync(cancellationToken);
        var handle = connection.Handle!;
        try
        {
            raw.sqlite3_busy_timeout(handle, 0);
            if (raw.sqlite3_exec(handle, "BEGIN IMMEDIATE") != raw.SQLITE_OK) return true;
            raw.sqlite3_exec(handle, "ROLLBACK");
            return false;
        }
        finally
        {
            raw.sqlite3_busy_timeout(handle, busySeconds * 1000);
            await db.Database.CloseConnectionAsync();
        }
    }
}
