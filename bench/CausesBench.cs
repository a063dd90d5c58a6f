using System.Diagnostics;
using System.Globalization;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Reporting;

namespace WriteOff.Bench;

/// <summary>Budget 6: the causes widget over a million write-offs, against the GROUP BY over the ledger that it stands for; and that both say the same, also after reversals.</summary>
internal static class CausesBench
{
    private const int DefaultRows = 1_000_000;
    private const int Runs = 7;
    private const double Limit = 0.001;
    private const string Year = "2026-01-01..2026-12-31";

    private static readonly (string Name, string Period, string From, string To)[] Periods =
    [
        ("a month", "2026-11-01..2026-11-30", "2026-11-01", "2026-11-30"),
        ("a quarter", "2026-10-01..2026-12-31", "2026-10-01", "2026-12-31"),
        ("the year", Year, "2026-01-01", "2026-12-31"),
    ];

    public static async Task<int> Run(string[] args)
    {
        var rows = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultRows;
        using var folder = new CausesFolder();
        var watch = Stopwatch.StartNew();
        await folder.Fill(rows);
        Harness.PrintMachine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} write-offs of one year, every 20th taken back, in a SQLite file of {new FileInfo(folder.Path).Length / 1_048_576:N0} MB, made in {watch.Elapsed.TotalSeconds:0} s"));
        var causes = new Causes(new WorkbenchDbs(folder.Options), TimeProvider.System);
        List<string[]> table = [];
        var ofAll = 0.0;
        foreach (var (name, period, from, to) in Periods)
        {
            var raw = Yardstick(folder, from, to, indexed: false);
            var seek = Yardstick(folder, from, to, indexed: true);
            var ours = await Widget(causes, folder.Manager, period);
            var sums = await Sums(folder, new ReportPeriod(PeriodKind.Custom, DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture)));
            if (!Same(ours.Sums, raw.Sums) || !Same(seek.Sums, raw.Sums)) throw new InvalidOperationException($"The widget says {ours.Sums}, the ledger {raw.Sums}.");
            if (period is Year) ofAll = sums / raw.Time;
            table.Add([name, Milliseconds(sums), Milliseconds(ours.Time), Milliseconds(raw.Time), string.Create(CultureInfo.InvariantCulture, $"1/{raw.Time / sums:0}"), Milliseconds(seek.Time), string.Create(CultureInfo.InvariantCulture, $"1/{seek.Time / sums:0}")]);
        }

        Harness.PrintTable(["period", "sums ms", "whole call ms", "GROUP BY ms", "ratio", "by ix_ledger_day ms", "ratio"], table);
        Console.WriteLine("every figure is equal: gross, rows, reopened, rows reopened, by reason and category, before and after 500 more reversals through the service");
        await folder.Reverse(500);
        if (!Same((await Widget(causes, folder.Manager, Year)).Sums, Yardstick(folder, "2026-01-01", "2026-12-31", indexed: false).Sums)) throw new InvalidOperationException("After reversals the widget differs from the ledger.");
        return Harness.Verdict("budget 6, sums of a million write-offs against the GROUP BY", ofAll, Limit, "x", atMost: true);
    }

    /// <summary>The whole call: scope, tenant, both periods, what waits, reasons.</summary>
    private static async Task<(double Time, string Sums)> Widget(Causes causes, Actor manager, string period)
    {
        List<double> times = [];
        CausesView? view = null;
        for (var run = -2; run < Runs * 5; run++)
        {
            var watch = Stopwatch.StartNew();
            view = (await causes.Of(manager, period)).Value;
            if (run >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        var sums = view!.Lines.Where(l => l.Now != default).OrderBy(l => l.ReasonId).ThenBy(l => l.Category)
            .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.ReasonId}/{(l.Category is { } c ? (int)c : 0)}: {l.Now.Gross.Cents} {l.Now.Rows} {l.Now.Reopened.Cents} {l.Now.ReopenedRows}"));
        return (times[times.Count / 2], string.Join('\n', sums));
    }

    /// <summary>The query alone, in a context of its own each time: what stands for the GROUP BY.</summary>
    private static async Task<double> Sums(CausesFolder folder, ReportPeriod period)
    {
        var dbs = new WorkbenchDbs(folder.Options);
        List<double> times = [];
        for (var run = -5; run < Runs * 20; run++)
        {
            await using var db = dbs.Open(1);
            var watch = Stopwatch.StartNew();
            await Causes.Sums(db, period, CancellationToken.None);
            if (run >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static (double Time, string Sums) Yardstick(CausesFolder folder, string from, string to, bool indexed)
    {
        using var connection = folder.Connect();
        List<double> times = [];
        List<string> lines = [];
        for (var run = -1; run < 3; run++)
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"""
                SELECT a.reason_id, COALESCE(l.category, 0),
                       SUM(CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END), SUM(CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END),
                       SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END), SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END)
                FROM payment_application a {(indexed ? "INDEXED BY ix_ledger_day" : "NOT INDEXED")}
                JOIN write_off_request_line l ON l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.number = 1
                WHERE a.tenant_id = 1 AND a.type = 5 AND a.posted_on >= '{from}' AND a.posted_on <= '{to}'
                GROUP BY a.reason_id, l.category ORDER BY a.reason_id, l.category
                """;
            lines.Clear();
            var watch = Stopwatch.StartNew();
            using (var reader = command.ExecuteReader())
                while (reader.Read()) lines.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetInt64(0)}/{reader.GetInt64(1)}: {reader.GetInt64(2)} {reader.GetInt64(3)} {reader.GetInt64(4)} {reader.GetInt64(5)}"));
            if (run >= 0) times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return (times[times.Count / 2], string.Join('\n', lines));
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    private static string Milliseconds(double time) => Harness.Number(time, time < 10 ? "0.00" : "0");
}
