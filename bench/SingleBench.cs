using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>One biller, one write-off at a time, through the product's service: against the same writes as prepared SQL without rules, checks or chain.</summary>
internal static class SingleBench
{
    private const int Runs = 7;
    private const int PerRun = 300;
    private const int DefaultDenials = 20_000;

    public static async Task<int> Run(string[] args)
    {
        var denials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultDenials;
        using var folder = new SingleFolder();
        await folder.Fill(denials);
        Harness.PrintMachine();
        Console.WriteLine($"{denials.ToString("N0", CultureInfo.InvariantCulture)} denials in a SQLite file, write-ahead log, full sync; {PerRun} write-offs a run, one after another");
        var counter = new StatementCounter();
        var service = folder.Service(counter);
        var open = OpenDenials(folder.Path);
        var next = 0;
        // Warm up, and leave rows for the yardstick to copy the shape of.
        await WriteOff(service, folder.Clerk, open, next, PerRun);
        next += PerRun;
        using var yardstick = new SingleYardstick(folder.Twin(), SingleFolder.TenantId);
        yardstick.Write(open, next, PerRun);
        List<Sample> ours = [];
        List<Sample> theirs = [];
        for (var run = 0; run < Runs; run++, next += PerRun)
        {
            counter.Count = 0;
            var watch = Stopwatch.StartNew();
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await WriteOff(service, folder.Clerk, open, next, PerRun);
            ours.Add(Sample.Of(watch, before, counter.Count));
            watch.Restart();
            before = GC.GetTotalAllocatedBytes(precise: true);
            var statements = yardstick.Write(open, next + PerRun, PerRun);
            theirs.Add(Sample.Of(watch, before, statements));
        }
        Print(Sample.Median(ours), Sample.Median(theirs));
        return 0;
    }

    private static void Print(Sample ours, Sample theirs)
    {
        Harness.PrintTable(["", "µs each", "ratio", "statements", "bytes allocated"],
        [
            ["WriteOffService.Submit", .. Cells(ours, theirs)],
            ["the same writes as prepared SQL", .. Cells(theirs, theirs)],
        ]);
        Console.WriteLine($"single write-off: {Harness.Number(ours.Microseconds / theirs.Microseconds)}x (no budget; yardstick = the same six writes as prepared SQL in one transaction, no rules, no chain)");
    }

    private static string[] Cells(Sample sample, Sample yardstick) =>
    [
        Harness.Number(sample.Microseconds, "0"), Harness.Number(sample.Microseconds / yardstick.Microseconds) + "x",
        Harness.Number(sample.Statements), Harness.Number(sample.Bytes, "0"),
    ];

    private static async Task WriteOff(WriteOffService service, Actor clerk, List<OpenDenial> open, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var denial = open[i];
            var ask = new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine("other", new Money(denial.BalanceCents))], "Payer out of business");
            _ = (await service.Submit(clerk, ask)).Value;
        }
    }

    private static List<OpenDenial> OpenDenials(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, claim_id, line_id, version, balance_cents FROM denial WHERE balance_cents > 0 ORDER BY id";
        using var reader = command.ExecuteReader();
        List<OpenDenial> open = [];
        while (reader.Read()) open.Add(new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4)));
        // Scattered over the file, as a biller's day is; the same order for both sides and each time.
        var order = new Random(7);
        return [.. open.OrderBy(_ => order.Next())];
    }

    /// <summary>One run, per write-off.</summary>
    private sealed record Sample(double Microseconds, double Statements, double Bytes)
    {
        public static Sample Of(Stopwatch watch, long allocatedBefore, int statements) => new(
            watch.Elapsed.TotalMicroseconds / PerRun, (double)statements / PerRun, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore) / PerRun);

        public static Sample Median(List<Sample> samples) => samples.OrderBy(s => s.Microseconds).ElementAt(samples.Count / 2);
    }
}

/// <summary>A denial to write off.</summary>
internal sealed record OpenDenial(long Id, long ClaimId, long LineId, long Version, long BalanceCents);

/// <summary>Counts the commands that the product sends.</summary>
internal sealed class StatementCounter : DbCommandInterceptor
{
    public int Count { get; set; }

    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        Count++;
        return result;
    }
}
