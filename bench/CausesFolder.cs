using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>A temporary database with one tenant and a year of write-offs, laid down by a few set-based statements; the rollup comes from the migration's own backfill.</summary>
internal sealed class CausesFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("writeoff-bench");

    private const int Payers = 120;
    private const int Providers = 40;
    private const int Requesters = 30;

    public string Path => System.IO.Path.Combine(_folder.FullName, "causes.db");

    public Actor Manager { get; private set; } = null!;

    public DatabaseOptions Options => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={Path};Pooling=True" };

    private Actor Clerk { get; set; } = null!;

    public async Task Fill(int rows)
    {
        var dbs = new WorkbenchDbs(Options);
        await new DatabaseSetup(dbs).Migrate();
        NewPerson clerk = new(Guid.NewGuid(), "Clerk", "clerk@example.test", Role.BillingSupervisor), manager = new(Guid.NewGuid(), "Manager", "manager@example.test", Role.Manager);
        var others = Enumerable.Range(0, Requesters).Select(n => new NewPerson(PersonId(n), $"Clerk {n}", $"clerk{n}@example.test", Role.BillingClerk));
        await new TenantSetup(WriterOn(dbs), dbs).Open(new NewTenant(1, "Bench") { People = [clerk, manager, .. others] });
        (Clerk, Manager) = (new Actor(1, clerk.Id, clerk.DisplayName), new Actor(1, manager.Id, manager.DisplayName));
        using var connection = Connect();
        Run(connection, "PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA temp_store = MEMORY;");
        var person = clerk.Id.ToString().ToUpperInvariant();
        Run(connection, $"""
            BEGIN;
            CREATE TEMP TABLE n (i INTEGER PRIMARY KEY, day TEXT NOT NULL, reason INTEGER NOT NULL, category INTEGER NOT NULL, cents INTEGER NOT NULL,
                payer INTEGER NOT NULL, carc TEXT NOT NULL, provider TEXT NOT NULL, requester TEXT NOT NULL);
            CREATE TEMP TABLE r AS SELECT ROW_NUMBER() OVER (ORDER BY position) - 1 AS k, id, category FROM write_off_reason WHERE tenant_id = 1;
            WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {rows})
            INSERT INTO n SELECT c.i, date('2026-01-01', '+' || ((c.i - 1) * 365 / {rows}) || ' days'), r.id, r.category, 500 + (c.i * 7919) % 90000,
                                 1 + (c.i * 7919 % 10007) * (c.i * 104729 % 10009) * {Payers} / 100160064, {Carc("(c.i * 69069 + 12345) % 4294967296 % 10000")},
                                 'Provider ' || (c.i * 2654435761 % 4294967296 / 16 % {Providers}), '00000000-0000-4000-8000-' || printf('%012d', c.i * 40503 % 65521 / 7 % {Requesters})
                          FROM c JOIN r ON r.k = (c.i * 31 + c.i / 17) % 8 ORDER BY c.i;
            WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < {Payers})
            INSERT INTO payer (tenant_id, id, identifier, name, is_federal) SELECT 1, i, 'P' || i, 'Payer ' || i, 0 FROM c;
            INSERT INTO claim (tenant_id, id, claim_number, claim_key, payer_id, charge_cents, balance_cents, patient_name, patient_key, member_id, provider_name, version)
              SELECT 1, i, 'C' || i, 'C' || i, payer, cents, 0, '', '', '', provider, 1 FROM n;
            INSERT INTO denial (tenant_id, id, claim_id, payer_id, "group", carc, rarcs, route, route_guards, denied_on, denied_cents, taken_back_cents, balance_cents, reserved_cents, status, is_flagged, appeal_by, version)
              SELECT 1, i, i, payer, 'CO', carc, '', 1, 0, day, cents, 0, 0, 0, 5, 0, day, 1 FROM n;
            INSERT INTO write_off_request (tenant_id, id, denial_id, claim_id, amount_cents, status, came_from, note, gate_sentence, requested_by, requested_at, submission_key, content_hash, balance_after_cents, status_after, decision_note, version)
              SELECT 1, i, i, i, cents, 1, 1, '', '', requester, 0, printf('00000000-0000-4000-8000-%012X', i), zeroblob(32), 0, 5, '', 1 FROM n;
            INSERT INTO write_off_request_line (tenant_id, request_id, number, reason_id, reason_code, reason_label, category, amount_cents, evidence_seen)
              SELECT 1, i, 1, reason, 'x', 'x', category, cents, '' FROM n;
            INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, request_id, reason_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by)
              SELECT 1, i, i, 5, cents, i, i, reason, '', '', day, 0, '{person}' FROM n;
            INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, denial_id, reverses_id, request_id, reason_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by)
              SELECT 1, {rows} + i, i, 5, -cents, i, i, i, reason, '', '', MIN(date(day, '+21 days'), '2026-12-31'), 0, '{person}' FROM n WHERE i % 20 = 0;
            UPDATE denial SET status = 1, balance_cents = denied_cents WHERE tenant_id = 1 AND id % 20 = 0;
            UPDATE claim SET balance_cents = charge_cents WHERE tenant_id = 1 AND id % 20 = 0;
            {CauseBackfill.All}
            COMMIT;
            """);
        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE);");
    }

    /// <summary>Takes so many write-offs back through the product's service.</summary>
    public async Task Reverse(int count)
    {
        var dbs = new WorkbenchDbs(Options);
        var service = new ReopenService(WriterOn(dbs));
        await using var db = dbs.Open(1);
        var some = await db.Set<Denial>().AsNoTracking().Where(d => d.Status == DenialStatus.WrittenOff && d.Id % 997 == 1).OrderBy(d => d.Id).Take(count).ToListAsync();
        foreach (var denial in some) _ = (await service.Reopen(Clerk, new DenialAsk(denial.Id, denial.Version), "Paid after all")).Value;
    }

    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA cache_size = -400000;");
        return connection;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static Guid PersonId(int n) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{n:000000000000}"));

    /// <summary>A few adjustment codes of most denials, and 60 of the rest.</summary>
    private static string Carc(string c) => $"CASE WHEN {c} % 100 < 18 THEN '197' WHEN {c} % 100 < 34 THEN '16' WHEN {c} % 100 < 46 THEN '29' WHEN {c} % 100 < 56 THEN '97' WHEN {c} % 100 < 66 THEN '50' WHEN {c} % 100 < 74 THEN '96' ELSE CAST(100 + {c} % 60 AS TEXT) END";

    private WorkbenchWriter WriterOn(WorkbenchDbs dbs) => new(dbs, TimeProvider.System, new Keys(TimeProvider.System), new WriteGate(Options), new ChangeFeed());

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 600;
        command.ExecuteNonQuery();
    }
}
