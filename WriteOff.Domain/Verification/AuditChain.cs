using System.Buffers;
using System.Data.Common;
using System.Globalization;
using WriteOff.Domain.Audit;

namespace WriteOff.Domain.Verification;

/// <summary>Walks the audit rows of each tenant from first to last and recomputes the chain.</summary>
internal sealed class AuditChain
{
    private const string Columns = "tenant_id, sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, "
        + "status_before, status_after, balance_before_cents, balance_after_cents, note, detail, previous_hash, hash";

    private readonly Tally _sequence = new("AuditSequence", "The audit rows of a tenant are numbered 1, 2, 3… without a gap.");
    private readonly Tally _hash = new("AuditHash", "An audit row's hash is the SHA-256 of its fields.");
    private readonly Tally _link = new("AuditLink", "An audit row carries the hash of the row before it; the first carries zeros.");
    private readonly Tally _head = new("AuditHead", "The head names number and hash of the tenant's last audit row.");
    private readonly Dictionary<int, (long Sequence, byte[] Hash)> _heads;
    private readonly ArrayBufferWriter<byte> _layout = new(1024);
    private (int Tenant, long Sequence, byte[] Hash) _last = (int.MinValue, 0, new byte[AuditSeal.HashLength]);

    private AuditChain(Dictionary<int, (long, byte[])> heads) => _heads = heads;

    public static async Task<IEnumerable<InvariantResult>> Check(DbTransaction snapshot, int? tenantId, CancellationToken cancellationToken)
    {
        var where = tenantId is null ? "" : " WHERE tenant_id = @tenant";
        var chain = new AuditChain(await Heads(snapshot, where, tenantId, cancellationToken));
        await using (var command = Verifier.Command(snapshot, $"SELECT {Columns} FROM audit_row{where} ORDER BY tenant_id, sequence", tenantId))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) chain.Take(reader);
        }

        chain.EndTenant();
        foreach (var tenant in chain._heads.Keys.Order()) chain._head.Count(Key(tenant, chain._heads[tenant].Sequence));
        return [chain._sequence.Result, chain._hash.Result, chain._link.Result, chain._head.Result];
    }

    private static async Task<Dictionary<int, (long, byte[])>> Heads(DbTransaction snapshot, string where, int? tenantId, CancellationToken cancellationToken)
    {
        Dictionary<int, (long, byte[])> heads = [];
        await using var command = Verifier.Command(snapshot, $"SELECT tenant_id, sequence, hash FROM audit_head{where}", tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) heads.Add(reader.GetInt32(0), (reader.GetInt64(1), (byte[])reader.GetValue(2)));
        return heads;
    }

    private void Take(DbDataReader reader)
    {
        var (tenant, sequence) = (reader.GetInt32(0), reader.GetInt64(1));
        if (tenant != _last.Tenant)
        {
            EndTenant();
            _last = (tenant, 0, new byte[AuditSeal.HashLength]);
        }

        if (sequence != _last.Sequence + 1) _sequence.Count(Key(tenant, sequence));
        var row = Read(reader, tenant, sequence);
        var hash = reader.GetValue(19) as byte[] ?? [];
        if (row is null || !hash.AsSpan().SequenceEqual(AuditSeal.Of(row, _layout))) _hash.Count(Key(tenant, sequence));
        if (row is not null && !row.PreviousHash.AsSpan().SequenceEqual(_last.Hash)) _link.Count(Key(tenant, sequence));
        _last = (tenant, sequence, hash);
    }

    private void EndTenant()
    {
        if (_last.Tenant == int.MinValue) return;
        var isHead = _heads.Remove(_last.Tenant, out var head) && head.Sequence == _last.Sequence && head.Hash.AsSpan().SequenceEqual(_last.Hash);
        if (!isHead) _head.Count(Key(_last.Tenant, _last.Sequence));
    }

    /// <summary>Null when a field holds something that no writer of ours could have put there.</summary>
    private static AuditRow? Read(DbDataReader reader, int tenant, long sequence)
    {
        try
        {
            return new AuditRow
            {
                TenantId = tenant, Sequence = sequence, At = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(2)),
                ActorId = reader.GetGuid(3), ActorName = reader.GetString(4), Act = (AuditAct)reader.GetInt32(5),
                DenialId = Long(reader, 6), ClaimId = Long(reader, 7), RequestId = Long(reader, 8), RemittanceId = Long(reader, 9),
                ReasonCode = Text(reader, 10), AmountCents = Long(reader, 11), StatusBefore = Int(reader, 12), StatusAfter = Int(reader, 13),
                BalanceBeforeCents = Long(reader, 14), BalanceAfterCents = Long(reader, 15), Note = Text(reader, 16), Detail = Text(reader, 17),
                PreviousHash = (byte[])reader.GetValue(18),
            };
        }
        catch (Exception unreadable) when (unreadable is FormatException or InvalidCastException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static long? Long(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    private static int? Int(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static string Key(int tenant, long sequence) => string.Create(CultureInfo.InvariantCulture, $"audit row {sequence} of tenant {tenant}");
}
