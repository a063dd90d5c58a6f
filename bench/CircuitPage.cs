namespace WriteOff.Bench;

/// <summary>One page and the browsers that have it open.</summary>
internal sealed class CircuitPage(string name, Uri address)
{
    private List<CircuitClient> _open = [];

    public string Name => name;

    public Uri Address => address;

    public IReadOnlyList<CircuitClient> Open => _open;

    /// <summary>Bytes of a circuit that has come to rest.</summary>
    public double Fresh { get; private set; }

    /// <summary>Bytes of a circuit that has been used.</summary>
    public double Used { get; private set; }

    /// <summary>Opens and leaves it a few times, so that what is made once is there.</summary>
    public async Task Warm(CircuitServer server)
    {
        for (var n = 0; n < 5; n++)
        {
            await using var client = await server.Open(address);
            await CircuitActs.Use(client, 4);
        }
    }

    /// <summary>Opens it in so many browsers and measures the server before, after, and after some acts in each.</summary>
    public async Task OpenAll(CircuitServer server, int circuits, int acts)
    {
        var before = await server.Memory();
        for (var n = 0; n < circuits; n += 10) _open.AddRange(await Task.WhenAll(Enumerable.Range(n, Math.Min(10, circuits - n)).Select(_ => server.Open(address))));
        var fresh = await server.Memory();
        foreach (var ten in _open.Chunk(10)) await Task.WhenAll(ten.Select(client => CircuitActs.Use(client, acts)));
        var used = await server.Memory();
        (Fresh, Used) = ((double)(fresh - before) / circuits, (double)(used - before) / circuits);
    }

    public async Task CloseAll()
    {
        foreach (var client in _open) await client.DisposeAsync();
        _open = [];
    }
}
