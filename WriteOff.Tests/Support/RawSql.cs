using Microsoft.Data.Sqlite;

namespace WriteOff.Tests.Support;

/// <summary>Plain SQL on a workbench's SQLite file, past the product: what a person with the file and a shell could do.</summary>
internal static class RawSql
{
    /// <summary>Runs it as the product's own connections are set up.</summary>
    public static Task Run(TestWorkbench workbench, string sql) => Run(workbench, sql, "PRAGMA recursive_triggers = ON; PRAGMA foreign_keys = ON;");

    /// <summary>Runs it on a bare connection: no recursive triggers, no foreign keys.</summary>
    public static Task RunBare(TestWorkbench workbench, string sql) => Run(workbench, sql, "PRAGMA recursive_triggers = OFF; PRAGMA foreign_keys = OFF;");

    /// <summary>Drops the triggers that guard the append-only tables, then runs it without foreign keys.</summary>
    public static Task Tamper(TestWorkbench workbench, string sql) => Run(workbench, sql, """
        PRAGMA foreign_keys = OFF;
        DROP TRIGGER IF EXISTS audit_row_no_update; DROP TRIGGER IF EXISTS audit_row_no_delete;
        DROP TRIGGER IF EXISTS audit_row_no_replace_0; DROP TRIGGER IF EXISTS audit_row_no_replace_1;
        DROP TRIGGER IF EXISTS payment_application_no_update; DROP TRIGGER IF EXISTS payment_application_no_delete;
        DROP TRIGGER IF EXISTS payment_application_no_replace_0; DROP TRIGGER IF EXISTS payment_application_no_replace_1; DROP TRIGGER IF EXISTS payment_application_no_replace_2;
        """);

    public static async Task<long> Scalar(TestWorkbench workbench, string sql)
    {
        await using var connection = await Connect(workbench);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Run(TestWorkbench workbench, string sql, string first)
    {
        await using var connection = await Connect(workbench);
        foreach (var text in new[] { first, sql })
        {
            await using var command = connection.CreateCommand();
            command.CommandText = text;
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<SqliteConnection> Connect(TestWorkbench workbench)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(workbench.Options.ConnectionString) { Pooling = false }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
