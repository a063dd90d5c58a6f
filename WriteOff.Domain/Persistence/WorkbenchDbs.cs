using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

namespace WriteOff.Domain.Persistence;

/// <summary>Opens a <see cref="WorkbenchDb"/> per operation. The provider's differences in opening live here.</summary>
public sealed class WorkbenchDbs
{
    private readonly DbContextOptions<SqliteWorkbenchDb>? _sqlite;
    private readonly DbContextOptions<SqlServerWorkbenchDb>? _sqlServer;

    /// <param name="options">Provider and connection string.</param>
    /// <param name="interceptors">For tests that look at the SQL.</param>
    public WorkbenchDbs(DatabaseOptions options, params IInterceptor[] interceptors)
    {
        Options = options;
        switch (options.Provider)
        {
            case DatabaseProvider.Sqlite:
                _sqlite = new DbContextOptionsBuilder<SqliteWorkbenchDb>()
                    .UseSqlite(ForThisProduct(options), sqlite => sqlite.MigrationsHistoryTable("__migrations_workbench"))
                    .ReplaceService<IMigrationsSqlGenerator, SqliteTables>()
                    .AddInterceptors(new SqlitePragmas(options.BusySeconds), new IndexHints()).AddInterceptors(interceptors).Options;
                Log = new WalCheckpointer(ForThisProduct(options));
                break;
            case DatabaseProvider.SqlServer:
                _sqlServer = new DbContextOptionsBuilder<SqlServerWorkbenchDb>()
                    .UseSqlServer(options.ConnectionString, sql => sql.EnableRetryOnFailure().MigrationsHistoryTable("__migrations_workbench"))
                    .AddInterceptors(interceptors).Options;
                break;
        }
    }

    /// <summary>What this factory was made from.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>Looks after SQLite's log; null on SQL Server, which looks after its own.</summary>
    internal WalCheckpointer? Log { get; }

    /// <summary>Opens the database for one tenant; the caller disposes it after one operation.</summary>
    public WorkbenchDb Open(int tenantId) =>
        _sqlite is not null ? new SqliteWorkbenchDb(_sqlite) { TenantId = tenantId } : new SqlServerWorkbenchDb(_sqlServer!) { TenantId = tenantId };

    /// <summary>The provider waits for a lock in rounds of the engine's own wait until its timeout, so both are the same.</summary>
    private static string ForThisProduct(DatabaseOptions options) =>
        new SqliteConnectionStringBuilder(options.ConnectionString) { ForeignKeys = true, DefaultTimeout = options.BusySeconds }.ToString();

    /// <summary>Per connection: REPLACE fires delete triggers, writers wait instead of failing, the page cache fits a big tenant's hot rows, the log is moved by <see cref="WalCheckpointer"/>, what a statement may have to take back is kept in memory.</summary>
    private sealed class SqlitePragmas(int busySeconds) : DbConnectionInterceptor
    {
        private readonly string _pragmas = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"PRAGMA recursive_triggers = ON; PRAGMA busy_timeout = {busySeconds * 1000}; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;");

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = _pragmas;
            command.ExecuteNonQuery();
        }
    }
}
