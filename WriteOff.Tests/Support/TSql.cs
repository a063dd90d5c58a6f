using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace WriteOff.Tests.Support;

/// <summary>Reads SQL as SQL Server would, and lists what our SQL must not contain.</summary>
internal static class TSql
{
    /// <summary>Words that go around the design: keys come from the client, the turn is the only lock, nothing is merged.</summary>
    private static readonly HashSet<string> Unwanted = new(StringComparer.OrdinalIgnoreCase)
    {
        "MERGE", "IDENTITY", "SCOPE_IDENTITY", "OUTPUT", "NOLOCK", "READUNCOMMITTED", "READPAST", "HOLDLOCK", "UPDLOCK", "ROWLOCK", "TABLOCK", "TABLOCKX", "XLOCK", "PAGLOCK", "TRUNCATE",
    };

    /// <summary>Syntax errors and unwanted words of a script, also inside the texts that it EXECutes; empty: it is fine.</summary>
    public static IReadOnlyList<string> Complaints(string script)
    {
        var fragment = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        List<string> complaints = [.. errors.Select(e => $"line {e.Line}: {e.Message}")];
        if (fragment is null) return complaints;
        complaints.AddRange(fragment.ScriptTokenStream.Where(t => t.TokenType != TSqlTokenType.AsciiStringLiteral && t.TokenType != TSqlTokenType.UnicodeStringLiteral
            && t.TokenType != TSqlTokenType.QuotedIdentifier && Unwanted.Contains(t.Text ?? "")).Select(t => $"line {t.Line}: {t.Text}"));
        var executed = new Executed();
        fragment.Accept(executed);
        complaints.AddRange(executed.Texts.SelectMany(Complaints));
        return complaints;
    }

    private sealed class Executed : TSqlFragmentVisitor
    {
        public List<string> Texts { get; } = [];

        public override void Visit(ExecutableStringList node) => Texts.Add(string.Concat(node.Strings.OfType<StringLiteral>().Select(s => s.Value)));
    }
}
