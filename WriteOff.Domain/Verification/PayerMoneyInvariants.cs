namespace WriteOff.Domain.Verification;

/// <summary>Provider-level money. Remittance status 1 posted; row kind 1 announced, 2 taken; link kind 2: announced by the other row.</summary>
internal static class PayerMoneyInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("PayerMoneySum", "A posted remittance is the sum of its claim payments less its provider-level adjustments (BPR02 = Σ CLP04 − Σ PLB), but for what it says it can't explain.", "remittance", """
            SELECT r.tenant_id, r.id FROM remittance r
            LEFT JOIN (SELECT tenant_id, remittance_id, SUM(paid_cents) AS paid FROM remittance_claim GROUP BY tenant_id, remittance_id) c ON c.tenant_id = r.tenant_id AND c.remittance_id = r.id
            LEFT JOIN (SELECT tenant_id, remittance_id, SUM(amount_cents) AS adjusted FROM payer_money_row GROUP BY tenant_id, remittance_id) p ON p.tenant_id = r.tenant_id AND p.remittance_id = r.id
            WHERE r.status = 1 AND COALESCE(r.amount_cents, 0) <> COALESCE(c.paid, 0) - COALESCE(p.adjusted, 0) + r.unexplained_cents
            """),
        new("PayerMoneyLinks", "No more of a row is explained than it is about, and no more is taken than was announced.", "payer money", """
            SELECT p.tenant_id, p.id FROM payer_money_row p
            JOIN (SELECT tenant_id, row_id, SUM(amount_cents) AS total, MIN(amount_cents) AS least FROM payer_money_link GROUP BY tenant_id, row_id) l ON l.tenant_id = p.tenant_id AND l.row_id = p.id
            WHERE l.total > ABS(p.amount_cents) OR l.least <= 0
            UNION ALL
            SELECT p.tenant_id, p.id FROM payer_money_row p
            JOIN (SELECT k.tenant_id, k.other_row_id, SUM(k.amount_cents) AS total FROM payer_money_link k
                  JOIN payer_money_row t ON t.tenant_id = k.tenant_id AND t.id = k.row_id
                  JOIN remittance m ON m.tenant_id = t.tenant_id AND m.id = t.remittance_id AND m.status = 1
                  WHERE k.kind = 2 GROUP BY k.tenant_id, k.other_row_id) l ON l.tenant_id = p.tenant_id AND l.other_row_id = p.id
            WHERE p.kind <> 1 OR l.total > ABS(p.amount_cents)
            """),
        new("PayerMoneyOfOnePayer", "What was taken and what announced it come from the same payer.", "payer money", """
            SELECT l.tenant_id, l.row_id AS id FROM payer_money_link l
            JOIN payer_money_row a ON a.tenant_id = l.tenant_id AND a.id = l.row_id
            JOIN payer_money_row b ON b.tenant_id = l.tenant_id AND b.id = l.other_row_id
            JOIN remittance ra ON ra.tenant_id = a.tenant_id AND ra.id = a.remittance_id
            JOIN remittance rb ON rb.tenant_id = b.tenant_id AND rb.id = b.remittance_id
            WHERE ra.payer_identifier <> rb.payer_identifier
            """),
    ];
}
