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
    public async Task Journey_FilterSelectAllExport()
    {
        await using var tab = await Enter();
        var page = tab.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Denials" }).First.ClickAsync();
        await Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        // The router puts the focus on the heading after a navigation, and the tabs count after the rows.
        await Expect(page.Locator(".tabs .count-box").First).ToHaveTextAsync("1,000+");

        await page.Keyboard.PressAsync("/");
        await Expect(Line(page)).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("balance < 400 AND sta");
        await Expect(page.Locator("#filter-list [role=option]").First).ToContainTextAsync("status");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Line(page)).ToHaveValueAsync("balance < 400 AND status ");
        await page.Keyboard.TypeAsync("= OPEN");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync(Address("q=balance%20%3C%20400%20AND%20status%20%3D%20OPEN"));
        // The chips are drawn anew with the rows, and the list must be gone from above them.
        await Expect(page.Locator(".fchip.on")).ToHaveCountAsync(2);
        await Expect(page.Locator("#filter-list")).ToBeHiddenAsync();
        await Expect(page.Locator(".gridwrap")).ToHaveAttributeAsync("aria-busy", "false");
        await page.GetByRole(AriaRole.Button, new() { Name = "Age > 90 days" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(Address("age%20%3E%2090"));
        await Expect(page.Locator(".fchip.on")).ToHaveCountAsync(3);

        await page.Locator("main h1").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator(".selbar")).ToContainTextAsync("1 selected");
        var boxes = page.Locator("tr[data-row] input[type=checkbox]");
        await boxes.Nth(4).ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator(".selbar")).ToContainTextAsync("4 selected");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Words("^Select all .* matching$") }).ClickAsync();
        await Expect(page.Locator("tr[data-row]:not(:has(.c-sel :checked))")).ToHaveCountAsync(0);
        await Expect(page.Locator(".selbar .sum")).ToContainTextAsync("$");
        await tab.Picture("grid-all");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".selbar")).ToHaveCountAsync(0);

        await boxes.Nth(6).ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("tr[data-row].cursor")).ToHaveCountAsync(1);
        await Expect(boxes.Nth(7)).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Columns" }).ClickAsync();
        await Expect(page.Locator(".fmenu")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".fmenu")).ToHaveCountAsync(0);
        await Expect(page.Locator(".selbar")).ToContainTextAsync("2 selected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        await Expect(page.Locator(".fmenu")).ToBeVisibleAsync();
        await page.Locator("tr[data-row] .c-pat").Nth(3).ClickAsync();
        await Expect(page.Locator(".fmenu")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator(".selbar")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV" }).ClickAsync());
        download.SuggestedFilename.Should().EndWith(".csv");
        (await File.ReadAllTextAsync(await download.PathAsync())).Should().StartWith("Claim,").And.Contain("OPEN").And.NotContain("RESOLVED");

        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Keys" })).ToBeVisibleAsync();
        await tab.Picture("grid-keys");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("tr[data-row] a.id").First.ClickAsync();
        await Expect(page.Locator(".place")).ToContainTextAsync("1 of");
        await tab.Picture("grid-place");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next in the list" }).ClickAsync();
        await Expect(page.Locator(".place")).ToContainTextAsync("2 of");
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(Address("age%20%3E%2090"));
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
