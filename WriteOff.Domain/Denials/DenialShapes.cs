using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Denials;

/// <summary>How denials are written in bulk.</summary>
internal static class DenialShapes
{
    public static InsertShape<Denial> Denials { get; } = new("denial",
        ["id", "claim_id", "line_id", "payer_id", "\"group\"", "carc", "rarcs", "route", "route_guards", "denied_on", "denied_cents", "taken_back_cents", "balance_cents", "reserved_cents", "status", "resolution",
            "assignee_id", "is_flagged", "appeal_by", "returned_from_collections_on", "remittance_id", "remittance_claim_id", "version"], Bind);

    /// <summary>Denials that an act moved: all that acts change.</summary>
    public static UpdateShape<Denial> Changes { get; } = new("denial",
        ["denied_cents", "taken_back_cents", "balance_cents", "reserved_cents", "status", "resolution", "assignee_id", "is_flagged", "appeal_by", "returned_from_collections_on"], (denial, to) =>
    {
        to.Number(denial.DeniedCents);
        to.Number(denial.TakenBackCents);
        to.Number(denial.BalanceCents);
        to.Number(denial.ReservedCents);
        to.Number((int)denial.Status);
        to.Number((int?)denial.Resolution);
        to.Person(denial.AssigneeId);
        to.Number(denial.IsFlagged ? 1 : 0);
        to.Day(denial.AppealBy);
        to.Day(denial.ReturnedFromCollectionsOn);
        to.Number(denial.Id);
        to.Number(denial.Version);
    });

    private static void Bind(Denial row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.ClaimId);
        to.Number(row.LineId);
        to.Number(row.PayerId);
        to.Text(row.Group);
        to.Text(row.Carc);
        to.Text(row.Rarcs);
        to.Number((int)row.Route);
        to.Number(row.RouteGuards ? 1 : 0);
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
