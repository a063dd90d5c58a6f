using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>Budgets 4 and 5: any page of the grid under each offered filter and sort, first and 1000th, against the fastest hand-written SQL; and the capped count against the page.</summary>
internal static class GridBench
{
    private const int DefaultDenials = 1_000_000, DeepPage = 1_000;
    private const double PageLimit = 1.5, DeepLimit = 1.2, MillisecondsLimit = 10, CountLimit = 1.5;

    private sealed record Case(string Name, string Text, string Where, params DenialStatus[] Statuses);

    private static readonly Case[] Cases =
    [
        new("All", "", "1"),
        new("Small and old", SavedViews.BuiltIn[1].Text, "d.balance_cents < 1000 AND d.denied_on < date('2026-11-24', '-90 days')", DenialStatus.Open, DenialStatus.InProgress),
        new("Mine", SavedViews.BuiltIn[2].Text, "d.assignee_id = '00000000-0000-4000-8000-000000000003'", DenialStatus.Open, DenialStatus.InProgress),
        new("Appeal window", SavedViews.BuiltIn[3].Text, "d.appeal_by BETWEEN '2026-11-24' AND '2026-12-08'", DenialStatus.Open, DenialStatus.InProgress),
        new("Reversal found", SavedViews.BuiltIn[4].Text, "d.is_flagged"),
        new("Nobody's, over $1,000", SavedViews.BuiltIn[5].Text, "d.assignee_id IS NULL AND d.balance_cents > 100000", DenialStatus.Open, DenialStatus.InProgress),
        new("chip balance", "balance < 10", "d.balance_cents < 1000"),
        new("chip age", "age > 90", "d.denied_on < date('2026-11-24', '-90 days')"),
        new("chip status", "status = OPEN", "1", DenialStatus.Open),
        new("chip payer, common", "payer = \"Payer 0\"", "d.payer_id = 1"),
        new("chip payer, rare", "payer = \"Payer 118\"", "d.payer_id = 119"),
        new("chip code, common", "carc = 197", "d.carc = '197'"),
        new("chip code, rare", "carc = B7", "d.carc = 'B7'"),
        new("chip nobody", "assignee = nobody", "d.assignee_id IS NULL"),
        new("chip not flagged", "NOT flagged", "NOT d.is_flagged"),
        new("claim number", "claim = LMG-0001234", "d.claim_id IN (SELECT id FROM claim WHERE tenant_id = 1 AND claim_key = 'LMG-0001234')"),
    ];

    public static async Task<int> Run(string[] args)
    {
        var denials = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultDenials;
        Harness.PrintMachine();
        var built = Stopwatch.StartNew();
        using var folder = await GridFolder.Make(denials);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{denials:N0} denials of 4 tenants, the largest has half, built in {built.Elapsed.TotalSeconds:0} s"));
        var clock = new Noon();
        var grid = new DenialGrid(new WorkbenchDbs(folder.Options), clock, StandingRequests.Facts);
        using var yardstick = new GridYardstick(folder.Options.ConnectionString);
        List<Row> rows = [];
        foreach (var filter in Cases)
        {
            foreach (var (sort, descending) in (ReadOnlySpan<(GridSort, bool)>)[(GridSort.Age, true), (GridSort.Age, false), (GridSort.Balance, true), (GridSort.Balance, false)])
                rows.Add(Measure(folder, grid, yardstick, clock, filter, sort, descending));
        }

        return Tell(rows);
    }

    private sealed record Row(string Name, string Sort, double Page, double Raw, double Whole, double Deep, double DeepRaw, double Count, string Plan);

