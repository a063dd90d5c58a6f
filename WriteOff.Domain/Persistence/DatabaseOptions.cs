namespace WriteOff.Domain.Persistence;

/// <summary>The database engines that the workbench runs on.</summary>
public enum DatabaseProvider
{
    /// <summary>Embedded, one file, one node.</summary>
    Sqlite = 1,
    /// <summary>Production.</summary>
    SqlServer,
}

/// <summary>Where the data is: configuration section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Database";

    /// <summary><c>Sqlite</c> (default) or <c>SqlServer</c>.</summary>
    public DatabaseProvider Provider { get; set; } = DatabaseProvider.Sqlite;

    /// <summary>Connection string of the provider.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>So many seconds a SQLite database may be locked by another program before an act is refused.</summary>
    public int BusySeconds { get; set; } = 10;

    /// <summary>This node's number in key making, 0–1023; drawn at random when empty. Give each node of a farm its own.</summary>
    public int? Node { get; set; }
}
