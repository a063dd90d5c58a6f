using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;
using WriteOff.Domain.Persistence;

namespace WriteOff.Web.Commands;

/// <summary>What the command line says of a database that can't be used: one sentence and what to check, never a stack trace or a connection string.</summary>
internal static class DatabaseFailure
{
    /// <summary>Exit code of every command whose database can't be used.</summary>
    public const int ExitCode = 3;

    /// <summary>The sentence; null when the failure has nothing to do with a database.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        SqliteException sqlite => Sqlite(sqlite),
        SqlException server => SqlServer(server),
        RetryLimitExceededException { InnerException: { } inner } => Explain(inner),
        DbException other => $"The database can't be used: {FirstLine(other.Message)} Check Database:ConnectionString.",
        { InnerException: { } inner } => Explain(inner),
        _ => null,
    };

    /// <summary>The file of a SQLite database that isn't there yet.</summary>
    public static string Missing(string file) => $"There is no database at {file}. Check Database:ConnectionString, or make it with: migrate";

    private static string Sqlite(SqliteException failure) => failure.SqliteErrorCode switch
    {
        5 or 6 => "The database file is locked by another program. Wait until that has ended, or stop it, and try again.",
        8 => "The database file can't be written. Check who owns it, and that its disk is not read-only.",
        10 => "The database file can't be read or written (I/O error). Check its disk.",
        11 or 26 => "The database file is damaged, or is no SQLite database. Check the path in Database:ConnectionString; restore a backup if it is the right one.",
        13 => "The disk of the database is full. Free some space and try again.",
        14 => "The database file can't be opened. Check the path in Database:ConnectionString: its folder must exist and be writable.",
        1 when failure.Message.Contains("no such table", StringComparison.Ordinal) || failure.Message.Contains("no such column", StringComparison.Ordinal) =>
            "The database has not the tables that this version needs. Bring it up to date with: migrate",
        _ => $"The database can't be used: {FirstLine(failure.Message)}",
    };

    private static string SqlServer(SqlException failure) => failure.Number switch
    {
        4060 or 911 => "The database named in Database:ConnectionString does not exist on the server, or may not be opened. Make it with: migrate (the sign-in must be allowed to create databases), or have it created and try again.",
        18456 or 18452 => "The database server refused the sign-in. Check user and password in Database:ConnectionString.",
        208 or 207 => "The database has not the tables that this version needs. Bring it up to date with: migrate",
        262 => "The sign-in in Database:ConnectionString may not create databases. Have the database created, or give it that right, and try again.",
        1205 => "The database gave way to another transaction. Try again.",
        _ when DatabaseUnavailable.Is(failure) => "The database server does not answer. Check the server's name and port in Database:ConnectionString, the network, and that it runs.",
        _ => $"The database can't be used: {FirstLine(failure.Message)}",
    };

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
