using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>Keeps <c>cause_rollup</c> equal to the ledger. Called by who writes ledger rows, inside the same transaction and after the tenant lock was taken: no two writers meet on a row.</summary>
internal static class CauseRollup
{
    private const int IdsPerQuery = 500;

    /// <summary>Adds what was written to its days. A day that isn't there yet begins with it.</summary>
    public static async Task Apply(WorkbenchDb db, IReadOnlyDictionary<CauseKey, CauseDelta> deltas, CancellationToken cancellationToken)
    {
        List<CauseDay> first = [];
        foreach (var (key, delta) in deltas)
        {
            if (await Raise(db, key, delta, cancellationToken) == 0) first.Add(new CauseDay(db.TenantId, key, delta));
        }

        if (first.Count == 0) return;
        db.AddRange(first);
        await db.SaveChangesAsync(cancellationToken);
        // The next delta of the day is added in the database, past these copies.
        foreach (var day in first) db.Entry(day).State = EntityState.Detached;
    }

    /// <summary>What saved ledger rows add to the rollup. Their request lines must be saved too: they keep the category.</summary>
    public static async Task<Dictionary<CauseKey, CauseDelta>> Of(WorkbenchDb db, IEnumerable<ICauseRow> rows, CancellationToken cancellationToken)
    {
        Dictionary<CauseKey, CauseDelta> deltas = [];
        foreach (var ids in rows.Select(r => r.Id).Chunk(IdsPerQuery))
        {
            await using var command = Command(db, Text(ids));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = new CauseKey(reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1), reader.GetInt32(2));
                var cents = reader.GetInt64(3);
                var delta = reader.IsDBNull(4) ? new CauseDelta(cents, 1, 0, 0) : new CauseDelta(0, 0, checked(-cents), 1);
                deltas[key] = deltas.GetValueOrDefault(key) + delta;
            }
        }

        return deltas;
    }

    /// <summary>The query behind <see cref="Of"/>: plain SQL, because this layer lies below the ledger's and the requests'. The + 0 keeps SQLite, which knows no values, from walking all lines of the reason.</summary>
    internal static string Text(IEnumerable<long> ids) => $"""
        SELECT a.posted_on, a.reason_id,
               COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                         WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
               a.amount_cents, a.reverses_id
        FROM payment_application a
        WHERE a.tenant_id = @tenant AND a.id IN ({string.Join(", ", ids.Select(id => id.ToString(CultureInfo.InvariantCulture)))})
        """;

    private static Task<int> Raise(WorkbenchDb db, CauseKey key, CauseDelta delta, CancellationToken cancellationToken) =>
        db.Set<CauseDay>().Where(c => c.PostedOn == key.PostedOn && c.ReasonId == key.ReasonId && c.Category == key.Category)
            .ExecuteUpdateAsync(set => set
                .SetProperty(c => c.WrittenOffCents, c => c.WrittenOffCents + delta.WrittenOffCents)
                .SetProperty(c => c.WrittenOffCount, c => c.WrittenOffCount + delta.WrittenOffCount)
                .SetProperty(c => c.ReopenedCents, c => c.ReopenedCents + delta.ReopenedCents)
                .SetProperty(c => c.ReopenedCount, c => c.ReopenedCount + delta.ReopenedCount), cancellationToken);

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
}
