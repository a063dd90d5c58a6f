using System.Text;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A remittance of 500 MB through the page; by switch, as it takes minutes: <c>WRITEOFF_LONG=1</c>.</summary>
public sealed class LongUploadTests(Chromium chromium)
{
    private const long Megabytes = 500;
    private const long Flat = 64 << 20;

    [Fact]
    public async Task Upload_500Megabytes_IsReadInFlatMemory()
    {
        Assert.SkipUnless(PropertyRuns.Long, "Set WRITEOFF_LONG=1.");
        var folder = Directory.CreateTempSubdirectory("writeoff-long-").FullName;
        try
        {
            var file = Path.Combine(folder, "long.835");
            await Write(file);
            await using var tab = await chromium.Open("/sign-in?returnUrl=%2Fremittances");
            await tab.Enter("Tom Alvarez");
            await Expect(tab.Page.Locator(".drop input[type=file]").Last).ToBeAttachedAsync();
            await tab.Page.WaitForTimeoutAsync(300); // The field listens a moment after it is there.
            var before = GC.GetTotalMemory(forceFullCollection: true);
            var most = 0L;
            using var watch = new Timer(_ => most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false)), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(250));

            await tab.Page.Locator(".drop input[type=file]").Last.SetInputFilesAsync(file);

            // Without its end it is held whole once all of it was read: what is posted of such a file is another matter.
            await Expect(tab.Page.Locator(".ups")).ToContainTextAsync("CUT_OFF", new() { Timeout = 1_200_000 });
            var after = GC.GetTotalMemory(forceFullCollection: true);
            TestContext.Current.TestOutputHelper?.WriteLine($"{Megabytes} MB: before {before >> 20} MB, at most {most >> 20} MB between collections, after {after >> 20} MB");
            (after - before).Should().BeLessThan(Flat);
            most.Should().BeLessThan(before + (4 * Flat));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task Write(string path)
    {
        var whole = Encoding.Latin1.GetString(TestRemittances.File(1, TestRemittances.Of(TestRemittances.Claim("LONG-1", TestRemittances.Line("99213", 100, "CO-45 20", "CO-197 80")))));
        var start = whole.IndexOf("CLP*", StringComparison.Ordinal);
        var claim = whole[start..whole.IndexOf("SE*", StringComparison.Ordinal)];
        await using var file = new StreamWriter(path, append: false, Encoding.Latin1, 1 << 16);
        await file.WriteAsync(whole.AsMemory(0, start));
        for (long n = 1, written = start; written < Megabytes << 20; n++)
        {
            var one = claim.Replace("LONG-1", $"LONG-{n}", StringComparison.Ordinal);
            await file.WriteAsync(one);
            written += one.Length;
        }

        await file.WriteAsync(whole.AsMemory(whole.IndexOf("GE*", StringComparison.Ordinal)));
    }
}
