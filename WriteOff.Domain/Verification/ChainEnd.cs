using System.Data.Common;

namespace WriteOff.Domain.Verification;

/// <summary>Where a tenant's chain ends, or ended once: the number of its last audit row, and that row's hash.</summary>
internal readonly record struct ChainEnd(long Sequence, byte[] Hash);

/// <summary>Reads the ends of the chains.</summary>
internal static class ChainEnds
{
    public static string Query(bool oneTenant) => $"SELECT tenant_id, sequence, hash FROM audit_head{(oneTenant ? " WHERE tenant_id = @tenant" : "")}";

    /// <summary>As the heads say.</summary>
    public static async Task<Dictionary<int, ChainEnd>> Heads(DbTransaction snapshot, int? tenantId, CancellationToken cancellationToken)
    {
        Dictionary<int, ChainEnd> heads = [];
        await using var command = Verifier.Command(snapshot, Query(tenantId is not null), tenantId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) heads.Add(reader.GetInt32(0), new ChainEnd(reader.GetInt64(1), reader.GetValue(2) as byte[] ?? []));
        return heads;
    }
}
