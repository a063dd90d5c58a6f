using System.Diagnostics;
using System.Globalization;
using System.Text;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Receivables;

namespace WriteOff.Bench;

/// <summary>Budget 19: a CSV of 100,000 open claims through the product, from the file to the commit, against a tenth of it.</summary>
internal static class OpeningBench
{
    private const double MostSeconds = 20;

    /// <summary>Ten times the rows may not need this much more heap: what is kept of a row is 8 bytes.</summary>
    private const double MostHeapMegabytes = 32;

    public static async Task<int> Run(string[] args)
    {
        var rows = args is [var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        Harness.PrintMachine();
        List<string[]> table = [];
        List<(double Seconds, double Peak)> found = [];
        foreach (var count in (int[])[rows / 10, rows])
        {
            var sample = await Sample(count);
            found.Add((sample.Post, sample.Peak));
            table.Add([count.ToString("N0", CultureInfo.InvariantCulture), Harness.Number(sample.Check, "0.00") + " s", Harness.Number(sample.Post, "0.00") + " s", Harness.Number(sample.Again, "0.00") + " s", Harness.Number(sample.Peak) + " MB", Harness.Number(sample.File) + " MB"]);
        }

        Harness.PrintTable(["rows", "check", "post", "post again", "heap peak", "file"], table);
        var isMet = found[1].Seconds <= MostSeconds && found[1].Peak - found[0].Peak <= MostHeapMegabytes;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"budget 19: {rows:N0} rows in {found[1].Seconds:0.0} s (at most {MostSeconds:0} s), heap {found[0].Peak:0} MB for a tenth and {found[1].Peak:0} MB for all (at most {MostHeapMegabytes:0} MB more): {(isMet ? "met" : "missed")}"));
        return isMet ? 0 : 1;
    }

    private static async Task<(double Check, double Post, double Again, double Peak, double File)> Sample(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("writeoff-bench");
        try
        {
            var options = new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(folder.FullName, "ours.db")}" };
            var dbs = new WorkbenchDbs(options);
            await new DatabaseSetup(dbs).Migrate();
            var writer = new WorkbenchWriter(dbs, TimeProvider.System, new Keys(TimeProvider.System), new WriteGate(options), new ChangeFeed());
            var poster = new NewPerson(Guid.NewGuid(), "Poster", "poster@example.test", Role.PostingClerk);
            await new TenantSetup(writer, dbs).Open(new NewTenant(1, "Bench") { People = [poster] });
            var (actor, service) = (new Actor(1, poster.Id, "Poster"), new OpeningService(writer, dbs, TimeProvider.System));
            await using var content = new FileStream(Path.Combine(folder.FullName, "open.csv"), FileMode.CreateNew, FileAccess.ReadWrite);
            Write(content, rows);
            var file = OpeningFiles.Open("open.csv", content).Value;
            var columns = OpeningColumns.Guess(file.Header);
            var check = await Timed(() => service.Check(actor, file, columns));
            GC.Collect();
            using var heap = new HeapWatch();
            var post = await Timed(() => service.Post(actor, file, columns));
            var peak = heap.PeakMegabytes;
            var again = await Timed(() => service.Post(actor, file, columns));
            Checkpoint(options.ConnectionString);
            return (check.Seconds, post.Seconds, again.Seconds, peak, content.Length / 1e6);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Waits for the log that is moved in the background: its files go with the folder.</summary>
    private static void Checkpoint(string connectionString)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }

    private static async Task<(OpeningReceipt Receipt, double Seconds)> Timed(Func<Task<Outcome<OpeningReceipt>>> act)
    {
        var watch = Stopwatch.StartNew();
        var receipt = (await act()).Value;
        return receipt.Errors == 0 ? (receipt, watch.Elapsed.TotalSeconds) : throw new InvalidOperationException(receipt.Findings[0].ToString());
    }

    /// <summary>Four in five denied, one in twenty with a second row far from the first, sixty payers.</summary>
    private static void Write(Stream to, int rows)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        text.WriteLine("Claim #,Last Name,First Name,Member ID,Insurance,Provider,DOS,Total Charge,Open Balance,Denial Code,Remark Codes,Denial Date");
        for (var n = 0; n < rows; n++)
        {
            var claim = n % 20 == 19 ? (n * 7919L) % rows / 20 * 20 : n;
            var dos = new DateOnly(2026, 1, 1).AddDays((int)(claim % 200));
            var isDenied = n % 5 != 0 || n % 20 == 19;
            text.WriteLine(string.Create(CultureInfo.InvariantCulture, $"C{claim:0000000},Surname{claim % 5000},Given{claim % 700},M{claim:00000000},Plan {claim % 60},\"Whitmore, Dana MD\",{dos:MM/dd/yyyy},900.00,{100 + (n % 300)}.{n % 100:00},{(isDenied ? n % 20 == 19 ? "CO-29" : "CO-197" : "")},{(isDenied ? "N706" : "")},{(isDenied ? dos.AddDays(30).ToString("MM/dd/yyyy", CultureInfo.InvariantCulture) : "")}"));
        }
    }
}
