namespace WriteOff.Bench;

/// <summary>What one act sent to the browser.</summary>
/// <param name="BatchBytes">The render batches alone.</param>
/// <param name="WireBytes">Everything that came, with calls of scripts and answers.</param>
/// <param name="Components">Components rendered.</param>
/// <param name="Changed">Those of them whose output was another one.</param>
internal sealed record CircuitAct(int Batches, int BatchBytes, long WireBytes, int Components, int Changed)
{
    public string[] Cells => [Harness.Number(Batches, "0"), Harness.Number(BatchBytes, "0"), Harness.Number(WireBytes, "0"), Harness.Number(Components, "0"), Harness.Number(Changed, "0")];

    public static CircuitAct Median(IEnumerable<CircuitAct> acts)
    {
        var sorted = acts.OrderBy(a => a.BatchBytes).ToList();
        return sorted[sorted.Count / 2];
    }
}

/// <summary>What a person does on the pages.</summary>
internal static class CircuitActs
{
    private const int Times = 7;

    /// <summary>So many acts of someone at work: on the grid ticks and three turns of the page, elsewhere clicks on what there is.</summary>
    public static async Task Use(CircuitClient client, int acts)
    {
        for (var n = 0; n < acts; n++)
        {
            if (client.Sight.Ticks.Count >= 50 && client.Sight.Next is { } next && n % 7 == 6)
            {
                await client.Follow(next);
                await client.Rest();
            }
            else if (Click(client, n) is { } handler)
            {
                await client.Click(handler);
            }
        }

        await client.Rest();
        client.Sight.Batches.Clear();
    }

    /// <summary>The handler of the page's n-th click; null where there is nothing to click.</summary>
    public static long? Click(CircuitClient client, int n) =>
        client.Sight.Button("count") ?? (client.Sight.Ticks is { Count: > 0 } ticks ? ticks[n % ticks.Count] : client.Sight.Button("next"));

    /// <summary>The first tick of a page, which brings the bar of the selection, and the ticks after it.</summary>
    public static async Task<List<(string Name, CircuitAct Act)>> Ticks(CircuitServer server, CircuitPage grid)
    {
        List<CircuitAct> first = [], other = [];
        for (var n = 0; n < Times; n++)
        {
            await using var client = await server.Open(grid.Address);
            for (var row = 0; row < 4; row++)
            {
                var act = await Seen(client, () => client.Click(client.Sight.Ticks[row]));
                (row == 0 ? first : other).Add(act);
            }
        }

        return [("grid, first tick", CircuitAct.Median(first)), ("grid, further tick", CircuitAct.Median(other))];
    }

    /// <summary>The turn from page 1 to page 2.</summary>
    public static async Task<CircuitAct> NextPage(CircuitServer server, CircuitPage page)
    {
        List<CircuitAct> turns = [];
        for (var n = 0; n < Times; n++)
        {
            await using var client = await server.Open(page.Address);
            turns.Add(await Seen(client, () => client.Sight.Next is { } next ? client.Follow(next) : client.Click(client.Sight.Button("next")!.Value)));
        }

        return CircuitAct.Median(turns);
    }

    private static async Task<CircuitAct> Seen(CircuitClient client, Func<Task> act)
    {
        await client.Rest();
        client.Sight.Batches.Clear();
        var before = client.Received;
        await act();
        await client.Rest();
        var batches = client.Sight.Batches;
        return new CircuitAct(batches.Count, batches.Sum(b => b.Bytes), client.Received - before, batches.Sum(b => b.Components), batches.Sum(b => b.Drawn.Count(d => d.Edits > 0)));
    }
}
