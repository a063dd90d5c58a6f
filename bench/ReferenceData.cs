using System.Globalization;
using Microsoft.Data.Sqlite;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Bench;

/// <summary>
/// The reference data of the benchmarks: a migrated database of four tenants, the first with half of the denials, eight claims to ten denials, one
/// ledger row to a denial, with requests, appeals, flags and chained audit rows. Tenants, reasons and people come through the product's own setup,
/// the rest from set statements; chance is arithmetic on a row's number, so that the data is the same each time. <c>verify</c> finds nothing in it.
/// </summary>
internal sealed class ReferenceData : IDisposable
{
    /// <summary>The tenants' today in the data.</summary>
    public static readonly DateOnly Today = new(2026, 11, 24);

    /// <summary>Denials of the reference data in the published figures.</summary>
    public const int Usual = 1_000_000;

    public const int Tenants = 4;
    public const int Payers = 120;
    public const int People = 40;

    // Kept files of an older make aren't taken for new ones.
    private const int Make = 3;
    private readonly bool _isKept;

    private ReferenceData(string folder, bool isKept)
    {
        (Folder, _isKept) = (folder, isKept);
        Options = OptionsOf(File);
    }

    public string Folder { get; }

    public string File => Path.Combine(Folder, "reference.db");

    public DatabaseOptions Options { get; }

    /// <summary>True when an earlier run had built it.</summary>
    public bool WasThere { get; private init; }

    /// <summary>Someone of the largest tenant who works denials.</summary>
    public static Actor Clerk { get; } = new(1, PersonId(3), "Clerk 3");

    /// <summary>Someone of the largest tenant who may approve, override and post.</summary>
    public static Actor Supervisor { get; } = new(1, PersonId(0), "Supervisor 0");

    /// <summary>Builds it in a folder of its own, or takes the one that an earlier run kept.</summary>
    /// <param name="denials">Of all tenants together.</param>
    /// <param name="keep">True: it stays in the temporary folder for the next run. Who writes on it works on a <see cref="Twin"/>.</param>
    public static async Task<ReferenceData> Open(int denials, bool keep)
    {
        if (!keep) return await Build(Directory.CreateTempSubdirectory("writeoff-reference-").FullName, denials);
        var folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"writeoff-reference-{denials}-{Make}"));
        var finished = Path.Combine(folder, "finished");
        if (System.IO.File.Exists(finished))
        {
            var kept = new ReferenceData(folder, isKept: true) { WasThere = true };
            await new DatabaseSetup(new WorkbenchDbs(kept.Options)).Migrate();
            return kept;
        }

        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        using var built = await Build(Directory.CreateDirectory(folder).FullName, denials, isKept: true);
        await System.IO.File.WriteAllTextAsync(finished, "");
        return built;
    }

    /// <summary>Builds it in an empty folder: a migrated database of the product. The folder goes away with it, unless it is kept.</summary>
    public static async Task<ReferenceData> Build(string folder, int denials, bool isKept = false)
    {
        var data = new ReferenceData(folder, isKept);
        var dbs = new WorkbenchDbs(data.Options);
        await new DatabaseSetup(dbs).Migrate();
        var clock = new SetupClock();
        var setup = new TenantSetup(new WorkbenchWriter(dbs, clock, new Keys(clock, node: 0), new WriteGate(data.Options), new ChangeFeed()), dbs);
        for (var tenant = 1; tenant <= Tenants; tenant++) await setup.Open(new NewTenant(tenant, $"Tenant {tenant}") { People = [.. Staff(tenant)] });
        SqliteConnection.ClearAllPools();
        using (var filling = new ReferenceFilling(data.File))
        {
            for (var tenant = 1; tenant <= Tenants; tenant++) filling.Fill(tenant, tenant == 1 ? denials / 2 : denials / 6);
            filling.Finish();
        }

        return data;
    }

    /// <summary>A copy to write on, in the same folder.</summary>
    public DatabaseOptions Twin(string name)
    {
        SqliteConnection.ClearAllPools();
        var path = Path.Combine(Folder, name + ".db");
        foreach (var old in (string[])[path, path + "-wal", path + "-shm"]) System.IO.File.Delete(old);
        System.IO.File.Copy(File, path);
        return OptionsOf(path);
    }

    public static Guid PersonId(int n) => new(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{n:000000000000}"));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        if (!_isKept) Directory.Delete(Folder, recursive: true);
    }

    private static DatabaseOptions OptionsOf(string path) => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={path};Pooling=True" };

    private static IEnumerable<NewPerson> Staff(int tenant) => Enumerable.Range(0, People).Select(n =>
    {
        var (word, role) = n switch
        {
            0 or 1 => ("Supervisor", Role.BillingSupervisor),
            2 => ("Manager", Role.Manager),
            People - 1 => ("Administrator", Role.Administrator),
            People - 2 => ("Poster", Role.PostingClerk),
            _ => ("Clerk", Role.BillingClerk),
        };
        return new NewPerson(PersonId(n + (tenant - 1) * People), $"{word} {n}", $"p{n}@tenant{tenant}.example.test", role);
    });

    /// <summary>The tenants were opened long before their first denial.</summary>
    private sealed class SetupClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2024, 3, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
