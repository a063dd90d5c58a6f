using System.Diagnostics;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>What others feel while 100,000 rows are written off: somebody's single write-offs, and somebody's pages of the grid.</summary>
internal static class MassOtherUsers
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task<int> Measure(MassProduct product, MassWindows windows)
    {
        var (from, to) = windows.Take(100_000);
        var (singleFrom, singleTo) = windows.Take(2_000);
        var singles = await Rows(product, singleFrom, singleTo);
        using var idle = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        var quiet = await Pages(product, idle.Token);
        using var running = new CancellationTokenSource();
        var reading = Task.Run(() => Pages(product, running.Token));
        var writing = Task.Run(() => Singles(product, singles, running.Token));
        var sample = await product.WriteOff(from, to);
        await running.CancelAsync();
        var (busy, waits) = (await reading, await writing);
        Harness.PrintTable(["while 100,000 rows run", "p50", "p95", "p99", "most", "times"],
        [
            ["a single write-off", .. Cells(waits)], ["a page of the grid", .. Cells(busy)], ["a page of the grid, idle", .. Cells(quiet)],
        ]);
        Console.WriteLine($"the run took {Harness.Number(sample.Seconds, "0.00")} s beside them");
        return Harness.Verdict("budget 3, another's write-off, p99", At(waits, 0.99), 250, " ms", atMost: true)
            | Harness.Verdict("budget 3, another's page, p95 against idle", At(busy, 0.95) / At(quiet, 0.95), 1.5, "x", atMost: true);
    }

    private static async Task<List<GridRow>> Rows(MassProduct product, long from, long to)
    {
        List<GridRow> rows = [];
        var ask = new GridAsk(Text: FormattableString.Invariant($"status in (OPEN, IN_PROGRESS) AND balance between {from / 100m:0.00} and {to / 100m:0.00} AND NOT flagged"));
        await foreach (var row in product.Grid.Stream(ReferenceData.Supervisor, ask)) rows.Add(row);
        return rows;
    }

    private static async Task<List<double>> Singles(MassProduct product, List<GridRow> rows, CancellationToken stop)
    {
        List<double> took = [];
        foreach (var row in rows)
        {
            if (stop.IsCancellationRequested) break;
            var watch = Stopwatch.StartNew();
            _ = (await product.Single.Submit(ReferenceData.Supervisor, new WriteOffAsk(row.Id, row.Version, Guid.NewGuid(), [new WriteOffAskLine("other", new Money(row.BalanceCents))], MassBench.Note), CancellationToken.None)).Value;
            took.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(Between, CancellationToken.None);
        }

        return took;
    }

    private static async Task<List<double>> Pages(MassProduct product, CancellationToken stop)
    {
        List<double> took = [];
        while (!stop.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            _ = (await product.Grid.Page(ReferenceData.Supervisor, new GridAsk(DenialStatus.Open), CancellationToken.None)).Value;
            took.Add(watch.Elapsed.TotalMilliseconds);
            await Task.Delay(Between, CancellationToken.None);
        }

        return took;
    }

    private static string[] Cells(List<double> took) => [Ms(At(took, 0.5)), Ms(At(took, 0.95)), Ms(At(took, 0.99)), Ms(took.Max()), Harness.Number(took.Count, "0")];

    private static string Ms(double value) => Harness.Number(value) + " ms";

    private static double At(List<double> took, double share) => took.Order().ElementAt((int)Math.Min(took.Count - 1, took.Count * share));
}
