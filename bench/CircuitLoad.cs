namespace WriteOff.Bench;

/// <summary>Budget 10: each open circuit clicks every three seconds, one page's circuits after the other's, round by round.</summary>
internal static class CircuitLoad
{
    private const int Rounds = 3;
    private const int Clicks = 5;
    private const double Limit = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    public static async Task<int> Measure(CircuitPage empty, CircuitPage grid)
    {
        List<double> them = [], us = [];
        List<string[]> table = [];
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (page, times) in ((CircuitPage, List<double>)[])[(empty, them), (grid, us)])
            {
                var waits = await ClickAll(page);
                times.AddRange(waits);
                table.Add([$"{page.Name}, round {round}", .. Cells(waits)]);
            }
        }

        table.Add(["empty page", .. Cells(them)]);
        table.Add(["grid", .. Cells(us)]);
        Harness.PrintTable([$"click every {Pause.TotalSeconds:0} s", "clicks", "median", "p95", "p99"], table);
        var (mine, other) = (Percentile(us, 0.95), Percentile(them, 0.95));
        return Harness.Verdict($"budget 10, p95 of a click in the grid (empty page {Harness.Number(other)} ms)", mine, Math.Max(2 * other, Limit), " ms", atMost: true);
    }

    private static async Task<List<double>> ClickAll(CircuitPage page)
    {
        foreach (var client in page.Open) client.Sight.Watches = false;
        var waits = await Task.WhenAll(page.Open.Select(async (client, place) =>
        {
            List<double> mine = [];
            // Spread over the pause, as people are.
            await Task.Delay(Pause * place / page.Open.Count);
            for (var n = 0; n < Clicks; n++)
            {
                mine.Add(await client.Click(CircuitActs.Click(client, n)!.Value));
                await Task.Delay(Pause);
            }

            return mine;
        }));
        return [.. waits.SelectMany(w => w)];
    }

    private static string[] Cells(List<double> waits) =>
        [Harness.Number(waits.Count, "0"), Milliseconds(Percentile(waits, 0.5)), Milliseconds(Percentile(waits, 0.95)), Milliseconds(Percentile(waits, 0.99))];

    private static string Milliseconds(double wait) => Harness.Number(wait) + " ms";

    private static double Percentile(List<double> waits, double share) => waits.Order().ElementAt((int)(share * (waits.Count - 1)));
}
