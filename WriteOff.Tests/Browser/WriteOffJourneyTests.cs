using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>What the product is for, as a biller does it. Each test works on claims of its own.</summary>
public sealed class WriteOffJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task Clerk_WritesOffWithOther_SeesStatusLedgerBalanceAndTimeline()
    {
        await using var tab = await Open("J-1-001", "Dana Whitfield");
        var page = tab.Page;
        await Expect(page.Locator(".bal .big")).ToHaveTextAsync("$401.00");

        await page.Keyboard.PressAsync("w");
        await page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Write off $401.00" }).ClickAsync();
        await Expect(page.Locator("#write-off-refused")).ToContainTextAsync("needs a note");
        await Expect(page.Locator("#write-off-note")).ToBeFocusedAsync();
        await page.Locator("#write-off-note").FillAsync("Payer went out of business");
        await tab.Picture("dialog");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".dhead .chip")).ToHaveTextAsync("Written off");
        await Expect(page.Locator(".bal .big")).ToHaveTextAsync("$0.00");
        await Expect(page.Locator(".led tbody tr").Last).ToContainTextAsync("−$401.00");
        await Expect(page.Locator(".led tfoot")).ToContainTextAsync("$0.00");
        await Expect(page.Locator(".tl li").First).ToContainTextAsync("Dana Whitfield wrote off $401.00, other: “Payer went out of business”");
        await Expect(page.Locator(".actbar [data-key=w]")).ToHaveAttributeAsync("aria-disabled", "true");
        tab.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task SecondTab_SubmitsTheSameDenial_NothingDoubles()
    {
        await using var one = await Open("J-1-002", "Dana Whitfield");
        await using var two = await Open("J-1-002", "Dana Whitfield");
        await Fill(one.Page);
        await Fill(two.Page);

        await Task.WhenAll(one.Page.Keyboard.PressAsync("Control+Enter"), two.Page.Keyboard.PressAsync("Control+Enter"));

        await Expect(one.Page.Locator(".dhead .chip")).ToHaveTextAsync("Written off");
        await Expect(two.Page.Locator(".dhead .chip")).ToHaveTextAsync("Written off");
        await Expect(one.Page.Locator(".led tbody tr", new() { HasText = "Write-off" })).ToHaveCountAsync(1);
        var refused = await one.Page.Locator(".notice.stop").CountAsync() + await two.Page.Locator(".notice.stop").CountAsync();
        refused.Should().Be(1, "one of the two is told that it was written off already");
    }

    [Fact]
    public async Task Submit_DoubleClicked_PostsOnce()
    {
        await using var tab = await Open("J-1-003", "Dana Whitfield");
        await Fill(tab.Page);

        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Write off $403.00" }).DblClickAsync();

        await Expect(tab.Page.Locator(".dhead .chip")).ToHaveTextAsync("Written off");
        await Expect(tab.Page.Locator(".led tbody tr", new() { HasText = "Write-off" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task AppealPending_WithdrawnByTheActBesideTheGreyedOne_CanBeWrittenOff()
    {
        await using var tab = await Open("J-1-004", "Dana Whitfield");
        var page = tab.Page;
        await page.Locator(".actbar").GetByRole(AriaRole.Button, new() { Name = "File appeal…" }).ClickAsync();
        await page.Locator("#appeal-note").FillAsync("Records sent");
        await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "File appeal" }).ClickAsync();

        await Expect(page.Locator(".dhead .chip")).ToHaveTextAsync("Appeal pending");
        await Expect(page.Locator(".actbar .why").First).ToHaveTextAsync("An appeal is running. Withdraw it first.");
        await page.Locator(".actbar").GetByRole(AriaRole.Button, new() { Name = "Withdraw appeal…" }).ClickAsync();
        await page.Locator("#why-text").FillAsync("auth office confirms wrong code");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".dhead .chip")).ToHaveTextAsync("In progress");
        await Expect(page.Locator(".actbar [data-key=w]")).Not.ToHaveAttributeAsync("aria-disabled", "true");
        tab.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task GatedTenant_AboveTheAmount_IsReservedForASupervisor()
    {
        await using var tab = await Open("J-2-001", "Kofi Sarpong");
        await tab.Page.Keyboard.PressAsync("w");
        await tab.Page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await tab.Page.Locator("#write-off-note").FillAsync("Payer went out of business");
        await Expect(tab.Page.Locator(".gate")).ToContainTextAsync("$401.00 is over $250.00");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Send for approval" }).ClickAsync();

        await Expect(tab.Page.Locator(".dhead .chip").First).ToHaveTextAsync("Pending write-off");
        await Expect(tab.Page.Locator(".bal")).ToContainTextAsync("$401.00 reserved here");
        await Expect(tab.Page.Locator(".bal .big")).ToHaveTextAsync("$401.00");
    }

    [Fact]
    public async Task TenantWithoutReasons_SaysWhomToAsk()
    {
        await using var tab = await Open("J-3-001", "Jonah Pike");
        await tab.Page.Keyboard.PressAsync("w");

        await Expect(tab.Page.Locator(".nothing")).ToContainTextAsync("Ask Samuel Ortega");
        await tab.Picture("dialog-no-reasons");
    }

    [Fact]
    public async Task Grid_SortedPagedAndOpened_ComesBackWhereItWas()
    {
        await using var tab = await chromium.Open("/sign-in?returnUrl=%2Fdenials%3Fstatus%3DOPEN");
        await tab.Enter("Jonah Pike");
        var page = tab.Page;
        await page.GetByRole(AriaRole.Link, new() { Name = "Balance" }).ClickAsync();
        await Expect(page.Locator("tr[data-row] .c-bal").First).ToHaveTextAsync("$460.00");
        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(10);
        var here = page.Url;
        await page.Locator("tr[data-row] .c-payer").First.ClickAsync();
        await Expect(page.Locator(".bal .big")).ToBeVisibleAsync();

        await page.Locator(".crumb a").First.ClickAsync();

        await Expect(page).ToHaveURLAsync(here);
        await Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(10);
        await page.GoBackAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(here);
    }

    [Fact]
    public async Task OneWritesOff_TheOthersGridFollows()
    {
        await using var watching = await chromium.Open("/sign-in?returnUrl=%2Fdenials%3Fsort%3Dbalance");
        await watching.Enter("Priya Raman");
        var row = watching.Page.Locator("tr[data-row]", new() { HasText = "J-1-005" });
        await Expect(row).ToContainTextAsync("Open");
        await using var working = await Open("J-1-005", "Dana Whitfield");
        await Fill(working.Page);

        await working.Page.Keyboard.PressAsync("Control+Enter");

        await Expect(row).ToContainTextAsync("Written off", new() { Timeout = 2_000 + 3_000 });
    }

    private async Task<Tab> Open(string claim, string person)
    {
        var tab = await chromium.Open("/sign-in?returnUrl=%2Fdenials%3Fsort%3Dbalance");
        await tab.Enter(person);
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = claim, Exact = true }).ClickAsync();
        await Expect(tab.Page.Locator(".dhead h1")).ToHaveTextAsync(claim);
        return tab;
    }

    private static async Task Fill(IPage page)
    {
        await page.Keyboard.PressAsync("w");
        await page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await page.Locator("#write-off-note").FillAsync("Payer went out of business");
    }
}
