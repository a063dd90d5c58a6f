using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

public sealed class ReportJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Manager_FromTheStartPage_FindsTheRowsAndExportsThePage()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        await using var app = await GivenLosses();
        await using var tab = await chromium.Open("/sign-in", app: app);
        await tab.Enter("Elliot Graves");
        var page = tab.Page;
        var row = page.Locator(".causes tbody tr", new() { HasText = "Timely filing expired" });
        await Expect(row).ToContainTextAsync("$430.00");
        await Expect(row.Locator("[data-l=rows]")).ToHaveTextAsync("2");
        await Expect(page.Locator(".causes tfoot")).ToContainTextAsync("$550.00");

        await row.Locator(".bar").ClickAsync();
        await Expect(page.Locator(".postedstrip")).ToContainTextAsync("2 write-offs, $430.00 posted");
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(2);
        await Expect(page.Locator(".gfoot")).ToContainTextAsync("2 shown of 2");

        await page.GotoAsync("/reports");
        var total = await page.Locator(".pivot tfoot td.total").InnerTextAsync();
        total.Should().Be("$550.00");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        lines[^1].Should().StartWith("All,").And.Contain(",550.00,550.00,3,");
        lines.Should().HaveCount(1 + await page.Locator(".pivot tbody tr").CountAsync() + 1);
        await page.GetByLabel("Rows").SelectOptionAsync("payer");
        await Expect(page.Locator(".pivot tbody th")).ToHaveTextAsync(["Aetna PPO"]);
        tab.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task StartAndReports_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        await using var app = await GivenLosses();
        await using var tab = await chromium.Open("/sign-in", width, scheme, app);
        await tab.Enter("Rosa Benitez");
        foreach (var (address, ready) in new[] { ("/", "#behind-head"), ("/?show=table&by=category", ".causes.figures"), ("/reports", "#alerts-head"), ("/reports?rows=payer&then=reason", "#alerts-head"), ("/reports?rows=reason&columns=month&period=year", "#alerts-head") })
        {
            await tab.Page.GotoAsync(address);
            await Expect(tab.Page.Locator(ready)).ToBeVisibleAsync();
            foreach (var summary in await tab.Page.Locator(".how summary").AllAsync()) await summary.ClickAsync();
            (await Findings(tab)).Should().BeEmpty(address);
            (await tab.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth")).Should().BeLessThanOrEqualTo(0, address);
            if (width < 720) (await tab.Page.EvaluateAsync<string[]>("[...document.querySelectorAll('.tw')].filter(t => t.scrollWidth > t.clientWidth).map(t => t.textContent.trim().slice(0, 60))")).Should().BeEmpty("a phone shows a table's rows as cards: {0}", address);
        }

        tab.Complaints.Should().BeEmpty();
    }

    /// <summary>Harbor Point with two write-offs for lateness, one for another reason, and one that waits.</summary>
    private static async Task<RunningApp> GivenLosses()
    {
        var (app, tenant) = await GatedTenant.Start(20_000, 23_000, 12_000, 61_500);
        var clerk = DemoPersonas.All.Where(p => p.Name == "Kofi Sarpong").Select(p => new Actor(p.TenantId, p.Id, p.Name)).Single();
        await tenant.Ask(clerk, 1, reason: "timely-filing-expired");
        await tenant.Ask(clerk, 2, reason: "timely-filing-expired");
        await tenant.Ask(clerk, 3);
        await tenant.Ask(clerk, 4);
        return app;
    }

    private static async Task<IEnumerable<string>> Findings(Tab tab)
    {
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
    }
}
