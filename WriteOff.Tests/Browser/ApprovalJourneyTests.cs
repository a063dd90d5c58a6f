using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

public sealed class ApprovalJourneyTests(Chromium chromium)
{
    private const string Queue = "/denials?status=PENDING_WRITEOFF";

    [Fact]
    public async Task ClerkAsks_SupervisorDecidesByKeyboard_ClerkSeesItWithoutReload()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500, 48_210);
        await using var _ = app;
        var (one, two) = (await tenant.Denial(1), await tenant.Denial(2));
        await using var clerk = await Enter(app, "Kofi Sarpong");
        await Submit(clerk.Page, two.Id, "Filed 14 days late");
        await Expect(clerk.Page.Locator(".chip.pending").First).ToBeVisibleAsync();
        await Submit(clerk.Page, one.Id, "Waiver signed, policy excludes it");
        await Expect(clerk.Page.GetByRole(AriaRole.Heading, new() { Name = "Waits for a supervisor" })).ToBeVisibleAsync();

        await using var supervisor = await Enter(app, "Rosa Benitez");
        var page = supervisor.Page;
        await Expect(page.Locator(".rail .count")).ToContainTextAsync("2");
        await page.GotoAsync(Queue);
        await Expect(page.Locator("tr.cursor")).ToContainTextAsync("HP-2");
        await page.Keyboard.PressAsync("j");
        await Expect(page.Locator("tr.cursor")).ToContainTextAsync("HP-1");
        await page.WaitForTimeoutAsync(350);
        await page.Keyboard.PressAsync("a");
        await Expect(page.Locator(".q tbody tr")).ToHaveCountAsync(1);
        await Expect(page.Locator("tr.cursor")).ToContainTextAsync("HP-2");
        await Expect(clerk.Page.Locator(".dhead .chip.written")).ToBeVisibleAsync(new() { Timeout = 2_000 });
        await Expect(clerk.Page.Locator(".tl")).ToContainTextAsync("Rosa Benitez approved");

        await page.Keyboard.PressAsync("r");
        await page.Locator("#why-text").FillAsync("Send the proof of filing first");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.GetByText("Done: nothing waits any more.")).ToBeVisibleAsync();
        await Expect(clerk.Page.Locator(".bell b")).ToHaveTextAsync("1", new() { Timeout = 2_000 });
        await clerk.Page.Locator(".bell").ClickAsync();
        await Expect(clerk.Page.Locator("#bell")).ToContainTextAsync("“Send the proof of filing first”");
        await clerk.Picture("bell");
        await clerk.Page.Locator("#bell a").First.ClickAsync();
        await Expect(clerk.Page.Locator("main .notice").First).ToContainTextAsync("Rosa Benitez rejected the write-off of $482.10. “Send the proof of filing first”");
        await clerk.Picture("returned");
        (clerk.Complaints.Concat(supervisor.Complaints)).Should().BeEmpty();
    }

    [Fact]
    public async Task OverTheLimit_OnAPhone_CanBeRejectedFromTheQueue()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500);
        await using var _ = app;
        await tenant.Limit(Role.BillingSupervisor, new Money(10_000));
        await tenant.Ask(GatedTenant.Kofi, 1);
        await using var tab = await chromium.Open("/sign-in", 390, app: app);
        await tab.Enter("Rosa Benitez");
        await tab.Page.GotoAsync(Queue);
        var row = tab.Page.Locator(".q tbody tr").First;
        await Expect(row).ToContainTextAsync("HP-1");
        await Expect(row.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await tab.Picture("over-limit-phone");
        await row.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await tab.Page.Locator("#why-text").FillAsync("Ask the payer first");
        await tab.Page.Locator(".mud-dialog button[type=submit]").ClickAsync();

        await Expect(tab.Page.GetByText("Done: nothing waits any more.")).ToBeVisibleAsync();
        tab.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task OwnRequest_IsGreyedInTheQueueAndOnItsPage()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500);
        await using var _ = app;
        await tenant.Ask(GatedTenant.Rosa, 1);
        await using var tab = await Enter(app, "Rosa Benitez");
        await tab.Page.GotoAsync(Queue);
        await Expect(tab.Page.Locator("tr.own")).ToContainTextAsync("Your own request");
        await Expect(tab.Page.Locator("tr.own input")).ToBeDisabledAsync();
        await tab.Page.WaitForTimeoutAsync(350);
        await tab.Page.Keyboard.PressAsync("a");
        await Expect(tab.Page.Locator(".results")).ToContainTextAsync("You asked for this yourself.");
        await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Page.Locator(".panel .why").First).ToContainTextAsync("You asked for this yourself. Someone else decides it; you can cancel it.");
        await Expect(tab.Page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveAttributeAsync("aria-disabled", "true");
        await tab.Picture("own-page");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel the request" }).ClickAsync();
        await Expect(tab.Page.Locator(".dhead .chip.open")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TwoSupervisors_OneRow_SecondIsToldWho()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500);
        await using var _ = app;
        var otto = await tenant.GivenSupervisor("Otto Lang");
        var ask = await tenant.Ask(GatedTenant.Kofi, 1);
        await using var tab = await Enter(app, "Rosa Benitez");
        await tab.Page.GotoAsync(Queue);
        await Expect(tab.Page.Locator("tr.cursor")).ToContainTextAsync("HP-1");
        (await tenant.Approve(otto, ask)).IsDone.Should().BeTrue();
        await Expect(tab.Page.Locator("tr.own")).ToContainTextAsync("Otto approved it", new() { Timeout = 2_000 });
        await Expect(tab.Page.Locator(".side")).ToContainTextAsync("Otto Lang approved this request on");
        await tab.Picture("told");
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Queue_WithEveryKindOfRow_AxeFindsNothing(ColorScheme scheme, int width)
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here.");
        var (app, tenant) = await GatedTenant.Start(61_500, 48_210, 742_000, 33_900, 29_900, 90_460, 118_000, 41_800);
        await using var _ = app;
        await tenant.Limit(Role.BillingSupervisor, new Money(500_000));
        await tenant.Ask(GatedTenant.Kofi, 1, "Cosmetic; signed waiver on file", "non-covered");
        await tenant.Ask(GatedTenant.Kofi, 2, "Same visit, second site", "non-covered");
        await tenant.Ask(GatedTenant.Kofi, 3, "Upheld twice; peer review refused", "auth-denied-final");
        await tenant.Ask(GatedTenant.Rosa, 4, "Records lost in the 2025 move");
        await tenant.Ask(GatedTenant.Kofi, 5, "Appeal window passed in March", "timely-filing-expired");
        await tenant.Ask(GatedTenant.Kofi, 6, "Duplicate of HP-2, already paid");
        await tenant.Ask(GatedTenant.Kofi, 7, "Payer closed the plan, no successor", part: new Money(100_000));
        await tenant.Ask(GatedTenant.Kofi, 8, "Sent 14 days late, front desk held it");
        await tenant.Pay(5, new Money(29_900), new Money(10_000));
        await using var tab = await Enter(app, "Rosa Benitez", width, scheme);
        await tab.Page.GotoAsync(Queue);
        await Expect(tab.Page.Locator(".q tbody tr")).ToHaveCountAsync(8);
        await tab.Page.Locator(".q tbody input:not(:disabled)").Nth(2).CheckAsync();
        await tab.Page.Locator(".q tbody input:not(:disabled)").Nth(3).CheckAsync();
        await Expect(tab.Page.Locator(".selbar")).ToContainTextAsync("2 selected");
        await tab.Picture($"queue-{scheme}-{width}");
        var result = await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").Should().BeEmpty();
        await tab.Page.Locator(".selbar .btn.primary").ClickAsync();
        await Expect(tab.Page.Locator(".results li")).ToHaveCountAsync(2);
        await Expect(tab.Page.Locator(".q tbody tr")).ToHaveCountAsync(6);
        await tab.Picture($"queue-after-{scheme}-{width}");
        tab.Complaints.Should().BeEmpty();
    }

    private async Task<Tab> Enter(RunningApp app, string person, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var tab = await chromium.Open("/sign-in", width, scheme, app);
        await tab.Enter(person);
        return tab;
    }

    private static async Task Submit(IPage page, long denial, string note)
    {
        await page.GotoAsync($"/denials/{denial}");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Write off" }).First).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("w");
        await Expect(page.Locator(".mud-dialog")).ToBeVisibleAsync();
        await page.Locator("input[name=reason][value=other]").CheckAsync(new() { Force = true });
        await Expect(page.Locator(".gate")).ToContainTextAsync("Goes to a supervisor.");
        await page.Locator("#write-off-note").FillAsync(note);
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator(".mud-dialog")).ToBeHiddenAsync();
    }
}
