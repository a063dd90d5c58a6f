using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WriteOff.Bench;

/// <summary>
/// A mass write-off as someone would write it by hand who knows the tables and trusts the caller: one insert or update per table over the selected
/// rows, in one transaction. The same tables, columns, widths, indexes and triggers as the product's; no rule is asked, no hash computed.
/// </summary>
internal sealed class MassYardstick : IDisposable
{
    private const string Nobody = "'00000000-0000-0000-0000-000000000000'";

    /// <summary>The pairs of dimensions that pivots add up.</summary>
    private static readonly (int Pair, string Dimensions)[] Pairs =
    [
        (1, $"r.id, r.category, d.payer_id, '', '', {Nobody}"), (2, $"r.id, r.category, 0, d.carc, '', {Nobody}"), (3, $"r.id, r.category, 0, '', c.provider_name, {Nobody}"), (4, "r.id, r.category, 0, '', '', @person"),
        (5, $"0, 0, d.payer_id, d.carc, '', {Nobody}"), (6, $"0, 0, d.payer_id, '', c.provider_name, {Nobody}"), (7, "0, 0, d.payer_id, '', '', @person"),
        (8, $"0, 0, 0, d.carc, c.provider_name, {Nobody}"), (9, "0, 0, 0, d.carc, '', @person"), (10, "0, 0, 0, '', c.provider_name, @person"),
    ];

    private readonly SqliteConnection _connection;
    private readonly int _tenant;
    private long _run = 900_000;

    public MassYardstick(string connectionString, int tenant)
    {
        _tenant = tenant;
        _connection = new SqliteConnection(connectionString + ";Foreign Keys=True");
        _connection.Open();
        Execute("PRAGMA recursive_triggers = ON; PRAGMA busy_timeout = 30000; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY;");
    }

