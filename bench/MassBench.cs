using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Bench;

/// <summary>Mass write-offs of 1,000, 10,000 and 100,000 scattered rows of the reference data, against the same writes as set statements.</summary>
internal static class MassBench
{
    public const string Note = "Quarter clean-up, policy 4.2";

    private static readonly (int Rows, int Runs)[] Sizes = [(1_000, 7), (10_000, 5), (100_000, 3)];

    public static async Task<int> Run(string[] args)
    {
        using var data = await ReferenceArguments.Open(args);
        Harness.PrintMachine();
        MassProduct product = null!;
        MassYardstick? yardstick = null;
        MassWindows windows = null!;
        var sizes = Sizes.Where(s => s.Rows <= (args.Contains("--small", StringComparer.Ordinal) ? 10_000 : 100_000)).ToList();
        List<string[]> table = [];
        Dictionary<int, double> ratios = [];
        Dictionary<int, MassSample> medians = [];
        foreach (var (rows, runs) in sizes)
        {
            List<MassSample> us = [];
            List<MassSample> them = [];
            for (var n = 0; n < runs; n++)
            {
                // The reference data has open rows for one large run, so each begins on fresh copies.
                if (n == 0 || rows == 100_000) await Refresh();
                var (from, to) = windows.Take(rows);
                us.Add(await product.WriteOff(from, to));
                them.Add(MassSample.Of(() => yardstick!.Write(from, to, ReferenceData.Clerk.UserId.ToString().ToUpperInvariant()), yardstick!.Checkpoint));
            }

            var (mine, other) = (MassSample.Median(us), MassSample.Median(them));
            ratios[rows] = us.Zip(them, (a, b) => a.Whole / b.Whole).Order().ElementAt(runs / 2);
            medians[rows] = mine;
            table.Add([Number(rows), $"{mine.Seconds:0.00} s", $"{mine.Whole:0.00} s", $"{other.Seconds:0.00} s", $"{other.Whole:0.00} s", $"{ratios[rows]:0.00}x", $"{mine.PerRow:0.0} µs", $"{mine.MegabytesWritten:0} MB", $"{other.MegabytesWritten:0} MB", $"{mine.PreviewSeconds:0.00} s", $"{mine.PeakMegabytes:0} MB"]);
        }

        Harness.PrintTable(["rows", "run", "with log moved", "set statements", "with log moved", "ratio", "a row", "written", "written", "preview", "heap"], table);
        var met = Harness.Verdict("budget 1, mass write-off against set-based SQL", ratios.Values.Last(), 1.25, "x", atMost: true);
        if (medians.Count > 2) met |= Harness.Verdict("budget 13, ten times the rows", medians[100_000].Whole / medians[10_000].Whole, 11, "x", atMost: true);
        if (sizes.Count == Sizes.Length)
        {
            await Refresh();
            met |= await MassOtherUsers.Measure(product, windows);
        }

        yardstick?.Dispose();
        return met;

        async Task Refresh()
        {
            yardstick?.Dispose();
            var (ours, theirs) = (data.Twin("ours"), data.Twin("theirs"));
            // A kept file may come from before the last migration.
            foreach (var twin in (DatabaseOptions[])[ours, theirs]) await new DatabaseSetup(new WorkbenchDbs(twin)).Migrate();
            SqliteConnection.ClearAllPools();
            product = new MassProduct(ours);
            yardstick = new MassYardstick(theirs.ConnectionString, ReferenceData.Clerk.TenantId);
            windows = new MassWindows(data.Options);
        }
    }

    private static string Number(int rows) => rows.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>The product on one database: preview, start, run.</summary>
internal sealed class MassProduct
{
    private readonly MassPreviewer _previewer;
    private readonly MassWriteOffService _desk;
    private readonly MassRunner _runner;
    private readonly DatabaseOptions _options;

    public MassProduct(DatabaseOptions options)
    {
        _options = options;
        var dbs = new WorkbenchDbs(options);
        var (keys, gate) = (new Keys(TimeProvider.System), new WriteGate(options));
        var writer = new WorkbenchWriter(dbs, TimeProvider.System, keys, gate, new ChangeFeed());
        Grid = new DenialGrid(dbs, TimeProvider.System, LiveRequests.Facts, new AccessLog(writer, TimeProvider.System, keys));
        _previewer = new MassPreviewer(Grid, dbs, TimeProvider.System, keys);
        _desk = new MassWriteOffService(writer, dbs, new RunSignal());
        _runner = new MassRunner(writer, dbs, gate);
        Single = new WriteOffService(writer, dbs, TimeProvider.System);
    }

