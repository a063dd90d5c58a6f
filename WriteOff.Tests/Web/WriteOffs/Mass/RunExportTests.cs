using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Tests.Web.WriteOffs.Mass;

public sealed class RunExportTests
{
    [Fact]
    public async Task Csv_OfARun_HasEachRowOnceSafeAndIsOnTheTrail()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial(new Money(1_050));
        await workbench.GivenAppealed();
        await workbench.Change(async db => db.Entry(await db.Set<Payer>().SingleAsync()).Property("Name").CurrentValue = "=1+1");
        await workbench.RunToEnd(await workbench.GivenRun());

        var (status, text, headers) = await Get(workbench, workbench.Clerk, 1);

        status.Should().Be(200);
        headers.ContentDisposition.ToString().Should().Be("attachment; filename=\"run-1.csv\"");
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].Should().Be("Claim,Code,Denied on,Payer,Outcome,Cause,Cause in words,Amount");
        lines.Should().HaveCount(3).And.Contain(l => l.EndsWith(",'=1+1,Posted,,,10.50", StringComparison.Ordinal)).And.Contain(l => l.Contains(",Skipped,appeal-pending,An appeal is pending,", StringComparison.Ordinal));
        (await workbench.Trail())[^1].Should().Match<AuditRow>(a => a.Act == AuditAct.DenialsExported && a.Detail == "CSV: run = 1");
    }

    [Fact]
    public async Task Csv_UnknownOrForbidden_SaysSoAndLeavesNoTrail()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenDenial();
        await workbench.RunToEnd(await workbench.GivenRun());
        (await Get(workbench, workbench.Clerk, 7)).Status.Should().Be(404);
        (await Get(workbench, workbench.Administrator, 1)).Status.Should().Be(403);
        var neighbour = await workbench.OpenNeighbour();
        (await Get(neighbour, neighbour.Clerk, 1)).Status.Should().Be(404);
        (await workbench.Trail()).Should().NotContain(a => a.Act == AuditAct.DenialsExported);
    }

    private static async Task<(int Status, string Text, IHeaderDictionary Headers)> Get(TestWorkbench workbench, Actor who, int number)
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
        http.Response.Body = body;
        var result = await RunExports.Csv(http, number, workbench.Runs, new WriteOff.Domain.WriteOffs.Mass.RunRows(workbench.Dbs), workbench.Bulk, new SessionRules(workbench.Clock));
        await result.ExecuteAsync(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(body.ToArray()), http.Response.Headers);
    }
}
