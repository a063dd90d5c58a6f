using System.Globalization;
using Microsoft.Data.Sqlite;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;

namespace WriteOff.Bench;

/// <summary>The reference data of the grid: denials of four tenants, one with half of them, made by plain SQL in a file that goes away with it.</summary>
internal sealed class GridFolder : IDisposable
{
    /// <summary>The tenant's today in the data.</summary>
    public static readonly DateOnly Today = new(2026, 11, 24);

    private const int People = 40, Payers = 120;
    private readonly string _folder = Directory.CreateTempSubdirectory("writeoff-grid-").FullName;

    private GridFolder() => Options = new DatabaseOptions { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={Path.Combine(_folder, "grid.db")};Pooling=True" };

    public DatabaseOptions Options { get; }

    /// <summary>Someone of the largest tenant who works denials.</summary>
    public Actor Clerk { get; } = new(1, Person(3), "Clerk 3");

    public static async Task<GridFolder> Make(int denials)
    {
        var folder = new GridFolder();
        await new DatabaseSetup(new WorkbenchDbs(folder.Options)).Migrate();
        await using var connection = new SqliteConnection(folder.Options.ConnectionString);
        await connection.OpenAsync();
        Run(connection, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -400000;");
        var indexes = Read(connection, "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('denial', 'claim') AND sql IS NOT NULL");
        foreach (var name in Read(connection, "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name IN ('denial', 'claim') AND sql IS NOT NULL")) Run(connection, $"DROP INDEX \"{name}\"");
        using (var transaction = connection.BeginTransaction())
        {
            for (var tenant = 1; tenant <= 4; tenant++) Fill(connection, tenant, tenant == 1 ? denials / 2 : denials / 6);
            transaction.Commit();
        }

        foreach (var index in indexes) Run(connection, index);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
        return folder;
    }

    private static Guid Person(int n) => new($"00000000-0000-4000-8000-{n:000000000000}");

    private static void Fill(SqliteConnection connection, int tenant, int denials)
    {
        Run(connection, $"INSERT INTO tenant VALUES ({tenant}, 'Tenant {tenant}', 'America/Chicago', 1)");
        for (var n = 0; n < People; n++)
        {
            var id = Person(n).ToString().ToUpperInvariant();
            Run(connection, $"INSERT INTO person (tenant_id, id, display_name, email, is_active, version) VALUES ({tenant}, '{id}', 'Clerk {n}', 'c{n}@example.test', 1, 1); INSERT INTO person_role (tenant_id, person_id, role) VALUES ({tenant}, '{id}', 1)");
        }

        for (var n = 0; n < Payers; n++) Run(connection, $"INSERT INTO payer (tenant_id, id, identifier, name) VALUES ({tenant}, {n + 1}, 'P{n}', 'Payer {n}')");
        // Eight claims to ten denials; chance is arithmetic on the row's number, so that the data is the same each time.
        Run(connection, $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {denials * 4 / 5})
            INSERT INTO claim (tenant_id, id, claim_number, claim_key, payer_id, charge_cents, balance_cents, patient_name, patient_key, member_id, provider_name, service_from, service_to, version)
            SELECT {tenant}, i, 'LMG-' || printf('%07d', i), 'LMG-' || printf('%07d', i), 1 + (i * 7919 % 10007) * (i * 104729 % 10009) * 120 / 100160064, 100000, 50000,
                'Patient' || (i * 31 % 20011) || ', Given' || (i % 97), 'PATIENT' || (i * 31 % 20011) || ', GIVEN' || (i % 97), 'M' || (100000000 + i), 'River Clinic', date('2026-11-24', '-' || (i * 7907 % 900 + 20) || ' days'), NULL, 1 FROM n
            """);
        Run(connection, $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {denials}),
            dice AS (SELECT i, (i * 2654435761) % 4294967296 % 1000 AS a, (i * 40503 + 77) % 65536 % 1000 AS b, (i * 69069 + 12345) % 4294967296 % 10000 AS c, 1 + (i * 48271 % 2147483647) % {denials * 4 / 5} AS claim,
                (i * 16807 % 2147483647) % 900 AS days FROM n),
            lived AS (SELECT *, CASE WHEN a < 200 + days * 5 / 9 THEN CASE WHEN b < 620 THEN 5 ELSE 6 END WHEN b < 560 THEN 1 WHEN b < 820 THEN 2 WHEN b < 950 THEN 3 ELSE 4 END AS state FROM dice),
            priced AS (SELECT *, CASE WHEN c < 600 THEN 1 + c * 997 % 999 WHEN c > 8800 THEN 100001 + c * 7919 % 900000 ELSE 1000 + c * 7919 % 99000 END AS cents FROM lived)
            INSERT INTO denial (tenant_id, id, claim_id, line_id, payer_id, "group", carc, rarcs, denied_on, denied_cents, taken_back_cents, balance_cents, reserved_cents, status, resolution, assignee_id, is_flagged, appeal_by, remittance_id, version)
            SELECT {tenant}, i * 4096 + {tenant}, claim, NULL, 1 + (claim * 7919 % 10007) * (claim * 104729 % 10009) * 120 / 100160064, CASE WHEN c % 10 < 8 THEN 'CO' ELSE 'PR' END,
                CASE WHEN c % 100 < 18 THEN '197' WHEN c % 100 < 34 THEN '16' WHEN c % 100 < 46 THEN '29' WHEN c % 100 < 56 THEN '97' WHEN c % 100 < 66 THEN '50' WHEN c % 100 < 74 THEN '96' WHEN c = 4 THEN 'B7' ELSE CAST(100 + c % 60 AS TEXT) END,
                CASE WHEN c % 3 = 0 THEN 'N130 MA01' ELSE '' END, date('2026-11-24', '-' || days || ' days'), cents, 0, CASE WHEN state > 4 THEN 0 ELSE cents END, CASE WHEN state = 4 THEN cents ELSE 0 END,
                state, CASE WHEN state = 6 THEN 1 END, CASE WHEN (state IN (2, 3, 4)) OR (state > 4 AND b % 5 < 3) OR (state = 1 AND b % 10 = 0) THEN '00000000-0000-4000-8000-' || printf('%012d', c % {People}) END,
                CASE WHEN state = 5 AND c % 700 = 0 THEN 1 ELSE 0 END, date('2026-11-24', '-' || days || ' days', '+' || (60 + c % 121) || ' days'), NULL, 1 FROM priced
            """);
        Run(connection, $"INSERT INTO denial_note (tenant_id, id, denial_id, text, written_by, written_at) SELECT {tenant}, id, id, 'Called the payer', '{Person(3).ToString().ToUpperInvariant()}', 0 FROM denial WHERE tenant_id = {tenant} AND id % 9 = 0");
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static List<string> Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
