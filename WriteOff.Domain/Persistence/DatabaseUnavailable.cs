using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Persistence;

/// <summary>Tells a database that doesn't answer (locked by another program, restarting, out of reach) from a bug. It recovers by itself; nothing was written.</summary>
public static class DatabaseUnavailable
{
    /// <summary>SQLite: busy, locked, I/O error, can't open. Not: full, corrupt, a broken constraint.</summary>
    private static readonly int[] SqliteCodes = [5, 6, 10, 14];

    /// <summary>SQL Server: timeouts, broken and refused connections, lock timeout, failover and restart of the service.</summary>
    private static readonly int[] SqlServerCodes = [-2, -1, 2, 53, 64, 121, 233, 258, 1222, 4060, 10053, 10054, 10060, 10061, 40197, 40501, 40613, 49918, 49919, 49920];

    /// <summary>Severity from which the connection itself is gone. On Linux a server that isn't there is error 0 of this severity.</summary>
    private const int Fatal = 20;

    /// <summary>What a person reads.</summary>
    public static Refusal Refusal { get; } = new("DatabaseUnavailable", "The database doesn't answer.", "Nothing was saved. Try again in a moment.");

    /// <summary>True when the failure, or what caused it, is a database that doesn't answer.</summary>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        SqliteException sqlite => SqliteCodes.Contains(sqlite.SqliteErrorCode),
        SqlException server => server.Errors.Cast<SqlError>().Any(e => SqlServerCodes.Contains(e.Number) || (e.Number == 0 && e.Class >= Fatal)),
        RetryLimitExceededException => true,
        DbException other => other.IsTransient,
        _ => Is(failure.InnerException),
    };
}
