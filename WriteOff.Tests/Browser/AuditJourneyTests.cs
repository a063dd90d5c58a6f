using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>An auditor at work, on a product of its own: filter, one row whole, verification, an export whose hash can be checked, and who saw what.</summary>
public sealed class AuditJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Auditor_FiltersOpensVerifiesExports_AndTheHashEquals()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here; set WRITEOFF_CHROMIUM to its path.");
        await using var app = await RunningApp.Start();
        await SmallPractices.Fill(app);
        await using var tab = await chromium.Open("/sign-in", app: app);
        await tab.Enter("Marcus Oyelaran");
        var page = tab.Page;
        await page.GotoAsync("/denials");
        await page.Locator("tr[data-row] a.id").First.ClickAsync();
        var package = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Write-off package" }).ClickAsync());
        (await File.ReadAllTextAsync(await package.PathAsync())).Should().Contain("Abernathy").And.Contain("Audit rows and their hashes");

        await page.GetByRole(AriaRole.Link, new() { Name = "Audit trail" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Audit", Exact = true })).ToBeVisibleAsync();
        await page.GetByLabel("Act", new() { Exact = true }).SelectOptionAsync("DenialMade");
        await page.GetByLabel("Claim number").FillAsync("J-1-007");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex(@"/audit\?act=DenialMade&claim=J-1-007$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(page.Locator(".trail tbody tr")).ToHaveCountAsync(1);
        await page.Locator(".trail a.id").ClickAsync();
        await Expect(page.Locator(".notice.ok")).ToContainTextAsync("As it was written");
        await Expect(page.Locator(".whole")).ToContainTextAsync("Hash of the row before");
        await page.GoBackAsync();
        await Expect(page.Locator(".trail tbody tr")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Verify the chain" }).ClickAsync();
        await Expect(page.Locator(".verify .notice.ok")).ToContainTextAsync("Everything holds", new() { Timeout = 30_000 });
        var export = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Export CSV" }).ClickAsync());
        var bytes = await File.ReadAllBytesAsync(await export.PathAsync());
        await Expect(page.Locator(".audit > .notice")).ToContainTextAsync($"1 rows, act=DenialMade&claim=J-1-007; SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Access", Exact = true }).ClickAsync();
        await Expect(page.Locator(".trail")).ToContainTextAsync("Made the write-off package");
        await Expect(page.Locator(".trail")).ToContainTextAsync("Opened the denial");
        tab.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Pages_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        await using var tab = await chromium.Open("/sign-in", width, scheme);
        await tab.Enter("Marcus Oyelaran");
        var page = tab.Page;
        await page.GotoAsync("/audit");
        await Expect(page.Locator(".trail tbody tr").First).ToBeVisibleAsync();
        await Look(tab, $"audit-{scheme}-{width}");
        await page.Locator("#audit-least").FillAsync("abc");
        await page.GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();
        await Expect(page.Locator("#audit-wrong")).ToBeVisibleAsync();
        await Look(tab, $"audit-refused-{scheme}-{width}");
        await page.Locator(".trail a.id").First.ClickAsync();
        await Expect(page.Locator(".whole")).ToBeVisibleAsync();
        await Look(tab, $"audit-row-{scheme}-{width}");
        await page.GotoAsync("/audit?claim=nowhere");
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        await page.GotoAsync("/audit?tab=access");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who saw patient data" })).ToBeVisibleAsync();
        await Look(tab, $"access-{scheme}-{width}");
        await page.GotoAsync("/denials");
        await page.Locator("tr[data-row] a.id").First.ClickAsync();
        await Expect(page.Locator(".tl")).ToBeVisibleAsync();
        await Look(tab, $"denial-package-{scheme}-{width}");
        tab.Complaints.Should().BeEmpty();
    }

    private static async Task Look(Tab tab, string name)
    {
        await tab.Picture(name);
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").Should().BeEmpty(name);
    }
}
