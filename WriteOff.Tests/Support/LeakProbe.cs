using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace WriteOff.Tests.Support;

/// <summary>Listens to everything that leaves the process as text about itself: log lines, metric tags, spans and addresses. What is planted must be in none of it.</summary>
internal sealed class LeakProbe : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly MeterListener _meters = new();
    private readonly ActivityListener _spans;

    public LeakProbe()
    {
        _meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        _meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Hear(instrument, tags));
        _meters.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Hear(instrument, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Hear(instrument, tags));
        _meters.Start();
        _spans = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _heard.Enqueue($"span {span.Source.Name} {span.OperationName} {span.DisplayName} {string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', span.Events.SelectMany(e => e.Tags).Select(t => $"{t.Key}={t.Value}"))}"),
        };
        ActivitySource.AddActivityListener(_spans);
    }

    /// <summary>The patient's name, member id, claim number and what people write about them: found nowhere else.</summary>
    public string Name { get; } = "Zanzibarova";
    public string Member { get; } = "CNRYM8812345";
    public string Claim { get; } = "CNRY-771-A";
    public string Note { get; } = "canarynote sees doctor Quux";

    public IReadOnlyCollection<string> Heard => _heard;

    /// <summary>An address that the product made or led to.</summary>
    public void HearAddress(string address) => _heard.Enqueue("address " + address);

    /// <summary>What was heard with something planted in it. Claim numbers may stand in addresses.</summary>
    public IEnumerable<string> Leaks => _heard.Where(line => new[] { Name, Member, Note, "Quux" }.Any(c => line.Contains(c, StringComparison.OrdinalIgnoreCase))
        || (!line.StartsWith("address ", StringComparison.Ordinal) && line.Contains(Claim, StringComparison.OrdinalIgnoreCase)));

    public ILogger CreateLogger(string categoryName) => new LeakLogger(this, categoryName);

    public void Dispose()
    {
        _meters.Dispose();
        _spans.Dispose();
    }

    private void Hear(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = $"metric {instrument.Meter.Name} {instrument.Name}";
        foreach (var tag in tags) text += $" {tag.Key}={tag.Value}";
        _heard.Enqueue(text);
    }

    private sealed class LeakLogger(LeakProbe canaries, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            canaries._heard.Enqueue($"scope {category} {(state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : state)}");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            canaries._heard.Enqueue($"log {category} {logLevel} {formatter(state, exception)} {(state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(p => $"{p.Key}={p.Value}")) : "")} {exception}");
    }
}
