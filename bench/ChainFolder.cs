using Microsoft.Data.Sqlite;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;

namespace WriteOff.Bench;

/// <summary>A migrated database with one tenant's honest audit chain of so many rows, in a folder that goes away with it.</summary>
internal sealed class ChainFolder : IDisposable
{
    private const string Columns = "tenant_id, sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, "
        + "status_before, status_after, balance_before_cents, balance_after_cents, note, detail, previous_hash, hash";

    private static readonly string[] Names = [.. Columns.Split(", ")];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("writeoff-chain-");

    private ChainFolder() => Options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "chain.db")};Pooling=True" };

    public DatabaseOptions Options { get; }

    public static async Task<ChainFolder> Make(int rows)
    {
        var folder = new ChainFolder();
        await new DatabaseSetup(new WorkbenchDbs(folder.Options)).Migrate();
        await using var connection = new SqliteConnection(folder.Options.ConnectionString);
        await connection.OpenAsync();
        Run(connection, "PRAGMA synchronous = OFF; INSERT INTO tenant VALUES (1, 'Bench', 'America/Chicago', 1);");
        using (var transaction = connection.BeginTransaction())
        {
            var last = Fill(connection, rows);
            using var head = connection.CreateCommand();
            head.CommandText = "INSERT INTO audit_head (tenant_id, sequence, hash, turn) VALUES (1, @sequence, @hash, 0)";
            head.Parameters.AddWithValue("@sequence", rows);
            head.Parameters.AddWithValue("@hash", last);
            head.ExecuteNonQuery();
            transaction.Commit();
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
        return folder;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static byte[] Fill(SqliteConnection connection, int rows)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText = $"INSERT INTO audit_row ({Columns}) VALUES ({string.Join(", ", Names.Select(n => "@" + n))})";
        foreach (var name in Names) insert.Parameters.Add(new SqliteParameter("@" + name, DBNull.Value));
        var previous = new byte[32];
        for (var n = 1; n <= rows; n++)
        {
            var row = Row(n, previous);
            row.Hash = AuditRowHash.Of(row);
            object?[] values =
            [
                row.TenantId, row.Sequence, row.At.ToUnixTimeMilliseconds(), row.ActorId.ToString().ToUpperInvariant(), row.ActorName, (int)row.Act, row.DenialId, row.ClaimId, row.RequestId, row.RemittanceId,
                row.ReasonCode, row.AmountCents, row.StatusBefore, row.StatusAfter, row.BalanceBeforeCents, row.BalanceAfterCents, row.Note, row.Detail, row.PreviousHash, row.Hash,
            ];
            for (var column = 0; column < values.Length; column++) insert.Parameters[column].Value = values[column] ?? DBNull.Value;
            insert.ExecuteNonQuery();
            previous = row.Hash;
        }

        return previous;
    }

    /// <summary>As a day of work has them: two denials made by a remittance, one assigned, one written off with note and evidence.</summary>
    private static AuditRow Row(int n, byte[] previous) => new()
    {
        TenantId = 1, Sequence = n, At = DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_000_000 + n * 700L), PreviousHash = previous,
        ActorId = n % 4 < 2 ? Guid.Empty : new Guid($"00000000-0000-4000-8000-{n % 40:000000000000}"), ActorName = n % 4 < 2 ? "System" : $"Clerk Number {n % 40}",
        Act = (n % 4) switch { 0 or 1 => AuditAct.DenialMade, 2 => AuditAct.Assigned, _ => AuditAct.WrittenOff },
        DenialId = 3_000_000_000_000 + n, ClaimId = 2_000_000_000_000 + n / 2, AmountCents = 10_000 + n % 977, StatusAfter = n % 4 == 3 ? 5 : 1, BalanceAfterCents = n % 4 == 3 ? 0 : 10_000 + n % 977,
        RemittanceId = n % 4 < 2 ? 1_000_000_000_000 + n / 2_000 : null, RequestId = n % 4 == 3 ? 4_000_000_000_000 + n : null,
        StatusBefore = n % 4 == 3 ? 1 : null, BalanceBeforeCents = n % 4 == 3 ? 10_000 + n % 977 : null, ReasonCode = n % 4 == 3 ? "timely-filing-expired" : null,
        Note = n % 4 == 3 ? "Filed once, the window closed before the second level; no appeal left." : null,
        Detail = (n % 4) switch { 0 or 1 => "CO-197 on line 1", 2 => "To Dana Whitfield", _ => "Not gated: off. Evidence: last appeal upheld on 2026-10-02; window closed 2026-11-01." },
    };

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
