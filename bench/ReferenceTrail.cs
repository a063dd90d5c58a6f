using Microsoft.Data.Sqlite;
using WriteOff.Domain.Audit;

namespace WriteOff.Bench;

/// <summary>The audit rows of one tenant's denials, chained on to those that opened the tenant: made, then what brought each where it is.</summary>
internal sealed class ReferenceTrail
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly int _tenant;
    private readonly Dictionary<Guid, string> _names = [];
    private long _sequence;
    private byte[] _hash;
    private DateTimeOffset _at = new(2024, 6, 1, 14, 0, 0, TimeSpan.Zero);

    public ReferenceTrail(SqliteConnection connection, int tenant)
    {
        (_connection, _tenant) = (connection, tenant);
        using (var people = Reader("SELECT id, display_name FROM person WHERE tenant_id = $tenant"))
            while (people.Read()) _names.Add(people.GetGuid(0), people.GetString(1));
        using (var head = Reader("SELECT sequence, hash FROM audit_head WHERE tenant_id = $tenant"))
        {
            head.Read();
            (_sequence, _hash) = (head.GetInt64(0), (byte[])head.GetValue(1));
        }

        _insert = Command("""
            INSERT INTO audit_row (tenant_id, sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents,
                note, detail, previous_hash, hash)
            VALUES ($tenant, $sequence, $at, $actor, $name, $act, $denial, $claim, $request, $remittance, $reason, $amount, $was, $is, $before, $after, $note, $detail, $previous, $hash)
            """);
    }

    public void Write()
    {
        using (var denials = Reader("""
            SELECT d.id, d.claim_id, d.remittance_id, d.denied_cents, d.balance_cents, d.status, d."group" || '-' || d.carc, d.assignee_id, d.is_flagged, r.id, r.requested_by, l.reason_code, r.note
            FROM denial d LEFT JOIN write_off_request r ON r.tenant_id = d.tenant_id AND r.id = d.id LEFT JOIN write_off_request_line l ON l.tenant_id = r.tenant_id AND l.request_id = r.id
            WHERE d.tenant_id = $tenant ORDER BY d.id
            """))
            while (denials.Read()) Write(denials);
        using var head = Command("UPDATE audit_head SET sequence = $sequence, hash = $hash, lock_version = $sequence WHERE tenant_id = $tenant");
        head.Parameters.AddWithValue("$sequence", _sequence);
        head.Parameters.AddWithValue("$hash", _hash);
        head.ExecuteNonQuery();
        _insert.Dispose();
    }

    private void Write(SqliteDataReader denial)
    {
        var (id, claim, remittance, cents, balance, status) = (denial.GetInt64(0), denial.GetInt64(1), denial.GetInt64(2), denial.GetInt64(3), denial.GetInt64(4), denial.GetInt32(5));
        Add(AuditAct.DenialMade, Guid.Empty, new AuditRow { DenialId = id, ClaimId = claim, RemittanceId = remittance, AmountCents = cents, StatusAfter = 1, BalanceAfterCents = cents, Detail = denial.GetString(6) });
        if (status == 1) return;
        var row = new AuditRow { DenialId = id, ClaimId = claim, StatusBefore = 1, StatusAfter = status, BalanceBeforeCents = cents, BalanceAfterCents = balance };
        var assignee = denial.IsDBNull(7) ? Guid.Empty : denial.GetGuid(7);
        if (status == 2) Add(AuditAct.WorkStarted, assignee, row);
        else if (status == 3) Add(AuditAct.AppealFiled, assignee, With(row, note: "Sent the record"));
        else if (status == 6) Add(AuditAct.Settled, Guid.Empty, With(row, amount: cents, remittance: remittance));
        else
        {
            var asked = With(row, amount: cents, request: denial.GetInt64(9), reason: denial.GetString(11), note: denial.GetString(12));
            Add(status == 4 ? AuditAct.WriteOffRequested : AuditAct.WrittenOff, denial.GetGuid(10), asked);
        }

        if (denial.GetBoolean(8))
            Add(AuditAct.ReversalFlagged, Guid.Empty, new AuditRow { DenialId = id, ClaimId = claim, StatusBefore = status, StatusAfter = status, BalanceBeforeCents = balance, BalanceAfterCents = balance });
    }

    private static AuditRow With(AuditRow row, long? amount = null, long? request = null, long? remittance = null, string? reason = null, string? note = null) => new()
    {
        DenialId = row.DenialId, ClaimId = row.ClaimId, StatusBefore = row.StatusBefore, StatusAfter = row.StatusAfter, BalanceBeforeCents = row.BalanceBeforeCents, BalanceAfterCents = row.BalanceAfterCents,
        AmountCents = amount, RequestId = request, RemittanceId = remittance, ReasonCode = reason, Note = note,
    };

    private void Add(AuditAct act, Guid actor, AuditRow row)
    {
        (row.TenantId, row.Sequence, row.At, row.Act, row.ActorId, row.PreviousHash) = (_tenant, ++_sequence, _at, act, actor, _hash);
        row.ActorName = actor == Guid.Empty ? "system" : _names[actor];
        row.Hash = _hash = AuditRowHash.Of(row);
        // A steady trickle that ends before today.
        _at += TimeSpan.FromSeconds(40);
        Bind("$sequence", row.Sequence);
        Bind("$at", row.At.ToUnixTimeMilliseconds());
        Bind("$actor", actor.ToString().ToUpperInvariant());
        Bind("$name", row.ActorName);
        Bind("$act", (int)act);
        Bind("$denial", row.DenialId);
        Bind("$claim", row.ClaimId);
        Bind("$request", row.RequestId);
        Bind("$remittance", row.RemittanceId);
        Bind("$reason", row.ReasonCode);
        Bind("$amount", row.AmountCents);
        Bind("$was", row.StatusBefore);
        Bind("$is", row.StatusAfter);
        Bind("$before", row.BalanceBeforeCents);
        Bind("$after", row.BalanceAfterCents);
        Bind("$note", row.Note);
        Bind("$detail", row.Detail);
        Bind("$previous", row.PreviousHash);
        Bind("$hash", row.Hash);
        _insert.ExecuteNonQuery();
    }

    private void Bind(string name, object? value)
    {
        if (_insert.Parameters.Contains(name)) _insert.Parameters[name].Value = value ?? DBNull.Value;
        else _insert.Parameters.AddWithValue(name, value ?? DBNull.Value);
    }

    private SqliteDataReader Reader(string sql) => Command(sql).ExecuteReader();

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.Parameters.AddWithValue("$tenant", _tenant);
        return command;
    }
}
