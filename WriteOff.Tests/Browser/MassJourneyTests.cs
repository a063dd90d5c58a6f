using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;
using WriteOff.Web.WriteOffs.Mass;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A mass write-off as people do it.</summary>
public sealed class MassJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task FilterPreviewRunLeaveResidueUndo()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start([.. Enumerable.Range(0, 60).Select(n => 1_000L + n), 90_000]);
        await using var _ = app;
        var appealed = await tenant.Denial(2);
        (await app.App.Services.GetRequiredService<AppealService>().File(GatedTenant.Kofi, new DenialAsk(appealed.Id, appealed.Version), new AppealAsk(1, DateOnly.FromDateTime(app.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(-1)))).IsDone.Should().BeTrue();
        await using var tab = await Enter(app);
        var page = tab.Page;

        await page.GotoAsync("/denials?q=balance%20%3E%200");
        await page.Locator("#select-page").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Select all 61 matching" }).ClickAsync();
        await Expect(page.Locator(".selbar")).ToContainTextAsync("61 selected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Write off…" }).ClickAsync();
        await Expect(page.Locator(".reasons")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("8");
        await page.Locator("#mass-note").FillAsync("Quarter clean-up, policy 4.2");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "60 of 61 would go through" })).ToBeVisibleAsync();
        await Expect(page.Locator(".outs")).ToContainTextAsync("Would go to approval · claim total over $250.00");
        await page.ReloadAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "60 of 61 would go through" })).ToBeVisibleAsync();

        await page.Locator(".ends .btn.primary").DblClickAsync();
        await page.WaitForURLAsync(Address("/runs/1$"));
        await page.GotoAsync("/denials");
        await page.GetByRole(AriaRole.Link, new() { Name = "Mass runs" }).First.ClickAsync();
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Run 1" }).ClickAsync();
        await Expect(page.Locator(".chip.resolved")).ToContainTextAsync("Finished");
        await Expect(page.Locator(".stats")).ToContainTextAsync("60 of 61");

        await page.GetByRole(AriaRole.Link, new() { Name = "See rows: An appeal is pending" }).ClickAsync();
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await Expect(page.Locator("tr[data-row]")).ToContainTextAsync("HP-2");
        await page.GoBackAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Undo run…" }).ClickAsync();
        await page.Locator("#why-text").FillAsync("Wrong quarter");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync(Address("/runs/2$"));
        await Expect(page.Locator(".chip.resolved")).ToContainTextAsync("Finished");
        await Expect(page.Locator(".stats")).ToContainTextAsync("60 of 60");
        await page.GetByRole(AriaRole.Link, new() { Name = "Takes back run 1" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("Run 2 takes this one back.");
        (await tenant.Denial(1)).Status.Should().Be(DenialStatus.Open);
        tab.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Pages_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width)
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        // Nobody does the runs: what stands on the page is what the test did.
        var (app, tenant) = await GatedTenant.Start(services => services.Remove(services.Single(s => s.ImplementationType == typeof(RunWorker))), 1_000, 2_000, 3_000, 90_000);
        await using var _ = app;
        var appealed = await tenant.Denial(2);
        (await app.App.Services.GetRequiredService<AppealService>().File(GatedTenant.Kofi, new DenialAsk(appealed.Id, appealed.Version), new AppealAsk(1, DateOnly.FromDateTime(app.App.Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(-1)))).IsDone.Should().BeTrue();
        var key = await app.App.Services.GetRequiredService<MassDrafts>().Keep(GatedTenant.Kofi, new MassDraft(new GridAsk(Text: "balance > 0"), GridSelection.All, 4, new Money(96_000)));
        await using var tab = await Enter(app, width, scheme);
        var page = tab.Page;

        await page.GotoAsync("/denials/write-off?draft=" + key);
        await page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await page.Locator("#mass-ask").EvaluateAsync("form => form.requestSubmit()");
        await Expect(page.Locator("#mass-refused")).ToBeVisibleAsync();
        await Check(tab, $"mass-ask-{scheme}-{width}");
        await page.Locator("#mass-note").FillAsync("Quarter clean-up, policy 4.2");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".outs button").First.ClickAsync();
        await Expect(page.Locator(".glance a").First).ToBeVisibleAsync();
        await Check(tab, $"mass-preview-{scheme}-{width}");

        await page.Locator(".ends .btn.primary").ClickAsync();
        await Expect(page.Locator("[role=progressbar]")).ToBeVisibleAsync();
        var runner = app.App.Services.GetRequiredService<MassRunner>();
        await runner.Chunk(GatedTenant.Kofi, 1, 2, new MassRunner.RunPacing(), null, CancellationToken.None);
        await Expect(page.Locator(".stats")).ToContainTextAsync("2 of 4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await Expect(page.Locator(".chip.pending")).ToContainTextAsync("Paused");
        await Check(tab, $"mass-run-{scheme}-{width}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Resume" }).ClickAsync();
        await Expect(page.Locator(".chip.progress")).ToContainTextAsync("Running");
        await runner.Run(new RunKey(GatedTenant.Id, 1));
        await Expect(page.Locator(".outs tfoot")).ToBeVisibleAsync();
        await Check(tab, $"mass-summary-{scheme}-{width}");
        await page.GotoAsync("/runs");
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await Check(tab, $"mass-list-{scheme}-{width}");
        tab.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task ApproveAll_SupervisorSeesTheRunOfAll()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500, 48_210);
        await using var _ = app;
        await tenant.Ask(GatedTenant.Kofi, 1);
        await tenant.Ask(GatedTenant.Rosa, 2);
        await using var tab = await Enter(app, person: "Rosa Benitez");
        var page = tab.Page;
        await page.GotoAsync("/denials?status=PENDING_WRITEOFF");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve all 2 waiting…" }).ClickAsync();
        await Expect(page.Locator(".mud-dialog h2")).ToHaveTextAsync("Approve 2 requests, $1,097.10");
        await Check(tab, "mass-approve-all");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForURLAsync(Address("/runs/1$"));
        await Expect(page.Locator(".outs")).ToContainTextAsync("Your own request");
        await Expect(page.Locator(".stats")).ToContainTextAsync("1 of 2");
        (await tenant.Denial(1)).Status.Should().Be(DenialStatus.WrittenOff);
        tab.Complaints.Should().BeEmpty();
    }

    private async Task<Tab> Enter(RunningApp app, int width = 1440, ColorScheme scheme = ColorScheme.Light, string person = "Kofi Sarpong")
    {
        var tab = await chromium.Open("/sign-in", width, scheme, app);
        await tab.Enter(person);
        return tab;
    }

    private static async Task Check(Tab tab, string name)
    {
        await tab.Picture(name);
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Violations.Select(v => $"{name}: {v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").Should().BeEmpty();
    }

    private static Regex Address(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
}
