using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Domain.Reporting;
using WriteOff.Tests.Support;
using WriteOff.Web.Audit;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Web.Audit;

public sealed class AuditPagesTests
{
    [Fact]
    public async Task Page_Filtered_ShowsRowsAndLeadsToTheWholeOne()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(new Money(80_000));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));
        await using var context = new PageContext(workbench, workbench.Manager);
        Go(context, "/audit?act=WrittenOff");

        var page = context.Render<AuditPage>();
        page.WaitForElement(".trail tbody tr");
        page.FindAll(".trail tbody tr").Should().ContainSingle().Which.TextContent.Should().Contain("Clerk").And.Contain("Written off").And.Contain("$800.00").And.Contain("OPEN → WRITE_OFF");
        page.Find("#audit-act").GetAttribute("value").Should().Be("WrittenOff");

        page.Find("#audit-least").Change("nonsense");
        await page.Find("form.afilter").SubmitAsync();
        page.Find("#audit-wrong").TextContent.Should().Contain("can’t be read");
        page.Find("#audit-least").Change("$800");
        page.Find("#audit-who").Change(workbench.Clerk.UserId.ToString());
        await page.Find("form.afilter").SubmitAsync();
        new Uri(context.Services.GetRequiredService<NavigationManager>().Uri).PathAndQuery.Should().Be($"/audit?who={workbench.Clerk.UserId}&act=WrittenOff&least=800.00");

        var last = (await workbench.Trail())[^1];
        var row = context.Render<AuditRowPage>(p => p.Add(r => r.Number, last.Sequence.ToString(CultureInfo.InvariantCulture)));
        row.WaitForElement(".whole").TextContent.Should().Contain(Convert.ToHexStringLower(last.Hash)).And.Contain(Convert.ToHexStringLower(last.PreviousHash)).And.Contain("Payer out of business");
        row.Find(".ba").TextContent.Should().Contain("OPEN").And.Contain("WRITE_OFF").And.Contain("$800.00").And.Contain("$0.00");
        row.Find(".notice.ok").TextContent.Should().Contain("As it was written");
        var first = context.Render<AuditRowPage>(p => p.Add(r => r.Number, "1"));
        first.WaitForElement(".phead a.btn").TextContent.Trim().Should().Be("After", "markup that isn't read as code would stand on the button");
        first.FindAll(".phead a.btn svg").Should().ContainSingle();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99999")]
    [InlineData("abc")]
    [InlineData("99999999999999999999999")]
    public async Task RowPage_NoSuchRow_IsNotHere(string number)
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Manager);
        context.Render<AuditRowPage>(p => p.Add(r => r.Number, number)).WaitForElement(".notice.stop").TextContent.Should().Contain("no audit row");
    }

    [Fact]
    public async Task Pages_WithoutTheScope_SayWhichIsMissing()
    {
        var workbench = await TestWorkbench.Open();
        await using var context = new PageContext(workbench, workbench.Clerk);
        Go(context, "/audit");
        context.Render<AuditPage>().WaitForElement(".notice.stop").TextContent.Should().Contain("audit.read");
        Go(context, "/audit?tab=access");
        context.Render<AuditPage>().WaitForElement(".notice.stop").TextContent.Should().Contain("audit.read");
        context.Render<AuditRowPage>(p => p.Add(r => r.Number, "1")).WaitForElement(".notice.stop").TextContent.Should().Contain("audit.read");
    }

    [Fact]
    public async Task Access_Tab_ShowsWhoOpenedWhat()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await new DenialViews(workbench.Dbs, workbench.Clock, workbench.Access).Open(workbench.Clerk, denial.Id);
        await workbench.Access.Write();
        await using var context = new PageContext(workbench, workbench.Manager);
        Go(context, "/audit?tab=access");

        var page = context.Render<AuditPage>();

        page.WaitForElement(".trail tbody tr").TextContent.Should().Contain("Clerk").And.Contain("Opened the denial").And.Contain((await workbench.ClaimOf(denial)).ClaimNumber).And.NotContain("Alpha");
        page.FindAll("#audit-act").Should().BeEmpty();
    }

    [Fact]
    public async Task Verify_FromThePage_SaysThatEverythingHoldsOrWhatIsBroken()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenDenial();
        await using var context = new PageContext(workbench, workbench.Manager);
        Go(context, "/audit");
        var page = context.Render<AuditPage>();
        await page.WaitForElement(".verify button").ClickAsync(new());
        page.WaitForElement(".verify .notice.ok", TimeSpan.FromSeconds(20)).TextContent.Should().Contain("Everything holds").And.Contain("with hash");

        await RawSql.Tamper(workbench, "UPDATE audit_row SET note = 'x' WHERE sequence = 3");
        await page.Find(".verify button").ClickAsync(new());
        page.WaitForElement(".verify .notice.stop", TimeSpan.FromSeconds(20));
        page.Find(".verify .broken").TextContent.Should().Contain("AuditHash").And.Contain("audit row 3 of tenant");
    }

    [Theory]
    [InlineData("?run=abc", "run")]
    [InlineData("?run=-1&act=Nonsense&from=2026-11-01", "run, act")]
    [InlineData("?act=Reopened&run=3&claim=RC-1", "")]
    [InlineData("?tab=access&who=nobody", "who")]
    [InlineData("?tab=access&claim=RC-1", "")]
    public void Address_Unread_NamesItsParts(string address, string parts) => string.Join(", ", TrailAddress.Unread(address)).Should().Be(parts);

    [Theory]
    [InlineData("", "")]
    [InlineData("?who=system&act=DenialMade&claim=RC-1&reason=other&from=2026-11-01&to=2026-11-30&least=1.50&most=20.00&before=77", null)]
    [InlineData("?who=nobody&act=Nonsense&from=yesterday&least=abc&before=-1&claim=%20", "")]
    [InlineData("?act=7777", "")]
    [InlineData("?act=Reopened&run=318", null)]
    [InlineData("?run=0&least=1.00", "?least=1.00")]
    public void Address_ReadAndWritten_IsOneCycle(string address, string? canonical) => TrailAddress.Write(TrailAddress.Read(address)).Should().Be(canonical ?? address);

    [Fact]
    public async Task Export_Filtered_IsSafeOnTheTrailAndHashed()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, note: "=HYPERLINK(\"http://x\")"));
        var export = new AuditExport(AuditTrailTests.Trail(workbench), AuditTrailTests.Service(workbench), new SessionRules(workbench.Clock), workbench.Clock);

        var (status, body, headers) = await Get(workbench, workbench.Manager, export.Csv, "?act=WrittenOff&before=3");

        status.Should().Be(200);
        var text = Encoding.UTF8.GetString(body).TrimStart('\uFEFF');
        text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(2);
        text.Should().Contain("\"'=HYPERLINK(").And.Contain("WrittenOff").And.Contain(",800.00,");
        headers["Repr-Digest"].ToString().Should().Be($"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:");
        (await workbench.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.AuditExported && a.Detail == $"1 rows, act=WrittenOff; SHA-256 {Convert.ToHexStringLower(SHA256.HashData(body))}");
        (await Get(workbench, workbench.Clerk, export.Csv, "")).Status.Should().Be(403);
    }

    [Fact]
    public async Task Package_OfADenial_HoldsEverythingAndRunsNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, note: "<script>alert(1)</script>"));
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "Wrong one");
        var package = new PackageDownload(AuditTrailTests.Service(workbench), new SessionRules(workbench.Clock));

        var (status, body, headers) = await Get(workbench, workbench.Supervisor, http => package.Html(http, denial.Id), "");

        status.Should().Be(200);
        var html = Encoding.UTF8.GetString(body);
        html.Should().NotContain("<script").And.Contain("&lt;script&gt;alert(1)").And.Contain("Alpha, Ann").And.Contain("Other (other) $800.00").And.Contain("Reopened");
        foreach (var row in (await workbench.Trail()).Where(a => a.DenialId == denial.Id && a.Act != AuditAct.PackageMade)) html.Should().Contain(Convert.ToHexStringLower(row.Hash));
        headers.ContentSecurityPolicy.ToString().Should().Contain("default-src 'none'");
        headers.ContentDisposition.ToString().Should().StartWith("attachment").And.NotContain("Alpha");
        (await workbench.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.PackageMade && a.DenialId == denial.Id && a.ActorName == "Supervisor");
        (await Get(workbench, workbench.Clerk, http => package.Html(http, denial.Id), "")).Status.Should().Be(403);
        (await Get(workbench, workbench.Supervisor, http => package.Html(http, 42), "")).Status.Should().Be(404);
        await Expect.Clean(workbench);
    }

    private static async Task<(int Status, byte[] Body, IHeaderDictionary Headers)> Get(TestWorkbench workbench, Actor who, Func<HttpContext, Task<IResult>> answer, string query)
    {
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
        await (await answer(http)).ExecuteAsync(http);
        return (http.Response.StatusCode, body.ToArray(), http.Response.Headers);
    }

    private static void Go(PageContext context, string address) => context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
