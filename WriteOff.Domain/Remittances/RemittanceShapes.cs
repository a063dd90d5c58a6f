using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Remittances;

/// <summary>How claim payments are written in bulk.</summary>
internal static class RemittanceShapes
{
    public static InsertShape<RemittanceClaim> Payments { get; } = new("remittance_claim",
        ["id", "remittance_id", "number", "outcome", "hold_word", "why", "claim_number", "claim_key", "status_code", "charge_cents", "paid_cents", "interest_cents", "payer_control_number", "original_reference",
            "member_id", "patient_name", "claim_id", "reverses_id", "corrects_id", "resubmits_id", "case_id", "match", "note", "decided_by", "decided_at", "segments", "delimiters", "version"], Bind);

    /// <summary>Claim payments that were kept or waited, and what became of them now: all that acts change.</summary>
    public static UpdateShape<RemittanceClaim> Changes { get; } = new("remittance_claim",
        ["outcome", "hold_word", "why", "claim_id", "reverses_id", "corrects_id", "resubmits_id", "case_id", "match", "note", "decided_by", "decided_at"], (row, to) =>
    {
        Outcome(row, to);
        Place(row, to);
        Decision(row, to);
        to.Number(row.Id);
        to.Number(row.Version);
    });

    private static void Bind(RemittanceClaim row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.RemittanceId);
        to.Number(row.Number);
        Outcome(row, to);
        to.Text(row.ClaimNumber);
        to.Text(row.ClaimKey);
        to.Text(row.StatusCode);
        to.Number(row.ChargeCents);
        to.Number(row.PaidCents);
        to.Number(row.InterestCents);
        to.Text(row.PayerControlNumber);
        to.Text(row.OriginalReference);
        to.Text(row.MemberId);
        to.Text(row.PatientName);
        Place(row, to);
        Decision(row, to);
        to.Text(row.Segments);
        to.Text(row.Delimiters);
        to.Number(row.Version);
    }

    private static void Outcome(RemittanceClaim row, IRowBinder to)
    {
        to.Number((int)row.Outcome);
        to.Text(row.HoldWord);
        to.Text(row.Why);
    }

    private static void Place(RemittanceClaim row, IRowBinder to)
    {
        to.Number(row.ClaimId);
        to.Number(row.ReversesId);
        to.Number(row.CorrectsId);
        to.Number(row.ResubmitsId);
        to.Number(row.CaseId);
    }

    private static void Decision(RemittanceClaim row, IRowBinder to)
    {
        to.Text(row.Match);
        to.Text(row.Note);
        to.Person(row.DecidedBy);
        to.Number(row.DecidedAt?.ToUnixTimeMilliseconds());
    }
}
