namespace WriteOff.Domain.Verification;

/// <summary>Runs and their rows. Run status 1 running, 2 paused, 3 finished, 4 cancelled; kind 1 write-off, 2 undo, 3 approve, 4 reject; outcome 1 posted, 2 pending, 3 skipped, 4 failed.</summary>
internal static class RunInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("RunOutcomes", "Every row of a run has exactly one outcome: done = posted + pending + skipped + failed, all of them once the run ended, and each counted in its sum.", "run", """
            SELECT r.tenant_id, r.number AS id FROM mass_run r
            LEFT JOIN (SELECT tenant_id, run_number, COUNT(*) AS done,
                         SUM(CASE WHEN outcome = 1 THEN 1 ELSE 0 END) AS posted, SUM(CASE WHEN outcome = 1 THEN amount_cents ELSE 0 END) AS posted_cents,
                         SUM(CASE WHEN outcome = 2 THEN 1 ELSE 0 END) AS pending, SUM(CASE WHEN outcome = 2 THEN amount_cents ELSE 0 END) AS pending_cents,
                         SUM(CASE WHEN outcome = 3 THEN 1 ELSE 0 END) AS skipped, SUM(CASE WHEN outcome = 4 THEN 1 ELSE 0 END) AS failed
                       FROM mass_run_row GROUP BY tenant_id, run_number) x ON x.tenant_id = r.tenant_id AND x.run_number = r.number
            WHERE r.done_count <> COALESCE(x.done, 0) OR r.posted_count <> COALESCE(x.posted, 0) OR r.pending_count <> COALESCE(x.pending, 0)
               OR r.skipped_count <> COALESCE(x.skipped, 0) OR r.failed_count <> COALESCE(x.failed, 0)
               OR r.posted_cents <> COALESCE(x.posted_cents, 0) OR r.pending_cents <> COALESCE(x.pending_cents, 0)
               OR r.done_count <> r.posted_count + r.pending_count + r.skipped_count + r.failed_count OR r.done_count > r.selected_count
               OR (r.status IN (3, 4) AND (r.done_count <> r.selected_count OR r.ended_at IS NULL)) OR (r.status IN (1, 2) AND r.ended_at IS NOT NULL)
            """),
        new("RunRequests", "A row that a mass write-off posted or sent to approval names a request of its own denial and amount; nothing else names one it made.", "denial", """
            SELECT x.tenant_id, x.denial_id AS id FROM mass_run_row x
            JOIN mass_run r ON r.tenant_id = x.tenant_id AND r.number = x.run_number
            LEFT JOIN denial d ON d.tenant_id = x.tenant_id AND d.id = x.denial_id
            LEFT JOIN write_off_request q ON q.tenant_id = x.tenant_id AND q.id = x.request_id
            WHERE x.outcome NOT IN (1, 2, 3, 4) OR (d.id IS NULL AND x.cause <> 'not-found') OR (x.outcome IN (1, 2) AND x.cause <> '') OR (x.outcome IN (3, 4) AND x.cause = '')
               OR (x.outcome IN (1, 2) AND (q.id IS NULL OR q.denial_id <> x.denial_id OR q.amount_cents <> x.amount_cents))
               OR (r.kind = 1 AND x.outcome = 1 AND q.status <> 1) OR (r.kind = 1 AND x.outcome = 2 AND q.status_after <> 4)
               OR (r.kind = 1 AND x.outcome IN (3, 4) AND x.request_id IS NOT NULL)
            """),
    ];
}
