using Microsoft.EntityFrameworkCore.Migrations;

namespace WriteOff.Domain.Persistence;

/// <summary>SQL that makes a table append-only in the database itself, for both providers. Called from the migrations.</summary>
/// <remarks>
/// SQLite's INSERT OR REPLACE deletes without firing delete triggers (unless <c>recursive_triggers</c> is on in that connection),
/// so a BEFORE INSERT trigger refuses any row whose unique key, or hidden rowid, is already taken; REPLACE then never gets to delete.
/// A rowid that the insert leaves to SQLite shows as −1 in that trigger and matches nothing.
/// </remarks>
public static class AppendOnlyTriggers
{
    /// <summary>The name under which EF knows the trigger.</summary>
    public static string NameFor(string table) => $"{table}_append_only";

    /// <summary>Protects every append-only table; a test finds one that is missing.</summary>
    public static void ProtectAll(MigrationBuilder migration)
    {
        Protect(migration, "payment_application", ["id"], ["reverses_id"]);
        Protect(migration, "audit_row", ["sequence"]);
        Protect(migration, "access_row", ["id"]);
        Protect(migration, "denial_determination", ["id"]);
        Protect(migration, "payer_money_row", ["id"], ["remittance_id", "number"]);
        Protect(migration, "payer_money_link", ["id"]);
        Protect(migration, "rail_pass", ["id"]);
        Protect(migration, "cost_share_evidence", ["id"], ["claim_id", "kind", "dated_on"]);
    }

    /// <summary>Creates the triggers. Each unique key is a list of columns besides the tenant's.</summary>
    public static void Protect(MigrationBuilder migration, string table, params string[][] uniqueKeys)
    {
        ArgumentNullException.ThrowIfNull(migration);
        foreach (var sql in migration.ActiveProvider!.EndsWith("Sqlite", StringComparison.Ordinal) ? Sqlite(table, uniqueKeys) : SqlServer(table))
            migration.Sql(sql);
    }

    private static IEnumerable<string> Sqlite(string table, string[][] uniqueKeys)
    {
        yield return $"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only: UPDATE refused'); END;";
        yield return $"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only: DELETE refused'); END;";
        yield return $"CREATE TRIGGER {table}_no_replace_0 BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, '{table} is append-only: REPLACE refused'); END;";
        foreach (var (key, n) in uniqueKeys.Select((key, n) => (key, n)))
        {
            var same = string.Join(" AND ", key.Prepend("tenant_id").Select(column => $"{column} = NEW.{column}"));
            yield return $"CREATE TRIGGER {table}_no_replace_{n + 1} BEFORE INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, '{table} is append-only: REPLACE refused'); END;";
        }
    }

    private static IEnumerable<string> SqlServer(string table)
    {
        yield return $"EXEC(N'CREATE TRIGGER {NameFor(table)} ON {table} INSTEAD OF UPDATE, DELETE AS BEGIN SET NOCOUNT ON; THROW 51000, N''{table} is append-only: UPDATE and DELETE refused'', 1; END');";
    }
}