    public DenialGrid Grid { get; }

    public WriteOffService Single { get; }

    public DatabaseOptions Options => _options;

    public MassWriteOffService Runs => _desk;

    /// <summary>Starts a run and does it to its end.</summary>
    public Task<MassSample> Do(int rows, Func<Task<Outcome<int>>> start) => MassSample.Of(async () =>
    {
        var number = (await start()).Value;
        await _runner.Run(new RunKey(ReferenceData.Clerk.TenantId, number));
        return rows;
    }, Checkpoint);

    /// <summary>Previews, starts and does a run over the rows between two balances.</summary>
    public async Task<MassSample> WriteOff(long fromCents, long toCents)
    {
        var watch = Stopwatch.StartNew();
        var text = string.Create(CultureInfo.InvariantCulture, $"status in (OPEN, IN_PROGRESS) AND balance between {fromCents / 100m:0.00} and {toCents / 100m:0.00} AND NOT flagged");
        var preview = (await _previewer.Preview(ReferenceData.Clerk, new MassAsk(new GridAsk(Text: text), GridSelection.All, "other", MassBench.Note))).Value;
        var seen = watch.Elapsed;
        if (preview.Groups.Count != 1) throw new InvalidOperationException("A row of the reference data would not post: " + string.Join(", ", preview.Groups.Select(g => $"{g.Outcome} {g.Cause} {g.Count}")));
        GC.Collect();
        using var heap = new HeapWatch();
        var sample = await MassSample.Of(async () =>
        {
            var number = (await _desk.Start(ReferenceData.Clerk, preview)).Value;
            await _runner.Run(new RunKey(ReferenceData.Clerk.TenantId, number));
            return preview.Rows.Count;
        }, Checkpoint);
        return sample with { PreviewSeconds = seen.TotalSeconds, PeakMegabytes = heap.PeakMegabytes };
    }

    private void Checkpoint()
    {
        using var connection = new SqliteConnection(_options.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
    }
}

/// <summary>Ranges of balances that hold so many open rows each, never the same row twice.</summary>
internal sealed class MassWindows(DatabaseOptions options)
{
    private long _next = 1;

    public (long From, long To) Take(int rows)
    {
        using var connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT balance_cents FROM denial WHERE tenant_id = {ReferenceData.Clerk.TenantId} AND status IN (1, 2) AND NOT is_flagged AND balance_cents >= {_next} ORDER BY balance_cents LIMIT 1 OFFSET {rows}";
        var to = (long)(command.ExecuteScalar() ?? throw new InvalidOperationException("The reference data has too few open rows.")) - 1;
        var from = _next;
        _next = to + 1;
        return (from, to);
    }
}

/// <summary>One run.</summary>
/// <param name="Seconds">To the last commit.</param>
/// <param name="Whole">With the log moved into the file.</param>
internal sealed record MassSample(int Rows, double Seconds, double Whole, double MegabytesWritten, double PreviewSeconds = 0, double PeakMegabytes = 0)
{
    public double PerRow => Whole * 1e6 / Rows;

    public static MassSample Of(Func<int> run, Action after) => Of(() => Task.FromResult(run()), after).GetAwaiter().GetResult();

    public static async Task<MassSample> Of(Func<Task<int>> run, Action after)
    {
        var written = Written();
        var watch = Stopwatch.StartNew();
        var rows = await run();
        var seconds = watch.Elapsed.TotalSeconds;
        after();
        return new MassSample(rows, seconds, watch.Elapsed.TotalSeconds, (Written() - written) / 1e6);
    }

    public static MassSample Median(List<MassSample> samples) => samples.OrderBy(s => s.Whole).ElementAt(samples.Count / 2);

    /// <summary>Bytes that this process wrote, where the system counts them.</summary>
    private static long Written()
    {
        const string counters = "/proc/self/io";
        return File.Exists(counters) ? long.Parse(File.ReadLines(counters).Single(l => l.StartsWith("wchar:", StringComparison.Ordinal))[6..], CultureInfo.InvariantCulture) : 0;
    }
}

/// <summary>Looks at the managed heap while something runs.</summary>
internal sealed class HeapWatch : IDisposable
{
    private readonly Timer _timer;
    private long _peak;

    public HeapWatch() => _timer = new Timer(_ => _peak = Math.Max(_peak, GC.GetTotalMemory(false)), null, 0, 5);

    public double PeakMegabytes => _peak / 1e6;

    public void Dispose() => _timer.Dispose();
}
