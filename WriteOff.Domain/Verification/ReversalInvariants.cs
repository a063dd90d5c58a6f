namespace WriteOff.Domain.Verification;

/// <summary>Reversals. Claim payment outcome 1 posted, 2 held, 3 unmatched, 4 for information, 5 rejected, 6 kept with a remittance that is held whole; case and flag status 1 open; confidence 1 certain, 2 review.</summary>
internal static class ReversalInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("FlagOpen", "A denial is flagged exactly when an open flag of an open case names it.", "denial", """
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN (SELECT f.tenant_id, f.denial_id, COUNT(*) AS flags FROM reversal_flag f
                       JOIN reversal_case c ON c.tenant_id = f.tenant_id AND c.id = f.case_id
                       WHERE f.status = 1 AND c.status = 1 GROUP BY f.tenant_id, f.denial_id) x
              ON x.tenant_id = d.tenant_id AND x.denial_id = d.id
            WHERE (d.is_flagged = 1 AND x.flags IS NULL) OR (d.is_flagged <> 1 AND x.flags IS NOT NULL)
            """),
        new("FlagOfCase", "A flag is open exactly while its case is, and names a denial of the case's claim.", "case", """
            SELECT f.tenant_id, f.case_id AS id FROM reversal_flag f
            LEFT JOIN reversal_case c ON c.tenant_id = f.tenant_id AND c.id = f.case_id
            LEFT JOIN denial d ON d.tenant_id = f.tenant_id AND d.id = f.denial_id
            WHERE c.id IS NULL OR d.id IS NULL OR d.claim_id <> c.claim_id OR (f.status = 1 AND c.status <> 1) OR (f.status <> 1 AND c.status = 1)
            """),
        new("CaseClosed", "A case has an end exactly when it isn't open, and nothing waits in a closed one.", "case", """
            SELECT c.tenant_id, c.id FROM reversal_case c
            LEFT JOIN (SELECT tenant_id, case_id, COUNT(*) AS waiting FROM remittance_claim WHERE outcome = 2 AND case_id IS NOT NULL GROUP BY tenant_id, case_id) w
              ON w.tenant_id = c.tenant_id AND w.case_id = c.id
            WHERE (c.status = 1 AND (c.closed_at IS NOT NULL OR w.waiting IS NULL)) OR (c.status <> 1 AND (c.closed_at IS NULL OR w.waiting IS NOT NULL)) OR c.confidence NOT IN (1, 2)
            """),
        new("CaseOriginal", "A case asks about a claim payment that is posted to its claim.", "case", """
            SELECT c.tenant_id, c.id FROM reversal_case c
            LEFT JOIN remittance_claim o ON o.tenant_id = c.tenant_id AND o.id = c.original_id
            WHERE o.id IS NULL OR o.outcome <> 1 OR o.claim_id IS NULL OR o.claim_id <> c.claim_id
            """),
        new("TakenBackOnce", "An adjudication is taken back at most once, and only one that is posted and no reversal.", "claim payment", """
            SELECT r.tenant_id, MAX(r.id) AS id FROM remittance_claim r WHERE r.outcome = 1 AND r.reverses_id IS NOT NULL
            GROUP BY r.tenant_id, r.reverses_id HAVING COUNT(*) > 1
            UNION ALL
            SELECT r.tenant_id, r.id FROM remittance_claim r
            LEFT JOIN remittance_claim o ON o.tenant_id = r.tenant_id AND o.id = r.reverses_id
            WHERE r.outcome = 1 AND r.reverses_id IS NOT NULL AND (o.id IS NULL OR o.outcome <> 1 OR o.status_code = '22')
            """),
        new("TakenBackBySamePayer", "What takes an adjudication back, or corrects it, comes from the payer that made it.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r
            JOIN remittance_claim o ON o.tenant_id = r.tenant_id AND o.id = r.reverses_id
            JOIN remittance rr ON rr.tenant_id = r.tenant_id AND rr.id = r.remittance_id
            JOIN remittance ro ON ro.tenant_id = o.tenant_id AND ro.id = o.remittance_id
            WHERE rr.payer_identifier <> ro.payer_identifier
            UNION ALL
            SELECT r.tenant_id, r.id FROM remittance_claim r
            JOIN remittance_claim o ON o.tenant_id = r.tenant_id AND o.id = r.corrects_id
            JOIN remittance rr ON rr.tenant_id = r.tenant_id AND rr.id = r.remittance_id
            JOIN remittance ro ON ro.tenant_id = o.tenant_id AND ro.id = o.remittance_id
            WHERE rr.payer_identifier <> ro.payer_identifier
            """),
        new("WaitingPostsNothing", "A claim payment that wasn't posted has no ledger row and no denial.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r
            WHERE r.outcome NOT IN (1, 7) AND (EXISTS (SELECT 1 FROM payment_application a WHERE a.tenant_id = r.tenant_id AND a.remittance_claim_id = r.id)
               OR EXISTS (SELECT 1 FROM denial d WHERE d.tenant_id = r.tenant_id AND d.remittance_claim_id = r.id))
            """),
        new("ReversalOnlyUndoes", "A posted reversal (CLP02 = 22) writes only rows that take others back, and makes no denial.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r
            WHERE r.outcome = 1 AND r.status_code = '22' AND (r.reverses_id IS NULL
               OR EXISTS (SELECT 1 FROM payment_application a WHERE a.tenant_id = r.tenant_id AND a.remittance_claim_id = r.id AND a.reverses_id IS NULL)
               OR EXISTS (SELECT 1 FROM denial d WHERE d.tenant_id = r.tenant_id AND d.remittance_claim_id = r.id))
            """),
        new("TakenBackWhole", "Of an adjudication that was taken back no ledger row stands, and no denial that the payer did not repeat.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r
            JOIN payment_application a ON a.tenant_id = r.tenant_id AND a.remittance_claim_id = r.reverses_id AND a.reverses_id IS NULL
            WHERE r.outcome = 1 AND NOT EXISTS (SELECT 1 FROM payment_application u WHERE u.tenant_id = a.tenant_id AND u.reverses_id = a.id)
            UNION ALL
            SELECT r.tenant_id, r.id FROM remittance_claim r
            JOIN denial d ON d.tenant_id = r.tenant_id AND d.remittance_claim_id = r.reverses_id
            WHERE r.outcome = 1 AND (d.balance_cents > 0 OR d.status = 5)
              AND NOT EXISTS (SELECT 1 FROM denial_determination s JOIN remittance_claim a ON a.tenant_id = s.tenant_id AND a.id = s.remittance_claim_id
                              WHERE s.tenant_id = d.tenant_id AND s.denial_id = d.id AND s.kind = 1 AND a.outcome = 1
                                AND NOT EXISTS (SELECT 1 FROM remittance_claim t WHERE t.tenant_id = a.tenant_id AND t.reverses_id = a.id AND t.outcome = 1))
            """),
        new("LedgerSource", "A ledger row that is no write-off comes from a claim payment that was posted, opens a claim from a file, or takes such a row back.", "application", """
            SELECT a.tenant_id, a.id FROM payment_application a
            LEFT JOIN remittance_claim r ON r.tenant_id = a.tenant_id AND r.id = a.remittance_claim_id
            WHERE a.type <> 5 AND ((a.reverses_id IS NULL AND a.opening_import_id IS NULL AND (r.id IS NULL OR r.outcome NOT IN (1, 7))) OR (r.id IS NOT NULL AND (r.claim_id IS NULL OR r.claim_id <> a.claim_id)))
            """),
        new("PaidAsSaid", "The payments that a posted claim payment, if no reversal, wrote anew come to what it says it paid (CLP04); those that it took back are another's.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r
            LEFT JOIN (SELECT tenant_id, remittance_claim_id, SUM(amount_cents) AS total FROM payment_application
                       WHERE type = 1 AND reverses_id IS NULL AND remittance_claim_id IS NOT NULL GROUP BY tenant_id, remittance_claim_id) a
              ON a.tenant_id = r.tenant_id AND a.remittance_claim_id = r.id
            WHERE r.outcome = 1 AND r.status_code <> '22' AND COALESCE(a.total, 0) <> COALESCE(r.paid_cents, 0)
            """),
        new("UnpostedWhole", "A claim payment is unposted exactly with its whole remittance; none of its ledger rows stands, and no denial that it made.", "claim payment", """
            SELECT r.tenant_id, r.id FROM remittance_claim r JOIN remittance m ON m.tenant_id = r.tenant_id AND m.id = r.remittance_id
            WHERE (r.outcome = 7 AND m.status <> 7) OR (r.outcome <> 7 AND m.status = 7)
            UNION ALL
            SELECT r.tenant_id, r.id FROM remittance_claim r
            JOIN payment_application a ON a.tenant_id = r.tenant_id AND a.remittance_claim_id = r.id AND a.reverses_id IS NULL
            WHERE r.outcome = 7 AND NOT EXISTS (SELECT 1 FROM payment_application u WHERE u.tenant_id = a.tenant_id AND u.reverses_id = a.id)
            UNION ALL
            SELECT r.tenant_id, r.id FROM remittance_claim r JOIN denial d ON d.tenant_id = r.tenant_id AND d.remittance_claim_id = r.id
            WHERE r.outcome = 7 AND (d.status <> 6 OR d.balance_cents <> 0)
            """),
        new("WaitingSaysWhy", "What waits, is no one's or was rejected says why.", "claim payment",
            "SELECT r.tenant_id, r.id FROM remittance_claim r WHERE (r.outcome IN (2, 3) AND r.why = '') OR (r.outcome = 2 AND r.hold_word = '') OR (r.outcome = 5 AND r.note = '')"),
    ];
}
