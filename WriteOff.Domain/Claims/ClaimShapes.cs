using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Claims;

/// <summary>How claims and their lines are written in bulk.</summary>
internal static class ClaimShapes
{
    public static InsertShape<InsuranceClaim> Claims { get; } = new("claim",
        ["id", "claim_number", "claim_key", "payer_id", "charge_cents", "balance_cents", "patient_name", "patient_key", "member_id", "provider_name", "service_from", "service_to", "version"], Bind);

    public static InsertShape<ClaimLine> Lines { get; } = new("claim_line",
        ["id", "claim_id", "number", "procedure_code", "modifiers", "charge_cents", "service_date", "control_number"], Bind);

    /// <summary>Claims whose charge or balance changed.</summary>
    public static UpdateShape<InsuranceClaim> Changes { get; } = new("claim", ["charge_cents", "balance_cents"], (claim, to) =>
    {
        to.Number(claim.ChargeCents);
        to.Number(claim.BalanceCents);
        to.Number(claim.Id);
        to.Number(claim.Version);
    });

    private static void Bind(InsuranceClaim row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Text(row.ClaimNumber);
        to.Text(row.ClaimKey);
        to.Number(row.PayerId);
        to.Number(row.ChargeCents);
        to.Number(row.BalanceCents);
        to.Text(row.PatientName);
        to.Text(row.PatientKey);
        to.Text(row.MemberId);
        to.Text(row.ProviderName);
        to.Day(row.ServiceFrom);
        to.Day(row.ServiceTo);
        to.Number(row.Version);
    }

    private static void Bind(ClaimLine row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.ClaimId);
        to.Number(row.Number);
        to.Text(row.ProcedureCode);
        to.Text(row.Modifiers);
        to.Number(row.ChargeCents);
        to.Day(row.ServiceDate);
        to.Text(row.ControlNumber);
    }
}
