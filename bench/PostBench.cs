using System.Diagnostics;
using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>Budget 14: posting an 835 with one large transaction, against prepared inserts of exactly the rows that it writes.</summary>
internal static class PostBench
{
    private const int DefaultClaims = 100_000;
    private const int Runs = 3;
    private const int BytesPerClaim = 302;
    private const int FirstClaims = 1_000;

    public static async Task<int> Run(string[] args)
    {
        if (args is ["--unpost", var posted]) return await Unposting(int.Parse(posted, CultureInfo.InvariantCulture));
        if (args is ["--megabytes", var size]) return await Memory(int.Parse(size, CultureInfo.InvariantCulture) * (1_000_000 / BytesPerClaim));
        var claims = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultClaims;
        Harness.PrintMachine();
        // Memory first, while the process is as small as the server's: the yardstick keeps its rows in memory.
        var met = await Memory(claims);
        var small = await Measure(claims / 10, Runs);
        var large = await Measure(claims, Runs);
        Harness.PrintTable(["claims", "rows", "posting", "with log moved", "claims/s", "inserts", "with log moved", "ratio"], [small.Cells, large.Cells]);
        met |= Harness.Verdict("budget 14: posting against prepared inserts", large.Ratio, 2.5, "x", atMost: true);
        met |= Harness.Verdict("budget 14: ten times the claims", large.Seconds / small.Seconds, 11, "x", atMost: true);
        return met | await OtherUsers(claims);
    }

    /// <summary>Memory over that of a started server, which has its code compiled, its model built and one small file posted.</summary>
    private static async Task<int> Memory(int claims)
    {
        using var cold = new MemoryWatch();
        using (var small = new PostFolder())
        {
            await small.Fill("before.db", FirstClaims, 0);
            using var first = PostFile.Current(small.File("main.835"), FirstClaims);
            await Post(small.Twin("before.db", "ours.db"), first);
        }

        using var memory = new MemoryWatch();
        using var folder = new PostFolder();
        await folder.Fill("before.db", claims, 0);
        using var file = PostFile.Current(folder.File("main.835"), claims);
        var run = await Post(folder.Twin("before.db", "ours.db"), file);
        Harness.PrintTable(["file", "claims", "posting", "claims/s", "memory over start", "of it mapped files", "over the bare process", "heap"],
            [[$"{file.Length / 1_000_000} MB", claims.ToString("N0", CultureInfo.InvariantCulture), $"{run.Seconds:0.0} s", $"{claims / run.Seconds:0}", $"{memory.PeakMegabytes:0} MB", $"{memory.MappedMegabytes:0} MB", $"{cold.PeakMegabytes:0} MB", $"{run.Heap:0} MB"]]);
        return Harness.Verdict("budget 14: memory over start", memory.PeakMegabytes, 150, " MB", atMost: true);
    }

    /// <summary>Posting a remittance and unposting it, in one run: no budget names it.</summary>
    private static async Task<int> Unposting(int claims)
    {
        using var folder = new PostFolder();
        await folder.Fill("before.db", FirstClaims, 0);
        using var file = PostFile.Open(folder.File("main.835"), claims);
        var product = folder.Twin("before.db", "ours.db");
        var posted = await Post(product, file);
        using var memory = new MemoryWatch();
        var watch = Stopwatch.StartNew();
        _ = (await product.Unpost(posted.Receipt.RemittanceId)).Value;
        Harness.PrintTable(["claims", "posting", "unposting", "ratio", "memory"],
            [[claims.ToString("N0", CultureInfo.InvariantCulture), $"{posted.Seconds:0.0} s", $"{watch.Elapsed.TotalSeconds:0.0} s", $"{watch.Elapsed.TotalSeconds / posted.Seconds:0.00}x", $"{memory.PeakMegabytes:0} MB"]]);
        return 0;
    }

    private static async Task<PostSample> Measure(int claims, int runs)
    {
        using var folder = new PostFolder();
        await folder.Fill("before.db", claims, 0);
        List<PostSample> samples = [];
        for (var n = 0; n < runs; n++)
        {
            using var file = PostFile.Current(folder.File("main.835"), claims);
            var sample = await Post(folder.Twin("before.db", "ours.db"), file);
            samples.Add(sample with { Claims = claims, Yardstick = Insert(folder) });
            folder.Delete("ours.db");
            folder.Delete("theirs.db");
        }

        return samples.OrderBy(s => s.Ratio).ElementAt(runs / 2);
    }

