using Microsoft.Data.Sqlite;

namespace WriteOff.Bench;

/// <summary>
/// A write-off as someone would write it by hand who knows the tables and trusts the caller: prepared commands on one open connection, four inserts
/// and two updates in one transaction. Rows are as wide as the product's: each is a row that the product wrote, with other keys.
/// </summary>
internal sealed class SingleYardstick : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand[] _commands;
    private readonly SqliteCommand _request;
    private readonly SqliteCommand _line;
    private readonly SqliteCommand _application;
    private readonly SqliteCommand _audit;
    private readonly SqliteCommand _denial;
    private readonly SqliteCommand _claim;
    private long _key;
    private long _sequence;

    public SingleYardstick(string path, int tenantId)
    {
        _connection = new SqliteConnection($"Data Source={path};Foreign Keys=True");
        _connection.Open();
        // As the product sets them.
        Execute("PRAGMA journal_mode = WAL; PRAGMA recursive_triggers = ON; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -32000;");
        _request = Insert("write_off_request", "id");
        _line = Insert("write_off_request_line", "request_id");
        _application = Insert("payment_application", "id");
        _audit = Insert("audit_row", "sequence");
        _denial = Prepare("UPDATE denial SET balance_cents = 0, status = $status, resolution = $resolution, version = version + 1 WHERE tenant_id = $tenant_id AND id = $id");
        _claim = Prepare("UPDATE claim SET balance_cents = balance_cents - $amount_cents, version = version + 1 WHERE tenant_id = $tenant_id AND id = $id");
        foreach (var (column, value) in Row("SELECT d.status, d.resolution FROM denial d JOIN write_off_request r ON r.tenant_id = d.tenant_id AND r.denial_id = d.id LIMIT 1"))
            Set(_denial, column, value);
        Set(_denial, "tenant_id", tenantId);
        Set(_claim, "tenant_id", tenantId);
        _key = (long)_request.Parameters["$id"].Value! + 1;
        _sequence = (long)_audit.Parameters["$sequence"].Value! + 1;
        _commands = [_request, _line, _application, _audit, _denial, _claim];
    }

    /// <summary>Writes off so many denials, each in a transaction of its own.</summary>
    /// <returns>Statements sent, as the product's are counted.</returns>
    public int Write(IReadOnlyList<OpenDenial> open, int from, int count)
    {
        for (var i = from; i < from + count; i++) Write(open[i]);
        return count * _commands.Length;
    }

    public void Dispose()
    {
        foreach (var command in _commands) command.Dispose();
        _connection.Dispose();
    }

    private void Write(OpenDenial on)
    {
        using var transaction = _connection.BeginTransaction();
        var request = _key++;
        Set(_request, "id", request);
        Set(_request, "submission_key", Guid.NewGuid().ToString().ToUpperInvariant());
        Set(_line, "request_id", request);
        Set(_application, "id", _key++);
        Set(_audit, "sequence", _sequence++);
        foreach (var command in (SqliteCommand[])[_request, _application, _audit])
        {
            Set(command, "denial_id", on.Id);
            Set(command, "claim_id", on.ClaimId);
        }
        Set(_application, "line_id", on.LineId);
        Set(_application, "request_id", request);
        Set(_audit, "request_id", request);
        foreach (var command in (SqliteCommand[])[_request, _line, _application, _audit, _claim]) Set(command, "amount_cents", on.BalanceCents);
        Set(_denial, "id", on.Id);
        Set(_claim, "id", on.ClaimId);
        foreach (var command in _commands)
        {
            command.Transaction = transaction;
            if (command.ExecuteNonQuery() != 1) throw new InvalidOperationException($"One row expected: {command.CommandText}");
        }
        transaction.Commit();
    }

    /// <summary>An insert of all the table's columns, filled with the row that the product wrote last.</summary>
    private SqliteCommand Insert(string table, string newest)
    {
        var filter = string.Equals(table, "payment_application", StringComparison.Ordinal) ? "WHERE request_id IS NOT NULL" : "";
        var row = Row($"SELECT * FROM {table} {filter} ORDER BY {newest} DESC LIMIT 1");
        var command = Prepare($"INSERT INTO {table} ({string.Join(", ", row.Select(c => $"\"{c.Column}\""))}) VALUES ({string.Join(", ", row.Select(c => "$" + c.Column))})");
        foreach (var (column, value) in row) Set(command, column, value);
        return command;
    }

    private SqliteCommand Prepare(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.Prepare();
        return command;
    }

    private List<(string Column, object Value)> Row(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        if (!reader.Read()) throw new InvalidOperationException($"No row: {sql}");
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => (reader.GetName(i), reader.GetValue(i)))];
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Set(SqliteCommand command, string name, object value)
    {
        var parameter = "$" + name;
        if (command.Parameters.Contains(parameter)) command.Parameters[parameter].Value = value;
        else command.Parameters.AddWithValue(parameter, value);
    }
}
