using System.Globalization;
using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>Day one: the list of open claims comes in and is worked.</summary>
public sealed class OpeningJourneyTests(Chromium chromium)
{
    [Theory]
    [InlineData(ColorScheme.Light, 1440)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task OpenFile_WithAnError_CorrectedAndPosted_IsWorkable(ColorScheme scheme, int width)
    {
        await using var tab = await chromium.Open("/sign-in", width, scheme);
        await tab.Enter("Tom Alvarez");
        var page = tab.Page;
        await page.GotoAsync("/remittances/opening");
        await Expect(page.Locator("h1")).ToHaveTextAsync("Opening receivables");
        var prefix = string.Create(CultureInfo.InvariantCulture, $"OJ{width}-");
        await Choose(page, "first.csv", $"{prefix}1,North Plan,80.00,10/12/2025,CO-197,11/02/2025\n{prefix}2,North Plan,eighty,10/12/2025,CO-29,11/02/2025\n");
        await Expect(page.Locator("#col-ClaimNumber")).ToHaveValueAsync("0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();

        await Expect(page.Locator(".findings tbody tr")).ToContainTextAsync(["is no amount: eighty"]);
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Open 1 claim" })).ToHaveAttributeAsync("aria-disabled", "true");
        await tab.Picture($"opening-check-{scheme}-{width}");
        (await page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}").Should().BeEmpty();

        await Choose(page, "corrected.csv", $"{prefix}1,North Plan,80.00,10/12/2025,CO-197,11/02/2025\n{prefix}2,North Plan,90.00,10/12/2025,CO-29,11/02/2025\n");
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Open 2 claims" }).ClickAsync();
        await Expect(page.Locator(".notice.ok")).ToContainTextAsync("2 claims were opened, with $170.00 open.");
        await tab.Picture($"opening-done-{scheme}-{width}");

        await page.GotoAsync($"/denials?q=claim%20%3D%20%22{prefix}2%22");
        await page.Locator("tr[data-row] a.id").First.ClickAsync();
        await Expect(page.Locator(".led tbody")).ToContainTextAsync("row 3");
        await Expect(page.Locator(".bal .big")).ToContainTextAsync("$90.00");
        tab.Complaints.Should().BeEmpty();
    }

    private static async Task Choose(IPage page, string name, string rows)
    {
        await page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Claim #,Payer,Balance,DOS,Denial Code,Denial Date\n" + rows) });
        await Expect(page.Locator("#columns-head")).ToHaveTextAsync($"Columns of {name}");
    }
}