    private static async Task<PostSample> Post(PostProduct product, FileStream file)
    {
        GC.Collect();
        using var heap = new HeapWatch();
        var clock = Stopwatch.StartNew();
        var receipt = await product.Take(file);
        var seconds = clock.Elapsed.TotalSeconds;
        product.Checkpoint();
        if (receipt.Remittances is not [{ Status: RemittanceStatus.Posted } posted]) throw new InvalidOperationException("It wasn't posted: " + (receipt.Remittances.Count > 0 ? receipt.Remittances[0].Why : "no remittance"));
        return new PostSample(posted, seconds, clock.Elapsed.TotalSeconds, heap.PeakMegabytes);
    }

    private static (double Seconds, double Whole, long Rows) Insert(PostFolder folder)
    {
        var yardstick = new PostYardstick(folder.File("ours.db"), folder.File("before.db"));
        var theirs = folder.Twin("before.db", "theirs.db");
        GC.Collect();
        var clock = Stopwatch.StartNew();
        yardstick.Write(folder.File("theirs.db"));
        var seconds = clock.Elapsed.TotalSeconds;
        theirs.Checkpoint();
        return (seconds, clock.Elapsed.TotalSeconds, yardstick.Rows);
    }

    /// <summary>Somebody's single write-offs while the file is posted: one is begun each 20 ms, however long the one before takes.</summary>
    private static async Task<int> OtherUsers(int claims)
    {
        using var folder = new PostFolder();
        await folder.Fill("before.db", claims, 4_000);
        var product = folder.Twin("before.db", "ours.db");
        List<GridRow> rows = [];
        await foreach (var row in product.Grid.Stream(product.Clerk, new GridAsk(Text: "status = OPEN")))
        {
            if (row.PayerName.EndsWith(PostFile.FirstPayer[^2..], StringComparison.Ordinal)) rows.Add(row);
        }

        using var file = PostFile.Current(folder.File("main.835"), claims);
        using var stop = new CancellationTokenSource();
        var waits = Task.Run(() => Singles(product, rows, stop.Token));
        var sample = await Post(product, file);
        await stop.CancelAsync();
        var took = (await waits).Order().ToList();
        double At(double share) => took[(int)Math.Min(took.Count - 1, took.Count * share)];
        Harness.PrintTable(["while it is posted", "p50", "p95", "p99", "most", "times"], [["a single write-off", .. ((double[])[At(0.5), At(0.95), At(0.99), took[^1]]).Select(ms => Harness.Number(ms) + " ms"), Harness.Number(took.Count, "0")]]);
        Console.WriteLine($"posting took {Harness.Number(sample.Seconds, "0.00")} s beside them");
        return Harness.Verdict("budget 14: another's write-off, p99", At(0.99), 250, " ms", atMost: true);
    }

    private static async Task<List<double>> Singles(PostProduct product, List<GridRow> rows, CancellationToken stop)
    {
        List<Task<double>> begun = [];
        foreach (var row in rows)
        {
            if (stop.IsCancellationRequested) break;
            begun.Add(Task.Run(async () =>
            {
                var watch = Stopwatch.StartNew();
                _ = (await product.Single.Submit(product.Clerk, new WriteOffAsk(row.Id, row.Version, Guid.NewGuid(), [new WriteOffAskLine("other", new Money(row.BalanceCents))], MassBench.Note), CancellationToken.None)).Value;
                return watch.Elapsed.TotalMilliseconds;
            }, CancellationToken.None));
            await Task.Delay(20, CancellationToken.None);
        }

        return [.. await Task.WhenAll(begun)];
    }
}

/// <summary>One posting.</summary>
/// <param name="Seconds">To the last commit.</param>
/// <param name="Whole">With the log moved into the file.</param>
internal sealed record PostSample(RemittanceReceipt Receipt, double Seconds, double Whole, double Heap)
{
    public int Claims { get; init; }

    public (double Seconds, double Whole, long Rows) Yardstick { get; init; }

    public double Ratio => Whole / Yardstick.Whole;

    public string[] Cells =>
    [
        Claims.ToString("N0", CultureInfo.InvariantCulture), Yardstick.Rows.ToString("N0", CultureInfo.InvariantCulture), $"{Seconds:0.00} s", $"{Whole:0.00} s", $"{Claims / Seconds:0}",
        $"{Yardstick.Seconds:0.00} s", $"{Yardstick.Whole:0.00} s", $"{Ratio:0.00}x",
    ];
}
