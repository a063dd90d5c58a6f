using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Claims;

/// <summary>What is filled in on a claim that was opened without it.</summary>
/// <param name="Version">The version that was read.</param>
internal readonly record struct ClaimFill(long Id, long Version, string Patient, string Member, string Provider);

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

    /// <summary>Claims that get what was empty. Apart from <see cref="Changes"/>: these columns stand in indexes.</summary>
    public static UpdateShape<ClaimFill> Fills { get; } = new("claim", ["patient_name", "patient_key", "member_id", "provider_name"], (fill, to) =>
    {
        to.Text(fill.Patient);
        to.Text(SearchText.Of(fill.Patient));
        to.Text(fill.Member);
        to.Text(fill.Provider);
        to.Number(fill.Id);
        to.Number(fill.Version);
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
