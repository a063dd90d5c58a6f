using System.Net;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>An administrator takes the second factor of somebody away who lost it.</summary>
public sealed class SecondFactorResetTests(MovedClockApp moved) : IClassFixture<MovedClockApp>
{
    private static async Task<HttpClient> SignedIn(AdminTenant tenant)
    {
        var browser = tenant.App.Browser();
        (await browser.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return browser;
    }

    [Fact]
    public async Task Reset_ByAnAdministrator_LetsThePasswordInAlone_AndIsAnAuditRow()
    {
        var tenant = await moved.App.OpenTenant(1290);
        using var browser = await SignedIn(tenant);
        await AuthenticatorApp.SetUp(browser, moved.Clock);
        var reads = moved.App.App.Services.GetRequiredService<ReadSecondFactors>();
        (await reads(tenant.Administrator, default)).Should().Equal(tenant.Clerk.Id);
        foreach (var (actor, person, code) in new[] { (tenant.Of(tenant.Super), tenant.Clerk, "ScopeMissing"), (tenant.Administrator, tenant.Admin, "OwnAccount") })
        {
            var line = await tenant.Line(person.Id);
            (await tenant.With(a => a.ResetSecondFactor(actor, line)))!.Code.Should().Be(code);
        }

        (await tenant.User(tenant.Clerk.Email))!.TwoFactorEnabled.Should().BeTrue();
        (await tenant.With(async a => await a.ResetSecondFactor(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Should().BeNull();
        (await reads(tenant.Administrator, default)).Should().BeEmpty();
        using var again = await SignedIn(tenant);
        (await again.IsIn()).Should().BeTrue();
        moved.Clock.Advance(TimeSpan.FromSeconds(90));
        (await browser.GetAsync("/denials")).Headers.Location!.ToString().Should().StartWith("/sign-in", "its sessions end");
        (await Rows(tenant)).Should().EndWith("Second factor of Clerk: reset");
    }

    private async Task<List<string?>> Rows(AdminTenant tenant)
    {
        await using var db = moved.App.App.Services.GetRequiredService<WorkbenchDbs>().Open(tenant.Id);
        return [.. db.Set<AuditRow>().Where(r => r.Act == AuditAct.SecondFactorChanged).OrderBy(r => r.Sequence).Select(r => r.Detail)];
    }
}
