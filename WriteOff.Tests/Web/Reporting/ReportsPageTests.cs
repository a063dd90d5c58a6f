using System.Globalization;
using System.Security.Claims;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Reporting;

namespace WriteOff.Tests.Web.Reporting;

public sealed class ReportsPageTests
{
    [Fact]
    public async Task Page_Manager_ShowsPivotAgingDecisionsAndAlerts()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        await using var context = new PageContext(workbench, workbench.Manager);
        var page = context.Render<ReportsPage>();
        page.WaitForElement("#alerts-head");
        page.Find(".pivot tbody tr").TextContent.Should().Contain("Other").And.Contain("$800.00");
        page.Find(".pivot tbody td a").GetAttribute("href").Should().Contain("written_off_on%20between%202026-11-01%20and%202026-11-24").And.Contain("written_off_for%20%3D%20other");
        page.FindAll("section.panel").Should().HaveCount(4);
    }

    [Fact]
    public async Task Page_WithoutTheScope_IsTheForbiddenFrame()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        await using var context = new PageContext(workbench, workbench.Clerk);
        var page = context.Render<ReportsPage>();
        page.WaitForElement(".saying").TextContent.Should().Contain("reports.read.financial");
        page.FindAll("table").Should().BeEmpty();
    }

    [Fact]
    public async Task Strip_FilterNamesWriteOffs_SaysTheReportsFigure()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        await using var context = new PageContext(workbench, workbench.Manager);
        context.Render<PostedStrip>(p => p.Add(s => s.Ask, new GridAsk(Text: "written_off_on = today"))).WaitForElement(".postedstrip").TextContent.Should().Contain("1 write-off, $800.00 posted.");
        context.Render<PostedStrip>(p => p.Add(s => s.Ask, new GridAsk(Text: "balance < 10"))).Markup.Trim().Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("?rows=payer&then=reason&columns=category&view=restated")]
    [InlineData("?rows=requester&columns=none")]
    public async Task Export_AnyPivot_SaysWhatThePageSays(string query)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff, new Money(80_000));
        var undone = await workbench.GivenIn(DenialStatus.WrittenOff, new Money(12_345));
        _ = (await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(undone), "Paid after all")).Value;
        await workbench.ChangeReason("other", r => r.Take(ReasonSettings.Of(r) with { Label = "=HYPERLINK(\"http://x.example\")" }));
        await using var context = new PageContext(workbench, workbench.Manager);
        context.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/reports" + query);
        var page = context.Render<ReportsPage>();
        page.WaitForElement(".pivot");
        // Words and the net of each column, as they stand on the page.
        var shown = page.FindAll(".pivot tbody tr, .pivot tfoot tr").Select(r => r.Children.Select(c => c.TextContent.Trim()).ToList()).ToList();

        var csv = Encoding.UTF8.GetString((await Get(workbench, workbench.Manager, query, sheet: false)).Body).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        csv.Should().HaveCount(shown.Count + 1);
        using var sheet = new MemoryStream((await Get(workbench, workbench.Manager, query, sheet: true)).Body);
        var rows = sheet.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().ToList();
        rows.Should().HaveCount(shown.Count);
        foreach (var (row, n) in rows.Select((row, n) => (row, n)))
        {
            new Money((long)(Convert.ToDecimal(row["Net"], CultureInfo.InvariantCulture) * 100)).ToString().Should().Be(shown[n][^4]);
            new Money((long)(Convert.ToDecimal(row["Gross"], CultureInfo.InvariantCulture) * 100)).ToString().Should().Be(shown[n][^3]);
            new Money((long)(Convert.ToDecimal(row["Reopened"], CultureInfo.InvariantCulture) * 100)).ToString().Should().Be(shown[n][^2]);
            Convert.ToInt64(row["Write-offs"], CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture).Should().Be(shown[n][^1]);
            csv[n + 1].Should().Contain($",{Convert.ToDecimal(row["Gross"], CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture)},");
        }

        if (csv.Any(l => l.Contains("HYPERLINK", StringComparison.Ordinal))) csv.Should().Contain(l => l.Contains("'=HYPERLINK", StringComparison.Ordinal)).And.NotContain(l => l.StartsWith('='));
        (await workbench.Trail()).Where(a => a.Act == AuditAct.ReportExported).Should().HaveCount(2).And.OnlyContain(a => a.Detail!.Contains("2026-01-01 to 2026-11-24"));
    }

    [Fact]
    public async Task Export_WithoutTheScope_IsForbiddenAndNotOnTheTrail()
    {
        var workbench = await TestWorkbench.Open();
        foreach (var who in new[] { workbench.Clerk, workbench.Administrator })
        {
            (await Get(workbench, who, "", sheet: false)).Status.Should().Be(403);
            (await Get(workbench, who, "", sheet: true)).Status.Should().Be(403);
        }

        (await workbench.Trail()).Should().NotContain(a => a.Act == AuditAct.ReportExported);
    }

    private static async Task<(int Status, byte[] Body)> Get(TestWorkbench workbench, Actor who, string query, bool sheet)
    {
        var export = new ReportExports.Export(workbench.Pivots(), new SessionRules(workbench.Clock), workbench.Clock);
        using var body = new MemoryStream();
        var http = new DefaultHttpContext
        {
            User = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, who.UserId.ToString()), new(SessionClaims.Tenant, who.TenantId.ToString(CultureInfo.InvariantCulture)), new(SessionClaims.Name, who.Name),
                new(SessionClaims.Session, "s"), new(SessionClaims.Started, workbench.Clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)),
            ], "test")),
            RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        };
        http.Request.QueryString = new QueryString(query);
        http.Response.Body = body;
        var result = sheet ? await export.Sheet(http) : await export.Csv(http);
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, body.ToArray());
    }
}
