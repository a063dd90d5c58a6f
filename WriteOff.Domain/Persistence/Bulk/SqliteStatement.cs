using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace WriteOff.Domain.Persistence.Bulk;

/// <summary>One prepared statement: bind in order, step, reset. Values are stored as EF stores them, so both read the same rows.</summary>
internal sealed class SqliteStatement : IRowBinder, IRowFields, IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];
    private (Guid Id, byte[] Text) _person;
    private (DateOnly Day, byte[] Text) _day;
    private (byte[] Bytes, string Text) _word = ([], "");
    private int _next;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _db = connection.Handle ?? throw new InvalidOperationException("The database isn't open.");
        Check(raw.sqlite3_prepare_v2(_db, sql, out _statement));
    }

    public void Number(long? value) => Check(value is { } number ? raw.sqlite3_bind_int64(_statement, ++_next, number) : raw.sqlite3_bind_null(_statement, ++_next));

    public void Text(string? value)
    {
        if (value is null) Check(raw.sqlite3_bind_null(_statement, ++_next));
        // An empty span would be bound as NULL.
        else if (value.Length == 0) Check(raw.sqlite3_bind_text(_statement, ++_next, ""));
        else
        {
            var most = Encoding.UTF8.GetMaxByteCount(value.Length);
            if (most > _text.Length) _text = new byte[most];
            Check(raw.sqlite3_bind_text(_statement, ++_next, _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text))));
        }
    }

    public void Person(Guid? value)
    {
        if (value is not { } id)
        {
            Number(null);
            return;
        }

        if (_person.Text is null || _person.Id != id) _person = (id, Encoding.ASCII.GetBytes(id.ToString().ToUpperInvariant()));
        Check(raw.sqlite3_bind_text(_statement, ++_next, _person.Text));
    }

    public void Day(DateOnly? value)
    {
        if (value is not { } day)
        {
            Number(null);
            return;
        }

        if (_day.Text is null || _day.Day != day) _day = (day, Encoding.ASCII.GetBytes(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        Check(raw.sqlite3_bind_text(_statement, ++_next, _day.Text));
    }

    public void Bytes(byte[] value) => Check(raw.sqlite3_bind_blob(_statement, ++_next, value));

    /// <summary>Runs it to its end and gets ready for the next row; returns the rows changed.</summary>
    public int Execute()
    {
        if (Step()) throw new InvalidOperationException("A statement that writes returned a row.");
        var changed = raw.sqlite3_changes(_db);
        Reset();
        return changed;
    }

    /// <summary>True when a row is there to read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        Reset();
        SqliteException.ThrowExceptionForRC(code, _db);
        return false;
    }

    public void Reset()
    {
        _ = raw.sqlite3_reset(_statement);
        _next = 0;
    }

    long? IRowFields.Number(int at) => raw.sqlite3_column_type(_statement, at) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(_statement, at);

    string IRowFields.Text(int at)
    {
        var bytes = raw.sqlite3_column_blob(_statement, at);
        // Groups and codes repeat from row to row.
        if (!bytes.SequenceEqual(_word.Bytes)) _word = (bytes.ToArray(), Encoding.UTF8.GetString(bytes));
        return _word.Text;
    }

    DateOnly? IRowFields.Day(int at)
    {
        if (raw.sqlite3_column_type(_statement, at) == raw.SQLITE_NULL) return null;
        var bytes = raw.sqlite3_column_blob(_statement, at);
        return Utf8Parser.TryParse(bytes[..4], out int year, out _) && Utf8Parser.TryParse(bytes.Slice(5, 2), out int month, out _) && Utf8Parser.TryParse(bytes.Slice(8, 2), out int day, out _)
            ? new DateOnly(year, month, day) : throw new FormatException("A stored day can't be read.");
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) SqliteException.ThrowExceptionForRC(code, _db);
    }
}
