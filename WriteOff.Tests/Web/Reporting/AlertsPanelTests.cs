using Bunit;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Web.Reporting;

namespace WriteOff.Tests.Web.Reporting;

public sealed class AlertsPanelTests
{
    [Fact]
    public async Task Rows_TwoAlike_AreDrawnAgainWithoutBreakingThePage()
    {
        await using var context = new BunitContext();
        var twice = new AlertRow(7, "RC-7", "Clerk", new Money(21_400)); // Written off, undone and written off again on one day.
        var page = context.Render<AlertsPanel>(p => p.Add(a => a.Alerts, [new ControlAlert(AlertKind.WithinADay, 2, new Money(42_800), [twice, twice])]));
        page.FindAll("td.full p").Should().HaveCount(2).And.OnlyContain(line => line.TextContent.Contains("$214.00 Clerk", StringComparison.Ordinal));

        var larger = twice with { DenialId = 8, ClaimNumber = "RC-8", Amount = new Money(30_000) };
        page.Render(p => p.Add(a => a.Alerts, [new ControlAlert(AlertKind.WithinADay, 3, new Money(72_800), [larger, twice, twice])]));

        page.FindAll("td.full p").Should().HaveCount(3);
    }
}
