using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A product of its own whose third demo tenant has claims and no reasons; the second has a quarter of write-offs.</summary>
public sealed class FilledApp : IAsyncLifetime
{
    public RunningApp App { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.Exists) return;
        App = await RunningApp.Start();
        var services = App.App.Services;
        var fill = new DemoSeeder(services.GetRequiredService<WorkbenchDbs>(), services.GetRequiredService<WriteGate>());
        await fill.Fill(DemoPractice.All[2], TimeProvider.System.GetUtcNow(), default);
        await fill.Fill(DemoPractice.All[1] with { Denials = 300 }, TimeProvider.System.GetUtcNow(), default);
    }

    public ValueTask DisposeAsync() => App?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public sealed class AdminTests(Chromium chromium, FilledApp filled) : IClassFixture<FilledApp>
{
    [Fact]
    public async Task Administrator_ConfiguresReasons_ClerksOpenPicklistFills_AndALockKeepsTheDraft()
    {
        await using var clerk = await chromium.Open("/sign-in", app: filled.App);
        await clerk.Enter("Jonah Pike");
        await clerk.Page.GotoAsync("/denials?status=OPEN");
        await clerk.Page.Locator("tr[data-row] a.id").First.ClickAsync();
        await clerk.Page.Locator("[data-key=w]:visible").First.ClickAsync();
        await Expect(clerk.Page.Locator(".mud-dialog .nothing")).ToContainTextAsync("Ask Samuel Ortega");
        await clerk.Page.Locator("#write-off-note").FillAsync("typed before anything was configured");

        await using var admin = await chromium.Open("/sign-in", app: filled.App);
        await admin.Enter("Samuel Ortega");
        await admin.Page.GotoAsync("/admin/reasons");
        await Expect(admin.Page.Locator(".empty")).ToBeVisibleAsync();
        await admin.Picture("reasons-empty");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Use the eight standard reasons" }).ClickAsync();
        await Expect(admin.Page.Locator(".reasonlist tbody tr")).ToHaveCountAsync(8);

        await Expect(clerk.Page.Locator(".mud-dialog .reason")).ToHaveCountAsync(8, new() { Timeout = 2_000 });
        await Expect(clerk.Page.Locator("#write-off-note")).ToHaveValueAsync("typed before anything was configured");
        await clerk.Picture("dialog-filled");
        await clerk.Page.Locator(".reason", new() { HasText = "None of the above" }).ClickAsync();
        await admin.Page.Locator("[aria-label='Other is on offer']").ClickAsync();
        await Expect(clerk.Page.Locator(".mud-dialog .notice").Filter(new() { HasText = "took Other off the list" })).ToBeVisibleAsync(new() { Timeout = 2_000 });
        await clerk.Picture("dialog-vanished");

        await admin.Page.GotoAsync("/admin/people");
        await admin.Page.Locator("[aria-label='Lock out Jonah Pike']").ClickAsync();
        await admin.Page.Locator(".mud-dialog button[type=submit]").ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync(new() { Timeout = 5_000 });
        await clerk.Page.GetByRole(AriaRole.Button, new() { Name = "Jonah Pike" }).ClickAsync();
        await Expect(clerk.Page.GetByRole(AriaRole.Heading, new() { Name = "Locked out" })).ToBeVisibleAsync();
        await admin.Page.Locator("[aria-label='Let back in Jonah Pike']").ClickAsync();
        await Expect(admin.Page.Locator("[aria-label='Lock out Jonah Pike']")).ToBeVisibleAsync();
        await Expect(admin.Page.Locator("[aria-label='New password for Jonah Pike']")).ToHaveAttributeAsync("aria-disabled", "true");
        await Expect(admin.Page.Locator("#no-reset")).ToContainTextAsync("New password…");

        await clerk.Page.GotoAsync("/sign-in");
        await clerk.Enter("Jonah Pike");
        await clerk.Page.GotoAsync("/denials?status=OPEN");
        await clerk.Page.Locator("tr[data-row] a.id").First.ClickAsync();
        await clerk.Page.Locator("[data-key=w]:visible").First.ClickAsync();
        await Expect(clerk.Page.Locator("#write-off-note")).ToHaveValueAsync("typed before anything was configured");
        await clerk.Picture("dialog-after-lock");
        admin.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Pages_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        await using var tab = await chromium.Open("/sign-in", width, scheme, filled.App);
        await tab.Enter("Nadia Haddad");
        var page = tab.Page;
        await page.GotoAsync("/admin");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/admin/policy$", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
        await page.Locator("input[name=gate][value=AboveAmount]").CheckAsync();
        await page.Locator("#gate-above").FillAsync("100");
        await page.Locator("#gate-above").PressAsync("Tab");
        await Expect(page.Locator(".figs dd").First).ToBeVisibleAsync();
        await Look(tab, $"policy-{scheme}-{width}");
        await page.Locator("#collection-age").FillAsync("abc");
        await page.Locator("#collection-age").PressAsync("Control+Enter");
        await Expect(page.Locator("#collection-age-refused")).ToBeVisibleAsync();
        await Expect(page.Locator("#collection-age")).ToBeFocusedAsync();
        await Look(tab, $"policy-refused-{scheme}-{width}");

        await page.GotoAsync("/admin/reasons");
        await Expect(page.Locator(".reasonlist tbody tr")).ToHaveCountAsync(8);
        await Look(tab, $"reasons-{scheme}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Edit Timely filing expired" }).ClickAsync();
        await Expect(page.Locator("#reason-label")).ToBeVisibleAsync();
        await Look(tab, $"reason-dialog-{scheme}-{width}");

        await page.GotoAsync("/admin/people");
        await Expect(page.Locator(".peoplelist tbody tr").First).ToBeVisibleAsync();
        await Look(tab, $"people-{scheme}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add person…" }).ClickAsync();
        await page.Locator("#person-name").FillAsync("Wanda Ellery");
        await page.Locator("#person-email").FillAsync($"wanda.{scheme}.{width}@harborpoint.example".ToLowerInvariant());
        await Look(tab, $"person-dialog-{scheme}-{width}");
        await page.Locator(".mud-dialog button[type=submit]").ClickAsync();
        await Expect(page.Locator("#handed-password")).ToBeVisibleAsync();
        await Look(tab, $"handed-over-{scheme}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "I have noted it" }).ClickAsync();
        await Expect(page.Locator("#handed-password")).ToBeHiddenAsync();

        await page.GotoAsync("/account/password");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Change password" })).ToBeVisibleAsync();
        await Look(tab, $"password-{scheme}-{width}");
        tab.Complaints.Should().BeEmpty();
    }

    private static async Task Look(Tab tab, string name)
    {
        await tab.Picture(name);
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").Should().BeEmpty(name);
    }
}
