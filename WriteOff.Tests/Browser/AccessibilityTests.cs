using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

public sealed class AccessibilityTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task SignInAndShell_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        await using var tab = await chromium.Open("/sign-in", width, scheme);
        await tab.Picture($"signin-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();

        await tab.Enter("Dana Whitfield");
        await Expect(tab.Page.Locator("main h1")).ToBeVisibleAsync();
        await tab.Picture($"shell-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();
        tab.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task GridDenialAndDialog_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        await using var tab = await chromium.Open("/sign-in", width, scheme);
        await tab.Enter("Dana Whitfield");
        await tab.Page.GotoAsync("/denials");
        await Expect(tab.Page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".gridwrap")).ToHaveAttributeAsync("aria-busy", "false");
        await tab.Picture($"grid-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();

        await tab.Page.Locator("tr[data-row] a.id").Nth(20).ClickAsync();
        await Expect(tab.Page.Locator(".bal .big")).ToBeVisibleAsync();
        await tab.Picture($"denial-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();

        await tab.Page.Locator("[data-key=w]").Locator("visible=true").First.ClickAsync();
        await Expect(tab.Page.Locator(".mud-dialog .reasons")).ToBeVisibleAsync();
        await tab.Page.Locator(".reason", new() { HasText = "Authorization denied" }).ClickAsync();
        await tab.Picture($"dialog-{scheme}-{width}");
        (await Findings(tab)).Should().BeEmpty();
        tab.Complaints.Should().BeEmpty();
    }

    private static async Task<IEnumerable<string>> Findings(Tab tab)
    {
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
    }
}
