using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Audit;

/// <summary>How audit rows reach the table: always in bulk form, one or many.</summary>
internal static class AuditRowShape
{
    public static InsertShape<AuditRow> Insert { get; } = new("audit_row",
        ["sequence", "at", "actor_id", "actor_name", "act", "denial_id", "claim_id", "request_id", "remittance_id", "reason_code", "amount_cents",
            "status_before", "status_after", "balance_before_cents", "balance_after_cents", "note", "detail", "previous_hash", "hash"], Bind);

    private static void Bind(AuditRow row, IRowBinder to)
    {
        to.Number(row.Sequence);
        to.Number(row.At.ToUnixTimeMilliseconds());
        to.Person(row.ActorId);
        to.Text(row.ActorName);
        to.Number((int)row.Act);
        to.Number(row.DenialId);
        to.Number(row.ClaimId);
        to.Number(row.RequestId);
        to.Number(row.RemittanceId);
        to.Text(row.ReasonCode);
        to.Number(row.AmountCents);
        to.Number(row.StatusBefore);
        to.Number(row.StatusAfter);
        to.Number(row.BalanceBeforeCents);
        to.Number(row.BalanceAfterCents);
        to.Text(row.Note);
        to.Text(row.Detail);
        to.Bytes(row.PreviousHash);
        to.Bytes(row.Hash);
    }
}
