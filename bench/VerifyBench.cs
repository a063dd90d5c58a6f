using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Verification;

namespace WriteOff.Bench;

/// <summary>Budget 12: the walk over an audit chain in a SQLite file, against bare SHA-256 of the same bytes in memory, row by row as a chain needs it.</summary>
internal static class VerifyBench
{
    private const int DefaultRows = 1_000_000;
    private const double Limit = 2.5;

    public static async Task<int> Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRows;
        using var folder = await ChainFolder.Make(rows);
        var dbs = new WorkbenchDbs(folder.Options);
        var layouts = await Layouts(dbs);
        var bytes = layouts.Sum(b => b.Entries.Sum(e => (long)e.Length));
        Harness.PrintMachine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} audit rows, {bytes:N0} bytes under their hashes, {bytes / rows} a row"));
        var measured = Harness.Measure(
            ("bare SHA-256, row by row", () => HashRows(layouts)),
            ("bare SHA-256, one stream", () => HashStream(layouts)),
            ("read the rows, no hash", () => Read(dbs).GetAwaiter().GetResult()),
            ("verify the chain", () => Walk(dbs).GetAwaiter().GetResult()));
        var bare = measured[0].Median;
        Harness.PrintTable(["", "ms", "ns a row", "ratio"], measured.Select(m => (string[])
        [
            m.Name, Harness.Number(m.Median.TotalMilliseconds), Harness.Number(m.Median.TotalNanoseconds / rows, "0"), Harness.Number(m.Median / bare, "0.00") + "x",
        ]));
        return Harness.Verdict("verify an audit chain, budget 12", measured[3].Median / bare, Limit, "x", atMost: true);
    }

    private static void HashRows(List<AuditBatch> batches)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        foreach (var batch in batches)
            foreach (var entry in batch.Entries) SHA256.HashData(batch.Layout(entry), hash);
    }

    private static void HashStream(List<AuditBatch> batches)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var batch in batches)
            foreach (var entry in batch.Entries) hash.AppendData(batch.Layout(entry));
        hash.GetHashAndReset();
    }

    private static async Task Walk(WorkbenchDbs dbs)
    {
        await using var db = dbs.Open(tenantId: 0);
        await db.Database.OpenConnectionAsync();
        await using var snapshot = await Snapshot.Of(db.Database.GetDbConnection(), CancellationToken.None);
        if ((await AuditChain.Check(snapshot, 1, null, CancellationToken.None)).Any(r => !r.Holds)) throw new InvalidOperationException("The chain is honest and must hold.");
    }

    private static async Task Read(WorkbenchDbs dbs)
    {
        await using var db = dbs.Open(tenantId: 0);
        await db.Database.OpenConnectionAsync();
        await using var rows = new SqliteAuditRows((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection(), 1);
        var batch = new AuditBatch();
        while (await rows.Fill(batch, CancellationToken.None))
        {
        }
    }

    private static async Task<List<AuditBatch>> Layouts(WorkbenchDbs dbs)
    {
        await using var db = dbs.Open(tenantId: 0);
        await db.Database.OpenConnectionAsync();
        await using var rows = new SqliteAuditRows((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection(), 1);
        List<AuditBatch> all = [];
        while (true)
        {
            var batch = new AuditBatch();
            if (!await rows.Fill(batch, CancellationToken.None)) return all;
            all.Add(batch);
        }
    }
}
