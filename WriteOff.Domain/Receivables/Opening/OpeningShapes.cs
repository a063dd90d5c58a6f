using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>What is filled in on a claim.</summary>
internal readonly record struct ClaimFill(long Id, long Version, string Patient, string Member, string Provider);

/// <summary>Who gets a denial.</summary>
internal readonly record struct DenialAssignment(long Id, long Version, DenialStatus Status, Guid Assignee);

/// <summary>How opened claims and denials are written in bulk.</summary>
internal static class OpeningShapes
{
    public static InsertShape<InsuranceClaim> Claims { get; } = new("claim",
        ["id", "claim_number", "claim_key", "payer_id", "charge_cents", "balance_cents", "patient_name", "patient_key", "member_id", "provider_name", "service_from", "service_to", "version"], Bind);

    public static InsertShape<Denial> Denials { get; } = new("denial",
        ["id", "claim_id", "line_id", "payer_id", "\"group\"", "carc", "rarcs", "denied_on", "denied_cents", "taken_back_cents", "balance_cents", "reserved_cents", "status", "resolution",
            "assignee_id", "is_flagged", "appeal_by", "returned_from_collections_on", "remittance_id", "remittance_claim_id", "version"], Bind);

    public static UpdateShape<ClaimFill> Fills { get; } = new("claim", ["patient_name", "patient_key", "member_id", "provider_name"], (fill, to) =>
    {
        to.Text(fill.Patient);
        to.Text(SearchText.Of(fill.Patient));
        to.Text(fill.Member);
        to.Text(fill.Provider);
        to.Number(fill.Id);
        to.Number(fill.Version);
    });

    public static UpdateShape<DenialAssignment> Assignments { get; } = new("denial", ["status", "assignee_id"], (assignment, to) =>
    {
        to.Number((int)assignment.Status);
        to.Person(assignment.Assignee);
        to.Number(assignment.Id);
        to.Number(assignment.Version);
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

    private static void Bind(Denial row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.ClaimId);
        to.Number(row.LineId);
        to.Number(row.PayerId);
        to.Text(row.Group);
        to.Text(row.Carc);
        to.Text(row.Rarcs);
        to.Day(row.DeniedOn);
        to.Number(row.DeniedCents);
        to.Number(row.TakenBackCents);
        to.Number(row.BalanceCents);
        to.Number(row.ReservedCents);
        to.Number((int)row.Status);
        to.Number((int?)row.Resolution);
        to.Person(row.AssigneeId);
        to.Number(row.IsFlagged ? 1 : 0);
        to.Day(row.AppealBy);
        to.Day(row.ReturnedFromCollectionsOn);
        to.Number(row.RemittanceId);
        to.Number(row.RemittanceClaimId);
        to.Number(row.Version);
    }
}
