using WriteOff.Domain.Persistence.Bulk;

namespace WriteOff.Domain.Receivables.PostingBatches;

/// <summary>How a batch's rows are written in bulk.</summary>
internal static class PostingShapes
{
    public static InsertShape<PostingBatchRow> Rows { get; } = new("posting_batch_row", ["application_id", "batch_number", "number", "answer", "why", "answered_at", "sendings", "version"], (row, to) =>
    {
        to.Number(row.ApplicationId);
        to.Number(row.BatchNumber);
        to.Number(row.Number);
        to.Number((int)row.Answer);
        to.Text(row.Why);
        to.Number(row.AnsweredAt?.ToUnixTimeMilliseconds());
        to.Number(row.Sendings);
        to.Number(row.Version);
    });
}
