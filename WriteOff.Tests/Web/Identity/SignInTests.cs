using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

public sealed class DemoApp : IAsyncLifetime
{
    public RunningApp App { get; private set; } = default!;
    public async ValueTask InitializeAsync() => App = await RunningApp.Start();
    public ValueTask DisposeAsync() => App.DisposeAsync();
}

public sealed class SignInTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private RunningApp App => demo.App;

    [Fact]
    public async Task Page_Anonymous_GoesToSignInAndBack()
    {
        using var browser = App.Browser();
        var answer = await browser.GetAsync("/denials?q=age", TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().Should().Be("/sign-in?returnUrl=%2Fdenials%3Fq%3Dage");
    }

    [Fact]
    public async Task SignIn_RightPassword_EntersAtTheAddressAskedFor()
    {
        await App.Person("right@test.example");
        using var browser = App.Browser();
        var answer = await browser.SignIn("right@test.example", RunningApp.Password, "/sign-in?returnUrl=%2Fdenials%3Fq%3Dage");
        answer.Headers.Location!.ToString().Should().EndWith("/denials?q=age");
        (await browser.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    public async Task SignIn_ForeignReturnAddress_GoesHome(string foreign)
    {
        var email = $"{Guid.NewGuid():N}@test.example";
        await App.Person(email);
        using var browser = App.Browser();
        var answer = await browser.SignIn(email, RunningApp.Password, $"/sign-in?returnUrl={Uri.EscapeDataString(foreign)}");
        answer.StatusCode.Should().Be(HttpStatusCode.Redirect);
        new Uri(App.Url, answer.Headers.Location!).Should().Be(App.Url);
    }

    [Fact]
    public async Task SignIn_UnknownEmailAndWrongPassword_SaysTheSame()
    {
        await App.Person("known@test.example");
        using var browser = App.Browser();
        var unknown = await (await browser.SignIn("unknown@test.example", "not the password")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var wrong = await (await browser.SignIn("known@test.example", "not the password")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        foreach (var page in (string[])[unknown, wrong])
            page.Should().Contain("role=\"alert\"").And.Contain("Not signed in.");
    }

    [Fact]
    public async Task SignIn_AfterFiveFailures_RefusesTheRightPasswordToo()
    {
        await App.Person("locked@test.example");
        using var browser = App.Browser();
        for (var i = 0; i < 5; i++) await browser.SignIn("locked@test.example", "not the password");
        var answer = await browser.SignIn("locked@test.example", RunningApp.Password);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("wait 15 minutes");
    }

    [Fact]
    public async Task Forms_WithoutToken_AreRefused()
    {
        using var browser = App.Browser();
        (await browser.Post("/sign-in", ("_handler", "sign-in"), ("Form.Email", "a@b.example"), ("Form.Password", "x"))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await browser.Post("/demo/enter", ("persona", DemoPersonas.All[0].Id.ToString()))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await browser.Post("/sign-out")).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Persona_InTheDemo_EntersAndLeaves()
    {
        using var browser = App.Browser();
        var entered = await browser.Send("/sign-in", "/demo/enter", ("persona", DemoPersonas.All[0].Id.ToString()));
        entered.Headers.Location!.ToString().Should().Be("/");
        var alive = await browser.Post("/session/alive");
        alive.StatusCode.Should().Be(HttpStatusCode.NoContent);
        alive.Headers.GetValues("Set-Cookie").Should().ContainSingle(c => c.StartsWith("writeoff=", StringComparison.Ordinal), "each call slides the cookie");
        var left = await browser.Send("/", "/sign-out");
        left.Headers.Location!.ToString().Should().Be("/sign-in");
        (await browser.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Persona_DemoOff_HasNoDoorAndNoAccount()
    {
        await using var app = await RunningApp.Start("--Demo:Enabled=false");
        using var browser = app.Browser();
        (await browser.GetStringAsync("/sign-in", TestContext.Current.CancellationToken)).Should().NotContain("/demo/enter");
        (await browser.Post("/demo/enter", ("persona", DemoPersonas.All[0].Id.ToString()))).StatusCode.Should().Be(HttpStatusCode.NotFound);
        await using var scope = app.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        users.Users.Should().BeEmpty();

        // Left over from when the demo was on, even with a password.
        var persona = DemoPersonas.All[0];
        await users.CreateAsync(new AppUser { Id = persona.Id, TenantId = 1, DisplayName = persona.Name, UserName = persona.Email, Email = persona.Email }, RunningApp.Password);
        (await browser.SignIn(persona.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Personas_Accounts_AreMadeOnceForAllTenants()
    {
        await using var scope = App.App.Services.CreateAsyncScope();
        await DemoAccounts.Make(scope.ServiceProvider, TestContext.Current.CancellationToken);
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().Users.ToList();
        users.Where(u => DemoPersonas.Includes(u.Id)).Should().HaveCount(15);
        DemoPersonas.All.GroupBy(p => p.TenantId).Should().HaveCount(3).And.OnlyContain(t => t.Select(p => p.Role).Distinct().Count() == 5);
        DemoPersonas.All.Select(p => p.Email).Should().OnlyHaveUniqueItems();
    }
}
