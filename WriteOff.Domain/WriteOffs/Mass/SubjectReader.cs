using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>Reads the facts that the rules ask, for many denials: the same values as the dialog's, in plain SQL.</summary>
internal static class SubjectReader
{
    private const string Columns = """
        d.id, d.claim_id, d.line_id, c.balance_cents, c.version, d.status, d.balance_cents, d.reserved_cents, d.is_flagged, d."group", d.carc, d.denied_on,
        COALESCE(c.service_to, c.service_from), p.filing_window_days, d.appeal_by, l.outcome, l.level, d.returned_from_collections_on, d.version
        """;

    private const string Tables = """
        denial d JOIN claim c ON c.tenant_id = d.tenant_id AND c.id = d.claim_id JOIN payer p ON p.tenant_id = d.tenant_id AND p.id = d.payer_id
        LEFT JOIN appeal l ON l.tenant_id = d.tenant_id AND l.denial_id = d.id
          AND NOT EXISTS (SELECT 1 FROM appeal x WHERE x.tenant_id = l.tenant_id AND x.denial_id = l.denial_id AND x.id > l.id)
        """;

    /// <summary>The claim's live write-offs (undone ones cancel out) and pending requests: only an amount gate asks for them.</summary>
    private const string Committed = """
        (SELECT COALESCE(SUM(a.amount_cents), 0) FROM payment_application a WHERE a.tenant_id = d.tenant_id AND a.claim_id = d.claim_id AND a.type = 5)
        + (SELECT COALESCE(SUM(r.amount_cents), 0) FROM write_off_request r WHERE r.tenant_id = d.tenant_id AND r.claim_id = d.claim_id AND r.status = 2)
        """;

    /// <summary>What speaks for giving up a cost share: looked up for federal payers alone.</summary>
    private const string CostShare = """
        p.is_federal,
        CASE WHEN p.is_federal = 1 THEN (SELECT MAX(e.valid_until) FROM cost_share_evidence e WHERE e.tenant_id = d.tenant_id AND e.claim_id = d.claim_id AND e.kind = 1) END,
        CASE WHEN p.is_federal = 1 THEN (SELECT COUNT(*) FROM cost_share_evidence e WHERE e.tenant_id = d.tenant_id AND e.claim_id = d.claim_id AND e.kind = 2) ELSE 0 END
        """;

    /// <summary>The shape for a tenant's policy.</summary>
    public static ReadShape<WriteOffSubject> For(TenantPolicy policy) =>
        new($"{Columns}, {(policy.Gate == GateMode.AboveAmount ? Committed : "0")}, d.payer_id, c.provider_name, d.route, d.route_guards, {CostShare}", Tables, row => Map(row, policy.FilingWindowDays));

    private static WriteOffSubject Map(IRowFields row, int filingWindowDays)
    {
        var window = (int)(row.Number(13) ?? filingWindowDays);
        var facts = new DenialFacts(
            (DenialStatus)row.Number(5)!.Value, new Money(row.Number(6)!.Value), new Money(row.Number(7)!.Value), row.Number(8) != 0, row.Text(9), row.Text(10), row.Day(11)!.Value,
            row.Day(12)?.AddDays(window), row.Day(14)!.Value, (AppealOutcome?)row.Number(15), (int)(row.Number(16) ?? 0), row.Day(17), new Money(row.Number(19)!.Value), row.Number(18)!.Value)
        {
            Route = (DenialRoute)row.Number(22)!.Value, RouteGuards = row.Number(23) != 0,
            IsFederalPayer = row.Number(24) != 0, HardshipUntil = row.Day(25), Statements = (int)(row.Number(26) ?? 0),
        };
        return new WriteOffSubject(row.Number(0)!.Value, row.Number(1)!.Value, row.Number(2), row.Number(3)!.Value, row.Number(4)!.Value, row.Number(20)!.Value, row.Text(21), facts);
    }
}
