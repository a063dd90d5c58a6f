namespace WriteOff.Domain.Persistence;

/// <summary>Fills an empty <c>cause_rollup</c> and <c>pivot_rollup</c> from the ledger: for data that was loaded past the one writer, and as the measure of what the writer keeps.</summary>
/// <remarks>Plain SQL for both databases; 5 is WRITEOFF.</remarks>
public static class CauseBackfill
{
    internal const string Text = """
        INSERT INTO cause_rollup (tenant_id, posted_on, reason_id, category, written_off_cents, written_off_count, reopened_cents, reopened_count)
        SELECT x.tenant_id, x.posted_on, x.reason_id, x.category, SUM(x.written_off_cents), SUM(x.written_off_count), SUM(x.reopened_cents), SUM(x.reopened_count)
        FROM (SELECT a.tenant_id, a.posted_on, a.reason_id,
                     COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                               WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
                     CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END AS written_off_cents,
                     CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END AS written_off_count,
                     CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END AS reopened_cents,
                     CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END AS reopened_count
              FROM payment_application a WHERE a.type = 5 AND a.reason_id IS NOT NULL) x
        GROUP BY x.tenant_id, x.posted_on, x.reason_id, x.category;
        """;

    /// <summary>Each row that counts, and each row that takes one back a second time, on the day of what it takes back.</summary>
    private const string Rows = """
        SELECT a.tenant_id, a.posted_on, a.reason_id,
               COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                         WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
               d.payer_id, d.carc, RTRIM(c.provider_name) AS provider_name, r.requested_by,
               CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END AS written_off_cents, CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END AS written_off_count,
               CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END AS reopened_cents, CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END AS reopened_count,
               CASE WHEN u.id IS NULL THEN 0 ELSE -u.amount_cents END AS undone_cents, CASE WHEN u.id IS NULL THEN 0 ELSE 1 END AS undone_count
        FROM payment_application a
        JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
        JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id
        JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id
        LEFT JOIN payment_application u ON u.tenant_id = a.tenant_id AND u.reverses_id = a.id
        WHERE a.type = 5
        """;

    /// <summary>One statement for each pair of dimensions; what isn't of a pair is zero or empty.</summary>
    internal static IReadOnlyList<string> Months { get; } =
    [
        Pair(1, "x.reason_id, x.category, x.payer_id, '', '', @nobody", "x.reason_id, x.category, x.payer_id"),
        Pair(2, "x.reason_id, x.category, 0, x.carc, '', @nobody", "x.reason_id, x.category, x.carc"),
        Pair(3, "x.reason_id, x.category, 0, '', x.provider_name, @nobody", "x.reason_id, x.category, x.provider_name"),
        Pair(4, "x.reason_id, x.category, 0, '', '', x.requested_by", "x.reason_id, x.category, x.requested_by"),
        Pair(5, "0, 0, x.payer_id, x.carc, '', @nobody", "x.payer_id, x.carc"),
        Pair(6, "0, 0, x.payer_id, '', x.provider_name, @nobody", "x.payer_id, x.provider_name"),
        Pair(7, "0, 0, x.payer_id, '', '', x.requested_by", "x.payer_id, x.requested_by"),
        Pair(8, "0, 0, 0, x.carc, x.provider_name, @nobody", "x.carc, x.provider_name"),
        Pair(9, "0, 0, 0, x.carc, '', x.requested_by", "x.carc, x.requested_by"),
        Pair(10, "0, 0, 0, '', x.provider_name, x.requested_by", "x.provider_name, x.requested_by"),
    ];

    /// <summary>Everything: days, then months.</summary>
    public static string All { get; } = string.Join('\n', [Text, .. Months]);

    private static string Pair(int pair, string dimensions, string groups) => $"""
        INSERT INTO pivot_rollup (tenant_id, pair, year, month, reason_id, category, payer_id, carc, provider_name, requested_by,
                                  written_off_cents, written_off_count, reopened_cents, reopened_count, undone_cents, undone_count)
        SELECT x.tenant_id, {pair}, {Year}, {Month}, {dimensions.Replace("@nobody", "'00000000-0000-0000-0000-000000000000'", StringComparison.Ordinal)},
               SUM(x.written_off_cents), SUM(x.written_off_count), SUM(x.reopened_cents), SUM(x.reopened_count), SUM(x.undone_cents), SUM(x.undone_count)
        FROM ({Rows}) x
        GROUP BY x.tenant_id, {Year}, {Month}, {groups};
        """;

    // In words that both databases have: on SQLite a day is a text.
    private const string Year = "CAST(SUBSTRING(CAST(x.posted_on AS varchar(10)), 1, 4) AS int)";
    private const string Month = "CAST(SUBSTRING(CAST(x.posted_on AS varchar(10)), 6, 2) AS int)";
}
