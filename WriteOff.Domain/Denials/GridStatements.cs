using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Denials;

/// <summary>Keeps the SQL that was made of an ask, with its parameters: paging on, and everyone's tabs, run it again without making it again.</summary>
/// <remarks>
/// Making SQL of an expression costs as much as running it (0.3 ms), and a compiled query can't be had, as each filter has its own shape.
/// On SQLite only; on SQL Server the round trip hides it. Kept for a minute, for one tenant, person, text, order and day, and as long as the
/// context's names are the same; of the parameters only the cursor's are exchanged.
/// </remarks>
internal sealed class GridStatements(TimeProvider clock)
{
    private const int MostKept = 2_000;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(object Ask, bool? Backward, CursorPart? Part, Filter? Left, int Take, bool Counts), Statement> _known = new();

    private enum Role
    {
        Fixed,
        CursorValue,
        CursorId,
    }

    private sealed record Statement(string Sql, IReadOnlyList<(string Name, object? Value, Role Role)> Parameters, FilterContext Context, DateTimeOffset Until);

    /// <summary>Rows from the cursor on, in no promised order: at least so many where there are.</summary>
    public async Task<List<GridRow>> Rows(GridQuery query, GridCursor? from, int take, CancellationToken cancellationToken)
    {
        if (from is not { } row) return await Rows(query, (GridStart?)null, take, cancellationToken);
        if (!row.IsTied) return await Rows(query, query.Start(row, CursorPart.All), take, cancellationToken);
        var rows = await Rows(query, query.Start(row, CursorPart.Ties), take, cancellationToken);
        if (rows.Count < take) rows.AddRange(await Rows(query, query.Start(row, CursorPart.Beyond), take, cancellationToken));
        return rows;
    }

    private async Task<List<GridRow>> Rows(GridQuery query, GridStart? from, int take, CancellationToken cancellationToken)
    {
        if (!query.Db.HintsIndexes) return await query.Rows(from, take).ToListAsync(cancellationToken);
        var statement = Find(query, from, take, counts: false);
        await using var command = await Open(query, statement, from?.Row, cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<GridRow>(Math.Min(take, 1_000));
        while (await reader.ReadAsync(cancellationToken)) rows.Add(Row(reader));
        return rows;
    }

    /// <summary>How many match, and no more than so many.</summary>
    public async Task<int> Count(GridQuery query, int most, CancellationToken cancellationToken)
    {
        if (!query.Db.HintsIndexes) return await query.Counted(most).CountAsync(cancellationToken);
        await using var command = await Open(query, Find(query, null, most, counts: true), null, cancellationToken);
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<SqliteCommand> Open(GridQuery query, Statement statement, GridCursor? from, CancellationToken cancellationToken)
    {
        await query.Db.Database.OpenConnectionAsync(cancellationToken);
        var command = ((SqliteConnection)query.Db.Database.GetDbConnection()).CreateCommand();
        command.CommandText = statement.Sql;
        foreach (var (name, value, role) in statement.Parameters)
        {
            command.Parameters.AddWithValue(name, role switch
            {
                Role.Fixed => value ?? DBNull.Value,
                Role.CursorId => from!.Value.Id,
                Role.CursorValue => query.Sort == GridSort.Age ? DateOnly.FromDayNumber((int)Math.Clamp(from!.Value.Value, 0, DateOnly.MaxValue.DayNumber)) : from!.Value.Value,
            });
        }

        return command;
    }

    private Statement Find(GridQuery query, GridStart? from, int take, bool counts)
    {
        var key = ((object)query.Key, from?.Row.IsBackward, from?.Part, from?.Filter, take, counts);
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(key, out var known) && known.Until >= now && SameScene(known.Context, query.Context)) return known;
        if (_known.Count >= MostKept) _known.Clear();
        return _known[key] = Make(query, from, take, counts, now + Kept);
    }

    /// <summary>Made twice with different cursors: the parameters that differ are the cursor's.</summary>
    private static Statement Make(GridQuery query, GridStart? start, int take, bool counts, DateTimeOffset until)
    {
        using var one = Command(query, start is null ? null : start with { Row = start.Row with { Value = 700_001, Id = 1_000_001 } }, take, counts);
        using var other = Command(query, start is null ? null : start with { Row = start.Row with { Value = 700_002, Id = 1_000_002 } }, take, counts);
        if (!string.Equals(one.CommandText, other.CommandText, StringComparison.Ordinal) || one.Parameters.Count != other.Parameters.Count)
            throw new InvalidOperationException("The same ask made two statements.");
        var parameters = one.Parameters.Cast<DbParameter>().Zip(other.Parameters.Cast<DbParameter>(), (a, b) =>
            (a.ParameterName, a.Value, Equals(a.Value, b.Value) ? Role.Fixed : Equals(a.Value, 1_000_001L) ? Role.CursorId : Role.CursorValue)).ToList();
        var sql = IndexHints.Apply(one.CommandText);
        return new Statement(counts ? $"SELECT COUNT(*) FROM ({sql})" : sql, parameters, query.Context, until);
    }

    private static DbCommand Command(GridQuery query, GridStart? from, int take, bool counts) =>
        counts ? query.Counted(take).CreateDbCommand() : query.Rows(from, take).CreateDbCommand();

    private static bool SameScene(FilterContext one, FilterContext other) => one.Today == other.Today && one.Me == other.Me
        && string.Equals(one.Tenant.TimeZone, other.Tenant.TimeZone, StringComparison.Ordinal)
        && one.Payers.SequenceEqual(other.Payers) && one.People.SequenceEqual(other.People) && one.Reasons.SequenceEqual(other.Reasons)
        && one.FilingWindows.Count == other.FilingWindows.Count && one.FilingWindows.All(w => other.FilingWindows.TryGetValue(w.Key, out var payers) && payers.SequenceEqual(w.Value));

    /// <summary>The columns in the order of <see cref="GridRow"/>, as its constructor asks for them.</summary>
    private static GridRow Row(SqliteDataReader from) => new(
        from.GetInt64(0), from.GetInt64(1), from.GetString(2), from.GetString(3), from.GetString(4), from.GetString(5), from.GetString(6),
        from.GetInt64(7), from.GetInt64(8), from.GetInt64(9), Day(from, 10), Day(from, 11), (DenialStatus)from.GetInt32(12), from.GetInt64(13) != 0,
        from.IsDBNull(14) ? null : Guid.Parse(from.GetString(14)), from.IsDBNull(15) ? null : from.GetString(15), from.GetInt32(16));

    private static DateOnly Day(SqliteDataReader from, int column) => DateOnly.ParseExact(from.GetString(column), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
