using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A denial after a write-off or the ask for one.</summary>
/// <param name="Version">The version that was read.</param>
internal readonly record struct DenialChange(long Id, long Version, DenialStatus Status, long BalanceCents, long ReservedCents);

/// <summary>How requests, their lines and their denials are written in bulk.</summary>
internal static class WriteOffShapes
{
    public static InsertShape<WriteOffRequest> Requests { get; } = new("write_off_request",
        ["id", "denial_id", "claim_id", "amount_cents", "status", "came_from", "note", "gate_sentence", "requested_by", "requested_at", "submission_key",
            "content_hash", "balance_after_cents", "status_after", "decided_by", "decided_at", "decision_note", "version"], Bind);

    public static InsertShape<WriteOffRequestLine> Lines { get; } = new("write_off_request_line",
        ["request_id", "number", "reason_id", "reason_code", "reason_label", "category", "amount_cents", "evidence_seen"], Bind);

    public static UpdateShape<DenialChange> Denials { get; } = new("denial", ["status", "balance_cents", "reserved_cents"], (denial, to) =>
    {
        to.Number((int)denial.Status);
        to.Number(denial.BalanceCents);
        to.Number(denial.ReservedCents);
        to.Number(denial.Id);
        to.Number(denial.Version);
    });

    /// <summary>Requests that were decided.</summary>
    public static UpdateShape<WriteOffRequest> Decisions { get; } = new("write_off_request", ["status", "decided_by", "decided_at", "decision_note"], (request, to) =>
    {
        to.Number((int)request.Status);
        to.Person(request.DecidedBy);
        to.Number(request.DecidedAt?.ToUnixTimeMilliseconds());
        to.Text(request.DecisionNote);
        to.Number(request.Id);
        to.Number(request.Version);
    });

    private static void Bind(WriteOffRequest row, IRowBinder to)
    {
        to.Number(row.Id);
        to.Number(row.DenialId);
        to.Number(row.ClaimId);
        to.Number(row.AmountCents);
        to.Number((int)row.Status);
        to.Number((int)row.CameFrom);
        to.Text(row.Note);
        to.Text(row.GateSentence);
        to.Person(row.RequestedBy);
        to.Number(row.RequestedAt.ToUnixTimeMilliseconds());
        to.Person(row.SubmissionKey);
        to.Bytes(row.ContentHash);
        to.Number(row.BalanceAfterCents);
        to.Number((int)row.StatusAfter);
        to.Person(row.DecidedBy);
        to.Number(row.DecidedAt?.ToUnixTimeMilliseconds());
        to.Text(row.DecisionNote);
        to.Number(row.Version);
    }

    private static void Bind(WriteOffRequestLine row, IRowBinder to)
    {
        to.Number(row.RequestId);
        to.Number(row.Number);
        to.Number(row.ReasonId);
        to.Text(row.ReasonCode);
        to.Text(row.ReasonLabel);
        to.Number((int?)row.Category);
        to.Number(row.AmountCents);
        to.Text(row.EvidenceSeen);
    }
}
