using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

public sealed class ShellTests(Chromium chromium)
{
    [Fact]
    public async Task Person_EntersSwitchesThemeAndSignsOut()
    {
        await using var tab = await chromium.Open("/sign-in");
        var page = tab.Page;
        await tab.Enter("Marcus Oyelaran");
        await Expect(page.Locator(".top .tenant")).ToContainTextAsync("Lakeshore Medical Group");
        await Expect(page.Locator(".who")).ToContainTextAsync("Billing supervisor");

        await page.GetByRole(AriaRole.Button, new() { Name = "Switch light or dark theme" }).ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await Expect(page.Locator("body")).ToHaveCSSAsync("background-color", "rgb(15, 19, 22)");
        await page.WaitForFunctionAsync("() => getComputedStyle(document.documentElement).getPropertyValue('--mud-palette-background').startsWith('rgba(15,19,22')");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await page.GetByRole(AriaRole.Button, new() { Name = "Collapse navigation" }).ClickAsync();
        await Expect(page.Locator(".rail")).ToHaveCSSAsync("width", "48px");
        await tab.Picture("shell-narrow");
        await page.GetByRole(AriaRole.Button, new() { Name = "Expand navigation" }).ClickAsync();
        await Expect(page.Locator(".rail")).ToHaveCSSAsync("width", "192px");

        await page.Locator(".who").ClickAsync();
        await tab.Picture("shell-menu");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.GotoAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        tab.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task Person_OnAPhone_OpensTheDrawer()
    {
        await using var tab = await chromium.Open("/sign-in", width: 390);
        await tab.Enter("Ines Hoffmann");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Open navigation" }).ClickAsync();
        await Expect(tab.Page.Locator("#drawer")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("#drawer")).ToContainTextAsync("needs the scope billing.denial.read");
        await tab.Picture("shell-drawer");
        await tab.Page.Locator("#drawer .brand").ClickAsync();
        await Expect(tab.Page.Locator("#drawer")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Circuit_Dropped_ShowsTheStripAndKeepsThePage()
    {
        await using var tab = await chromium.Open("/sign-in");
        await tab.Enter("Dana Whitfield");
        await tab.Page.EvaluateAsync("() => document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state: 'show' } }))");
        await Expect(tab.Page.GetByText("Connection lost.")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("main h1")).ToBeVisibleAsync();
        await tab.Picture("shell-dropped");
        await tab.Page.EvaluateAsync("() => { document.getElementById('blazor-error-ui').style.display = 'block'; }");
        await tab.Picture("shell-stopped");
        await tab.Page.Locator("#blazor-error-ui button").ClickAsync();
        await Expect(tab.Page.GetByText("Connection lost.")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Address_Unknown_SaysSoInTheShell()
    {
        await using var tab = await chromium.Open("/sign-in");
        await tab.Enter("Dana Whitfield");
        await tab.Page.GotoAsync("/no-such-page");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Not found" })).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".rail")).ToBeVisibleAsync();
        await tab.Picture("notfound");
    }

    [Fact]
    public async Task Session_Over12Hours_EndsInTheOpenCircuit()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await RunningApp.Start(services => services.AddSingleton(new SessionRules(clock) { AskEvery = TimeSpan.FromMilliseconds(100) }));
        await using var tab = await chromium.Open("/sign-in", app: app);
        await tab.Enter("Dana Whitfield");
        clock.Advance(SessionRules.Longest);
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
