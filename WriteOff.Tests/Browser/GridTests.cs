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

    [Fact]
    public async Task Tools_ColumnsViewsSearchHelp()
    {
        await using var tab = await Enter();
        var page = tab.Page;
        await page.GotoAsync("/denials?q=carc%20%3D%20197");
        await Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await page.GetByLabel("Payer", new() { Exact = true }).UncheckAsync();
        await Expect(page.Locator("td.c-payer").First).ToBeHiddenAsync();
        await tab.Picture("grid-columns");
        (await Findings(tab)).Should().BeEmpty();
        await page.ReloadAsync();
        await Expect(page.Locator("td.c-payer").First).ToBeHiddenAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Save this filter as a view" }).ClickAsync();
        await page.GetByLabel("Name").FillAsync("No authorization");
        (await Findings(tab)).Should().BeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(page.Locator(".tabs a[aria-current=page]")).ToContainTextAsync("No authorization");

        await page.GetByRole(AriaRole.Button, new() { Name = "Filter help" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Filter help" })).ToBeVisibleAsync();
        await tab.Picture("grid-help");
        (await Findings(tab)).Should().BeEmpty();
        await page.Keyboard.PressAsync("Escape");

        var claim = await page.Locator("tr[data-row] a.id").First.InnerTextAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync(claim[..7]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".hits a").First).ToBeVisibleAsync();
        await tab.Picture("grid-search");
        (await Findings(tab)).Should().BeEmpty();
        tab.Complaints.Should().BeEmpty();
    }

    private static Regex Address(string part) => new(Regex.Escape(part), RegexOptions.None, TimeSpan.FromSeconds(1));

    private static Regex Words(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

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
