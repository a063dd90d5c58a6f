using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A payer changes its mind about what was written off. Each test works on claims of its own.</summary>
public sealed class RemittanceJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task WrittenOff_LaterRemittanceDropped_FlagAppears_ReopenShowsTheCents_Resolved()
    {
        await using var dana = await WrittenOff(41);
        await using var tom = await Enter("Tom Alvarez", "/remittances");
        await Drop(tom.Page, "later-41.835", SmallPractices.Claim(1, 41).Reversed(), SmallPractices.Corrected(1, 41));
        await Expect(tom.Page.Locator(".ups")).ToContainTextAsync("2 held");
        await Expect(tom.Page.Locator(".ups .chip.alert").First).ToContainTextAsync("Flagged");

        var page = dana.Page;
        await Expect(page.Locator(".flag")).ToContainTextAsync("Reversal found", new() { Timeout = 5_000 });
        await Expect(page.Locator(".bell b")).ToBeVisibleAsync();
        await Expect(page.Locator(".plan tbody")).ToContainTextAsync("+$441.00");
        await Expect(page.Locator(".plan tfoot")).ToContainTextAsync("$801.00 = $557.60 paid + $168.40 contractual + $75.00 patient");
        await dana.Picture("flag-panel");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reopen…" }).Last.ClickAsync();
        await Expect(page.Locator(".mud-dialog .plan tfoot")).ToContainTextAsync("$0.00");
        await dana.Picture("reopen-dialog");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".dhead .chip").First).ToHaveTextAsync("Resolved");
        await Expect(page.Locator(".flag")).ToHaveCountAsync(0);
        await Expect(page.Locator(".led tfoot")).ToContainTextAsync("$0.00");
        await Expect(page.Locator(".led tbody")).ToContainTextAsync("Write-off undone");
        await Expect(page.Locator(".led tbody tr", new() { HasText = "Payment" }).Last).ToContainTextAsync("−$166.60");
        await Expect(page.Locator(".led tbody")).ToContainTextAsync("−$391.00");
        await Expect(page.Locator(".tl")).ToContainTextAsync("reopened");
        await dana.Picture("reopened");
        await tom.Page.ReloadAsync();
        await Expect(tom.Page.Locator("main")).ToContainTextAsync("Newest first");
        await Expect(tom.Page.Locator("main")).Not.ToContainTextAsync("later-41");
        dana.Complaints.Concat(tom.Complaints).Should().BeEmpty();
    }

    [Fact]
    public async Task Unmatched_MatchedByHand_ReachesTheSameEnd()
    {
        await using var dana = await WrittenOff(42);
        await using var marcus = await Enter("Marcus Oyelaran", "/remittances");
        var page = marcus.Page;
        OutgoingClaim Retyped(OutgoingClaim claim) => claim with { PatientControlNumber = "RETYPED-42", PayerControlNumber = "NEW42" };
        await Drop(page, "retyped-42.835", Retyped(SmallPractices.Claim(1, 42)).Reversed());
        await page.Locator(".ups .waiting a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Match by hand…" }).ClickAsync();
        await page.Locator("#match-find").FillAsync("J-1-042");
        await page.Locator("#match-find").PressAsync("Tab");
        await Expect(page.Locator(".cands button[aria-pressed=true]")).ToContainTextAsync("J-1-042");
        await Expect(page.Locator(".handmatch .plan")).ToContainTextAsync("+$442.00");
        await marcus.Picture("hand-match");
        await page.Locator("#match-note").FillAsync("Same visit; the payer retyped the number");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator(".mud-dialog")).ToBeHiddenAsync();
        await Expect(dana.Page.Locator(".dhead .chip").First).ToHaveTextAsync("Resolved", new() { Timeout = 5_000 });
        await Expect(dana.Page.Locator(".tl")).ToContainTextAsync("Marcus Oyelaran reopened $442.00: “Same visit; the payer retyped the number”");
        dana.Complaints.Concat(marcus.Complaints).Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440, 51)]
    [InlineData(ColorScheme.Dark, 1440, 52)]
    [InlineData(ColorScheme.Light, 390, 53)]
    [InlineData(ColorScheme.Dark, 390, 54)]
    public async Task Pages_InBothThemesAndWidths_AxeFindsNothing(ColorScheme scheme, int width, int claim)
    {
        await using (await WrittenOff(claim)) { }
        await using var tab = await Enter("Marcus Oyelaran", "/remittances", width, scheme);
        var (page, name) = (tab.Page, $"{scheme}-{width}");
        await Drop(page, $"axe-{claim}.835", SmallPractices.Claim(1, claim).Reversed(), SmallPractices.Corrected(1, claim), SmallPractices.Claim(1, 900 + claim).Reversed());
        await Expect(page.Locator(".drop input[type=file]").Last).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(300); // The field listens a moment after it is there, quicker than any hand.
        await page.Locator(".drop input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = [0x89, 0x50, 0x4E, 0x47] });
        await Expect(page.Locator(".ups .refusal")).ToBeVisibleAsync();
        await Expect(page.Locator(".ups > li")).ToHaveCountAsync(2);
        await tab.Picture($"inbox-{name}");
        (await Findings(page)).Should().BeEmpty();

        await page.Locator(".ups .waiting a").Last.ClickAsync();
        await Expect(page.Locator("#payment-head")).ToBeVisibleAsync();
        await tab.Picture($"remittance-{name}");
        (await Findings(page)).Should().BeEmpty();
        await page.GetByRole(AriaRole.Button, new() { Name = "Match by hand…" }).ClickAsync();
        await page.Locator("#match-find").FillAsync(string.Create(CultureInfo.InvariantCulture, $"J-1-{claim:000}"));
        await page.Locator("#match-find").PressAsync("Tab");
        await Expect(page.Locator(".handmatch .plan")).ToBeVisibleAsync();
        await tab.Picture($"match-{name}");
        (await Findings(page)).Should().BeEmpty();
        await page.Keyboard.PressAsync("Escape");

        await page.Locator("tr", new() { HasText = "Flagged" }).First.GetByText("Open the denial").ClickAsync();
        await Expect(page.Locator(".flag")).ToBeVisibleAsync();
        await page.Locator("#flag-head").ScrollIntoViewIfNeededAsync();
        await tab.Picture($"flag-{name}");
        (await Findings(page)).Should().BeEmpty();
        tab.Complaints.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task HeldWhole_ReleasedWithAReason_Posts(ColorScheme scheme, int width)
    {
        await using var tom = await Enter("Tom Alvarez", "/remittances", width, scheme);
        var page = tom.Page;
        var number = $"HELD-{width}";
        var file = TestRemittances.File(width, TestRemittances.Of(TestRemittances.Claim(number, TestRemittances.Line("99213", 100, "CO-197 100"))).By(TestRemittances.North, number)).With("BPR*I*0*", "BPR*I*1*");
        await Expect(page.Locator(".drop input[type=file]").Last).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(300); // The field listens a moment after it is there.
        await page.Locator(".drop input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = $"{number}.835", MimeType = "application/edi-x12", Buffer = file });
        await Expect(page.Locator(".ups")).ToContainTextAsync("UNBALANCED_TRANSACTION");
        await page.Locator("tr", new() { HasText = number }).GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Decide the remittance" })).ToBeVisibleAsync();
        await tom.Picture($"held-whole-{scheme}-{width}");
        (await Findings(page)).Should().BeEmpty();

        await page.GetByRole(AriaRole.Button, new() { Name = "Release…" }).ClickAsync();
        await page.Locator("#why-text").FillAsync("The payer confirmed it by telephone");
        await tom.Picture($"held-whole-dialog-{scheme}-{width}");
        (await Findings(page)).Should().BeEmpty();
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Decide the remittance" })).ToHaveCountAsync(0);
        await Expect(page.Locator("main")).ToContainTextAsync(number);
        await Expect(page.Locator(".chip").First).ToContainTextAsync("Posted");
        tom.Complaints.Should().BeEmpty();
    }

    [Fact]
    public async Task WrongFile_Unposted_TheDenialEnds()
    {
        await using var tom = await Enter("Tom Alvarez", "/remittances");
        var page = tom.Page;
        await Drop(page, "wrong-39.835", SmallPractices.Claim(1, 39) with { PatientControlNumber = "WRONG-39", PayerControlNumber = "WRONG39" });
        await page.Locator(".ups .rem a").First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Unpost…" }).ClickAsync();
        await Expect(page.Locator(".mud-dialog .stats")).ToContainTextAsync("denials that end");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#dialog-refused")).ToContainTextAsync("note");
        await page.Locator("#unpost-note").FillAsync("Another organisation's file");
        await tom.Picture("unpost-dialog");
        await page.Keyboard.PressAsync("Control+Enter");

        await Expect(page.Locator("main .chip").First).ToHaveTextAsync("Unposted");
        await Expect(page.Locator("main")).ToContainTextAsync("Another organisation's file");
        await page.GetByRole(AriaRole.Link, new() { Name = "Denial", Exact = true }).Or(page.GetByRole(AriaRole.Link, new() { Name = "First denial" })).First.ClickAsync();
        await Expect(page.Locator(".dhead .chip").First).ToHaveTextAsync("Resolved");
        await Expect(page.Locator(".tl")).ToContainTextAsync("unposted a remittance");
        tom.Complaints.Should().BeEmpty();
    }

    private static async Task Drop(IPage page, string name, params OutgoingClaim[] claims)
    {
        using var file = SmallPractices.Write(name, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-2), claims);
        await Expect(page.Locator(".drop input[type=file]").Last).ToBeAttachedAsync();
        await page.WaitForTimeoutAsync(300); // The field listens a moment after it is there, quicker than any hand.
        await page.Locator(".drop input[type=file]").Last.SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/edi-x12", Buffer = file.ToArray() });
    }

    private async Task<Tab> Enter(string person, string path, int width = 1440, ColorScheme scheme = ColorScheme.Light)
    {
        var tab = await chromium.Open($"/sign-in?returnUrl={Uri.EscapeDataString(path)}", width, scheme);
        await tab.Enter(person);
        return tab;
    }

    /// <summary>Dana on the page of a denial that she has just written off.</summary>
    private async Task<Tab> WrittenOff(int claim)
    {
        var tab = await Enter("Dana Whitfield", "/denials?sort=-balance");
        var number = string.Create(CultureInfo.InvariantCulture, $"J-1-{claim:000}");
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = number, Exact = true }).ClickAsync();
        await Expect(tab.Page.Locator(".dhead h1")).ToHaveTextAsync(number);
        await tab.Page.Keyboard.PressAsync("w");
        await tab.Page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await tab.Page.Locator("#write-off-note").FillAsync("Payer went out of business");
        await tab.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(tab.Page.Locator(".dhead .chip").First).ToHaveTextAsync("Written off");
        return tab;
    }

    private static async Task<IEnumerable<string>> Findings(IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return result.Violations.Select(v => $"{v.Impact} {v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
    }
}
