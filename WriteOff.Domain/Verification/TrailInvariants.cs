namespace WriteOff.Domain.Verification;

/// <summary>The audit rows against today's rows. Audit act 30 is a write-off, 31 a request for one.</summary>
internal static class TrailInvariants
{
    /// <summary>Per denial, each row that speaks of its state beside the one before it.</summary>
    private const string Steps = """
        (SELECT tenant_id, sequence, denial_id, request_id, act, status_before, status_after, balance_before_cents,
                LAG(sequence) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_sequence,
                LAG(request_id) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_request,
                LAG(act) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_act,
                LAG(status_before) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_before,
                LAG(status_after) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_after,
                LAG(balance_after_cents) OVER (PARTITION BY tenant_id, denial_id ORDER BY sequence) AS was_balance
         FROM audit_row WHERE denial_id IS NOT NULL AND status_after IS NOT NULL)
        """;

    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("ReplayStatus", "The last status in a denial's audit rows is its status today.", "denial", Replay("status_after", "status")),
        new("ReplayBalance", "The last balance in a denial's audit rows is its balance today.", "denial", Replay("balance_after_cents", "balance_cents")),
        // The lines of one request are one act: each of their rows tells the same before and after.
        new("StatusSteps", "Each audit row of a denial starts from the status that the one before it led to.", "audit row", $"""
            SELECT s.tenant_id, s.sequence AS id FROM {Steps} s
            WHERE s.was_sequence IS NOT NULL AND (s.status_before IS NULL OR s.status_before <> s.was_after)
              AND NOT (s.request_id IS NOT NULL AND s.request_id = s.was_request AND s.act = s.was_act AND s.status_before = s.was_before AND s.status_after = s.was_after)
            """),
        new("BalanceSteps", "Each audit row of a denial starts from the balance that the one before it left.", "audit row", $"""
            SELECT s.tenant_id, s.sequence AS id FROM {Steps} s
            WHERE s.was_sequence IS NOT NULL AND (s.balance_before_cents IS NULL OR s.balance_before_cents <> s.was_balance)
            """),
        new("AuditPerLine", "A request has one audit row per line, of its amount: a write-off where it posted at once, an ask where it was gated.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            LEFT JOIN (SELECT tenant_id, request_id, COUNT(*) AS lines FROM write_off_request_line GROUP BY tenant_id, request_id) l
              ON l.tenant_id = r.tenant_id AND l.request_id = r.id
            LEFT JOIN (SELECT tenant_id, request_id, act, COUNT(*) AS audited, SUM(amount_cents) AS total FROM audit_row
                       WHERE request_id IS NOT NULL AND act IN (30, 31) GROUP BY tenant_id, request_id, act) a
              ON a.tenant_id = r.tenant_id AND a.request_id = r.id AND a.act = CASE WHEN r.status_after = 4 THEN 31 ELSE 30 END
            WHERE a.audited IS NULL OR a.audited <> l.lines OR a.total <> r.amount_cents
            """),
        new("WriteOffLeavesNoCredit", "No write-off left a balance below zero.", "audit row",
            "SELECT a.tenant_id, a.sequence AS id FROM audit_row a WHERE a.act IN (30, 31, 32) AND (a.amount_cents IS NULL OR a.amount_cents <= 0 OR a.balance_after_cents < 0)"),
        new("AuditNamesRows", "The denial, claim and request that an audit row names are the tenant's.", "audit row", """
            SELECT a.tenant_id, a.sequence AS id FROM audit_row a
            LEFT JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
            LEFT JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id
            LEFT JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id
            WHERE (a.denial_id IS NOT NULL AND d.id IS NULL) OR (a.claim_id IS NOT NULL AND c.id IS NULL) OR (a.request_id IS NOT NULL AND r.id IS NULL)
            """),
    ];

    private static string Replay(string said, string today) => $"""
        SELECT d.tenant_id, d.id FROM denial d
        LEFT JOIN (SELECT tenant_id, denial_id, MAX(sequence) AS last FROM audit_row WHERE denial_id IS NOT NULL AND {said} IS NOT NULL GROUP BY tenant_id, denial_id) m
          ON m.tenant_id = d.tenant_id AND m.denial_id = d.id
        LEFT JOIN audit_row a ON a.tenant_id = m.tenant_id AND a.sequence = m.last
        WHERE a.{said} IS NULL OR a.{said} <> d.{today}
        """;
}
