using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace WriteOff.Domain.Verification;

/// <summary>Opens one read-only view of the database at one moment. The only place where the engines differ in verification.</summary>
internal static class Snapshot
{
    /// <summary>
    /// SQLite: a deferred transaction, which reads one snapshot of the log and holds nobody up. SQL Server: snapshot isolation where the
    /// database allows it, else serializable, which is as true and makes writers wait.
    /// </summary>
    public static async Task<DbTransaction> Of(DbConnection connection, CancellationToken cancellationToken) => connection is SqliteConnection sqlite
        ? sqlite.BeginTransaction(deferred: true)
        : await connection.BeginTransactionAsync(await AllowsSnapshots(connection, cancellationToken) ? IsolationLevel.Snapshot : IsolationLevel.Serializable, cancellationToken);

    /// <summary>True when a sum ran over: no honest ledger does that, so the invariant that was being summed is broken.</summary>
    public static bool IsOverflow(DbException failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == 1 && sqlite.Message.Contains("overflow", StringComparison.Ordinal),
        SqlException sqlServer => sqlServer.Number == 8115,
        _ => false,
    };

    /// <summary>Lists the triggers that are on.</summary>
    public static string TriggersOf(DbConnection connection) => connection is SqliteConnection ? "SELECT name FROM sqlite_master WHERE type = 'trigger'" : ServerTriggers;

    /// <summary>As SQL Server lists them.</summary>
    internal const string ServerTriggers = "SELECT name FROM sys.triggers WHERE is_disabled = 0";

    /// <summary>The triggers that an append-only table must have; written out apart from what makes them.</summary>
    public static string[] GuardsOf(DbConnection connection, string table) => connection is SqliteConnection
        ? [$"{table}_no_update", $"{table}_no_delete", $"{table}_no_replace_0", $"{table}_no_replace_1"] : [$"{table}_append_only"];

    private static async Task<bool> AllowsSnapshots(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT snapshot_isolation_state FROM sys.databases WHERE database_id = DB_ID()";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture) == 1;
    }
}
