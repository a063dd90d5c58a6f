using System.Net;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>A tenant that requires a second factor: nobody of it does anything without one.</summary>
public sealed class SecondFactorPolicyTests(MovedClockApp moved) : IClassFixture<MovedClockApp>
{
    private static int _tenants = 1300;

    private Task<AdminTenant> Tenant() => moved.App.OpenTenant(Interlocked.Increment(ref _tenants));

    private async Task Require(AdminTenant tenant, bool required = true)
    {
        var policies = moved.App.App.Services.GetRequiredService<PolicyService>();
        var now = (await policies.Open(tenant.Administrator)).Value.Policy;
        (await policies.Save(tenant.Administrator, PolicyAsk.Same(now) with { SecondFactorRequired = required })).Value.Changes.Should().ContainSingle();
    }

    [Fact]
    public async Task Required_WhoHasNone_CanDoNothingBeforeOneIsSetUp()
    {
        var tenant = await Tenant();
        await Require(tenant);
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        foreach (var page in new[] { "/", "/denials", "/denials/export.csv", "/denials/export.xlsx", "/runs/1/export.csv", "/audit/export.csv", "/reports/export.csv", "/posting-batches/1/1", "/denials/1/package" })
            (await browser.GetAsync(page)).Headers.Location?.ToString().Should().Be("/account/second-factor", page);
        (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        (await browser.GetAsync("/css/base.css")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.GetStringAsync("/account/second-factor")).Should().Contain("Your organisation asks for one.");

        await AuthenticatorApp.SetUp(browser, moved.Clock);

        (await browser.IsIn()).Should().BeTrue();
        (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Required_WhileSignedIn_CountsForTheNextRequest_AndEndsTheCircuit()
    {
        var tenant = await Tenant();
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await browser.IsIn()).Should().BeTrue();
        await using var scope = moved.App.App.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync(tenant.Clerk.Email))!;
        var state = new AuthenticationState(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user));
        var activity = new CircuitActivity(moved.Clock);
        using var circuit = new RevalidatingCircuit(NullLoggerFactory.Instance, moved.App.App.Services.GetRequiredService<IServiceScopeFactory>(), new SessionRules(moved.Clock), activity, new ChangeFeed());
        (await circuit.StillHolds(state)).Should().BeTrue();

        await Require(tenant);

        (await browser.GetAsync("/denials")).Headers.Location!.ToString().Should().Be("/account/second-factor");
        (await circuit.StillHolds(state)).Should().BeFalse();
        activity.Ended.Should().Be(SessionEnd.SecondFactorMissing);
        (await browser.GetAsync("/sign-in?why=second-factor-missing")).Headers.Location!.ToString().Should().EndWith("/account/second-factor", "who is signed in needn't sign in again");

        await Require(tenant, required: false);
        (await browser.IsIn()).Should().BeTrue();
        (await circuit.StillHolds(state)).Should().BeTrue();
    }

    [Fact]
    public async Task Required_TurningItOff_LeadsToAnotherApp()
    {
        var tenant = await Tenant();
        await Require(tenant);
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        var (app, _) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        (await browser.GetStringAsync("/account/second-factor")).Should().Contain("Set up another app");
        await browser.Factor("turn-off", app.Code(), RunningApp.Password);
        (await browser.GetAsync("/denials")).Headers.Location!.ToString().Should().Be("/account/second-factor");
        moved.Clock.Advance(TimeSpan.FromSeconds(60));
        await AuthenticatorApp.SetUp(browser, moved.Clock);
        (await browser.IsIn()).Should().BeTrue();
    }

    [Fact]
    public async Task Required_InTheDemo_ItsPeopleHaveNoPasswordAndStayIn()
    {
        var persona = DemoPersonas.All.First(p => p.Role == WriteOff.Domain.Access.Role.Administrator);
        await using var app = await RunningApp.Start();
        var policies = app.App.Services.GetRequiredService<PolicyService>();
        var actor = new WriteOff.Domain.Access.Actor(persona.TenantId, persona.Id, persona.Name);
        var now = (await policies.Open(actor)).Value.Policy;
        (await policies.Save(actor, PolicyAsk.Same(now) with { SecondFactorRequired = true })).IsDone.Should().BeTrue();
        using var browser = app.Browser();
        await browser.Send("/sign-in", "/demo/enter", ("persona", persona.Id.ToString()));
        (await browser.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await (await browser.GetAsync("/account/second-factor")).Content.ReadAsStringAsync()).Should().Contain("You have no password here.");
    }

    [Fact]
    public async Task TemporaryPassword_OpensNoExport()
    {
        var tenant = await Tenant();
        var made = (await tenant.With(a => a.Add(tenant.Administrator, "New Clerk", $"fresh{tenant.Id}@admin.example", [WriteOff.Domain.Access.Role.BillingClerk]))).Value;
        using var browser = tenant.App.Browser();
        await browser.SignIn(made.Person.Email, made.Password);
        foreach (var page in new[] { "/denials/export.csv", "/audit/export.csv" })
            (await browser.GetAsync(page)).Headers.Location!.ToString().Should().Be("/account/password");
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    public void Rule_AsksForOne_OnlyWhereRequiredAndMissing(bool required, bool has, bool mayWork) =>
        (SecondFactorRules.RefuseWork(required, has) is null).Should().Be(mayWork);

    [Fact]
    public async Task UnknownTenant_RequiresOne() =>
        (await moved.App.App.Services.GetRequiredService<SecondFactors>().AreRequired(987_654)).Should().BeTrue("nobody works in an organisation that isn't here");
}
