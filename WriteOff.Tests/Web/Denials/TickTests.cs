using Bunit;
using Microsoft.AspNetCore.Components.Web;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Tests.Web.WriteOffs.Mass;
using WriteOff.Web.Denials;

namespace WriteOff.Tests.Web.Denials;

/// <summary>What a tick costs and shows.</summary>
public sealed class TickTests
{
    [Fact]
    public async Task Tick_OneRow_DrawsThatRowAndTheBarAlone()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(6);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var grid = context.At<DenialsPage>("/denials");
        grid.WaitForElements("tr[data-row] input");
        var rows = grid.FindComponents<DenialRow>();
        rows[1].Find("input").Click();
        grid.WaitForElement(".selbar");
        int[] Drawn() => [grid.FindComponent<FilterChips>().RenderCount, .. rows.Select(r => r.RenderCount), grid.FindComponent<SelectionSum>().RenderCount, grid.FindComponent<PageBox>().RenderCount];
        var before = Drawn();

        rows[4].Find("input").Click();

        Drawn().Zip(before, (now, then) => now - then).Should().Equal([0, 0, 0, 0, 0, 1, 0, 1, 0], "a neighbour that the page would draw, six rows, the sum, the page's box");
        grid.Find(".selbar").TextContent.Should().Contain("2 selected").And.Contain("$10.00");
        rows[4].Find("input").HasAttribute("checked").Should().BeTrue();
    }

    [Fact]
    public async Task Tick_WithShift_TicksTheRowsBetween()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(6);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var grid = context.At<DenialsPage>("/denials");
        grid.WaitForElements("tr[data-row] input");
        var rows = grid.FindComponents<DenialRow>();
        rows[1].Find("input").Click();
        rows[4].Find("input").Click(new MouseEventArgs { ShiftKey = true });
        grid.FindAll("tr:has(.c-sel input[checked])").Should().HaveCount(4);
        rows[2].Find("input").Click();
        grid.FindAll("tr:has(.c-sel input[checked])").Should().HaveCount(3);
    }

    [Fact]
    public async Task Bar_OthersWriteTickedRowsOff_FollowsTheRows()
    {
        var workbench = await TestWorkbench.Open();
        var denials = await workbench.GivenDenials(4);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var grid = context.At<DenialsPage>("/denials?q=status%20%3D%20OPEN");
        grid.WaitForElements("tr[data-row] input");
        grid.Find("#select-page").Click();
        grid.Find(".selbar").TextContent.Should().Contain("4 selected").And.Contain("$20.00");

        await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denials[1]));

        grid.WaitForAssertion(() => grid.Find(".selbar").TextContent.Should().Contain("3 selected").And.Contain("$15.00"));
        await workbench.WriteOffPart(denials[2], new Money(100));
        grid.WaitForAssertion(() => grid.Find(".selbar").TextContent.Should().Contain("3 selected").And.Contain("$14.00"));
    }

    [Fact]
    public async Task Page_ActEndsWhenItsReaderIsElsewhere_SaysNothing()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenials(1);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var grid = context.At<DenialsPage>("/denials");
        grid.WaitForElements("tr[data-row] input");
        grid.Instance.Dispose();
        await grid.InvokeAsync(grid.Instance.Reload);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\" onmouseover=\"alert(1)")]
    [InlineData("' & <b>é 日本 {0} {{")]
    public async Task Row_HostileNames_AreText(string name)
    {
        await using var context = new BunitContext();
        var denial = new GridRow(7, 1, name, name, name, "CO", name, 90_000, 1_234, 0, new DateOnly(2026, 11, 1), new DateOnly(2026, 12, 1), DenialStatus.Open, false, Guid.Empty, name, 3);
        var list = new GridRows(_ => Task.CompletedTask, () => { }, () => { });
        list.Show(new GridPage([denial], null, null, new DateOnly(2026, 11, 24)));
        var row = context.Render<DenialRow>(p => p.Add(r => r.Row, denial).Add(r => r.List, list)).Find("tr");
        foreach (var cell in new[] { ".c-claim", ".c-pat", ".c-payer", ".c-carc .code", ".c-who .trunc" }) row.QuerySelector(cell)!.TextContent.Should().Be(name, cell);
        row.QuerySelectorAll("script, b, [onmouseover]").Should().BeEmpty();
        (row.Children.Length, row.QuerySelector(".c-bal")!.TextContent, row.QuerySelector(".c-flag .rest")!.TextContent.Trim()).Should().Be((11, "$12.34", "7 d left to appeal 3 notes"));
    }
}
