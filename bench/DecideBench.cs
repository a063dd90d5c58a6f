using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Bench;

/// <summary>Budget 17: undo of a run, and 10,000 requests approved or rejected in one act, against the run that made them, row for row.</summary>
internal static class DecideBench
{
    private const int Rows = 10_000;
    private const int Runs = 5;

    public static async Task<int> Run(string[] args)
    {
        using var data = await ReferenceArguments.Open(args);
        Harness.PrintMachine();
        var twin = data.Twin("ours");
        await new DatabaseSetup(new WorkbenchDbs(twin)).Migrate();
        SqliteConnection.ClearAllPools();
        var (product, windows) = (new MassProduct(twin), new MassWindows(data.Options));
        List<MassSample> runs = [], undos = [], asks = [], approvals = [], rejections = [];
        // One run before those that count, so that all is compiled.
        for (var n = -1; n < Runs; n++)
        {
            Gate(twin, "1");
            var (from, to) = windows.Take(n < 0 ? 500 : Rows);
            var run = await product.WriteOff(from, to);
            var undo = await product.Do(run.Rows, () => Last(twin, number => product.Runs.Undo(ReferenceData.Clerk, number, "Wrong reason", Guid.NewGuid())));
            Check(twin, run.Rows);
            Gate(twin, "2");
            var asked = await product.WriteOff(from, to);
            var approved = await product.Do(asked.Rows, () => Last(twin, async number => await product.Runs.Decide(ReferenceData.Supervisor, RunKind.Approve, await Waiting(twin, number), null, Guid.NewGuid())));
            Check(twin, run.Rows);
            (from, to) = windows.Take(n < 0 ? 500 : Rows);
            var askedToo = await product.WriteOff(from, to);
            var rejected = await product.Do(askedToo.Rows, () => Last(twin, async number => await product.Runs.Decide(ReferenceData.Supervisor, RunKind.Reject, await Waiting(twin, number), "Appeal first", Guid.NewGuid())));
            Check(twin, askedToo.Rows);
            if (n < 0) continue;
            foreach (var (list, sample) in ((List<MassSample>, MassSample)[])[(runs, run), (undos, undo), (asks, asked), (approvals, approved), (rejections, rejected)]) list.Add(sample);
        }

        List<string[]> table = [];
        foreach (var (name, list) in ((string, List<MassSample>)[])[("run that posts", runs), ("undo of it", undos), ("run that asks", asks), ("approve all", approvals), ("reject all", rejections)])
        {
            var median = MassSample.Median(list);
            table.Add([name, $"{median.Rows:N0}", $"{median.Seconds:0.00} s", $"{median.Whole:0.00} s", $"{median.PerRow:0} µs", $"{Ratio(list, runs):0.00}x", $"{median.MegabytesWritten:0} MB"]);
        }

        Harness.PrintTable(["act", "rows", "took", "with log moved", "a row", "to the run", "written"], table);
        return Harness.Verdict("budget 17, undo of a run against the run, a row", Ratio(undos, runs), 1.5, "x", atMost: true)
            | Harness.Verdict("budget 17, approve all against the run, a row", Ratio(approvals, runs), 1.5, "x", atMost: true)
            | Harness.Verdict("budget 17, reject all against the run, a row", Ratio(rejections, runs), 1.5, "x", atMost: true)
            | Harness.Verdict("budget 17, 10,000 approvals in one act", MassSample.Median(approvals).Whole / MassSample.Median(approvals).Rows * Rows, 3, " s", atMost: true);
    }

    /// <summary>The middle of the ratios of each round, so that a noisy minute hits both sides alike.</summary>
    private static double Ratio(List<MassSample> act, List<MassSample> run) => act.Zip(run, (a, b) => a.PerRow / b.PerRow).Order().ElementAt(act.Count / 2);

    private static async Task<T> Last<T>(DatabaseOptions options, Func<int, Task<T>> act)
    {
        await using var db = new WorkbenchDbs(options).Open(ReferenceData.Clerk.TenantId);
        return await act(await db.Set<MassRun>().MaxAsync(r => r.Number));
    }

    private static async Task<List<DenialAsk>> Waiting(DatabaseOptions options, int number)
    {
        await using var db = new WorkbenchDbs(options).Open(ReferenceData.Clerk.TenantId);
        return await db.Set<MassRunRow>().Where(r => r.RunNumber == number).Join(db.Set<Denial>(), r => r.DenialId, d => d.Id, (_, d) => d).OrderBy(d => d.ClaimId).ThenBy(d => d.Id).Select(d => new DenialAsk(d.Id, d.Version)).ToListAsync();
    }

    /// <summary>The last run did every row.</summary>
    private static void Check(DatabaseOptions options, int rows)
    {
        using var db = new WorkbenchDbs(options).Open(ReferenceData.Clerk.TenantId);
        var run = db.Set<MassRun>().OrderByDescending(r => r.Number).First();
        if (run.PostedCount != rows) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{run.Kind} did {run.PostedCount} of {rows}: {string.Join(", ", db.Set<MassRunRow>().Where(r => r.RunNumber == run.Number).GroupBy(r => r.Cause).Select(g => g.Key + " " + g.Count()))}"));
    }

    private static void Gate(DatabaseOptions options, string gate)
    {
        using var connection = new SqliteConnection(options.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE tenant_policy SET gate = {gate} WHERE tenant_id = {ReferenceData.Clerk.TenantId}";
        command.ExecuteNonQuery();
    }
}
