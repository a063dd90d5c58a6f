using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Claims;

/// <summary>A claim's balance after ledger rows were added to it.</summary>
/// <param name="Version">The version that was read.</param>
internal readonly record struct ClaimChange(long Id, long Version, long BalanceCents);

/// <summary>How ledger rows and claim balances are written in bulk.</summary>
internal static class LedgerShapes
{
    public static InsertShape<PaymentApplication> Applications { get; } = new("payment_application",
        ["id", "claim_id", "type", "amount_cents", "denial_id", "line_id", "reverses_id", "request_id", "reason_id", "remittance_id", "remittance_claim_id",
            "adjustment_group", "adjustment_code", "posted_on", "posted_at", "posted_by", "opening_import_id", "source_row", "opened_charge_cents"], Bind);

    public static UpdateShape<ClaimChange> Balances { get; } = new("claim", ["balance_cents"], (claim, to) =>
    {
        to.Number(claim.BalanceCents);
        to.Number(claim.Id);
        to.Number(claim.Version);
    });

    private static void Bind(PaymentApplication row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.ClaimId);
        to.Number((int)row.Type);
        to.Number(row.AmountCents);
        to.Number(row.DenialId);
        to.Number(row.LineId);
        to.Number(row.ReversesId);
        to.Number(row.RequestId);
        to.Number(row.ReasonId);
        to.Number(row.RemittanceId);
        to.Number(row.RemittanceClaimId);
        to.Text(row.AdjustmentGroup);
        to.Text(row.AdjustmentCode);
        to.Day(row.PostedOn);
        to.Number(row.PostedAt.ToUnixTimeMilliseconds());
        to.Person(row.PostedBy);
        to.Number(row.OpeningImportId);
        to.Number(row.SourceRow);
        to.Number(row.OpenedChargeCents);
    }
}
