using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Tests.Support;

/// <summary>Databases for tests: a fresh copy of one migrated SQLite file each, or the SQL Server that WRITEOFF_TEST_SQLSERVER names.</summary>
internal static class TestDatabases
{
    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    private static readonly Lazy<Task> SqlServerReady = new(async () =>
        await new DatabaseSetup(new WorkbenchDbs(OnSqlServer())).Migrate());
    private static int _tenants = Random.Shared.Next(1_000, 1_000_000_000);

    /// <summary>Connection string of a SQL Server to run the domain tests against; null: they run on SQLite.</summary>
    public static string? SqlServer => Environment.GetEnvironmentVariable("WRITEOFF_TEST_SQLSERVER") is { Length: > 0 } text ? text : null;

    /// <summary>A tenant number that no other test uses, so tests can share a SQL Server database.</summary>
    public static int NextTenant() => Interlocked.Increment(ref _tenants);

    public static async Task<DatabaseOptions> Fresh()
    {
        if (SqlServer is not null)
        {
            await SqlServerReady.Value;
            return OnSqlServer();
        }

        var path = NewPath();
        File.Copy(await Template.Value, path);
        return OnSqlite(path);
    }

    /// <summary>A fresh SQLite database, whatever the environment says: for tests of SQLite's own behaviour.</summary>
    public static async Task<DatabaseOptions> FreshSqlite()
    {
        var path = NewPath();
        File.Copy(await Template.Value, path);
        return OnSqlite(path);
    }

    public static DatabaseOptions OnSqlite(string path) => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={path};Pooling=True" };

    /// <summary>Closes the workbench's open files: thousands of worlds have more than a process may.</summary>
    public static void LetGo(this TestWorkbench workbench)
    {
        using var db = workbench.Dbs.Open(workbench.TenantId);
        if (db.Database.GetDbConnection() is SqliteConnection connection) SqliteConnection.ClearPool(connection);
    }

    private static DatabaseOptions OnSqlServer() => new() { Provider = DatabaseProvider.SqlServer, ConnectionString = SqlServer! };

    public static string NewPath()
    {
        var folder = Path.Combine(Path.GetTempPath(), "writeoff-tests", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $"{Guid.NewGuid():N}.db");
    }

    private static async Task<string> MakeTemplate()
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => DeleteFolder();
        var path = NewPath();
        await new DatabaseSetup(new WorkbenchDbs(OnSqlite(path))).Migrate();
        SqliteConnection.ClearAllPools();
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE);";
            await command.ExecuteNonQueryAsync();
        }

        return path;
    }

    private static void DeleteFolder()
    {
        var folder = Path.Combine(Path.GetTempPath(), "writeoff-tests", Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
