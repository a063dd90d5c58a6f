using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>How new cases and their flags are written in bulk.</summary>
internal static class CaseShapes
{
    public static InsertShape<ReversalCase> Cases { get; } = new("reversal_case",
        ["id", "claim_id", "opened_at", "original_id", "reversal_id", "confidence", "match", "status", "closed_at", "closed_by", "note", "version"], (row, to) =>
    {
        to.Number(row.Id);
        to.Number(row.ClaimId);
        to.Number(row.OpenedAt.ToUnixTimeMilliseconds());
        to.Number(row.OriginalId);
        to.Number(row.ReversalId);
        to.Number((int)row.Confidence);
        to.Text(row.Match);
        to.Number((int)row.Status);
        to.Number(row.ClosedAt?.ToUnixTimeMilliseconds());
        to.Person(row.ClosedBy);
        to.Text(row.Note);
        to.Number(row.Version);
    });

    public static InsertShape<ReversalFlag> Flags { get; } = new("reversal_flag", ["case_id", "denial_id", "status"], (row, to) =>
    {
        to.Number(row.CaseId);
        to.Number(row.DenialId);
        to.Number((int)row.Status);
    });
}
