using System.Diagnostics;
using System.Globalization;
using WriteOff.Domain.Reporting;

namespace WriteOff.Bench;

/// <summary>A pivot as a hand-written GROUP BY over the ledger, with the joins that its dimensions need and no others.</summary>
internal static class PivotYardstick
{
    /// <returns>The quickest of the runs, the least processor time of one, and its lines in order.</returns>
    public static (double Time, double Processor, IReadOnlyList<string> Lines) Of(CausesFolder folder, PivotAsk ask, int runs)
    {
        var dimensions = new[] { ask.Rows, ask.Then, ask.Columns }.OfType<Dimension>().ToList();
        var isRestated = ask.View == PivotView.Restated;
        var span = ask.Period.Split("..");
        using var connection = folder.Connect();
        using var command = connection.CreateCommand();
        var joins = string.Join(' ', dimensions.SelectMany(Joins).Distinct(StringComparer.Ordinal));
        var labels = string.Join(", ", dimensions.Select(Labels));
        command.CommandText = $"""
            SELECT {labels},
                   SUM(CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END), SUM(CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END),
                   SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END), SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END)
            FROM payment_application a NOT INDEXED {(isRestated ? "LEFT JOIN payment_application o ON o.tenant_id = a.tenant_id AND o.id = a.reverses_id" : "")} {joins}
            WHERE a.tenant_id = 1 AND a.type = 5 AND {(isRestated ? "COALESCE(o.posted_on, a.posted_on)" : "a.posted_on")} BETWEEN '{span[0]}' AND '{span[1]}'
            GROUP BY {string.Join(", ", Enumerable.Range(1, dimensions.Count))}
            """;
        var (best, least) = (double.MaxValue, double.MaxValue);
        List<string> lines = [];
        for (var run = 0; run < runs; run++)
        {
            lines.Clear();
            var before = Harness.ProcessorTime();
            var watch = Stopwatch.StartNew();
            using (var reader = command.ExecuteReader())
                while (reader.Read())
                {
                    var at = dimensions.Count;
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"{string.Join('/', Enumerable.Range(0, at).Select(reader.GetString))}: {reader.GetInt64(at)} {reader.GetInt64(at + 1)} {reader.GetInt64(at + 2)} {reader.GetInt64(at + 3)}"));
                }

            best = Math.Min(best, watch.Elapsed.TotalMilliseconds);
            least = Math.Min(least, (Harness.ProcessorTime() - before).TotalMilliseconds);
        }

        lines.Sort(StringComparer.Ordinal);
        return (best, least, lines);
    }

    private static IEnumerable<string> Joins(Dimension dimension) => dimension switch
    {
        Dimension.Reason => ["JOIN write_off_reason w ON w.tenant_id = a.tenant_id AND w.id = a.reason_id"],
        Dimension.Payer => ["JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id", "JOIN payer p ON p.tenant_id = d.tenant_id AND p.id = d.payer_id"],
        Dimension.Carc => ["JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id"],
        Dimension.Provider => ["JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id"],
        Dimension.Requester => ["JOIN write_off_request q ON q.tenant_id = a.tenant_id AND q.id = a.request_id", "JOIN person u ON u.tenant_id = q.tenant_id AND u.id = q.requested_by"],
        Dimension.Month => [],
        Dimension.Category => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };

    private static string Labels(Dimension dimension) => dimension switch
    {
        Dimension.Reason => "w.label",
        Dimension.Payer => "p.name",
        Dimension.Carc => "d.carc",
        Dimension.Provider => "c.provider_name",
        Dimension.Requester => "u.display_name",
        Dimension.Month => "substr(a.posted_on, 1, 7)",
        Dimension.Category => throw new ArgumentOutOfRangeException(nameof(dimension)),
    };
}
