using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WriteOff.Bench;

/// <summary>
/// The rows that posting wrote, once more into a copy of the database from before: one prepared insert per table through the engine's own calls, table by
/// table, in one transaction. Same tables, indexes, triggers and references; nothing is read, decided, hashed or updated. Values wait in memory.
/// </summary>
internal sealed class PostYardstick
{
    private static readonly (string Table, string Key)[] Tables =
    [
        ("payer", "id"), ("remittance_file", "id"), ("remittance", "id"), ("remittance_finding", "id"), ("claim", "id"), ("claim_line", "id"), ("reversal_case", "id"), ("remittance_claim", "id"),
        ("denial", "id"), ("reversal_flag", "case_id"), ("payment_application", "id"), ("audit_row", "sequence"),
    ];

    private readonly List<(string Insert, List<object?[]> Rows)> _tables = [];

    /// <param name="written">The database that the product has written to.</param>
    /// <param name="before">What it was before.</param>
    public PostYardstick(string written, string before)
    {
        using var ours = Open(written);
        using var was = Open(before);
        foreach (var (table, key) in Tables)
        {
            var last = Read(was, $"SELECT COALESCE(MAX({key}), 0) FROM {table}")[0][0];
            var rows = Read(ours, string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table} WHERE {key} > {last} ORDER BY {key}"));
            if (rows.Count == 0) continue;
            Rows += rows.Count;
            _tables.Add(($"INSERT INTO {table} VALUES ({string.Join(", ", rows[0].Select((_, n) => $"?{n + 1}"))})", rows));
        }
    }

    public long Rows { get; }

    public void Write(string path)
    {
        using var connection = Open(path);
        var db = connection.Handle!;
        // As the product sets them for a long transaction.
        Execute(db, "PRAGMA recursive_triggers = ON; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0; PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536; BEGIN IMMEDIATE");
        foreach (var (insert, rows) in _tables)
        {
            Check(db, raw.sqlite3_prepare_v2(db, insert, out var statement));
            using (statement)
            {
                foreach (var row in rows)
                {
                    Bind(db, statement, row);
                    if (raw.sqlite3_step(statement) != raw.SQLITE_DONE) throw new InvalidOperationException(raw.sqlite3_errmsg(db).utf8_to_string());
                    raw.sqlite3_reset(statement);
                }
            }
        }

        Execute(db, "COMMIT");
    }

    private static void Bind(sqlite3 db, sqlite3_stmt statement, object?[] row)
    {
        for (var n = 0; n < row.Length; n++)
        {
            Check(db, row[n] switch
            {
                null => raw.sqlite3_bind_null(statement, n + 1),
                long number => raw.sqlite3_bind_int64(statement, n + 1, number),
                string text => raw.sqlite3_bind_text(statement, n + 1, text),
                byte[] bytes => raw.sqlite3_bind_blob(statement, n + 1, bytes),
                var other => throw new NotSupportedException(other.GetType().Name),
            });
        }
    }

    private static List<object?[]> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object?[]> rows = [];
        while (reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var n = 0; n < row.Length; n++) row[n] = reader.IsDBNull(n) ? null : reader.GetValue(n);
            rows.Add(row);
        }

        return rows;
    }

    private static SqliteConnection Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Execute(sqlite3 db, string sql) => Check(db, raw.sqlite3_exec(db, sql));

    private static void Check(sqlite3 db, int code)
    {
        if (code != raw.SQLITE_OK) throw new InvalidOperationException(raw.sqlite3_errmsg(db).utf8_to_string());
    }
}