    /// <summary>Writes off what stands between two balances.</summary>
    /// <returns>Rows written off.</returns>
    public int Write(long fromCents, long toCents, string person)
    {
        _run++;
        var (run, now) = (_run, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        var day = DateTimeOffset.UtcNow.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using var transaction = _connection.BeginTransaction();
        Execute("DROP TABLE IF EXISTS temp.chosen; CREATE TEMP TABLE chosen (n INTEGER PRIMARY KEY, id INTEGER NOT NULL, claim_id INTEGER NOT NULL, line_id INTEGER, cents INTEGER NOT NULL, was INTEGER NOT NULL)");
        Execute($"INSERT INTO chosen (id, claim_id, line_id, cents, was) SELECT id, claim_id, line_id, balance_cents, status FROM denial WHERE tenant_id = {_tenant} AND status IN (1, 2) AND balance_cents BETWEEN {fromCents} AND {toCents} AND NOT is_flagged ORDER BY claim_id, id");
        var rows = (int)(long)Scalar("SELECT COUNT(*) FROM chosen");
        var key = (long)Scalar($"SELECT MAX(id) FROM write_off_request WHERE tenant_id = {_tenant}") + 1;
        var ledger = (long)Scalar($"SELECT MAX(id) FROM payment_application WHERE tenant_id = {_tenant}") + 1;
        var sequence = (long)Scalar($"SELECT sequence FROM audit_head WHERE tenant_id = {_tenant}");
        Execute($"""
            INSERT INTO write_off_request (tenant_id, id, denial_id, claim_id, amount_cents, status, came_from, note, gate_sentence, requested_by, requested_at, submission_key, content_hash,
              balance_after_cents, status_after, decided_by, decided_at, decision_note, version)
            SELECT {_tenant}, {key} + n, id, claim_id, cents, 1, was, '{MassBench.Note}', 'Posts at once.', '{person}', {now}, printf('%08X-4D52-8000-0000-%012X', {run}, n), zeroblob(32), 0, 5, NULL, NULL, '', 1 FROM chosen
            """);
        Execute($"INSERT INTO write_off_request_line (tenant_id, request_id, number, reason_id, reason_code, reason_label, category, amount_cents, evidence_seen) SELECT {_tenant}, {key} + n, 1, r.id, r.code, r.label, r.category, cents, '' FROM chosen, write_off_reason r WHERE r.tenant_id = {_tenant} AND r.code = 'other'");
        Execute($"""
            INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, line_id, request_id, reason_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by)
            SELECT {_tenant}, {ledger} + n, claim_id, 5, cents, c.id, line_id, {key} + n, r.id, '', '', '{day}', {now}, '{person}' FROM chosen c, write_off_reason r WHERE r.tenant_id = {_tenant} AND r.code = 'other'
            """);
        Execute($"""
            INSERT INTO audit_row (tenant_id, sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents, note, detail, previous_hash, hash)
            SELECT {_tenant}, {sequence} + n, {now}, '{person}', 'Clerk 3', 30, id, claim_id, {key} + n, 'other', cents, was, 5, cents, 0, '{MassBench.Note}', 'Run {run % 1000}' || char(10) || 'Posts at once.' || char(10), zeroblob(32), zeroblob(32) FROM chosen
            """);
        Execute($"UPDATE denial SET status = 5, balance_cents = 0, reserved_cents = 0, version = version + 1 WHERE tenant_id = {_tenant} AND id IN (SELECT id FROM chosen)");
        Execute($"UPDATE claim SET balance_cents = balance_cents - s.cents, version = version + 1 FROM (SELECT claim_id, SUM(cents) AS cents FROM chosen GROUP BY claim_id) s WHERE claim.tenant_id = {_tenant} AND claim.id = s.claim_id");
        Execute($"INSERT INTO mass_run (tenant_id, number, kind, status, start_key, reason_code, note, filter_text, started_by, started_at, is_cancelling, selected_count, selected_cents, done_count, posted_count, posted_cents, pending_count, pending_cents, skipped_count, skipped_cents, failed_count, failed_cents, version) VALUES ({_tenant}, {run}, 1, 3, '{Guid.NewGuid().ToString().ToUpperInvariant()}', 'other', '', '', '{person}', {now}, 0, {rows}, 0, {rows}, {rows}, 0, 0, 0, 0, 0, 0, 0, 1)");
        Execute($"INSERT INTO mass_run_row (tenant_id, run_number, denial_id, outcome, cause, amount_cents, request_id) SELECT {_tenant}, {run}, id, 1, '', cents, {key} + n FROM chosen");
        Execute($"INSERT INTO cause_rollup (tenant_id, posted_on, reason_id, category, written_off_cents, written_off_count, reopened_cents, reopened_count) SELECT {_tenant}, date('{day}', '+{run - 899_999} days'), r.id, COALESCE(r.category, 0), (SELECT SUM(cents) FROM chosen), {rows}, 0, 0 FROM write_off_reason r WHERE r.tenant_id = {_tenant} AND r.code = 'other'");
        foreach (var (pair, dimensions) in Pairs)
            Execute($"""
                INSERT INTO pivot_rollup (tenant_id, pair, year, month, reason_id, category, payer_id, carc, provider_name, requested_by, written_off_cents, written_off_count, reopened_cents, reopened_count, undone_cents, undone_count)
                SELECT {_tenant}, {pair}, {day[..4]}, {day[5..7]}, {dimensions.Replace("@person", $"'{person}'", StringComparison.Ordinal)}, SUM(cents), COUNT(*), 0, 0, 0, 0
                FROM chosen x JOIN denial d ON d.tenant_id = {_tenant} AND d.id = x.id JOIN claim c ON c.tenant_id = {_tenant} AND c.id = x.claim_id JOIN write_off_reason r ON r.tenant_id = {_tenant} AND r.code = 'other'
                WHERE true GROUP BY 5, 6, 7, 8, 9, 10
                ON CONFLICT DO UPDATE SET written_off_cents = written_off_cents + excluded.written_off_cents, written_off_count = written_off_count + excluded.written_off_count
                """);
        Execute($"UPDATE audit_head SET sequence = {sequence + rows}, lock_version = lock_version + 1 WHERE tenant_id = {_tenant}");
        transaction.Commit();
        return rows;
    }

    /// <summary>Moves the log into the file, as the product does after a run.</summary>
    public void Checkpoint() => Execute("PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose() => _connection.Dispose();

    private object Scalar(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
