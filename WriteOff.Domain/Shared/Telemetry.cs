using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WriteOff.Domain.Shared;

/// <summary>What the product measures of itself: <c>writeoff.*</c>. Tags are names of acts and codes of refusals, never a person, a claim or a text.</summary>
public static class Telemetry
{
    /// <summary>Name of meter and activity source.</summary>
    public const string Name = "WriteOff";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Acts = Meter.CreateCounter<long>("writeoff.acts", "{row}", "Audit rows written, by act.");
    private static readonly Counter<long> Refusals = Meter.CreateCounter<long>("writeoff.refusals", "{act}", "Acts refused, by code.");
    private static readonly Histogram<long> ImportBytes = Meter.CreateHistogram<long>("writeoff.import.bytes", "By", "Size of 835 files taken in.");
    private static readonly Histogram<long> ImportClaims = Meter.CreateHistogram<long>("writeoff.import.claims", "{claim}", "Claim payments of 835 files taken in.");

    private static readonly Counter<long> RunRows = Meter.CreateCounter<long>("writeoff.run.rows", "{row}", "Rows of runs, by outcome.");

    /// <summary>Open circuits of this process.</summary>
    public static UpDownCounter<long> Circuits { get; } = Meter.CreateUpDownCounter<long>("writeoff.circuits", "{circuit}", "Open circuits.");

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a span; null when nobody listens.</summary>
    public static Activity? Begin(string name) => Source.StartActivity(name);

    /// <summary>Counts committed audit rows of one kind.</summary>
    public static void Acted(string act, long rows) => Acts.Add(rows, new KeyValuePair<string, object?>("act", act));

    /// <summary>Counts a refusal, and marks the span with it.</summary>
    public static void Refused(string code, Activity? span)
    {
        Refusals.Add(1, new KeyValuePair<string, object?>("code", code));
        span?.SetTag("writeoff.refusal", code);
    }

    /// <summary>Counts committed rows of a run.</summary>
    public static void Ran(string outcome, long rows) => RunRows.Add(rows, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>Measures a file that was taken in.</summary>
    public static void Imported(long bytes, long claims)
    {
        ImportBytes.Record(bytes);
        ImportClaims.Record(claims);
    }
}
