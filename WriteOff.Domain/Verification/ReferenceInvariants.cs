namespace WriteOff.Domain.Verification;

/// <summary>References stay within the tenant and agree with each other. The foreign keys already see to most of it; here it is looked at again.</summary>
internal static class ReferenceInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("ApplicationReferences", "An application's claim, denial, line, request and reason are the tenant's and belong together.", "application", """
            SELECT a.tenant_id, a.id FROM payment_application a
            LEFT JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id
            LEFT JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
            LEFT JOIN claim_line l ON l.tenant_id = a.tenant_id AND l.id = a.line_id
            LEFT JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id
            LEFT JOIN write_off_reason x ON x.tenant_id = a.tenant_id AND x.id = a.reason_id
            WHERE c.id IS NULL OR (a.denial_id IS NOT NULL AND (d.id IS NULL OR d.claim_id <> a.claim_id))
               OR (a.line_id IS NOT NULL AND (l.id IS NULL OR l.claim_id <> a.claim_id))
               OR (a.request_id IS NOT NULL AND (r.id IS NULL OR r.denial_id <> a.denial_id OR a.denial_id IS NULL))
               OR (a.reason_id IS NOT NULL AND x.id IS NULL)
            """),
        new("DenialReferences", "A denial's claim, line and payer are the tenant's; the line is of the claim.", "denial", """
            SELECT d.tenant_id, d.id FROM denial d
            LEFT JOIN claim c ON c.tenant_id = d.tenant_id AND c.id = d.claim_id
            LEFT JOIN claim_line l ON l.tenant_id = d.tenant_id AND l.id = d.line_id
            LEFT JOIN payer p ON p.tenant_id = d.tenant_id AND p.id = d.payer_id
            WHERE c.id IS NULL OR p.id IS NULL OR (d.line_id IS NOT NULL AND (l.id IS NULL OR l.claim_id <> d.claim_id))
            """),
        new("RequestReferences", "A request's denial is the tenant's and of the request's claim.", "request", """
            SELECT r.tenant_id, r.id FROM write_off_request r
            LEFT JOIN denial d ON d.tenant_id = r.tenant_id AND d.id = r.denial_id
            WHERE d.id IS NULL OR d.claim_id <> r.claim_id
            """),
        new("RequestLineReferences", "A request line's request and reason are the tenant's.", "request", """
            SELECT l.tenant_id, l.request_id AS id FROM write_off_request_line l
            LEFT JOIN write_off_request r ON r.tenant_id = l.tenant_id AND r.id = l.request_id
            LEFT JOIN write_off_reason x ON x.tenant_id = l.tenant_id AND x.id = l.reason_id
            WHERE r.id IS NULL OR x.id IS NULL
            """),
        new("AppealReferences", "An appeal's denial is the tenant's.", "appeal", """
            SELECT a.tenant_id, a.id FROM appeal a
            LEFT JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
            WHERE d.id IS NULL
            """),
        new("TenantKnown", "Every claim, payer and person belongs to a tenant that exists.", "row", """
            SELECT x.tenant_id, MIN(x.id) AS id FROM (SELECT tenant_id, id FROM claim UNION ALL SELECT tenant_id, id FROM payer UNION ALL SELECT tenant_id, 0 FROM person) x
            LEFT JOIN tenant t ON t.tenant_id = x.tenant_id
            WHERE t.tenant_id IS NULL GROUP BY x.tenant_id
            """),
    ];
}
