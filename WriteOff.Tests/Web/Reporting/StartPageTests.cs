using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Navigation;
using WriteOff.Web.Reporting;

namespace WriteOff.Tests.Web.Reporting;

public sealed class StartPageTests
{
    [Fact]
    public async Task Manager_SeesCausesRatesAndTrend()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        var undone = await workbench.GivenIn(DenialStatus.WrittenOff, new Money(20_000));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(undone), "Paid after all")).Value;
        await workbench.GivenWaiting(new Money(5_000));
        await using var context = new PageContext(workbench, workbench.Manager);

        var page = context.Render<StartPage>();

        page.WaitForElement(".causes");
        var row = page.Find(".causes tbody tr");
        row.TextContent.Should().Contain("Other").And.Contain("$800.00").And.Contain("$1,000.00").And.Contain("$50.00");
        row.QuerySelector("th a")!.GetAttribute("href").Should().StartWith("/denials?q=written_off_on%20between%202026-11-01%20and%202026-11-24%20AND%20written_off_for%20%3D%20other");
        page.WaitForAssertion(() => page.Find(".kpis").TextContent.Should().Contain("1 reopened").And.Contain("oldest 0 days"));
        page.FindAll(".chart rect.net").Should().HaveCount(13);
        page.Find(".how").TextContent.Should().Contain("AR-6").And.Contain("Left out").And.Contain("denominator");
        page.FindAll("#mine-head").Should().BeEmpty();
    }

    [Fact]
    public async Task Clerk_SeesOwnWorkAndNoFigureOfTheReports()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff);
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.Render<StartPage>();
        page.WaitForElement("#mine-head");
        page.FindAll(".causes, .kpis, .chart, .periods").Should().BeEmpty();
        page.Markup.Should().NotContain("$800.00");
    }

    [Fact]
    public async Task Supervisor_SeesTheQueueByAge()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting(new Money(5_000));
        await using var context = new PageContext(workbench, workbench.Supervisor);
        var page = context.Render<StartPage>();
        page.WaitForElement("#waiting-head");
        page.Find("section[aria-labelledby=waiting-head] tfoot").TextContent.Should().Contain("$50.00");
        page.FindAll("#mine-head").Should().ContainSingle();
    }

    [Fact]
    public async Task Administrator_SeesWhatWaitsForSetUpLastChangesAndWhoIsLockedOut()
    {
        var workbench = await TestWorkbench.Open(t => t with { WithStandardReasons = false });
        var clerk = (await workbench.People.Open(workbench.Administrator)).Value.Single(p => p.Id == workbench.Clerk.UserId);
        _ = (await workbench.People.Lock(workbench.Administrator, clerk.Id, clerk.Version)).Value;
        await using var context = new PageContext(workbench, workbench.Administrator);

        var page = context.Render<StartPage>();

        page.WaitForElement("#setup-head");
        var panels = page.FindAll("section.panel");
        panels[0].TextContent.Should().Contain("No write-off reasons are set up.").And.Contain("You are the only administrator.");
        panels[0].QuerySelector("a.btn")!.GetAttribute("href").Should().Be("/admin/reasons");
        panels[1].QuerySelector("tbody tr")!.TextContent.Should().Contain("Admin").And.Contain("Clerk");
        panels[2].TextContent.Should().Contain("Clerk").And.Contain("Let somebody back in");
        page.Markup.Should().NotContain("Nothing here needs you");
    }

    [Fact]
    public async Task Causes_AsATableByCategory_HaveEveryFigure()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        await using var context = new PageContext(workbench, workbench.Manager);
        context.Services.GetRequiredService<NavigationManager>().NavigateTo(Urls.HomeIn(new ReportAddress.CausesAsk("year", ByCategory: true, AsTable: true)));
        var page = context.Render<StartPage>();
        page.WaitForElement(".causes.figures");
        page.FindAll(".causes thead th").Select(h => h.TextContent.Trim()).Should().Equal("Category", "Net", "Gross", "Rows", "Reopened", "Rows reopened", "Net, Jan 1–Nov 24, 2025", "vs Jan 1–Nov 24, 2025", "Pending");
        page.FindAll(".bar").Should().BeEmpty();
        page.Find(".causes tbody tr th a").GetAttribute("href").Should().Contain("written_off_as%20%3D%20other");
    }

    [Fact]
    public async Task Causes_SomeoneWritesOff_FollowWithoutReload()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Manager);
        var page = context.Render<StartPage>();
        page.WaitForElement("section[aria-labelledby=causes-head] .empty");
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        page.WaitForAssertion(() => page.Find(".causes tfoot").TextContent.Should().Contain("$800.00"));
    }

    [Fact]
    public async Task Period_OtherDays_AreAskedByAddress()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Manager);
        var page = context.Render<StartPage>();
        page.WaitForElement(".periods");
        page.FindAll(".periods .seg a").Select(a => a.GetAttribute("href")).Should().Equal("/", "/?period=last-month", "/?period=quarter", "/?period=year");
        page.Find(".periods .seg button").Click();
        page.FindAll(".popbox input")[0].Change("2026-10-05");
        page.FindAll(".popbox input")[1].Change("2026-10-09");
        page.Find(".popbox").Submit();
        context.Services.GetRequiredService<NavigationManager>().Uri.Should().EndWith("/?period=2026-10-05..2026-10-09");
    }

    [Theory]
    [InlineData("month", false, false)]
    [InlineData("2026-10-05..2026-10-09", true, false)]
    [InlineData("last-month", true, true)]
    public void Address_OfCauses_ReadsBack(string period, bool byCategory, bool asTable)
    {
        var ask = new ReportAddress.CausesAsk(period, byCategory, asTable);
        ReportAddress.ReadCauses(ReportAddress.Write(ask)).Should().Be(ask);
    }

    [Fact]
    public void Address_OfPivots_ReadsBackWhateverIsSound()
    {
        foreach (var rows in Enum.GetValues<Dimension>())
            foreach (var then in Enum.GetValues<Dimension>().Cast<Dimension?>().Append(null))
                foreach (var columns in Enum.GetValues<Dimension>().Cast<Dimension?>().Append(null))
                {
                    var ask = new PivotAsk(rows, then, columns, PivotView.Restated, "quarter").Sound();
                    ReportAddress.ReadPivot(ReportAddress.Write(ask)).Should().Be(ask);
                }

        ReportAddress.ReadPivot("?rows=nonsense&columns=payer&then=reason&view=x").Should().Be(new PivotAsk(Columns: null));
    }
}
