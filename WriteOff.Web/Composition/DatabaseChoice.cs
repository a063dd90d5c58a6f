using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Web.Composition;

/// <summary>Which database, from <c>Database:Provider</c> and <c>Database:ConnectionString</c>, or the file that <c>Database:ConnectionStringFile</c> names (a container's secret). Without a string SQLite lives in <c>App_Data/writeoff.db</c> beside the content root.</summary>
public sealed record DatabaseChoice(DatabaseProvider Provider, string ConnectionString)
{
    private const int CannotOpen = 14;

    /// <summary>Reads the choice.</summary>
    /// <exception cref="SettingException">An unknown provider, a file that can't be read, or SQL Server without a connection string.</exception>
    public static DatabaseChoice Read(IConfiguration configuration, string contentRoot)
    {
        var name = configuration["Database:Provider"];
        var provider = string.IsNullOrWhiteSpace(name) ? DatabaseProvider.Sqlite
            : Enum.TryParse<DatabaseProvider>(name, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
            : throw new SettingException($"Database:Provider is \"{name}\". It can be Sqlite or SqlServer.");
        var connection = configuration["Database:ConnectionStringFile"] is { Length: > 0 } file ? Secret(file) : configuration["Database:ConnectionString"];
        if (!string.IsNullOrWhiteSpace(connection)) return new(provider, connection);
        return provider switch
        {
            DatabaseProvider.Sqlite => new(provider, new SqliteConnectionStringBuilder { DataSource = Path.Combine(contentRoot, "App_Data", "writeoff.db") }.ToString()),
            DatabaseProvider.SqlServer => throw new SettingException("Database:ConnectionString is missing. SQL Server needs one."),
        };
    }

    private static string Secret(string file)
    {
        try
        {
            var text = System.IO.File.ReadAllText(file).Trim();
            return text.Length > 0 ? text : throw new SettingException($"Database:ConnectionStringFile names {file}, and that file is empty.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Database:ConnectionStringFile names {file}, and that file can't be read.", refused);
        }
    }

    /// <summary>The choice as the domain takes it.</summary>
    public DatabaseOptions ToOptions(int? node, int? busySeconds) => new() { Provider = Provider, ConnectionString = ConnectionString, Node = node, BusySeconds = busySeconds ?? new DatabaseOptions().BusySeconds };

    /// <summary>The SQLite file when it isn't there; null when it is, and for a server. Opening it would make an empty one.</summary>
    public string? MissingFile => File is { } file && !System.IO.File.Exists(file) ? file : null;

    /// <summary>The SQLite file; null for one in memory and for a server.</summary>
    public string? File => Provider == DatabaseProvider.Sqlite && new SqliteConnectionStringBuilder(ConnectionString) is { Mode: not SqliteOpenMode.Memory, DataSource: { Length: > 0 } file } && file is not ":memory:" ? file : null;

    /// <summary>Makes the folder of a SQLite file; nothing for a server.</summary>
    public void MakeFolder()
    {
        if (Provider != DatabaseProvider.Sqlite) return;
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource);
        if (string.IsNullOrEmpty(folder)) return;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // What SQLite itself would say of a file there.
            throw new SqliteException($"The folder of the database can't be made: {refused.Message}", CannotOpen);
        }
    }
}

/// <summary>The provider differences of our contexts.</summary>
public static class DatabaseContexts
{
    /// <summary>Points a context at the chosen database, with its own migrations history.</summary>
    public static DbContextOptionsBuilder<T> UseWriteOff<T>(this DbContextOptionsBuilder<T> options, DatabaseChoice choice, string history)
        where T : DbContext
    {
        UseWriteOff((DbContextOptionsBuilder)options, choice, history);
        return options;
    }

    /// <inheritdoc cref="UseWriteOff{T}"/>
    public static DbContextOptionsBuilder UseWriteOff(this DbContextOptionsBuilder options, DatabaseChoice choice, string history) => choice.Provider switch
    {
        DatabaseProvider.Sqlite => options.UseSqlite(new SqliteConnectionStringBuilder(choice.ConnectionString) { DefaultTimeout = new DatabaseOptions().BusySeconds }.ToString(), sqlite => sqlite.MigrationsHistoryTable(history)),
        DatabaseProvider.SqlServer => options.UseSqlServer(choice.ConnectionString, server => server.MigrationsHistoryTable(history).EnableRetryOnFailure()),
    };
}

/// <summary>One part of the database that knows how to bring itself up to date; <c>migrate</c> and the start run all of them in order.</summary>
/// <param name="Name">For the screen: "sign-ins".</param>
/// <param name="Migrate">Brings it up to date; the services are of a scope of its own.</param>
public sealed record DatabasePart(string Name, Func<IServiceProvider, CancellationToken, Task> Migrate);

/// <summary>Something to do once after migration and before the first request, such as the demo's accounts.</summary>
/// <param name="Name">For errors.</param>
/// <param name="Run">Does it; must be safe to repeat at each start.</param>
public sealed record StartStep(string Name, Func<IServiceProvider, CancellationToken, Task> Run);
