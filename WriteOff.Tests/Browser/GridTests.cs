using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>The grid on the demo's data: one product for the class.</summary>
public sealed class GridTests(Chromium chromium, GridTests.DemoApp demo) : IClassFixture<GridTests.DemoApp>
{
    /// <summary>A product with made-up denials.</summary>
    public sealed class DemoApp : IAsyncLifetime
    {
        public RunningApp? App { get; private set; }

        public async ValueTask InitializeAsync() => App = Chromium.Exists ? await RunningApp.Start("--Demo:Data=true") : null;

        public async ValueTask DisposeAsync()
        {
            if (App is not null) await App.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Grid_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        await using var tab = await Enter(width, scheme);
        var page = tab.Page;
        await page.GotoAsync("/denials?q=balance%20%3C%20400%20AND%20age%20%3E%2030");
        await Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await page.Locator("tr[data-row] input[type=checkbox]").Nth(0).CheckAsync();
        await page.Locator("tr[data-row] input[type=checkbox]").Nth(2).CheckAsync();
        await Expect(page.Locator(".selbar")).ToContainTextAsync("2 selected");
        await tab.Picture($"grid-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();
        await Line(page).FillAsync("balance < 400 AND ca");
        if (width > 720) await Expect(page.Locator("#filter-list [role=option]").First).ToBeVisibleAsync();
        await tab.Picture($"grid-popup-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();
        await Line(page).FillAsync("balnace < 400");
        await Line(page).PressAsync("Enter");
        await Expect(page.Locator("#filter-error")).ToContainTextAsync("Position 1");
        await Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await tab.Picture($"grid-error-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();
        tab.Complaints.Should().BeEmpty();
    }

    private async Task<Tab> Enter(int width = 1440, ColorScheme scheme = ColorScheme.Light, string person = "Dana Whitfield")
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here; set WRITEOFF_CHROMIUM to its path.");
        var tab = await chromium.Open("/sign-in", width, scheme, demo.App);
        await tab.Enter(person);
        return tab;
    }

    private static ILocator Line(IPage page) => page.GetByRole(AriaRole.Combobox, new() { Name = "Filter denials" });

    private static async Task<IEnumerable<string>> Findings(Tab tab)
    {
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
    }
}
