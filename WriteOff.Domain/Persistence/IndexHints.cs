using System.Collections.Concurrent;
using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WriteOff.Domain.Persistence;

/// <summary>Lets a query name the index that it walks, on SQLite: a tag that becomes <c>INDEXED BY</c> on every <c>denial</c> of the statement.</summary>
/// <remarks>SQLite chooses without knowing the values, and takes a range on a hot column for rare. SQL Server knows its histograms and is left alone.</remarks>
internal sealed partial class IndexHints : DbCommandInterceptor
{
    private const string Tag = "index ";
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>The tag for <c>TagWith</c>.</summary>
    /// <param name="onlyWhere">A partial index: the yes/no column that the statement must ask for. SQLite refuses the name otherwise, and a filter that contradicts itself loses its terms.</param>
    public static string For(string index, string? onlyWhere = null) => onlyWhere is null ? Tag + index : $"{Tag}{index} {onlyWhere}";

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Apply(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Apply(command);
        return ValueTask.FromResult(result);
    }

    private static void Apply(DbCommand command) => command.CommandText = Apply(command.CommandText);

    /// <summary>The text with its tag followed; as it is without one.</summary>
    public static string Apply(string sql)
    {
        if (!sql.StartsWith($"-- {Tag}", StringComparison.Ordinal)) return sql;
        // Texts are as few as shapes of filters; a flood of odd ones starts over instead of growing.
        if (Known.Count > 2_000) Known.Clear();
        return Known.GetOrAdd(sql, Hinted);
    }

    private static string Hinted(string sql)
    {
        var first = sql.AsSpan().IndexOfAny('\r', '\n');
        var words = sql[$"-- {Tag}".Length..first].Split(' ');
        // What is joined to the walk is found by its key.
        var joins = sql.IndexOf("\nINNER JOIN (", StringComparison.Ordinal);
        var (walk, rest) = joins < 0 ? (sql[first..], "") : (sql[first..joins], sql[joins..]);
        if (words.Length > 1 && !walk.Contains($" AND \"d\".\"{words[1]}\"", StringComparison.Ordinal)) return walk.TrimStart() + rest;
        return Denials().Replace(walk, $"FROM \"denial\" AS \"${{alias}}\" INDEXED BY \"{words[0]}\"").TrimStart() + rest;
    }

    [GeneratedRegex("FROM \"denial\" AS \"(?<alias>d[0-9]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Denials();
}
