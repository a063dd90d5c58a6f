using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A write-off on its way into the practice-management system, and back with an answer.</summary>
public sealed class PostingJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task WriteOff_SentRefusedSentAgainTaken_StandsInThePm()
    {
        await using var ines = await Enter("Ines Hoffmann", "/admin/posting");
        await ines.Page.Locator("#post-ready").SelectOptionAsync("open-dental");
        await Expect(ines.Page.Locator("#post-fields")).ToHaveValueAsync("Patient, Claim, Date, Amount, Code, Reason, Id");
        await ines.Picture("posting-admin");
        (await Findings(ines)).Should().BeEmpty();
        await ines.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ines.Page.Locator("main")).ToContainTextAsync("Saved.");

        await using var tom = await Enter("Tom Alvarez", "/remittances/opening");
        await Drop(tom, "Claim #,Payer,Balance,DOS,Denial Code,Denial Date\nPB-1,North Plan,50.00,10/12/2025,CO-197,11/02/2025\n");
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Check the file" }).ClickAsync();
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Open 1 claim" }).ClickAsync();
        await Expect(tom.Page.Locator(".notice.ok")).ToContainTextAsync("1 claim was opened");

        await using var dana = await Enter("Dana Whitfield", "/denials?q=claim%20%3D%20%22PB-1%22");
        await dana.Page.Locator("tr[data-row] a.id").First.ClickAsync();
        await Expect(dana.Page.Locator(".bal .big")).ToHaveTextAsync("$50.00");
        await dana.Page.Keyboard.PressAsync("w");
        await dana.Page.Locator(".reason", new() { HasText = "Other" }).ClickAsync();
        await dana.Page.Locator("#write-off-note").FillAsync("Payer went out of business");
        await dana.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(dana.Page.Locator(".dhead .chip")).ToHaveTextAsync("Written off");
        await Expect(dana.Page.Locator("main")).ToContainTextAsync("Not in the PM yet.");

        await tom.Page.GotoAsync("/posting-batches");
        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Make batch" }).ClickAsync();
        await Expect(tom.Page.Locator(".notice.ok")).ToContainTextAsync("was made");
        var id = await IdIn(tom, "File");
        await Drop(tom, $"id,result,why\n{id},refused,No such adjustment type\n");
        await Expect(tom.Page.Locator("section[aria-labelledby=work-head]")).ToContainTextAsync("No such adjustment type");
        await tom.Picture("posting-batches");
        (await Findings(tom)).Should().BeEmpty();

        await tom.Page.GetByRole(AriaRole.Button, new() { Name = "Send the rest again" }).First.ClickAsync();
        await Expect(tom.Page.Locator(".notice.ok")).ToContainTextAsync("nothing is posted twice");
        (await IdIn(tom, "Resend 1")).Should().Be(id);
        await Drop(tom, $"id,result,why\n{id},taken,\n");
        await Expect(tom.Page.Locator(".notice.ok")).ToContainTextAsync("Taken: 1, refused: 0");
        await dana.Page.ReloadAsync();
        await Expect(dana.Page.Locator("main")).ToContainTextAsync("In the PM since");
        await dana.Picture("posting-denial");
        ines.Complaints.Concat(tom.Complaints).Concat(dana.Complaints).Should().BeEmpty();
    }

    private async Task<Tab> Enter(string person, string address)
    {
        var tab = await chromium.Open("/sign-in");
        await tab.Enter(person);
        await tab.Page.GotoAsync(address);
        return tab;
    }

    private static Task Drop(Tab tab, string text) => tab.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "file.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });

    /// <summary>The id of the claim's row in a file of the newest batch.</summary>
    private static async Task<string> IdIn(Tab tab, string link)
    {
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).First.ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        return lines.Single(l => l.Contains("PB-1", StringComparison.Ordinal)).Split(',')[^1];
    }

    private static async Task<IEnumerable<string>> Findings(Tab tab) =>
        (await tab.Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] })).Violations.Select(v => $"{v.Id}: {v.Help} {string.Join(" | ", v.Nodes.Select(n => n.Html))}");
}
