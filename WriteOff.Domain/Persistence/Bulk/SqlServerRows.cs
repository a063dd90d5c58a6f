using System.Data;
using Microsoft.Data.SqlClient;

namespace WriteOff.Domain.Persistence.Bulk;

/// <summary>Bulk copy into the table, or into a temporary one that one set statement then takes over.</summary>
internal sealed class SqlServerRows(SqlConnection connection, SqlTransaction? transaction, int tenantId) : BulkRows
{
    private const string Staged = "#bulk_rows";

    public override void ExpectMany(int megabytes)
    {
        // SQL Server shares one cache among all and sizes it itself.
    }

    public override async Task Insert<T>(InsertShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count > 0) await Copy(shape.Table, Fill(["tenant_id", .. shape.Columns], rows, shape.Bind), cancellationToken);
    }

    public override async Task Update<T>(UpdateShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await Execute(StageText(shape.Table, shape.Columns), cancellationToken);
        await Copy(Staged, Fill(["tenant_id", .. shape.Columns, "id", "version"], rows, shape.Bind), cancellationToken);
        if (await Execute(UpdateText(shape.Table, shape.Columns), cancellationToken) != rows.Count) throw Lost(shape.Table);
        await Execute(DropText, cancellationToken);
    }

    public override async Task Raise<T>(RaiseShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return;
        await Execute(StageSumsText(shape.Table, shape.Keys, shape.Sums), cancellationToken);
        await Copy(Staged, Fill(["tenant_id", .. shape.Keys, .. shape.Sums], rows, shape.Bind), cancellationToken);
        await Execute(RaiseText(shape.Table, shape.Keys, shape.Sums), cancellationToken);
        await Execute(BeginText(shape.Table, shape.Keys, shape.Sums), cancellationToken);
        await Execute(DropText, cancellationToken);
    }

    public override async Task<T?[]> Read<T>(ReadShape<T> shape, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await Execute(StageIdsText, cancellationToken);
        using (var staged = new DataTable())
        {
            staged.Columns.Add("ordinal", typeof(int));
            staged.Columns.Add("id", typeof(long));
            for (var n = 0; n < ids.Count; n++) staged.Rows.Add(n, ids[n]);
            await Copy(Staged, staged, cancellationToken);
        }

        var found = new T?[ids.Count];
        await using (var command = Command(ReadText(shape.Select, shape.From)))
        {
            command.Parameters.Add("@tenant", SqlDbType.Int).Value = tenantId;
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var fields = new Fields(reader);
            while (await reader.ReadAsync(cancellationToken)) found[reader.GetInt32(0)] = shape.Map(fields);
        }

        await Execute(DropText, cancellationToken);
        return found;
    }

    internal static string DropText => $"DROP TABLE {Staged}";

    internal static string StageIdsText => $"CREATE TABLE {Staged} (ordinal int NOT NULL, id bigint NOT NULL)";

    internal static string StageText(string table, IReadOnlyList<string> columns) =>
        $"SELECT TOP (0) tenant_id, {string.Join(", ", columns)}, id, version INTO {Staged} FROM {table}";

    internal static string UpdateText(string table, IReadOnlyList<string> columns) =>
        $"UPDATE t SET {string.Join(", ", columns.Select(c => $"t.{c} = s.{c}"))}, t.version = t.version + 1 FROM {table} t JOIN {Staged} s ON s.tenant_id = t.tenant_id AND s.id = t.id AND s.version = t.version";

    internal static string StageSumsText(string table, IReadOnlyList<string> keys, IReadOnlyList<string> sums) =>
        $"SELECT TOP (0) tenant_id, {string.Join(", ", keys.Concat(sums))} INTO {Staged} FROM {table}";

    internal static string RaiseText(string table, IReadOnlyList<string> keys, IReadOnlyList<string> sums) =>
        $"UPDATE t SET {string.Join(", ", sums.Select(s => $"t.{s} = t.{s} + s.{s}"))} FROM {table} t JOIN {Staged} s ON {Same(keys)}";

    internal static string BeginText(string table, IReadOnlyList<string> keys, IReadOnlyList<string> sums) =>
        $"INSERT INTO {table} (tenant_id, {string.Join(", ", keys.Concat(sums))}) SELECT s.tenant_id, {string.Join(", ", keys.Concat(sums).Select(c => $"s.{c}"))} FROM {Staged} s WHERE NOT EXISTS (SELECT 1 FROM {table} t WHERE {Same(keys)})";

    private static string Same(IReadOnlyList<string> keys) => string.Join(" AND ", keys.Prepend("tenant_id").Select(k => $"s.{k} = t.{k}"));

    internal static string ReadText(string select, string from) =>
        $"SELECT k.ordinal, {select} FROM {from} JOIN {Staged} k ON k.id = d.id WHERE d.tenant_id = @tenant";

    private DataTable Fill<T>(IReadOnlyList<string> columns, IReadOnlyList<T> rows, Action<T, IRowBinder> bind)
    {
        var binder = new TableBinder(columns);
        foreach (var row in rows)
        {
            binder.Number(tenantId);
            bind(row, binder);
            binder.Take();
        }

        return binder.Table;
    }

    private async Task Copy(string table, DataTable rows, CancellationToken cancellationToken)
    {
        // Triggers and constraints hold for bulk rows as for any other.
        using var copy = new SqlBulkCopy(connection, SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers, transaction) { DestinationTableName = table, BulkCopyTimeout = 0 };
        foreach (DataColumn column in rows.Columns) copy.ColumnMappings.Add(column.ColumnName, column.ColumnName);
        await copy.WriteToServerAsync(rows, cancellationToken);
    }

    private async Task<int> Execute(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private SqlCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0;
#pragma warning disable CA2100 // Made of the shapes' constants; no value is ever in the text.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    /// <summary>Rows as a table; each column's type is that of the first value bound to it.</summary>
    private sealed class TableBinder(IReadOnlyList<string> columns) : IRowBinder
    {
        private readonly object?[] _row = new object?[columns.Count];
        private int _next;

        public DataTable Table { get; } = new();

        public void Number(long? value) => Put(typeof(long), value);

        public void Text(string? value) => Put(typeof(string), value);

        public void Person(Guid? value) => Put(typeof(Guid), value);

        public void Day(DateOnly? value) => Put(typeof(DateTime), value?.ToDateTime(TimeOnly.MinValue));

        public void Bytes(byte[] value) => Put(typeof(byte[]), value);

        public void Take()
        {
            Table.Rows.Add(_row);
            _next = 0;
        }

        private void Put(Type type, object? value)
        {
            // A quoted name in SQL is a bare one to the bulk copy.
            if (Table.Columns.Count == _next) Table.Columns.Add(columns[_next].Trim('"'), type);
            _row[_next++] = value ?? DBNull.Value;
        }
    }

    private sealed class Fields(SqlDataReader reader) : IRowFields
    {
        public long? Number(int at) => reader.IsDBNull(at + 1) ? null : Convert.ToInt64(reader.GetValue(at + 1), System.Globalization.CultureInfo.InvariantCulture);

        public string Text(int at) => reader.GetString(at + 1);

        public DateOnly? Day(int at) => reader.IsDBNull(at + 1) ? null : DateOnly.FromDateTime(reader.GetDateTime(at + 1));
    }
}
