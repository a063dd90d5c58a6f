namespace WriteOff.Domain.Verification;

/// <summary>The ledger, balances, requests. Application type 5 is WRITEOFF; request status 1 posted, 2 pending, 3 approved.</summary>
internal static class MoneyInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("ClaimBalance", "A claim's balance is its charge less all its applications.", "claim", """
            SELECT c.tenant_id, c.id FROM claim c
            LEFT JOIN (SELECT tenant_id, claim_id, SUM(amount_cents) AS total FROM payment_application GROUP BY tenant_id, claim_id) a
              ON a.tenant_id = c.tenant_id AND a.claim_id = c.id
            WHERE c.balance_cents <> c.charge_cents - COALESCE(a.total, 0)
            """),
        new("DenialBalance", "A denial's balance is what was denied, less what was taken back, less its own applications.", "denial", """
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN (SELECT tenant_id, denial_id, SUM(amount_cents) AS total FROM payment_application WHERE denial_id IS NOT NULL GROUP BY tenant_id, denial_id) a
              ON a.tenant_id = d.tenant_id AND a.denial_id = d.id
            WHERE d.balance_cents <> d.denied_cents - d.taken_back_cents - COALESCE(a.total, 0)
            """),
        new("WriteOffAmount", "A write-off row that is no undo is above zero and names denial, request and reason.", "application", """
            SELECT a.tenant_id, a.id FROM payment_application a
            WHERE a.type = 5 AND ((a.reverses_id IS NULL AND a.amount_cents <= 0) OR a.denial_id IS NULL OR a.request_id IS NULL OR a.reason_id IS NULL)
            """),
        new("ApplicationType", "An application is of one of the six known types.", "application",
            "SELECT a.tenant_id, a.id FROM payment_application a WHERE a.type NOT IN (1, 2, 3, 4, 5, 6)"),
        new("OpeningRow", "A claim is opened from a file at most once, by a row that names file and row; what a remittance gives back of it is never more.", "claim", """
            SELECT a.tenant_id, a.claim_id AS id FROM payment_application a
            WHERE a.type = 6 OR a.opening_import_id IS NOT NULL GROUP BY a.tenant_id, a.claim_id
            HAVING SUM(CASE WHEN a.opening_import_id IS NOT NULL THEN 1 ELSE 0 END) <> 1 OR SUM(a.amount_cents) < 0
               OR SUM(CASE WHEN a.type <> 6 OR a.denial_id IS NOT NULL THEN 1 ELSE 0 END) > 0
               OR SUM(CASE WHEN a.opening_import_id IS NOT NULL AND (a.amount_cents < 0 OR a.source_row IS NULL OR a.opened_charge_cents IS NULL OR a.reverses_id IS NOT NULL) THEN 1 ELSE 0 END) > 0
               OR SUM(CASE WHEN a.opening_import_id IS NULL AND a.remittance_id IS NULL THEN 1 ELSE 0 END) > 0
            """),
        new("OpeningSums", "What a file opened is what its claims had open: charge then less what was dealt with before.", "import", """
            SELECT i.tenant_id, i.id FROM opening_import i
            LEFT JOIN (SELECT tenant_id, opening_import_id, COUNT(*) AS claims, SUM(opened_charge_cents - amount_cents) AS total FROM payment_application
                       WHERE opening_import_id IS NOT NULL GROUP BY tenant_id, opening_import_id) a ON a.tenant_id = i.tenant_id AND a.opening_import_id = i.id
            WHERE i.claim_count <> COALESCE(a.claims, 0) OR i.open_cents <> COALESCE(a.total, 0)
            """),
        new("UndoneOnce", "A row is taken back at most once.", "application", """
            SELECT a.tenant_id, a.reverses_id AS id FROM payment_application a
            WHERE a.reverses_id IS NOT NULL GROUP BY a.tenant_id, a.reverses_id HAVING COUNT(*) > 1
            """),
        new("UndoOfUndo", "A row that takes another back is never taken back itself.", "application", """
            SELECT u.tenant_id, u.id FROM payment_application u
            JOIN payment_application a ON a.tenant_id = u.tenant_id AND a.id = u.reverses_id
            WHERE a.reverses_id IS NOT NULL
            """),
        new("UndoNegates", "An undo negates its row to the cent and shares its claim, denial, line, type, request and reason.", "application", """
            SELECT u.tenant_id, u.id FROM payment_application u
            LEFT JOIN payment_application a ON a.tenant_id = u.tenant_id AND a.id = u.reverses_id
            WHERE u.reverses_id IS NOT NULL AND (a.id IS NULL OR u.amount_cents <> -a.amount_cents OR u.claim_id <> a.claim_id OR u.type <> a.type
              OR COALESCE(u.denial_id, 0) <> COALESCE(a.denial_id, 0) OR COALESCE(u.line_id, 0) <> COALESCE(a.line_id, 0)
              OR COALESCE(u.request_id, 0) <> COALESCE(a.request_id, 0) OR COALESCE(u.reason_id, 0) <> COALESCE(a.reason_id, 0))
            """),
        new("RequestLines", "A request is above zero and the sum of its lines, each above zero.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            LEFT JOIN (SELECT tenant_id, request_id, SUM(amount_cents) AS total, MIN(amount_cents) AS least FROM write_off_request_line GROUP BY tenant_id, request_id) l
              ON l.tenant_id = r.tenant_id AND l.request_id = r.id
            WHERE r.amount_cents <= 0 OR l.total IS NULL OR l.total <> r.amount_cents OR l.least <= 0
            """),
        new("RequestApplications", "A posted or approved request has write-off rows of its amount, reason by reason; any other has none.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            LEFT JOIN (SELECT tenant_id, request_id, SUM(amount_cents) AS total FROM payment_application
                       WHERE request_id IS NOT NULL AND reverses_id IS NULL AND type = 5 GROUP BY tenant_id, request_id) a
              ON a.tenant_id = r.tenant_id AND a.request_id = r.id
            WHERE (r.status IN (1, 3) AND (a.total IS NULL OR a.total <> r.amount_cents))
               OR (r.status NOT IN (1, 3) AND a.total IS NOT NULL)
               OR EXISTS (SELECT 1 FROM payment_application x WHERE x.tenant_id = r.tenant_id AND x.request_id = r.id AND x.type <> 5)
               OR (r.status IN (1, 3) AND EXISTS (
                     SELECT 1 FROM (SELECT tenant_id, request_id, reason_id, SUM(amount_cents) AS total FROM write_off_request_line GROUP BY tenant_id, request_id, reason_id) l
                     LEFT JOIN (SELECT tenant_id, request_id, reason_id, SUM(amount_cents) AS total FROM payment_application
                                WHERE request_id IS NOT NULL AND reverses_id IS NULL AND type = 5 GROUP BY tenant_id, request_id, reason_id) p
                       ON p.tenant_id = l.tenant_id AND p.request_id = l.request_id AND p.reason_id = l.reason_id
                     WHERE l.tenant_id = r.tenant_id AND l.request_id = r.id AND (p.total IS NULL OR p.total <> l.total)))
            """),
        new("RemittancePostedOnce", "No two posted remittances of a tenant have the same identity.", "remittance", """
            SELECT r.tenant_id, MAX(r.id) AS id FROM remittance r WHERE r.status IN (1, 6)
            GROUP BY r.tenant_id, r."identity" HAVING COUNT(*) > 1
            """),
    ];
}
