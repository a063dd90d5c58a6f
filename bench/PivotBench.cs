using System.Diagnostics;
using System.Globalization;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Reporting;

namespace WriteOff.Bench;

/// <summary>Budget 15: every pivot of one and of two dimensions over a million write-offs, against the GROUP BY over the ledger that it stands for; and that both say the same, also after reopens.</summary>
internal static class PivotBench
{
    private const int DefaultRows = 1_000_000;
    private const int Runs = 7;
    private const string Year = "2026-01-01..2026-12-31";

    private static readonly Dimension[] Dimensions = [Dimension.Payer, Dimension.Carc, Dimension.Provider, Dimension.Requester, Dimension.Reason, Dimension.Month];

    public static async Task<int> Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRows;
        using var folder = new CausesFolder();
        var watch = Stopwatch.StartNew();
        await folder.Fill(rows);
        Harness.PrintMachine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} write-offs of one year, every 20th taken back, in a SQLite file of {new FileInfo(folder.Path).Length / 1_048_576:N0} MB, made in {watch.Elapsed.TotalSeconds:0} s"));
        await Sizes(folder);
        var (slowest, worst, processor) = await Table(folder, [.. Crossed()], isBudget: true);
        Console.WriteLine("beside the budget: as it ended, days at the ends, three dimensions");
        await Table(folder,
        [
            new PivotAsk(Dimension.Payer, Columns: null, View: PivotView.Restated, Period: Year), new PivotAsk(Dimension.Payer, Dimension.Carc, null, PivotView.Restated, Year),
            new PivotAsk(Dimension.Reason, Dimension.Requester, null, PivotView.Restated, Year), new PivotAsk(Dimension.Payer, Dimension.Carc, Dimension.Month, Period: Year),
            new PivotAsk(Dimension.Payer, Columns: null, Period: "2026-01-11..2026-12-20"), new PivotAsk(Dimension.Payer, Dimension.Carc, Dimension.Reason, Period: Year),
        ], isBudget: false);
        await folder.Reverse(500);
        foreach (var ask in Crossed()) await Compare(folder, ask);
        foreach (var view in Enum.GetValues<PivotView>()) await Compare(folder, new PivotAsk(Dimension.Provider, Dimension.Requester, null, view, "2026-02-10..2026-11-20"));
        Console.WriteLine("every figure is equal: gross, rows, reopened, rows reopened, before and after 500 more reopens through the service");
        return Harness.Verdict("budget 15, the slowest pivot of a million write-offs", slowest, 100, " ms", atMost: true)
            | Harness.Verdict("budget 15, the worst of them against its GROUP BY", worst, 1.0 / 50, "x", atMost: true)
            | Harness.Verdict("budget 15, the same by processor time", processor, 1.0 / 50, "x", atMost: true);
    }

    /// <summary>Each dimension alone, and each two of them.</summary>
    private static IEnumerable<PivotAsk> Crossed()
    {
        for (var one = 0; one < Dimensions.Length; one++)
        {
            yield return new PivotAsk(Dimensions[one], Columns: null, Period: Year);
            for (var other = one + 1; other < Dimensions.Length; other++) yield return new PivotAsk(Dimensions[one], Dimensions[other], null, Period: Year);
        }
    }

    private static async Task<(double Slowest, double Worst, double Processor)> Table(CausesFolder folder, PivotAsk[] asks, bool isBudget)
    {
        List<string[]> table = [];
        var (slowest, worst, processor) = (0.0, 0.0, 0.0);
        foreach (var ask in asks)
        {
            var (ours, used, pivot) = await Ours(folder, ask, isBudget ? Runs : 3);
            var (raw, rawUsed, lines) = PivotYardstick.Of(folder, ask, 2);
            Same(ask, pivot, lines);
            (slowest, worst, processor) = (Math.Max(slowest, ours), Math.Max(worst, ours / raw), Math.Max(processor, used / rawUsed));
            table.Add([Name(ask), Harness.Number(pivot.Rows.Count, "0"), Harness.Number(ours, ours < 10 ? "0.0" : "0") + " ms", Harness.Number(raw, "0") + " ms", string.Create(CultureInfo.InvariantCulture, $"1/{raw / ours:0}"), Harness.Number(used, used < 10 ? "0.0" : "0") + " ms", Harness.Number(rawUsed, "0") + " ms", string.Create(CultureInfo.InvariantCulture, $"1/{rawUsed / used:0}")]);
        }

        Harness.PrintTable(["pivot", "rows", "ours, whole call", "GROUP BY", "ratio", "processor", "GROUP BY", "ratio"], table);
        return (slowest, worst, processor);
    }

    private static async Task<(double Time, double Processor, PivotTable Table)> Ours(CausesFolder folder, PivotAsk ask, int runs)
    {
        var pivots = new Pivots(new WorkbenchDbs(folder.Options), TimeProvider.System, null!);
        List<double> times = [];
        List<double> used = [];
        PivotTable? table = null;
        for (var run = -2; run < runs; run++)
        {
            var before = Harness.ProcessorTime();
            var watch = Stopwatch.StartNew();
            table = (await pivots.Of(folder.Manager, ask)).Value;
            if (run < 0) continue;
            times.Add(watch.Elapsed.TotalMilliseconds);
            used.Add((Harness.ProcessorTime() - before).TotalMilliseconds);
        }

        times.Sort();
        used.Sort();
        return (times[times.Count / 2], used[used.Count / 2], table!);
    }

    private static async Task Compare(CausesFolder folder, PivotAsk ask) => Same(ask, (await Ours(folder, ask, 1)).Table, PivotYardstick.Of(folder, ask, 1).Lines);

    private static void Same(PivotAsk ask, PivotTable table, IReadOnlyList<string> raw)
    {
        var ours = table.Rows.SelectMany(r => table.Columns.Count == 0 ? [Line([Label(ask.Rows, r.Key), .. r.Then is { } then ? [Label(ask.Then!.Value, then)] : Array.Empty<string>()], r.Total)]
            : r.Cells.Select((cell, n) => (cell, n)).Where(c => c.cell != default).Select(c => Line([Label(ask.Rows, r.Key), Label(ask.Then!.Value, r.Then!), Label(ask.Columns!.Value, table.Columns[c.n])], c.cell))).Order(StringComparer.Ordinal).ToList();
        if (!ours.SequenceEqual(raw, StringComparer.Ordinal))
            throw new InvalidOperationException($"{Name(ask)}: {ours.Except(raw, StringComparer.Ordinal).FirstOrDefault()} is not {raw.Except(ours, StringComparer.Ordinal).FirstOrDefault()}");
    }

    private static string Label(Dimension dimension, PivotKey key) => dimension == Dimension.Month ? key.Key : key.Label;

    private static string Line(IEnumerable<string> labels, CauseSum sum) => string.Create(CultureInfo.InvariantCulture, $"{string.Join('/', labels)}: {sum.Gross.Cents} {sum.Rows} {sum.Reopened.Cents} {sum.ReopenedRows}");

    private static string Name(PivotAsk ask) => $"{ask.Rows}{(ask.Then is { } then ? $" × {then}" : "")}{(ask.Columns is { } columns ? $" × {columns}" : "")}{(ask.View == PivotView.Restated ? ", as it ended" : "")}{(ask.Period is Year ? "" : $", {ask.Period}")}";

    private static async Task Sizes(CausesFolder folder)
    {
        using var connection = folder.Connect();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT pair, COUNT(*) FROM pivot_rollup GROUP BY pair UNION ALL SELECT 0, COUNT(*) FROM (SELECT 1 FROM payment_application a JOIN denial d ON d.tenant_id = a.tenant_id AND d.id = a.denial_id JOIN claim c ON c.tenant_id = a.tenant_id AND c.id = a.claim_id JOIN write_off_request r ON r.tenant_id = a.tenant_id AND r.id = a.request_id WHERE a.type = 5 GROUP BY substr(a.posted_on, 1, 7), a.reason_id, d.payer_id, d.carc, c.provider_name, r.requested_by)";
        List<string> sizes = [];
        using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) sizes.Add(string.Create(CultureInfo.InvariantCulture, $"{(reader.GetInt64(0) == 0 ? "all dimensions crossed, which is not kept" : ((WriteOff.Domain.Audit.PivotPair)reader.GetInt64(0)).ToString())} {reader.GetInt64(1):N0}"));
        Console.WriteLine("rows of the rollup: " + string.Join(", ", sizes));
    }
}
