using System.Buffers.Text;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Verification;

/// <summary>SQLite's own cells, copied as they lie in its pages: no text is decoded and nothing is allocated for a row, so that the walk costs little more than its hashes.</summary>
internal sealed class SqliteAuditRows : IAuditRows
{
    /// <summary>No field of ours is longer, so that a forged one can't exhaust the memory.</summary>
    private const int MostText = 64 * 1024;

    private const string Function = "writeoff_audit_row";
    private readonly AuditField[] _fields = [.. AuditLayout.Fields];
    private readonly byte[] _hash = new byte[AuditLayout.HashLength];
    private readonly byte[] _actorText = new byte[36];
    private readonly byte[] _lastActorText = new byte[36];
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteCells.RowSeen _seen;
    private AuditBatch _batch = default!;
    private Guid _lastActor;
    private bool _isOver;

    public SqliteAuditRows(SqliteConnection connection, int? tenantId)
    {
        _database = connection.Handle!;
        _seen = (_, _, cells) => Take(_batch, cells);
        Must(SqliteCells.Define(_database.DangerousGetHandle(), Function, _fields.Length + 1, _seen));
        // The key's own index gives the order, so the function sees the rows in it: nothing is sorted afterwards.
        Must(raw.sqlite3_prepare_v2(_database, AuditLayout.Query(tenantId is not null, Function), out _statement));
        if (tenantId is { } tenant) Must(raw.sqlite3_bind_int(_statement, 1, tenant));
    }

    public ValueTask<bool> Fill(AuditBatch batch, CancellationToken cancellationToken)
    {
        batch.Clear();
        _batch = batch;
        while (!batch.IsFull && !_isOver)
        {
            var step = raw.sqlite3_step(_statement);
            if (step == raw.SQLITE_ROW) continue;
            Must(step);
            _isOver = true;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new(batch.Entries.Count > 0);
    }

    public ValueTask DisposeAsync()
    {
        _statement.Dispose();
        Must(SqliteCells.Define(_database.DangerousGetHandle(), Function, _fields.Length + 1, null));
        GC.KeepAlive(_seen);
        return ValueTask.CompletedTask;
    }

    private void Must(int code)
    {
        if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE)) SqliteException.ThrowExceptionForRC(code, _database);
    }

    private void Take(AuditBatch batch, nint cells)
    {
        nint Cell(int n) => Marshal.ReadIntPtr(cells, n * nint.Size);
        batch.Begin();
        var isReadable = true;
        for (var n = 0; n < _fields.Length && isReadable; n++) isReadable = Take(batch, _fields[n], Cell(n));
        var isHash = IsHash(Cell(_fields.Length), out var bytes);
        if (isHash) Marshal.Copy(bytes, _hash, 0, _hash.Length);
        var (tenant, sequence) = (SqliteCells.Integer(Cell(0)), SqliteCells.Integer(Cell(1)));
        batch.End(unchecked((int)tenant), sequence, isHash ? _hash : default, isReadable);
    }

    /// <summary>False when the cell holds something else than the layout says: SQLite lets any type stand anywhere.</summary>
    private bool Take(AuditBatch batch, AuditField field, nint cell)
    {
        var type = SqliteCells.TypeOf(cell);
        if (type == raw.SQLITE_NULL)
        {
            if (field.Kind == FieldKind.Int32) batch.Int32(null);
            else if (field.Kind == FieldKind.Int64) batch.Int64(null);
            else batch.NoText();
            return field.IsOptional;
        }

        switch (field.Kind)
        {
            case FieldKind.Int32:
                var number = SqliteCells.Integer(cell);
                batch.Int32(unchecked((int)number));
                return type == raw.SQLITE_INTEGER && number is > int.MinValue and <= int.MaxValue;
            case FieldKind.Int64:
                batch.Int64(SqliteCells.Integer(cell));
                return type == raw.SQLITE_INTEGER;
            case FieldKind.Guid:
                return type == raw.SQLITE_TEXT && TakeActor(batch, cell);
            case FieldKind.Text:
                var (text, length) = (SqliteCells.Bytes(cell), SqliteCells.Length(cell));
                if (type != raw.SQLITE_TEXT || length > MostText) return false;
                batch.Text(text, length);
                return true;
            case FieldKind.Hash:
                if (!IsHash(cell, out var hash)) return false;
                batch.Bytes(hash, AuditLayout.HashLength);
                return true;
        }

        return false;
    }

    private static bool IsHash(nint cell, out nint bytes)
    {
        bytes = SqliteCells.Bytes(cell);
        return SqliteCells.TypeOf(cell) == raw.SQLITE_BLOB && SqliteCells.Length(cell) == AuditLayout.HashLength;
    }

    /// <summary>One person's acts often follow each other, so the last one is kept.</summary>
    private bool TakeActor(AuditBatch batch, nint cell)
    {
        var bytes = SqliteCells.Bytes(cell);
        if (SqliteCells.Length(cell) != _actorText.Length) return false;
        Marshal.Copy(bytes, _actorText, 0, _actorText.Length);
        if (!_actorText.AsSpan().SequenceEqual(_lastActorText))
        {
            if (!Utf8Parser.TryParse(_actorText, out _lastActor, out var used) || used != _actorText.Length) return false;
            _actorText.CopyTo(_lastActorText, 0);
        }

        batch.Guid(_lastActor);
        return true;
    }
}
