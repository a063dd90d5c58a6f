using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace WriteOff.Bench;

/// <summary>One row of a benchmark: a name, the median time of its runs and what a run allocated.</summary>
internal sealed record Measured(string Name, TimeSpan Median, long AllocatedBytes);

/// <summary>The harness all benchmarks share: medians, a table, the machine, and the verdict on a budget.</summary>
internal static class Harness
{
    private const int Runs = 7;

    public static int Usage(params string[] benchmarks)
    {
        Console.Error.WriteLine("usage: bench " + string.Join(" | ", benchmarks));
        return 2;
    }

    /// <summary>Measures rows in turn, run by run, so that a noisy minute hits all of them alike.</summary>
    public static IReadOnlyList<Measured> Measure(params (string Name, Action Run)[] rows)
    {
        var times = rows.Select(_ => new List<TimeSpan>()).ToArray();
        var allocated = new long[rows.Length];
        for (var run = -1; run < Runs; run++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                var watch = Stopwatch.StartNew();
                rows[row].Run();
                watch.Stop();
                // The first round warms up and is not counted.
                if (run < 0) continue;
                times[row].Add(watch.Elapsed);
                allocated[row] = GC.GetAllocatedBytesForCurrentThread() - before;
            }
        }
        return [.. rows.Select((row, i) => new Measured(row.Name, Median(times[i]), allocated[i]))];
    }

    public static void PrintMachine() => Say(
        $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores, {Runs} runs, medians");

    public static void PrintTable(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows];
        var widths = head.Select((_, column) => all.Max(row => row[column].Length)).ToArray();
        foreach (var row in all) Console.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
    }

    /// <summary>Prints the closing line of a budget.</summary>
    /// <returns>0 when it is met, else 1: the exit code.</returns>
    public static int Verdict(string name, double reached, double limit, string unit, bool atMost)
    {
        var met = atMost ? reached <= limit : reached >= limit;
        Say($"{name}: {reached:0.000}{unit} (limit {(atMost ? "at most" : "at least")} {limit:0.000}{unit}) {(met ? "met" : "MISSED")}");
        return met ? 0 : 1;
    }

    /// <summary>What this process used of the processors: what remains comparable on a machine that others use too.</summary>
    public static TimeSpan ProcessorTime() => Environment.CpuUsage.TotalTime;

    public static string Number(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private static TimeSpan Median(List<TimeSpan> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
