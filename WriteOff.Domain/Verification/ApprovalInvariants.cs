namespace WriteOff.Domain.Verification;

/// <summary>Requests and their decisions. Request status 1 posted, 2 pending, 3 approved, 4 rejected, 5 cancelled, 6 stale; status_after 4: it was gated. Audit act 32 approved, 33 rejected, 34 cancelled, 35 stale.</summary>
internal static class ApprovalInvariants
{
    private const string System = "'00000000-0000-0000-0000-000000000000'";

    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("RequestDecided", "A request names who decided it and when exactly when it was decided.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            WHERE r.status NOT IN (1, 2, 3, 4, 5, 6)
               OR (r.status IN (1, 2) AND (r.decided_by IS NOT NULL OR r.decided_at IS NOT NULL))
               OR (r.status IN (3, 4, 5, 6) AND (r.decided_by IS NULL OR r.decided_at IS NULL OR r.decided_at < r.requested_at))
            """),
        new("ApproverNotRequester", "Who asked neither approved nor rejected it, only who asked took it back, and the system approves nothing.", "request", $"""
            SELECT r.tenant_id, r.id FROM write_off_request r
            WHERE (r.status IN (3, 4) AND r.decided_by = r.requested_by) OR (r.status = 5 AND r.decided_by <> r.requested_by)
               OR (r.status = 3 AND r.decided_by = {System})
            """),
        new("GatedOnlyByApproval", "A request that went to a supervisor never posted without an approval; one that posted at once was never gated.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            WHERE (r.status_after = 4 AND r.status = 1) OR (r.status_after <> 4 AND r.status <> 1)
               OR (r.status_after = 4 AND EXISTS (SELECT 1 FROM payment_application a
                     WHERE a.tenant_id = r.tenant_id AND a.request_id = r.id AND a.reverses_id IS NULL AND (r.status <> 3 OR a.posted_by <> r.decided_by)))
            """),
        new("DecisionAudited", "A decision is in the audit rows, by whom the request says: an approval line by line, anything else once.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            LEFT JOIN (SELECT tenant_id, request_id, COUNT(*) AS lines FROM write_off_request_line GROUP BY tenant_id, request_id) l
              ON l.tenant_id = r.tenant_id AND l.request_id = r.id
            LEFT JOIN (SELECT tenant_id, request_id, COUNT(*) AS audited, MIN(act) AS first_act, MAX(act) AS last_act, SUM(amount_cents) AS total
                       FROM audit_row WHERE act IN (32, 33, 34, 35) GROUP BY tenant_id, request_id) a
              ON a.tenant_id = r.tenant_id AND a.request_id = r.id
            WHERE (r.status IN (1, 2) AND a.audited IS NOT NULL)
               OR (r.status IN (3, 4, 5, 6) AND (a.audited IS NULL OR a.total <> r.amount_cents OR a.first_act <> r.status + 29 OR a.last_act <> r.status + 29
                     OR a.audited <> CASE WHEN r.status = 3 THEN l.lines ELSE 1 END))
               OR (r.status IN (3, 4, 5) AND EXISTS (SELECT 1 FROM audit_row x
                     WHERE x.tenant_id = r.tenant_id AND x.request_id = r.id AND x.act IN (32, 33, 34) AND x.actor_id <> r.decided_by))
            """),
    ];
}
