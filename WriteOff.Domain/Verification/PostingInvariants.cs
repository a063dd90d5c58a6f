namespace WriteOff.Domain.Verification;

/// <summary>Posting batches. Application type 5 is WRITEOFF; answer 1 waiting, 2 taken, 3 refused.</summary>
internal static class PostingInvariants
{
    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        new("PostingBatchSums", "A batch has as many rows and as much money as its ledger rows.", "batch", """
            SELECT b.tenant_id, b.number AS id FROM posting_batch b
            LEFT JOIN (SELECT r.tenant_id, r.batch_number, COUNT(*) AS line_count, SUM(a.amount_cents) AS total, MAX(r.number) AS last_number, MAX(r.sendings) AS sendings FROM posting_batch_row r
                       JOIN payment_application a ON a.tenant_id = r.tenant_id AND a.id = r.application_id GROUP BY r.tenant_id, r.batch_number) x
              ON x.tenant_id = b.tenant_id AND x.batch_number = b.number
            WHERE x.total IS NULL OR b.row_count <> x.line_count OR b.sum_cents <> x.total OR x.last_number <> b.row_count OR x.sendings > b.sendings
            """),
        new("PostingRows", "Only write-off rows of the tenant leave, each once, and an answer says when and, if no, why.", "application", """
            SELECT r.tenant_id, MAX(r.application_id) AS id FROM posting_batch_row r
            LEFT JOIN payment_application a ON a.tenant_id = r.tenant_id AND a.id = r.application_id
            LEFT JOIN posting_batch b ON b.tenant_id = r.tenant_id AND b.number = r.batch_number
            GROUP BY r.tenant_id, r.application_id
            HAVING COUNT(*) <> 1 OR SUM(CASE WHEN a.id IS NULL OR a.type <> 5 OR b.number IS NULL OR r.answer NOT IN (1, 2, 3)
              OR (r.answer = 1 AND r.answered_at IS NOT NULL) OR (r.answer <> 1 AND r.answered_at IS NULL) OR (r.answer = 3 AND r.why = '') THEN 1 ELSE 0 END) > 0
            """),
        new("PostingBatchNumbers", "A tenant's batches are numbered without a gap.", "batch", """
            SELECT b.tenant_id, MAX(b.number) AS id FROM posting_batch b GROUP BY b.tenant_id HAVING MAX(b.number) <> COUNT(*) OR MIN(b.number) <> 1
            """),
    ];
}
