namespace WriteOff.Bench;

/// <summary>What one browser saw of its page: what can be clicked, and the batches of the last act.</summary>
internal sealed class CircuitSight
{
    private readonly Dictionary<string, long> _buttons = new(StringComparer.Ordinal);

    /// <summary>False where only times count: then batches aren't read.</summary>
    public bool Watches { get; set; } = true;

    /// <summary>Handlers of the rows' boxes, in the order of the page.</summary>
    public List<long> Ticks { get; private set; } = [];

    /// <summary>Where "next page" leads.</summary>
    public string? Next { get; private set; }

    public List<CircuitBatch> Batches { get; } = [];

    public long? Button(string name) => _buttons.TryGetValue(name, out var handler) ? handler : null;

    public void See(CircuitBatch batch)
    {
        if (!Watches) return;
        Batches.Add(batch);
        List<long> ticks = [];
        foreach (var (name, attributes) in batch.Elements())
        {
            var handler = attributes.GetValueOrDefault("onclick").Handler;
            if (name is "input" && handler > 0 && attributes.GetValueOrDefault("aria-label").Value?.StartsWith("Select ", StringComparison.Ordinal) == true && !attributes.ContainsKey("id")) ticks.Add(handler);
            if (name is "button" && handler > 0 && attributes.GetValueOrDefault("id").Value is { } id) _buttons[id] = handler;
            // The link may be there before the page is; then its address comes by itself, after that of the page before.
            if ((name.Length == 0 || attributes.GetValueOrDefault("aria-label").Value is "Next page") && attributes.GetValueOrDefault("href").Value is { } href && href.Contains("page=", StringComparison.Ordinal)) Next = href;
        }

        if (ticks.Count > 0) Ticks = ticks;
    }
}
