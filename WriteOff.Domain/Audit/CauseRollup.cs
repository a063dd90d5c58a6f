using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Audit;

/// <summary>Keeps <c>cause_rollup</c> and <c>pivot_rollup</c> equal to the ledger, inside the transaction that writes the ledger rows and after the tenant lock was taken: no two writers meet on a row.</summary>
internal static class CauseRollup
{
    private const int IdsPerQuery = 500;

    /// <summary>Adds what was counted to its days and months. One that isn't there yet begins with it.</summary>
    public static async Task Apply(WorkbenchDb db, LossSums sums, CancellationToken cancellationToken)
    {
        var days = sums.Days();
        var months = sums.Months();
        if (days.Count > 0) await BulkRows.In(db).Raise(RollupShapes.Days, days, cancellationToken);
        if (months.Count > 0) await BulkRows.In(db).Raise(RollupShapes.Months, months, cancellationToken);
    }

    /// <summary>Counts saved ledger rows. Their requests with their lines must be saved too: they keep category and requester.</summary>
    public static async Task Count(WorkbenchDb db, LossSums sums, IReadOnlyCollection<ICauseRow> rows, CancellationToken cancellationToken)
    {
        var counted = 0;
        foreach (var ids in rows.Select(r => r.Id).Chunk(IdsPerQuery))
            await foreach (var row in Read(db, Text("a.id", ids), cancellationToken))
            {
                Add(sums, row, row.Key.ProviderName, isTaken: false);
                counted++;
            }

        if (counted != rows.Count) throw new InvalidOperationException("A write-off row has no denial or no request.");
    }

    /// <summary>The provider of these claims was empty and isn't any more: what earlier rows of theirs counted goes over to it.</summary>
    /// <param name="rows">Rows that were just counted under the new name.</param>
    public static async Task MoveToProvider(WorkbenchDb db, LossSums sums, IReadOnlyCollection<long> claims, IReadOnlyCollection<ICauseRow> rows, CancellationToken cancellationToken)
    {
        var counted = rows.Select(r => r.Id).ToHashSet();
        foreach (var ids in claims.Chunk(IdsPerQuery))
            await foreach (var row in Read(db, Text("a.claim_id", ids), cancellationToken))
            {
                if (counted.Contains(row.Id)) continue;
                Add(sums, row, "", isTaken: true);
                Add(sums, row, row.Key.ProviderName, isTaken: false);
            }
    }

    private static void Add(LossSums sums, in Loss row, string provider, bool isTaken)
    {
        var key = row.Key with { ProviderName = provider };
        if (row.UndoneOn is not { } day) sums.Add(key, Signed(LossDelta.WrittenOff(row.Cents), isTaken));
        else
        {
            var back = checked(-row.Cents);
            sums.Add(key, Signed(LossDelta.Reopened(back), isTaken));
            sums.Add(key with { PostedOn = day }, Signed(LossDelta.Undone(back), isTaken));
        }
    }

    private static LossDelta Signed(LossDelta delta, bool isTaken) => isTaken ? -delta : delta;

    /// <summary>The query behind it: plain SQL, because this layer lies below the ledger's and the requests'. Type 5 is WRITEOFF. The + 0 keeps SQLite, which knows no values, from walking all write-offs of the tenant and all lines of the reason.</summary>
    internal static string Text(string column, IEnumerable<long> ids) => $"""
        SELECT a.id, a.posted_on, a.reason_id,
               COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                         WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
               d.payer_id, d.carc, c.provider_name, r.requested_by, a.amount_cents, o.posted_on AS undone_on
        FROM payment_application a
        JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
        JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id
        JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id
        LEFT JOIN payment_application o ON o.tenant_id = a.tenant_id AND o.id = a.reverses_id
        WHERE a.tenant_id = @tenant AND a.type + 0 = 5 AND {column} IN ({string.Join(", ", ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})
        """;

    private static async IAsyncEnumerable<Loss> Read(WorkbenchDb db, string text, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = Command(db, text);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var key = new LossKey(reader.GetFieldValue<DateOnly>(1), reader.GetInt64(2), reader.GetInt32(3), reader.GetInt64(4), reader.GetString(5), reader.GetString(6), reader.GetGuid(7));
            yield return new Loss(reader.GetInt64(0), key, reader.GetInt64(8), reader.IsDBNull(9) ? null : reader.GetFieldValue<DateOnly>(9));
        }
    }

    private static DbCommand Command(WorkbenchDb db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = text;
        var tenant = command.CreateParameter();
        (tenant.ParameterName, tenant.Value) = ("@tenant", db.TenantId);
        command.Parameters.Add(tenant);
        return command;
    }

    /// <summary>A counting ledger row.</summary>
    /// <param name="UndoneOn">The day of what it takes back; null: it writes off.</param>
    private readonly record struct Loss(long Id, LossKey Key, long Cents, DateOnly? UndoneOn);
}
