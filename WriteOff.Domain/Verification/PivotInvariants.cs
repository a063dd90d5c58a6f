namespace WriteOff.Domain.Verification;

/// <summary>The rollup that the pivots read: per month, by two dimensions. Application type 5 is WRITEOFF; a cause is a reason and its category.</summary>
/// <remarks>Years and months are cut out of the day's text, which is the same on both databases.</remarks>
internal static class PivotInvariants
{
    private const string Nobody = "'00000000-0000-0000-0000-000000000000'";

    /// <summary>Each row of the ledger that counts, with the negated figures that the rollup must hold for it.</summary>
    private const string Rows = """
        SELECT a.tenant_id, CAST(SUBSTRING(CAST(a.posted_on AS varchar(10)), 1, 4) AS int) AS year, CAST(SUBSTRING(CAST(a.posted_on AS varchar(10)), 6, 2) AS int) AS month,
               a.reason_id, COALESCE((SELECT MIN(l.category) FROM write_off_request_line l
                                      WHERE l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id + 0 = a.reason_id), 0) AS category,
               d.payer_id, d.carc, RTRIM(c.provider_name) AS provider_name, r.requested_by,
               CASE WHEN a.reverses_id IS NULL THEN -a.amount_cents ELSE 0 END AS written_off_cents, CASE WHEN a.reverses_id IS NULL THEN -1 ELSE 0 END AS written_off_count,
               CASE WHEN a.reverses_id IS NULL THEN 0 ELSE a.amount_cents END AS reopened_cents, CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -1 END AS reopened_count,
               CASE WHEN u.id IS NULL THEN 0 ELSE u.amount_cents END AS undone_cents, CASE WHEN u.id IS NULL THEN 0 ELSE -1 END AS undone_count
        FROM payment_application a
        LEFT JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id
        LEFT JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id
        LEFT JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id
        LEFT JOIN payment_application u ON u.tenant_id = a.tenant_id AND u.reverses_id = a.id
        WHERE a.type = 5
        """;

    public static IReadOnlyList<SqlInvariant> All { get; } =
    [
        Of(1, "CausePayer", "cause and payer", $"x.reason_id, x.category, x.payer_id, '', '', {Nobody}"),
        Of(2, "CauseCarc", "cause and adjustment code", $"x.reason_id, x.category, 0, x.carc, '', {Nobody}"),
        Of(3, "CauseProvider", "cause and provider", $"x.reason_id, x.category, 0, '', x.provider_name, {Nobody}"),
        Of(4, "CauseRequester", "cause and requester", "x.reason_id, x.category, 0, '', '', x.requested_by"),
        Of(5, "PayerCarc", "payer and adjustment code", $"0, 0, x.payer_id, x.carc, '', {Nobody}"),
        Of(6, "PayerProvider", "payer and provider", $"0, 0, x.payer_id, '', x.provider_name, {Nobody}"),
        Of(7, "PayerRequester", "payer and requester", "0, 0, x.payer_id, '', '', x.requested_by"),
        Of(8, "CarcProvider", "adjustment code and provider", $"0, 0, 0, x.carc, x.provider_name, {Nobody}"),
        Of(9, "CarcRequester", "adjustment code and requester", "0, 0, 0, x.carc, '', x.requested_by"),
        Of(10, "ProviderRequester", "provider and requester", "0, 0, 0, '', x.provider_name, x.requested_by"),
        new("PivotSigns", "No month of the rollup is below zero, none counts money without rows or rows without money, and none is of another pair.", "month", """
            SELECT p.tenant_id, p.year * 100 + p.month AS id FROM pivot_rollup p
            WHERE p.written_off_cents < p.written_off_count OR p.reopened_cents < p.reopened_count OR p.undone_cents < p.undone_count
               OR p.written_off_count < 0 OR p.reopened_count < 0 OR p.undone_count < 0 OR p.undone_count > p.written_off_count
               OR (p.written_off_count = 0 AND p.written_off_cents <> 0) OR (p.reopened_count = 0 AND p.reopened_cents <> 0) OR (p.undone_count = 0 AND p.undone_cents <> 0)
               OR p.pair NOT BETWEEN 1 AND 10
            """),
    ];

    private static SqlInvariant Of(int pair, string name, string words, string dimensions) => new($"Pivot{name}", $"The losses of a month by {words} are the sums and counts of the ledger's write-off rows and their undos.", "month", $"""
        SELECT y.tenant_id, y.year * 100 + y.month AS id FROM (
            SELECT p.tenant_id, p.year, p.month, p.reason_id, p.category, p.payer_id, p.carc, p.provider_name, p.requested_by,
                   p.written_off_cents, p.written_off_count, p.reopened_cents, p.reopened_count, p.undone_cents, p.undone_count FROM pivot_rollup p WHERE p.pair = {pair}
            UNION ALL
            SELECT x.tenant_id, x.year, x.month, {dimensions}, x.written_off_cents, x.written_off_count, x.reopened_cents, x.reopened_count, x.undone_cents, x.undone_count FROM ({Rows}) x) y
        GROUP BY y.tenant_id, y.year, y.month, y.reason_id, y.category, y.payer_id, y.carc, y.provider_name, y.requested_by
        HAVING SUM(y.written_off_cents) <> 0 OR SUM(y.written_off_count) <> 0 OR SUM(y.reopened_cents) <> 0 OR SUM(y.reopened_count) <> 0 OR SUM(y.undone_cents) <> 0 OR SUM(y.undone_count) <> 0
        """);
}