    private static Row Measure(GridFolder folder, DenialGrid grid, GridYardstick yardstick, TimeProvider clock, Case filter, GridSort sort, bool descending)
    {
        var statuses = filter.Statuses.Length == 0 ? null : filter.Statuses;
        var deep = yardstick.Deep(filter.Where, statuses, sort, descending, DeepPage);
        var ask = new GridAsk(null, sort, descending, null, filter.Text);
        var (raw, plan) = yardstick.Page(filter.Where, statuses, sort, descending, null);
        var (rawDeep, _) = yardstick.Page(filter.Where, statuses, sort, descending, deep);
        using var query = new OpenQuery(folder, clock, ask);
        var want = GridYardstick.Run(raw);
        if (query.Page(null) != want) throw new InvalidOperationException($"{filter.Name}: not the same rows.");
        var measured = Harness.Measure(
            ("page", () => query.Page(null)), ("raw", () => GridYardstick.Run(raw)),
            ("whole", () => grid.Page(folder.Clerk, ask).GetAwaiter().GetResult()),
            ("deep", () => query.Page(deep)), ("raw deep", () => GridYardstick.Run(rawDeep)),
            ("count", () => query.Count()));
        double Ms(int n) => measured[n].Median.TotalMilliseconds;
        var order = $"{sort.ToString().ToLowerInvariant()} {(descending ? "desc" : "asc")}";
        return new Row(filter.Name, order, Ms(0), Ms(1), Ms(2), Ms(3), Ms(4), Ms(5), plan);
    }

    private static int Tell(List<Row> rows)
    {
        string Ms(double ms) => Harness.Number(ms, "0.00");
        Harness.PrintTable(["filter", "sort", "page 1 ms", "raw ms", "ratio", "whole call ms", "page 1000 ms", "raw ms", "ratio", "1000 / 1", "count ms", "/ page", "fastest raw plan"], rows.Select(r => (string[])
        [
            r.Name, r.Sort, Ms(r.Page), Ms(r.Raw), Ms(r.Page / r.Raw) + "x", Ms(r.Whole), Ms(r.Deep), Ms(r.DeepRaw), Ms(r.Deep / r.DeepRaw) + "x", Ms(r.Deep / r.Page) + "x", Ms(r.Count), Ms(r.Count / r.Page) + "x", r.Plan,
        ]));
        double Worst(Func<Row, double> of) => rows.Max(of);
        double Middle(Func<Row, double> of) => rows.Select(of).Order().ElementAt(rows.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"middle of all: page {Middle(r => r.Page):0.00} ms, {Middle(r => r.Page / r.Raw):0.00}x raw; page 1000 {Middle(r => r.Deep / r.Page):0.00}x page 1; count {Middle(r => r.Count / r.Page):0.00}x page; whole call {Middle(r => r.Whole):0.00} ms"));
        return Harness.Verdict("budget 4, page 1 against raw, worst", Worst(r => r.Page / r.Raw), PageLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, page 1000 against raw, worst", Worst(r => r.Deep / r.DeepRaw), PageLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, page 1000 against page 1, worst", Worst(r => r.Deep / r.Page), DeepLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, whole call, worst", Worst(r => r.Whole), MillisecondsLimit, " ms", atMost: true)
            | Harness.Verdict("budget 5, count against page, worst", Worst(r => r.Count / r.Page), CountLimit, "x", atMost: true);
    }

    /// <summary>The page's query on an open database: what stands against the raw SQL, which has no scope to ask and nothing to open either.</summary>
    private sealed class OpenQuery : IDisposable
    {
        private readonly WorkbenchDb _db;
        private readonly GridQuery _query;

        public OpenQuery(GridFolder folder, TimeProvider clock, GridAsk ask)
        {
            _db = new WorkbenchDbs(folder.Options).Open(folder.Clerk.TenantId);
            _db.Database.OpenConnection();
            var filter = FilterLanguage.Read(ask.Text).Filter!;
            var scene = FilterScene.Load(_db, folder.Clerk, filter, clock.GetUtcNow(), default).GetAwaiter().GetResult();
            _query = new GridQuery(_db, ask, filter, scene, StandingRequests.Facts);
            _query.Fewest = new Selectivity(clock).Fewest(folder.Clerk, _query, default).GetAwaiter().GetResult();
        }

        public int Page(GridCursor? from) => _query.Rows(from, GridAsk.PageSize + 1).ToList().Count;

        public int Count() => _query.Counted(GridAsk.CountCap + 1).Count();

        public void Dispose() => _db.Dispose();
    }

    /// <summary>Noon of the data's last day, so that ages are the same whenever it is run.</summary>
    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(GridFolder.Today.ToDateTime(new TimeOnly(18, 0)), TimeSpan.Zero);
    }
}
