using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>A product whose clock is moved on by the test, for cookies as well.</summary>
public sealed class MovedClockApp : IAsyncLifetime
{
    public RunningApp App { get; private set; } = default!;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public async ValueTask InitializeAsync() => App = await RunningApp.Start(services =>
    {
        services.AddSingleton<TimeProvider>(Clock);
        services.Configure<SecurityStampValidatorOptions>(stamp => stamp.TimeProvider = Clock);
        services.PostConfigureAll<CookieAuthenticationOptions>(cookie => cookie.TimeProvider = Clock);
    });

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>A browser whose cookie is older than a minute when its person's sign-in changes: each request is answered, and the sign-in page says why.</summary>
public sealed class SessionEndTests(MovedClockApp moved) : IClassFixture<MovedClockApp>
{
    private static int _tenants = 960;

    private async Task<(AdminTenant Tenant, HttpClient Browser)> SignedIn()
    {
        var tenant = await moved.App.OpenTenant(Interlocked.Increment(ref _tenants));
        var browser = moved.App.Browser();
        (await browser.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return (tenant, browser);
    }

    private void MoreThanAMinuteLater() => moved.Clock.Advance(TimeSpan.FromSeconds(90));

    [Theory]
    [InlineData("reset", "Your password or second factor was changed.")]
    [InlineData("locked", "Your access was locked.")]
    [InlineData("own change on another device", "Your password or second factor was changed.")]
    [InlineData("too many wrong passwords", "Too many wrong passwords were tried")]
    public async Task Change_SeenByAnOlderCookie_EndsTheSessionAndSaysWhy(string what, string says)
    {
        var (tenant, browser) = await SignedIn();
        using var _ = browser;
        var paths = new[] { "/health/ready", "/css/base.css", "/sign-in", "/account/password" };
        var others = paths.Select(_ => moved.App.Browser()).ToList();
        foreach (var other in others) await other.SignIn(tenant.Clerk.Email, RunningApp.Password);
        await Change(tenant, what);
        MoreThanAMinuteLater();

        foreach (var (path, other) in paths.Zip(others))
        {
            ((int)(await other.GetAsync(path)).StatusCode).Should().BeLessThan(400, path);
            other.Dispose();
        }

        var away = await browser.GetAsync("/denials?q=balance+%3E+1");
        away.StatusCode.Should().Be(HttpStatusCode.Redirect);
        away.Headers.Location!.ToString().Should().StartWith("/sign-in?why=").And.Contain("returnUrl=%2Fdenials");
        (await browser.GetStringAsync(away.Headers.Location)).Should().Contain(says);
    }

    [Fact]
    public async Task RoleChange_SeenByAnOlderCookie_KeepsTheSession()
    {
        var (tenant, browser) = await SignedIn();
        using var _ = browser;
        (await tenant.With(async a => await a.SetRoles(tenant.Administrator, await tenant.Line(tenant.Clerk.Id), [Role.Manager]))).Should().BeNull();
        MoreThanAMinuteLater();
        (await browser.GetAsync("/denials")).StatusCode.Should().Be(HttpStatusCode.OK, "what they may do is read fresh in each act");
    }

    [Fact]
    public async Task SignInPage_CookieYoungerThanAMinute_ButRevoked_SaysWhyAndEndsIt()
    {
        var (tenant, browser) = await SignedIn();
        using var _ = browser;
        await Change(tenant, "reset");
        var away = await browser.GetAsync("/sign-in");
        away.Headers.Location!.ToString().Should().Contain("why=password-changed");
        (await browser.GetStringAsync(away.Headers.Location)).Should().Contain("Your password or second factor was changed.");
        (await browser.GetAsync("/denials")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await browser.SignIn(tenant.Super.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect, "the form is nobody's, so anybody can use it");
    }

    [Theory]
    [InlineData("no-such-end")]
    [InlineData("<script>")]
    public async Task SignInPage_UnknownEndInTheAddress_SaysNothing(string why)
    {
        using var browser = moved.App.Browser();
        var page = await browser.GetStringAsync($"/sign-in?why={Uri.EscapeDataString(why)}");
        page.Should().Contain("Sign in").And.NotContain("notice warn").And.NotContain("<script>");
    }

    [Fact]
    public void Ends_Words_ReadBackAndExplained()
    {
        foreach (var end in Enum.GetValues<SessionEnd>())
        {
            SessionEnds.Read(end.Word()).Should().Be(end);
            end.Explain().Step.Should().NotBeEmpty();
        }
    }

    private static async Task Change(AdminTenant tenant, string what)
    {
        switch (what)
        {
            case "reset":
                (await tenant.With(async a => await a.Reset(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).IsDone.Should().BeTrue();
                break;
            case "locked":
                (await tenant.With(async a => await a.Lock(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Should().BeNull();
                break;
            case "too many wrong passwords":
                using (var thief = tenant.App.Browser())
                    for (var n = 0; n < 5; n++) await thief.SignIn(tenant.Clerk.Email, "not the password");
                break;
            default:
                await using (var scope = tenant.App.App.Services.CreateAsyncScope())
                {
                    var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
                    (await users.ChangePasswordAsync((await users.FindByEmailAsync(tenant.Clerk.Email))!, RunningApp.Password, "my own sentence now")).Succeeded.Should().BeTrue();
                }

                break;
        }
    }
}
