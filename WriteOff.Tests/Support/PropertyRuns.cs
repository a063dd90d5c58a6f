using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace WriteOff.Tests.Support;

/// <summary>
/// How often a property is tried. The default suite throws the same seed each time, so that red stays red and green stays
/// green; <c>WRITEOFF_LONG=1</c> throws new ones, more often, and a failure prints their seed.
/// </summary>
internal static class PropertyRuns
{
    private const ulong Seed = 20261124, Gamma = 0x9E3779B97F4A7C15;

    public static bool Long { get; } = Environment.GetEnvironmentVariable("WRITEOFF_LONG") == "1";

    /// <param name="property">What has to hold.</param>
    /// <param name="few">Tries of the default suite.</param>
    /// <param name="many">Tries of the long run.</param>
    /// <param name="size">How large the inputs grow.</param>
    public static void Try(this Property property, int few, int many, int size = 100) =>
        property.Check(Config.QuickThrowOnFailure.WithMaxTest(Long ? many : few).WithEndSize(size).WithReplay(Long ? null : Random));

    /// <summary>FsCheck's runner is synchronous; the tests never need its thread.</summary>
    public static void Wait(Task trial) => trial.GetAwaiter().GetResult();

    private static FSharpOption<Replay> Random => FSharpOption<Replay>.Some(new Replay(new Rnd(Seed, Gamma), FSharpOption<int>.None));
}
