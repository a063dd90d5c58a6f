using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>Sign-ins that an administrator makes, locks and resets, seen from a browser without script.</summary>
public sealed class AccountTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private const string Fresh = "my own sentence now";
    private static int _tenants = 910;

    private Task<AdminTenant> Tenant() => demo.App.OpenTenant(Interlocked.Increment(ref _tenants));

    [Fact]
    public async Task Person_Added_ChangesTheTemporaryPasswordBeforeAnythingElse()
    {
        var tenant = await Tenant();
        var made = (await tenant.With(a => a.Add(tenant.Administrator, "New Clerk", $"new{tenant.Id}@admin.example", [Role.BillingClerk]))).Value;
        made.Password.Should().MatchRegex("^([a-z0-9]{5}-){3}[a-z0-9]{5}$");
        using var browser = tenant.App.Browser();
        (await browser.SignIn(made.Person.Email, made.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        foreach (var page in new[] { "/", "/denials", "/admin/people" })
            (await browser.GetAsync(page)).Headers.Location!.ToString().Should().Be("/account/password");
        (await browser.PostAsync("/_blazor/negotiate?negotiateVersion=1", null)).StatusCode.Should().Be(HttpStatusCode.Forbidden);

        (await Change(browser, made.Password, Fresh)).Should().Contain("Your password is changed");

        (await browser.GetAsync("/denials")).StatusCode.Should().Be(HttpStatusCode.OK);
        using var again = tenant.App.Browser();
        (await again.SignIn(made.Person.Email, made.Password)).StatusCode.Should().Be(HttpStatusCode.OK, "the temporary one is used up");
        (await again.SignIn(made.Person.Email, Fresh)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        (await tenant.User(made.Person.Email))!.TemporaryUntil.Should().BeNull();
    }

    public static TheoryData<string, string, string, string> Bad => new()
    {
        { "not the password", Fresh, Fresh, "current password" }, { "", Fresh, Fresh, "current password" }, { RunningApp.Password, "short", "short", "has 5 characters" },
        { RunningApp.Password, RunningApp.Password, RunningApp.Password, "is the old one" }, { RunningApp.Password, "aaaaaaaaaaaaaa", "aaaaaaaaaaaaaa", "easy to guess" },
        { RunningApp.Password, Fresh, "something else", "differ" }, { RunningApp.Password, new string('x', 257), new string('x', 257), "has 257 characters" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task ChangePassword_Bad_SaysWhyAndChangesNothing(string current, string fresh, string repeat, string says)
    {
        var tenant = await Tenant();
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        var hash = (await tenant.User(tenant.Clerk.Email))!.PasswordHash;
        (await Change(browser, current, fresh, repeat)).Should().Contain(says).And.Contain("role=\"alert\"");
        (await tenant.User(tenant.Clerk.Email))!.PasswordHash.Should().Be(hash);
    }

    [Fact]
    public async Task ChangePassword_FiveWrongGuesses_SignOut()
    {
        var tenant = await Tenant();
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        for (var n = 0; n < 5; n++) await Change(browser, "not the password", Fresh);
        (await browser.GetAsync("/denials")).Headers.Location!.ToString().Should().StartWith("/sign-in");
    }

    [Fact]
    public async Task ChangePassword_WithoutTokenOrSession_IsRefused()
    {
        var tenant = await Tenant();
        using var browser = tenant.App.Browser();
        (await browser.GetAsync("/account/password")).Headers.Location!.ToString().Should().StartWith("/sign-in");
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        (await browser.Post("/account/password", ("_handler", "change-password"), ("Form.Current", RunningApp.Password), ("Form.Fresh", Fresh), ("Form.Repeat", Fresh))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        foreach (var page in new[] { "/admin", "/admin/policy", "/admin/reasons", "/admin/people" })
            (await browser.Post(page, ("_handler", "save"), ("Gate", "Off"))).IsSuccessStatusCode.Should().BeFalse("no form of theirs is posted");
    }

    [Fact]
    public async Task Locked_CannotSignInAndTheCookieEnds()
    {
        var tenant = await Tenant();
        using var browser = tenant.App.Browser();
        await browser.SignIn(tenant.Clerk.Email, RunningApp.Password);
        var stamp = (await tenant.User(tenant.Clerk.Email))!.SecurityStamp;
        (await tenant.With(async a => await a.Lock(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Should().BeNull();
        (await tenant.User(tenant.Clerk.Email))!.SecurityStamp.Should().NotBe(stamp);
        using var again = tenant.App.Browser();
        (await (await again.SignIn(tenant.Clerk.Email, RunningApp.Password)).Content.ReadAsStringAsync()).Should().Contain("Not signed in.");
        (await tenant.With(async a => await a.Unlock(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Should().BeNull();
        (await again.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Reset_OldPasswordEndsAndTheNewOneRunsOut()
    {
        var tenant = await Tenant();
        var made = (await tenant.With(async a => await a.Reset(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Value;
        using var browser = tenant.App.Browser();
        (await browser.SignIn(tenant.Clerk.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK);
        (await browser.SignIn(tenant.Clerk.Email, made.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        await using var scope = tenant.App.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = (await users.FindByEmailAsync(tenant.Clerk.Email))!;
        user.TemporaryUntil.Should().BeCloseTo(DateTimeOffset.UtcNow + TemporaryPasswords.Lasts, TimeSpan.FromMinutes(5));
        user.TemporaryUntil = DateTimeOffset.UtcNow.AddSeconds(-1);
        await users.UpdateAsync(user);
        using var late = tenant.App.Browser();
        (await late.SignIn(tenant.Clerk.Email, made.Password)).StatusCode.Should().Be(HttpStatusCode.OK, "three days are over");
    }

    [Fact]
    public async Task Abuse_WithoutScopeForeignOrOwn_RefusedAndNothingWritten()
    {
        var (tenant, other) = (await Tenant(), await Tenant());
        var (clerk, foreign, own) = (await tenant.Line(tenant.Clerk.Id), await other.Line(other.Clerk.Id), await tenant.Line(tenant.Admin.Id));
        var before = await tenant.User(other.Clerk.Email);
        foreach (var (actor, person, code) in new[] { (tenant.Of(tenant.Super), clerk, "ScopeMissing"), (tenant.Administrator, foreign, "NotFound"), (tenant.Administrator, own, "OwnAccount"), (other.Administrator with { TenantId = tenant.Id }, clerk, "ScopeMissing") })
        {
            (await tenant.With(a => a.Lock(actor, person)))!.Code.Should().Be(code);
            (await tenant.With(a => a.Unlock(actor, person)))!.Code.Should().Be(code);
            (await tenant.With(a => a.SetRoles(actor, person, [Role.Administrator])))!.Code.Should().Be(code);
            (await tenant.With(a => a.Reset(actor, person))).Refusal!.Code.Should().Be(code);
        }

        (await tenant.With(a => a.Add(tenant.Of(tenant.Super), "Evil", "evil@admin.example", [Role.Administrator]))).Refusal!.Code.Should().Be("ScopeMissing");
        (await tenant.User("evil@admin.example")).Should().BeNull();
        (await tenant.With(a => a.Add(tenant.Administrator, "Twin", other.Clerk.Email, [Role.Manager]))).Refusal!.Code.Should().Be("EmailTaken", "another tenant's account is never taken over");
        var after = await tenant.User(other.Clerk.Email);
        (after!.PasswordHash, after.SecurityStamp, after.TenantId).Should().Be((before!.PasswordHash, before.SecurityStamp, before.TenantId));
        (await other.Line(other.Clerk.Id)).Should().BeEquivalentTo(foreign);
    }

    [Fact]
    public async Task Add_AfterAStopBetweenTheTwoSteps_TakesTheAddressOver()
    {
        var tenant = await Tenant();
        var orphan = await tenant.App.Person($"orphan{tenant.Id}@admin.example", tenant.Id);
        var made = (await tenant.With(a => a.Add(tenant.Administrator, "Orphan", orphan.Email, [Role.Manager]))).Value;
        made.Person.Id.Should().NotBe(orphan.Id);
        (await tenant.User(orphan.Email!))!.Id.Should().Be(made.Person.Id);
    }

    private static async Task<string> Change(HttpClient browser, string current, string fresh, string? repeat = null)
    {
        var answer = await browser.Send("/account/password", "/account/password", ("_handler", "change-password"), ("Form.Current", current), ("Form.Fresh", fresh), ("Form.Repeat", repeat ?? fresh));
        return await answer.Content.ReadAsStringAsync();
    }
}
