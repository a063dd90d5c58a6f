using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>A temporary folder with a migrated database, one tenant and its denials, made by the product's own intake.</summary>
internal sealed class SingleFolder : IDisposable
{
    private const int ClaimsPerFile = 2_000;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("writeoff-bench");

    public const int TenantId = 1;

    public string Path => System.IO.Path.Combine(_folder.FullName, "ours.db");

    public Actor Clerk { get; private set; } = null!;

    /// <summary>Migrates, opens the tenant and takes remittances of claims whose one line is denied.</summary>
    public async Task Fill(int denials)
    {
        var dbs = new WorkbenchDbs(Options);
        await new DatabaseSetup(dbs).Migrate();
        var writer = WriterOn(dbs);
        var clerk = new NewPerson(Guid.NewGuid(), "Clerk", "clerk@example.test", Role.BillingClerk);
        await new TenantSetup(writer, dbs).Open(new NewTenant(TenantId, "Bench") { People = [clerk] });
        Clerk = new Actor(TenantId, clerk.Id, clerk.DisplayName);
        var intake = new RemittanceIntake(writer, dbs);
        for (var from = 0; from < denials; from += ClaimsPerFile)
        {
            using var file = Remittance(from, Math.Min(ClaimsPerFile, denials - from));
            var taken = await intake.Take(Actor.System(TenantId), $"{from}.835", file);
            if (taken.Value.Remittances[0].DenialCount == 0) throw new InvalidOperationException($"No denial was posted: {taken.Value.Remittances[0]}");
        }
    }

    public WriteOffService Service(params IInterceptor[] interceptors)
    {
        var dbs = new WorkbenchDbs(Options, interceptors);
        return new WriteOffService(WriterOn(dbs), dbs, TimeProvider.System);
    }

    /// <summary>A copy of the database as it is now.</summary>
    public string Twin()
    {
        var path = System.IO.Path.Combine(_folder.FullName, "twin.db");
        using var from = new SqliteConnection($"Data Source={Path}");
        using var to = new SqliteConnection($"Data Source={path};Pooling=False");
        from.Open();
        to.Open();
        from.BackupDatabase(to);
        return path;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private DatabaseOptions Options => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = $"Data Source={Path};Pooling=True" };

    private WorkbenchWriter WriterOn(WorkbenchDbs dbs) => new(dbs, TimeProvider.System, new Keys(TimeProvider.System), new WriteGate(Options), new ChangeFeed());

    private static MemoryStream Remittance(int from, int count)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-30);
        using var memory = new MemoryStream();
        using (var writer = new RemittanceWriter(memory, day))
        {
            writer.Write(new OutgoingRemittance
            {
                TraceNumber = "SINGLE" + from.ToString(CultureInfo.InvariantCulture),
                PaymentDate = day,
                Claims = Enumerable.Range(from, count).Select(number => Claim(number, day)).ToList(),
            });
        }
        return new MemoryStream(memory.ToArray());
    }

    private static OutgoingClaim Claim(int number, DateOnly day) => new()
    {
        PatientControlNumber = "ACCT" + number.ToString("0000000", CultureInfo.InvariantCulture),
        PayerControlNumber = "ICN" + number.ToString("0000000", CultureInfo.InvariantCulture),
        Status = "4",
        PatientLastName = "SAMPLE",
        PatientFirstName = "PAT",
        MemberId = "M" + number.ToString("0000000", CultureInfo.InvariantCulture),
        Lines =
        [
            new()
            {
                Code = "99213", Charge = new Money(10_000 + (number % 977)), ServiceDate = day.AddDays(-20),
                Adjustments = [new("CO", "197", new Money(10_000 + (number % 977)))],
            },
        ],
    };
}
