using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>Authenticator apps and recovery codes, seen from a browser without script; the clock is the test's.</summary>
public sealed class SecondFactorTests(MovedClockApp moved) : IClassFixture<MovedClockApp>
{
    private static int _tenants = 1200;

    private static async Task<HttpClient> SignedIn(AdminTenant tenant)
    {
        var browser = tenant.App.Browser();
        (await browser.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return browser;
    }

    private Task<AdminTenant> Tenant() => moved.App.OpenTenant(Interlocked.Increment(ref _tenants));

    [Fact]
    public async Task SetUp_ThenSignIn_AsksForACode_AndEntersAtTheAddressAskedFor()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, codes) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        codes.Should().HaveCount(10).And.OnlyHaveUniqueItems();
        (await browser.IsIn()).Should().BeTrue("who set it up stays in");

        using var again = tenant.App.Browser();
        var step = await again.SignIn(tenant.Clerk.Email, RunningApp.Password, "/sign-in?returnUrl=%2Fdenials%3Fq%3Dage");
        step.Headers.Location!.ToString().Should().EndWith("/sign-in/code?returnUrl=%2Fdenials%3Fq%3Dage");
        (await again.IsIn()).Should().BeFalse("the password alone opens nothing");
        (await again.SignInCode(app.Code(), "/sign-in/code?returnUrl=%2Fdenials%3Fq%3Dage")).Headers.Location!.ToString().Should().EndWith("/denials?q=age");
        (await again.IsIn()).Should().BeTrue();
        (await Rows(tenant)).Should().ContainSingle().Which.Should().Be("Second factor of Clerk: off → authenticator app");
    }

    [Fact]
    public async Task Code_UsedTwice_OrOlderThanTheLast_IsRefused()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, _) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        var (code, older) = (app.Code(), app.Code(-1));
        using var first = tenant.App.Browser();
        await first.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await first.SignInCode(code)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var thief = tenant.App.Browser();
        await thief.SignIn(tenant.Clerk.Email, RunningApp.Password);
        foreach (var seen in new[] { code, older })
            (await (await thief.SignInCode(seen)).Text()).Should().Contain("was used already");
        (await thief.IsIn()).Should().BeFalse();
    }

    [Theory]
    [InlineData("000000")]
    [InlineData("AAAAA-BBBBB")]
    public async Task FiveWrongCodes_LockTheAccount_ForTheRightOneToo(string wrong)
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, codes) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        using var thief = tenant.App.Browser();
        await thief.SignIn(tenant.Clerk.Email, RunningApp.Password);
        for (var n = 0; n < 5; n++) await thief.SignInCode(wrong);
        (await thief.SignInCode(app.Code())).StatusCode.Should().Be(HttpStatusCode.OK);
        (await thief.SignInCode(codes[0])).StatusCode.Should().Be(HttpStatusCode.OK);
        (await thief.IsIn()).Should().BeFalse();
        (await tenant.User(tenant.Clerk.Email))!.LockoutEnd.Should().NotBeNull();
    }

    [Fact]
    public async Task RecoveryCode_LetsInOnce_InAnySpelling_AndIsKeptAsAHash()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (_, codes) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        using var lost = tenant.App.Browser();
        await lost.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await lost.SignInCode(codes[3].ToLowerInvariant().Replace("-", " "))).Headers.Location!.ToString().Should().EndWith("/account/second-factor");
        (await lost.GetStringAsync("/account/second-factor")).Should().Contain("9 recovery codes are left.");
        using var again = tenant.App.Browser();
        await again.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await again.SignInCode(codes[3])).StatusCode.Should().Be(HttpStatusCode.OK, "it is used up");

        await using var scope = moved.App.App.Services.CreateAsyncScope();
        var kept = scope.ServiceProvider.GetRequiredService<IdentityDb>().UserTokens.Where(t => t.UserId == tenant.Clerk.Id).Select(t => t.Value).ToList();
        kept.Should().HaveCount(2);
        foreach (var value in kept) value.Should().NotContainAny(codes).And.NotMatchRegex("^[A-Z2-7]{32}$");
    }

    [Fact]
    public async Task Confirm_WrongCode_KeepsItOff_AndShowsTheSameKeyAgain()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        await browser.Factor("begin");
        var before = await browser.GetStringAsync("/account/second-factor");
        (await (await browser.Factor("confirm", code: "12345")).Text()).Should().Contain("isn’t right");
        (await browser.GetStringAsync("/account/second-factor")).Should().Contain("<svg").And.Contain(before[before.IndexOf("id=\"key\"", StringComparison.Ordinal)..][..50]);
        (await tenant.User(tenant.Clerk.Email))!.TwoFactorEnabled.Should().BeFalse();
        (await Rows(tenant)).Should().BeEmpty();
    }

    [Fact]
    public async Task NewCodes_WithACode_EndTheOldOnes()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, codes) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        (await (await browser.Factor("new-codes", code: "000000")).Text()).Should().Contain("isn’t right");
        var shown = await (await browser.Factor("new-codes", code: app.Code())).Text();
        shown.Should().Contain("The old recovery codes ended.").And.NotContainAny(codes);
        using var lost = tenant.App.Browser();
        await lost.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await lost.SignInCode(codes[0])).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("not the password", true)]
    [InlineData(RunningApp.Password, false)]
    public async Task TurnOff_WithoutBoth_StaysOn(string password, bool rightCode)
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, _) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        (await (await browser.Factor("turn-off", rightCode ? app.Code() : "000000", password)).Text()).Should().Contain("The password or the code isn’t right.");
        (await tenant.User(tenant.Clerk.Email))!.TwoFactorEnabled.Should().BeTrue();
        (await Rows(tenant)).Should().ContainSingle("only the setting up was recorded");
    }

    [Fact]
    public async Task TurnOff_WithBoth_ThePasswordAloneLetsInAgain()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, codes) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        (await (await browser.Factor("turn-off", app.Code(), RunningApp.Password)).Text()).Should().Contain("Your second factor is off.");
        using var again = await SignedIn(tenant);
        (await again.IsIn()).Should().BeTrue();
        (await (await again.Factor("begin")).Text()).Should().Contain("<svg");
        (await (await again.Factor("confirm", code: app.Code(1))).Text()).Should().Contain("isn’t right", "it is another key");
        codes.Should().NotBeEmpty();
        (await Rows(tenant)).Should().Equal("Second factor of Clerk: off → authenticator app", "Second factor of Clerk: authenticator app → off");
    }

    [Fact]
    public async Task FiveWrongGuesses_OnThePage_SignOut()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        await AuthenticatorApp.SetUp(browser, moved.Clock);
        for (var n = 0; n < 5; n++) await browser.Factor("turn-off", "000000", RunningApp.Password);
        (await browser.GetAsync("/denials")).Headers.Location!.ToString().Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task KeyThatCantBeRead_LetsNobodyInWithThePasswordAlone()
    {
        var tenant = await Tenant();
        using var browser = await SignedIn(tenant);
        var (app, _) = await AuthenticatorApp.SetUp(browser, moved.Clock);
        await using (var scope = moved.App.App.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            db.UserTokens.Single(t => t.UserId == tenant.Clerk.Id && t.Name == "AuthenticatorKey").Value = "broken";
            await db.SaveChangesAsync();
        }

        using var again = tenant.App.Browser();
        (await again.SignIn(tenant.Clerk.Email, RunningApp.Password)).Headers.Location!.ToString().Should().EndWith("/sign-in/code");
        (await again.SignInCode(app.Code())).StatusCode.Should().Be(HttpStatusCode.OK);
        (await again.IsIn()).Should().BeFalse();
    }

    [Fact]
    public async Task Pages_WithoutASession_OrAFirstStep_LeadToSignIn()
    {
        using var browser = moved.App.Browser();
        (await browser.GetAsync("/account/second-factor")).Headers.Location!.ToString().Should().StartWith("/sign-in");
        (await browser.GetAsync("/sign-in/code")).Headers.Location!.ToString().Should().EndWith("/sign-in");
        (await browser.Post("/sign-in/code", ("_handler", "sign-in-code"), ("Form.Code", "123456"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    private async Task<List<string?>> Rows(AdminTenant tenant)
    {
        await using var db = moved.App.App.Services.GetRequiredService<WorkbenchDbs>().Open(tenant.Id);
        return [.. db.Set<AuditRow>().Where(r => r.Act == AuditAct.SecondFactorChanged).OrderBy(r => r.Sequence).Select(r => r.Detail)];
    }
}
