using System.Globalization;
using Microsoft.Data.Sqlite;
using WriteOff.Domain.Persistence;

namespace WriteOff.Bench;

/// <summary>Fills a migrated file through one connection without journal, keys, indexes and triggers, and puts these back at the end.</summary>
internal sealed class ReferenceFilling : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<string> _set;

    public ReferenceFilling(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False;Foreign Keys=False");
        _connection.Open();
        Run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -400000;");
        // A row at a time they would cost most of the time; made over the finished tables they are also the tightest.
        const string Made = "FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL";
        _set = Texts($"SELECT sql {Made} ORDER BY type, name");
        foreach (var drop in Texts($"SELECT 'DROP ' || type || ' \"' || name || '\"' {Made}")) Run(drop);
    }

    /// <summary>All rows of one tenant.</summary>
    public void Fill(int tenant, int denials)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var statement in ReferenceRows.Of(tenant, denials)) Run(statement);
        new ReferenceTrail(_connection, tenant).Write();
        Run("DROP TABLE temp.random; DROP TABLE temp.reason;");
        transaction.Commit();
    }

    /// <summary>Indexes and triggers as the migrations make them, then the journal as the product has it.</summary>
    public void Finish()
    {
        foreach (var sql in _set) Run(sql);
        Run(CauseBackfill.All);
        if (Texts("PRAGMA foreign_key_check").Count > 0) throw new InvalidOperationException("The reference data breaks a foreign key.");
        Run("PRAGMA journal_mode = WAL; PRAGMA wal_checkpoint(TRUNCATE);");
    }

    public void Dispose() => _connection.Dispose();

    private void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private List<string> Texts(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }
}
