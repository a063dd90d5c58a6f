namespace WriteOff.Domain.Verification;

/// <summary>States of denials. 1 OPEN, 2 IN_PROGRESS, 3 APPEAL_PENDING, 4 PENDING_WRITEOFF, 5 WRITE_OFF, 6 RESOLVED; appeal outcome 1 waits.</summary>
internal static class StateInvariants
{
    private const string LiveWriteOffs =
        "(SELECT tenant_id, denial_id, SUM(amount_cents) AS total FROM payment_application WHERE type = 5 AND denial_id IS NOT NULL GROUP BY tenant_id, denial_id)";

    private const string PendingRequests =
        "(SELECT tenant_id, denial_id, COUNT(*) AS waiting, SUM(amount_cents) AS total FROM write_off_request WHERE status = 2 GROUP BY tenant_id, denial_id)";

    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("StatusKnown", "A denial is in one of the six states, and has a resolution exactly when RESOLVED.", "denial", """
            SELECT d.tenant_id, d.id FROM denial d
            WHERE d.status NOT IN (1, 2, 3, 4, 5, 6)
               OR (d.status = 6 AND (d.resolution IS NULL OR d.resolution NOT IN (1, 2, 3, 4, 5))) OR (d.status <> 6 AND d.resolution IS NOT NULL)
            """),
        new("WrittenOff", "A WRITE_OFF denial has live write-offs and no balance.", "denial", $"""
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN {LiveWriteOffs} a ON a.tenant_id = d.tenant_id AND a.denial_id = d.id
            WHERE d.status = 5 AND (d.balance_cents <> 0 OR COALESCE(a.total, 0) <= 0)
            """),
        new("WrittenOffWhole", "A denial whose live write-offs left no balance is WRITE_OFF or RESOLVED.", "denial", $"""
            SELECT d.tenant_id, d.id FROM denial d
            JOIN {LiveWriteOffs} a ON a.tenant_id = d.tenant_id AND a.denial_id = d.id
            WHERE d.status NOT IN (5, 6) AND d.balance_cents = 0 AND a.total > 0
            """),
        new("WrittenOffWithin", "The live write-offs of a denial are not negative and not more than was denied.", "denial", $"""
            SELECT d.tenant_id, d.id FROM denial d
            JOIN {LiveWriteOffs} a ON a.tenant_id = d.tenant_id AND a.denial_id = d.id
            WHERE a.total < 0 OR a.total > d.denied_cents
            """),
        new("PendingWriteOff", "A PENDING_WRITEOFF denial has exactly one pending request, which reserves its amount.", "denial", $"""
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN {PendingRequests} r ON r.tenant_id = d.tenant_id AND r.denial_id = d.id
            WHERE d.status = 4 AND (r.waiting IS NULL OR r.waiting <> 1 OR d.reserved_cents <> r.total)
            """),
        new("ReservedOnlyPending", "Only a PENDING_WRITEOFF denial has a pending request or a reserved amount.", "denial", $"""
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN {PendingRequests} r ON r.tenant_id = d.tenant_id AND r.denial_id = d.id
            WHERE d.status <> 4 AND (d.reserved_cents <> 0 OR r.waiting IS NOT NULL)
            """),
        new("AppealPending", "A denial is APPEAL_PENDING exactly when one appeal of it waits.", "denial", """
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN (SELECT tenant_id, denial_id, COUNT(*) AS waiting FROM appeal WHERE outcome = 1 GROUP BY tenant_id, denial_id) a
              ON a.tenant_id = d.tenant_id AND a.denial_id = d.id
            WHERE (d.status = 3 AND (a.waiting IS NULL OR a.waiting <> 1)) OR (d.status <> 3 AND a.waiting IS NOT NULL)
            """),
        new("AppealEnded", "An appeal has an end exactly when it no longer waits, and a level from 1 to 5.", "appeal", """
            SELECT a.tenant_id, a.id FROM appeal a
            WHERE a.outcome NOT IN (1, 2, 3, 4) OR a.level < 1 OR a.level > 5
               OR (a.outcome = 1 AND a.ended_on IS NOT NULL) OR (a.outcome <> 1 AND a.ended_on IS NULL)
            """),
    ];
}
