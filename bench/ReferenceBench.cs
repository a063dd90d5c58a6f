using System.Diagnostics;
using System.Globalization;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Verification;

namespace WriteOff.Bench;

/// <summary>Builds the reference data and verifies it: what the other benchmarks stand on.</summary>
internal static class ReferenceBench
{
    public static async Task<int> Run(string[] args)
    {
        var watch = Stopwatch.StartNew();
        using var data = await ReferenceArguments.Open(args);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(data.WasThere ? "taken" : "built")} in {watch.Elapsed.TotalSeconds:0} s, {new FileInfo(data.File).Length / 1e6:N0} MB"));
        watch.Restart();
        var results = await new Verifier(new WorkbenchDbs(data.Options)).Run();
        Console.Write(VerifyReport.Text(results));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified in {watch.Elapsed.TotalSeconds:0} s"));
        return results.All(r => r.Holds) ? 0 : 1;
    }
}

/// <summary>The arguments of benchmarks on the reference data: how many denials, and <c>--keep</c> to leave the file for the next run.</summary>
internal static class ReferenceArguments
{
    public const string Words = "[denials] [--keep]";

    public static Task<ReferenceData> Open(string[] args) => ReferenceData.Open(Denials(args), args.Contains("--keep", StringComparer.Ordinal));

    public static int Denials(string[] args) =>
        args.Select(a => int.TryParse(a, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(n => n > 0) is > 0 and var denials ? denials : ReferenceData.Usual;
}
