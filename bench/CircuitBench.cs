using System.Globalization;
using WriteOff.Web.Navigation;

namespace WriteOff.Bench;

/// <summary>Budgets 8 to 10: memory of open circuits, bytes and components of a tick and a next page, and the wait for a click while a hundred circuits are open.</summary>
internal static class CircuitBench
{
    private const int Circuits = 100;
    private const int Acts = 20;

    public static async Task<int> Run(string[] args)
    {
        var circuits = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Circuits;
        await using var server = await CircuitServer.Start();
        Harness.PrintMachine();
        CircuitPage empty = new("empty page", new Uri(server.Plain, "/empty"));
        CircuitPage shell = new("shell around an empty page", new Uri(server.Product, Urls.NotFound));
        CircuitPage grid = new("grid", new Uri(server.Product, Urls.Denials));
        CircuitPage table = new("plain table", new Uri(server.Plain, "/table"));
        CircuitPage controls = new("plain table with the row's controls", new Uri(server.Plain, "/controls"));
        CircuitPage[] all = [empty, shell, grid, table, controls];
        foreach (var page in all) await page.Warm(server);

        var met = await Wire(server, grid, table, controls);
        List<string[]> memory = [];
        foreach (var page in all)
        {
            await page.OpenAll(server, circuits, Acts);
            memory.Add([page.Name, Kilobytes(page.Fresh), Ratio(page.Fresh, empty.Fresh), Kilobytes(page.Used), Ratio(page.Used, empty.Fresh)]);
        }

        Harness.PrintTable(["a circuit of", "open", "ratio", $"after {Acts} acts", "ratio"], memory);
        met |= Harness.Verdict("budget 8, memory of an open grid page against an empty page", grid.Fresh / empty.Fresh, 2.5, "x", atMost: true);
        met |= Harness.Verdict($"budget 8, the same after {Acts} acts", grid.Used / empty.Fresh, 3.5, "x", atMost: true);
        met |= await CircuitLoad.Measure(empty, grid);
        foreach (var page in all) await page.CloseAll();
        return met;
    }

    /// <summary>Budget 9, on pages of their own.</summary>
    private static async Task<int> Wire(CircuitServer server, CircuitPage grid, CircuitPage table, CircuitPage controls)
    {
        List<string[]> rows = [];
        var ticks = await CircuitActs.Ticks(server, grid);
        foreach (var (name, act) in ticks) rows.Add([name, .. act.Cells]);
        List<CircuitAct> turns = [];
        foreach (var page in (CircuitPage[])[grid, table, controls])
        {
            turns.Add(await CircuitActs.NextPage(server, page));
            rows.Add([page.Name + ", next page", .. turns[^1].Cells]);
        }

        Harness.PrintTable(["act", "batches", "batch bytes", "wire bytes", "components", "changed"], rows);
        var tick = ticks[^1].Act;
        return Harness.Verdict("budget 9, a selection tick", tick.BatchBytes, 250, " B", atMost: true)
            | Harness.Verdict("budget 9, components of a tick", tick.Components, 2, "", atMost: true)
            | Harness.Verdict("budget 9, next page against a plain table", (double)turns[0].BatchBytes / turns[1].BatchBytes, 1.3, "x", atMost: true)
            | Harness.Verdict("budget 9, next page against a plain table with the row's controls", (double)turns[0].BatchBytes / turns[2].BatchBytes, 1.3, "x", atMost: true);
    }

    private static string Kilobytes(double bytes) => Harness.Number(bytes / 1024, "0") + " KB";

    private static string Ratio(double one, double other) => Harness.Number(one / other, "0.00") + "x";
}
