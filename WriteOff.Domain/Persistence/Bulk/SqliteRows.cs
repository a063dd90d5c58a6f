using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WriteOff.Domain.Persistence.Bulk;

/// <summary>Prepared statements through the engine's own calls: no command object, no parameter list, no boxing per row.</summary>
internal sealed class SqliteRows(SqliteConnection connection, int tenantId) : BulkRows
{
    /// <summary>A larger page cache until the connection goes back: with the usual 32 MB a page is pushed into the log each time it is touched anew.</summary>
    public override void ExpectMany(int megabytes)
    {
        using var statement = new SqliteStatement(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA cache_size = -{megabytes * 1024}"));
        statement.Step();
    }

    public override Task Insert<T>(InsertShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken) => Insert(shape, rows, "");

    private Task Insert<T>(InsertShape<T> shape, IReadOnlyList<T> rows, string onConflict)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        using var statement = new SqliteStatement(connection, InsertText(shape.Table, shape.Columns) + onConflict);
        for (var n = 0; n < rows.Count; n++)
        {
            statement.Number(tenantId);
            shape.Bind(rows[n], statement);
            statement.Execute();
        }

        return Task.CompletedTask;
    }

    public override Task Update<T>(UpdateShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) return Task.CompletedTask;
        using var statement = new SqliteStatement(connection, UpdateText(shape.Table, shape.Columns));
        for (var n = 0; n < rows.Count; n++)
        {
            statement.Number(tenantId);
            shape.Bind(rows[n], statement);
            if (statement.Execute() != 1) throw Lost(shape.Table);
        }

        return Task.CompletedTask;
    }

    public override Task Raise<T>(RaiseShape<T> shape, IReadOnlyList<T> rows, CancellationToken cancellationToken) =>
        Insert(new InsertShape<T>(shape.Table, [.. shape.Keys, .. shape.Sums], shape.Bind), rows, RaiseText(shape.Keys, shape.Sums));

    public override Task<T?[]> Read<T>(ReadShape<T> shape, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var found = new T?[ids.Count];
        using var statement = new SqliteStatement(connection, ReadText(shape.Select, shape.From));
        for (var n = 0; n < ids.Count; n++)
        {
            statement.Number(tenantId);
            statement.Number(ids[n]);
            if (statement.Step()) found[n] = shape.Map(statement);
            statement.Reset();
        }

        return Task.FromResult(found);
    }

    internal static string InsertText(string table, IReadOnlyList<string> columns) =>
        $"INSERT INTO {table} (tenant_id, {string.Join(", ", columns)}) VALUES (?1{string.Concat(columns.Select((_, n) => $", ?{n + 2}"))})";

    internal static string RaiseText(IReadOnlyList<string> keys, IReadOnlyList<string> sums) =>
        $" ON CONFLICT (tenant_id, {string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", sums.Select(s => $"{s} = {s} + excluded.{s}"))}";

    internal static string UpdateText(string table, IReadOnlyList<string> columns) =>
        $"UPDATE {table} SET {string.Join(", ", columns.Select((c, n) => $"{c} = ?{n + 2}"))}, version = version + 1 WHERE tenant_id = ?1 AND id = ?{columns.Count + 2} AND version = ?{columns.Count + 3}";

    internal static string ReadText(string select, string from) => $"SELECT {select} FROM {from} WHERE d.tenant_id = ?1 AND d.id = ?2";
}
