using Bunit;
using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;
using WriteOff.Web.Remittances;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Web.Remittances;

/// <summary>Unposting a remittance from its page, in bUnit on the real domain.</summary>
public sealed class UnpostTests
{
    private static async Task<(TestWorkbench Workbench, RemittanceReceipt Posted)> Given()
    {
        var workbench = await TestWorkbench.Open();
        return (workbench, await workbench.Post(Claim("RC-1", Line("99213", 100, "CO-45 20.25", "CO-197 49.75"))));
    }

    private static IRenderedComponent<OneRemittance> Open(PageContext context, RemittanceReceipt posted)
    {
        var page = context.Render<OneRemittance>(p => p.Add(o => o.Id, posted.RemittanceId));
        page.WaitForElement("dl.stats");
        return page;
    }

    [Fact]
    public async Task Unpost_SaysWhatEnds_AndThePageShowsItUnposted()
    {
        var (workbench, posted) = await Given();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var page = Open(context, posted);

        page.FindAll("button").Single(b => b.TextContent.Contains("Unpost")).Click();
        context.Dialogs.WaitForElement("dl.stats");
        context.Dialogs.FindAll("dl.stats dd").Select(d => d.TextContent.Trim()).Should().Equal("1", "$30.00", "2", "1 $49.75");
        await context.Dialogs.Find("form").SubmitAsync();
        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("note");
        context.Dialogs.Find("#unpost-note").Input("Another organisation's file");
        await context.Dialogs.Find("form").SubmitAsync();

        page.WaitForAssertion(() => page.Find("h1").ParentElement!.TextContent.Should().Contain("Unposted"));
        page.Markup.Should().Contain("By Poster on 24 Nov 2026: Another organisation").And.NotContain("Unpost…");
        await workbench.NoCentIsLost();
    }

    [Fact]
    public async Task Unpost_WhereSomethingStandsOnIt_LinksTheRows()
    {
        var (workbench, posted) = await Given();
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        var page = Open(context, posted);

        page.FindAll("button").Single(b => b.TextContent.Contains("Unpost")).Click();

        var row = context.Dialogs.WaitForElement("li");
        row.TextContent.Should().Contain("Claim RC-1, denial CO-197: It is written off. Reopen it first.");
        row.QuerySelector("a")!.GetAttribute("href").Should().EndWith($"/{denial.Id}");
        context.Dialogs.FindAll("#unpost-note").Should().BeEmpty();
        context.Dialogs.FindAll("button[type=submit]").Single().GetAttribute("aria-disabled").Should().Be("true");
    }

    [Fact]
    public async Task Unpost_SomebodyWasQuicker_ShowsWhatStandsOnItNow()
    {
        var (workbench, posted) = await Given();
        await using var context = new PageContext(workbench, workbench.PostingClerk);
        Open(context, posted).FindAll("button").Single(b => b.TextContent.Contains("Unpost")).Click();
        context.Dialogs.WaitForElement("#unpost-note").Input("Another organisation's file");
        var denial = (await workbench.Posted("RC-1")).Denials.Single();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();

        await context.Dialogs.Find("form").SubmitAsync();

        context.Dialogs.Find("#dialog-refused").TextContent.Should().Contain("Something later stands on it");
        context.Dialogs.WaitForElement("li a").GetAttribute("href").Should().EndWith($"/{denial.Id}");
        (await workbench.Posted("RC-1")).Rows.Should().NotContain(r => r.ReversesId != null);
    }

    [Fact]
    public async Task Clerk_SeesTheButtonGreyed()
    {
        var (workbench, posted) = await Given();
        await using var context = new PageContext(workbench, workbench.Clerk);

        Open(context, posted).FindAll("[aria-disabled=true]").Should().Contain(b => b.TextContent.Contains("Unpost"));
    }
}
