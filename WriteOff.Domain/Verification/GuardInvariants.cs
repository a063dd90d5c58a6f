using System.Data.Common;

namespace WriteOff.Domain.Verification;

/// <summary>The triggers by which the database itself refuses to change or remove append-only rows.</summary>
internal static class GuardInvariants
{
    private static readonly string[] Tables = ["payment_application", "audit_row", "access_row"];

    public static async Task<InvariantResult> Check(DbTransaction snapshot, CancellationToken cancellationToken)
    {
        var tally = new Tally("AppendOnlyGuards", "The triggers that refuse UPDATE, DELETE and REPLACE of append-only rows stand.");
        HashSet<string> standing = new(StringComparer.OrdinalIgnoreCase);
        await using var command = Verifier.Command(snapshot, Snapshot.TriggersOf(snapshot.Connection!), null);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) standing.Add(reader.GetString(0));
        }

        foreach (var trigger in Tables.SelectMany(table => Snapshot.GuardsOf(snapshot.Connection!, table)).Where(trigger => !standing.Contains(trigger))) tally.Count($"trigger {trigger} of any tenant");
        return tally.Result;
    }
}
