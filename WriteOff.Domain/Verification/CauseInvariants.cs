namespace WriteOff.Domain.Verification;

/// <summary>The rollup that the reports read. Application type 5 is WRITEOFF; category 0: the reason had none.</summary>
internal static class CauseInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("CauseRollup", "The causes of loss by day, reason and category are the sums and counts of the ledger's write-off rows and their undos.", "reason", """
            SELECT x.tenant_id, x.reason_id AS id FROM (
                SELECT tenant_id, posted_on, reason_id, category, written_off_cents, written_off_count, reopened_cents, reopened_count FROM cause_rollup
                UNION ALL
                SELECT a.tenant_id, a.posted_on, a.reason_id,
                       COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                                 WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
                       CASE WHEN a.reverses_id IS NULL THEN -a.amount_cents ELSE 0 END, CASE WHEN a.reverses_id IS NULL THEN -1 ELSE 0 END,
                       CASE WHEN a.reverses_id IS NULL THEN 0 ELSE a.amount_cents END, CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -1 END
                FROM payment_application a WHERE a.type = 5) x
            GROUP BY x.tenant_id, x.posted_on, x.reason_id, x.category
            HAVING SUM(x.written_off_cents) <> 0 OR SUM(x.written_off_count) <> 0 OR SUM(x.reopened_cents) <> 0 OR SUM(x.reopened_count) <> 0
            """),
        new("CauseSigns", "No day of the rollup is below zero, and none counts money without rows or rows without money.", "reason", """
            SELECT c.tenant_id, c.reason_id AS id FROM cause_rollup c
            WHERE c.written_off_cents < c.written_off_count OR c.reopened_cents < c.reopened_count OR c.written_off_count < 0 OR c.reopened_count < 0
               OR (c.written_off_count = 0 AND c.written_off_cents <> 0) OR (c.reopened_count = 0 AND c.reopened_cents <> 0)
               OR c.category NOT IN (0, 1, 2, 3, 4, 5, 6)
            """),
    ];
}
