namespace WriteOff.Domain.Persistence;

/// <summary>Fills an empty <c>cause_rollup</c> from the ledger: for data that was loaded past the one writer, and as the measure of what the writer keeps.</summary>
/// <remarks>Plain SQL for both databases; 5 is WRITEOFF.</remarks>
public static class CauseBackfill
{
    internal const string Text = """
        INSERT INTO cause_rollup (tenant_id, posted_on, reason_id, category, written_off_cents, written_off_count, reopened_cents, reopened_count)
        SELECT x.tenant_id, x.posted_on, x.reason_id, x.category, SUM(x.written_off_cents), SUM(x.written_off_count), SUM(x.reopened_cents), SUM(x.reopened_count)
        FROM (SELECT a.tenant_id, a.posted_on, a.reason_id,
                     COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                               WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
                     CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END AS written_off_cents,
                     CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END AS written_off_count,
                     CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END AS reopened_cents,
                     CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END AS reopened_count
              FROM payment_application a WHERE a.type = 5 AND a.reason_id IS NOT NULL) x
        GROUP BY x.tenant_id, x.posted_on, x.reason_id, x.category;
        """;
}
