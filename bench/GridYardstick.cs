using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using WriteOff.Domain.Denials;

namespace WriteOff.Bench;

/// <summary>The same pages by hand-written SQL, with whichever plan is fastest: SQLite's own choice, each index by name, one walk per status.</summary>
internal sealed class GridYardstick : IDisposable
{
    /// <summary>Rows that a cursor looks back on for ties.</summary>
    private const int Behind = GridAsk.PageSize * (GridCursor.LongTie + 1);

    private static readonly string[] Indexes =
        ["age", "status_age", "status_balance", "assignee", "payer", "carc", "appeal", "flagged", "claim"];

    private readonly string _connectionString;
    private readonly SqliteConnection _connection;
    private SqliteConnection _trial;

    public GridYardstick(string connectionString)
    {
        _connectionString = connectionString;
        (_connection, _trial) = (Connect(), Connect());
    }

    /// <summary>The fastest statement for a page: its plan's name beside it.</summary>
    public (string Sql, string Plan) Page(string where, IReadOnlyList<DenialStatus>? statuses, GridSort sort, bool descending, GridCursor? from)
    {
        var (column, descends) = sort == GridSort.Age ? ("denied_on", !descending) : ("balance_cents", descending);
        var order = $"ORDER BY d.{column}{(descends ? " DESC" : "")}, d.id{(descends ? " DESC" : "")} LIMIT {GridAsk.PageSize + 1}";
        var after = from is { } row ? $" AND d.{column} {(descends ? "<" : ">")}= {Value(sort, row)} AND (d.{column} {(descends ? "<" : ">")} {Value(sort, row)} OR d.id {(descends ? "<" : ">")} {row.Id})" : "";
        return Best(Narrow(where + after, statuses, order).Select(n => ($"""
            WITH d AS MATERIALIZED ({n.Sql})
            SELECT d.id, d.version, c.claim_number, c.patient_name, p.name, d."group", d.carc, d.denied_cents, d.balance_cents, d.reserved_cents, d.denied_on, d.appeal_by, d.status, d.is_flagged, d.assignee_id,
                (SELECT display_name FROM person WHERE tenant_id = 1 AND id = d.assignee_id), (SELECT COUNT(*) FROM denial_note WHERE tenant_id = 1 AND denial_id = d.id)
            FROM d CROSS JOIN claim c ON c.tenant_id = 1 AND c.id = d.claim_id CROSS JOIN payer p ON p.tenant_id = 1 AND p.id = d.payer_id
            """, n.Plan)));
    }

    /// <summary>Runs it and reads every column, as a page must.</summary>
    public int Run(string sql) => Run(_connection, sql);

    private static int Run(SqliteConnection connection, string sql)
    {
        // A page of a web application has to parse its statement: nothing prepared outlives a connection there.
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        while (reader.Read())
        {
            for (var n = 0; n < reader.FieldCount; n++) GC.KeepAlive(reader.GetValue(n));
            rows++;
        }

        return rows;
    }

    /// <summary>The cursor in front of the last full page, or of the 1000th, as paging would have made it.</summary>
    public GridCursor? Deep(string where, IReadOnlyList<DenialStatus>? statuses, GridSort sort, bool descending, int page)
    {
        var all = statuses is null ? where : $"{where} AND d.status IN ({string.Join(',', statuses.Select(s => (int)s))})";
        var count = Convert.ToInt64(Scalar($"SELECT COUNT(*) FROM denial d WHERE d.tenant_id = 1 AND {all}"), CultureInfo.InvariantCulture);
        var skip = Math.Min((page - 1) * (long)GridAsk.PageSize, count / GridAsk.PageSize * GridAsk.PageSize - GridAsk.PageSize) - 1;
        if (skip < 0) return null;
        var (column, descends) = sort == GridSort.Age ? ("denied_on", !descending) : ("balance_cents", descending);
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT d.{column}, d.id FROM denial d WHERE d.tenant_id = 1 AND {all} ORDER BY d.{column}{(descends ? " DESC" : "")}, d.id{(descends ? " DESC" : "")} LIMIT {Behind} OFFSET {Math.Max(0, skip - Behind + 1)}";
        using var reader = command.ExecuteReader();
        List<(long Value, long Id)> rows = [];
        while (reader.Read()) rows.Add((sort == GridSort.Age ? DateOnly.ParseExact(reader.GetString(0), "yyyy-MM-dd", CultureInfo.InvariantCulture).DayNumber : reader.GetInt64(0), reader.GetInt64(1)));
        return new GridCursor(rows[^1].Value, rows[^1].Id, false, rows.Count(r => r.Value == rows[^1].Value) / GridAsk.PageSize);
    }

    private static IEnumerable<(string Sql, string Plan)> Narrow(string where, IReadOnlyList<DenialStatus>? statuses, string order)
    {
        var all = statuses is null ? where : $"{where} AND d.status IN ({string.Join(',', statuses.Select(s => (int)s))})";
        foreach (var index in (string[])["status_age", "status_balance", "assignee"])
        {
            var branches = (statuses ?? Enum.GetValues<DenialStatus>()).Select(s => $"SELECT * FROM (SELECT * FROM denial d INDEXED BY ix_denial_{index} WHERE d.tenant_id = 1 AND d.status = {(int)s} AND {where} {order})");
            yield return ($"SELECT * FROM ({string.Join(" UNION ALL ", branches)}) d {order}", $"{index} by status");
        }

        foreach (var index in Indexes) yield return ($"SELECT * FROM denial d INDEXED BY ix_denial_{index} WHERE d.tenant_id = 1 AND {all} {order}", index);
        yield return ($"SELECT * FROM denial d WHERE d.tenant_id = 1 AND {all} {order}", "SQLite's choice");
    }

    private (string Sql, string Plan) Best(IEnumerable<(string Sql, string Plan)> candidates)
    {
        (string Sql, string Plan, TimeSpan Time)? best = null;
        foreach (var (sql, plan) in candidates)
        {
            try
            {
                // What takes four times the best so far can't win: a walk over half a million rows is broken off.
                var most = best is null ? TimeSpan.FromMinutes(1) : 4 * best.Value.Time + TimeSpan.FromMilliseconds(10);
                var times = Enumerable.Range(0, 4).Select(_ => Timed(sql, most)).Min();
                if (best is null || times < best.Value.Time) best = (sql, plan, times);
            }
            catch (SqliteException)
            {
                // This index can't answer it, or not in time.
            }
        }

        return (best!.Value.Sql, best.Value.Plan);
    }

    private TimeSpan Timed(string sql, TimeSpan most)
    {
        var watch = Stopwatch.StartNew();
        raw.sqlite3_progress_handler(_trial.Handle, 10_000, _ => watch.Elapsed > most ? 1 : 0, null);
        try
        {
            Run(_trial, sql);
            return watch.Elapsed;
        }
        catch (SqliteException broken) when (broken.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            // A connection that was interrupted once stays so while a statement of it is open.
            _trial.Dispose();
            _trial = Connect();
            throw;
        }
    }

    private static string Value(GridSort sort, GridCursor row) => sort == GridSort.Age
        ? $"'{DateOnly.FromDayNumber((int)row.Value).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}'" : row.Value.ToString(CultureInfo.InvariantCulture);

    private object? Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(_connectionString) { Pooling = false }.ToString());
        connection.Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA cache_size = -32000;";
        pragma.ExecuteNonQuery();
        return connection;
    }

    public void Dispose()
    {
        _connection.Dispose();
        _trial.Dispose();
    }
}
