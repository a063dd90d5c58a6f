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
    public static string For(string index) => Tag + index;

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

    private static void Apply(DbCommand command)
    {
        if (!command.CommandText.StartsWith($"-- {Tag}", StringComparison.Ordinal)) return;
        // Texts are as few as shapes of filters; a flood of odd ones starts over instead of growing.
        if (Known.Count > 2_000) Known.Clear();
        command.CommandText = Known.GetOrAdd(command.CommandText, Hinted);
    }

    private static string Hinted(string sql)
    {
        var index = sql[$"-- {Tag}".Length..sql.AsSpan().IndexOfAny('\r', '\n')];
        return Denials().Replace(sql, $"FROM \"denial\" AS \"${{alias}}\" INDEXED BY \"{index}\"");
    }

    [GeneratedRegex("FROM \"denial\" AS \"(?<alias>d[0-9]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Denials();
}
