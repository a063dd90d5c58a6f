using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Denials;

public sealed class ExportTests
{
    public static IEnumerable<TheoryDataRow<string>> Hostile() => new[]
    {
        "=1+1", "=HYPERLINK(\"http://x.example\",\"y\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u00A0=1+1", "=", "+", "-", "@",
        "\uFF1D1+1", "\uFF0B1", "\uFF0D1", "\uFF20x", "\u22125", "=DDE(\"a\")", "=WEBSERVICE(\"x\")", "=IMPORTXML(\"x\")", "-2+3+cmd|' /C calc'!A0", "@@", "==", "+-", "\0=1", "\u0001=1", "\uFFFE=1",
        "  \t=1", "=A1\"", "=A1,B1", "=A1\nB1", "-", "--", "=\"=\"", "+49 170", "-Smith", "@home", "=é", "=😀",
    }.Distinct().Select(t => new TheoryDataRow<string>(t));

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Cell_Hostile_StandsBehindAnApostrophe(string text)
    {
        var cell = SpreadsheetText.Of(text);
        cell.Should().StartWith("'");
        cell.Should().NotContainAny("\0", "\u0001", "\uFFFE");
    }

    [Fact]
    public void Hostile_AreAtLeast40() => Hostile().Count().Should().BeGreaterThanOrEqualTo(40);

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Alpha, Ann", "Alpha, Ann")]
    [InlineData("O'Brien", "O'Brien")]
    [InlineData("日本 😀", "日本 😀")]
    [InlineData("197", "197")]
    public void Cell_Harmless_StaysAsItIs(string? text, string cell) => SpreadsheetText.Of(text).Should().Be(cell);

    [Fact]
    public async Task Csv_UnderAFilter_HasItsRowsInOrderAndIsOnTheTrail()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial(new Money(90_000), age: 10);
        await workbench.GivenDenial(new Money(555), age: 100);
        await workbench.GivenDenial(new Money(999), age: 200);

        var (status, body, headers) = await Get(workbench, workbench.Clerk, "?q=balance%20%3C%2010", sheet: false);

        status.Should().Be(200);
        headers.ContentDisposition.ToString().Should().StartWith("attachment; filename=\"denials-").And.EndWith(".csv\"");
        var lines = Encoding.UTF8.GetString(body).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Should().HaveCount(3);
        lines[0].Should().StartWith("Claim,Patient,Payer");
        lines[1].Should().Contain(",9.99,9.99,").And.Contain("\"Alpha, Ann\"").And.Contain(",200,").And.Contain("OPEN");
        (await workbench.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.DenialsExported && a.Detail == "CSV: balance < 10");
    }

    [Fact]
    public async Task Sheet_UnderAFilter_HasNumbersAsNumbers()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial(new Money(123_456), age: 100);

        var (status, body, _) = await Get(workbench, workbench.Clerk, "", sheet: true);

        status.Should().Be(200);
        using var sheet = new MemoryStream(body);
        var row = sheet.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().Single();
        Convert.ToDecimal(row["Balance"], CultureInfo.InvariantCulture).Should().Be(1234.56m);
        row["Patient"].Should().Be("Alpha, Ann");
    }

    [Theory]
    [InlineData("?q=balance%20%3C%20ten", 400, "Position 11")]
    [InlineData("?q=@forgotten", 400, "forgotten")]
    public async Task Export_BadAddress_SaysSo(string query, int status, string says)
    {
        var workbench = await TestWorkbench.Open();
        var answer = await Get(workbench, workbench.Clerk, query, sheet: false);
        answer.Status.Should().Be(status);
        Encoding.UTF8.GetString(answer.Body).Should().Contain(says);
    }

    [Fact]
    public async Task Export_WithoutTheScope_IsForbidden()
    {
        var workbench = await TestWorkbench.Open();
        (await Get(workbench, workbench.Administrator, "", sheet: true)).Status.Should().Be(403);
        (await workbench.Trail()).Should().NotContain(a => a.Act == AuditAct.DenialsExported);
    }

    private static async Task<(int Status, byte[] Body, IHeaderDictionary Headers)> Get(TestWorkbench workbench, Actor who, string query, bool sheet)
    {
        using var body = new MemoryStream();
        var answer = await Send(workbench, who, query, sheet, body);
        return (answer.StatusCode, body.ToArray(), answer.Headers);
    }

    /// <summary>Exports into a stream, as the server would into its answer.</summary>
    internal static async Task<HttpResponse> Send(TestWorkbench workbench, Actor who, string query, bool sheet, Stream body)
    {
        var rules = new SessionRules(workbench.Clock);
        var export = new DenialExports.Export(workbench.Grid, workbench.Bulk, new PrivateFilters(new EphemeralDataProtectionProvider(), workbench.Clock), rules, workbench.Clock);
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
        return http.Response;
    }
}
