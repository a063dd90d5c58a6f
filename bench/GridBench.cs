using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Bench;

/// <summary>Budgets 4 and 5: any page of the grid under each offered filter and sort, first and 1000th, against the fastest hand-written SQL; and the capped count against the page.</summary>
internal static class GridBench
{
    private const int DeepPage = 1_000, MostLoops = 15, Runs = 5;
    private const double LongEnough = 40, PageLimit = 1.5, DeepLimit = 1.2, MillisecondsLimit = 10, CountLimit = 1.5;

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
        Harness.PrintMachine();
        using var data = await ReferenceArguments.Open(args);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ReferenceArguments.Denials(args):N0} denials of {ReferenceData.Tenants} tenants, the largest has half"));
        var clock = new NoonClock();
        var dbs = new WorkbenchDbs(data.Options);
        var keys = new Keys(clock);
        using var gate = new WriteGate(data.Options);
        using var access = new AccessLog(new WorkbenchWriter(dbs, clock, keys, gate, new ChangeFeed()), clock, keys);
        var grid = new DenialGrid(dbs, clock, LiveRequests.Facts, access);
        using var yardstick = new GridYardstick(data.Options.ConnectionString);
        List<Row> rows = [];
        foreach (var filter in Cases)
        {
            foreach (var (sort, descending) in (ReadOnlySpan<(GridSort, bool)>)[(GridSort.Age, true), (GridSort.Age, false), (GridSort.Balance, true), (GridSort.Balance, false)])
            {
                rows.Add(Measure(data, grid, yardstick, clock, filter, sort, descending));
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows[^1].Name}, {rows[^1].Sort}: {rows[^1].Page:0.00}x raw"));
            }
        }

        return Tell(rows);
    }

    /// <param name="Ms">Medians: page 1, raw, page 1000, raw, count, page with its SQL made anew, the whole call.</param>
    private sealed record Row(string Name, string Sort, string Plan, int Rows, IReadOnlyList<double> Ms, double Page, double Deep, double DeepToFirst, double Count);

    private static Row Measure(ReferenceData data, DenialGrid grid, GridYardstick yardstick, TimeProvider clock, Case filter, GridSort sort, bool descending)
    {
        var statuses = filter.Statuses.Length == 0 ? null : filter.Statuses;
        var deep = yardstick.Deep(filter.Where, statuses, sort, descending, DeepPage);
        var ask = new GridAsk(null, sort, descending, null, filter.Text);
        var (raw, plan) = yardstick.Page(filter.Where, statuses, sort, descending, null);
        var (rawDeep, _) = yardstick.Page(filter.Where, statuses, sort, descending, deep);
        using var query = new OpenQuery(data, clock, ask);
        var want = yardstick.Run(raw);
        if (query.Page(null) != want) throw new InvalidOperationException($"{filter.Name}: not the same rows.");
        var times = Times(() => query.Page(null), () => yardstick.Run(raw), () => query.Page(deep), () => yardstick.Run(rawDeep), () => query.Count(),
            () => query.Made(), () => grid.Page(ReferenceData.Clerk, ask).GetAwaiter().GetResult());
        var order = $"{sort.ToString().ToLowerInvariant()} {(descending ? "desc" : "asc")}";
        return new Row(filter.Name, order, plan, want, [.. times.Select(Median)], Ratio(times[0], times[1]), Ratio(times[2], times[3]), Ratio(times[2], times[0]), Ratio(times[4], times[0]));
    }

    /// <summary>Milliseconds of each, run by run in turn and many at a time: a stolen slice of a shared processor is as long as ten pages.</summary>
    private static double[][] Times(params Action[] actions)
    {
        var times = actions.Select(_ => new double[Runs]).ToArray();
        var loops = new int[actions.Length];
        for (var run = -1; run < Runs; run++)
        {
            for (var n = 0; n < actions.Length; n++)
            {
                var watch = Stopwatch.StartNew();
                for (var loop = 0; loop < Math.Max(1, loops[n]); loop++) actions[n]();
                if (run >= 0) times[n][run] = watch.Elapsed.TotalMilliseconds / loops[n];
                else loops[n] = Math.Clamp((int)(LongEnough / watch.Elapsed.TotalMilliseconds), 1, MostLoops);
            }
        }

        return times;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);

    /// <summary>The median of the runs' own ratios: what slows a run slows both sides of it.</summary>
    private static double Ratio(double[] ours, double[] theirs) => Median(ours.Zip(theirs, (a, b) => a / b));

    private static int Tell(List<Row> rows)
    {
        string Ms(double ms) => Harness.Number(ms, "0.00");
        Harness.PrintTable(["filter", "sort", "rows", "page 1 ms", "raw ms", "ratio", "page 1000 ms", "raw ms", "ratio", "1000 / 1", "count ms", "/ page", "SQL made anew ms", "whole call ms", "fastest raw plan"], rows.Select(r => (string[])
        [
            r.Name, r.Sort, Harness.Number(r.Rows, "0"), Ms(r.Ms[0]), Ms(r.Ms[1]), Ms(r.Page) + "x", Ms(r.Ms[2]), Ms(r.Ms[3]), Ms(r.Deep) + "x", Ms(r.DeepToFirst) + "x", Ms(r.Ms[4]), Ms(r.Count) + "x", Ms(r.Ms[5]), Ms(r.Ms[6]), r.Plan,
        ]));
        // A page of a few rows takes 0.1 ms, of which the ratio says nothing.
        var full = rows.Where(r => r.Rows > GridAsk.PageSize / 2).ToList();
        double Middle(Func<Row, double> of) => full.Select(of).Order().ElementAt(full.Count / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"middle of {full.Count} full pages: {Middle(r => r.Ms[0]):0.00} ms, {Middle(r => r.Page):0.00}x raw; page 1000 {Middle(r => r.DeepToFirst):0.00}x page 1; count {Middle(r => r.Count):0.00}x page; whole call {Middle(r => r.Ms[6]):0.00} ms"));
        return Harness.Verdict("budget 4, page 1 against raw, worst", full.Max(r => r.Page), PageLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, page 1000 against raw, worst", full.Max(r => r.Deep), PageLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, page 1000 against page 1, worst", full.Max(r => r.DeepToFirst), DeepLimit, "x", atMost: true)
            | Harness.Verdict("budget 4, whole call, worst", rows.Max(r => r.Ms[6]), MillisecondsLimit, " ms", atMost: true)
            | Harness.Verdict("budget 5, count against page, worst", full.Max(r => r.Count), CountLimit, "x", atMost: true);
    }

    /// <summary>The page's query on an open database: what stands against the raw SQL, which has no scope to ask and nothing to open either.</summary>
    private sealed class OpenQuery : IDisposable
    {
        private readonly WorkbenchDb _db;
        private readonly GridQuery _query;
        private readonly GridStatements _statements;

        public OpenQuery(ReferenceData data, TimeProvider clock, GridAsk ask)
        {
            _db = new WorkbenchDbs(data.Options).Open(ReferenceData.Clerk.TenantId);
            _db.Database.OpenConnection();
            var filter = FilterLanguage.Read(ask.Text).Filter!;
            var context = FilterContext.Load(_db, ReferenceData.Clerk, filter, clock.GetUtcNow(), default).GetAwaiter().GetResult();
            _query = new GridQuery(_db, ask, filter, context, LiveRequests.Facts);
            _statements = new GridStatements(clock);
            _query.Fewest = new Selectivity(clock).Fewest(ReferenceData.Clerk, _query, default).GetAwaiter().GetResult();
        }

        public int Page(GridCursor? from) => _statements.Rows(_query, from, GridAsk.PageSize + 1, default).GetAwaiter().GetResult().Count;

        /// <summary>The same without the kept SQL.</summary>
        public int Made() => _query.Rows(null, GridAsk.PageSize + 1).ToList().Count;

        public int Count() => _statements.Count(_query, GridAsk.CountCap + 1, default).GetAwaiter().GetResult();

        public void Dispose() => _db.Dispose();
    }

    /// <summary>NoonClock of the data's last day, so that ages are the same whenever it is run.</summary>
    private sealed class NoonClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(ReferenceData.Today.ToDateTime(new TimeOnly(18, 0)), TimeSpan.Zero);
    }
}
