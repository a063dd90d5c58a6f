using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WriteOff.Tests.Support;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Web.Attacks;

/// <summary>What somebody tries at the door.</summary>
public sealed class SignInAttackTests : IAsyncLifetime
{
    private readonly Heard _heard = new();

    private RunningApp App { get; set; } = null!;

    public async ValueTask InitializeAsync() => App = await RunningApp.Start(services => services.AddLogging(logs => logs.ClearProviders().AddProvider(_heard)), "--Logging:LogLevel:Default=Debug");

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task Fixation_APlantedCookie_IsNotTheSession()
    {
        await App.Person("ann@example.test");
        using var browser = App.Browser();
        using var planted = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        planted.Headers.Add("Cookie", "writeoff=CHOSEN-BY-THE-ATTACKER");
        (await browser.SendAsync(planted, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.OK, "a cookie that isn't ours is nobody");

        var entered = await browser.SignIn("ann@example.test", RunningApp.Password);

        entered.StatusCode.Should().Be(HttpStatusCode.Redirect);
        Cookie(entered).Should().NotContain("CHOSEN-BY-THE-ATTACKER").And.Contain("httponly", AtLeast.Once()).And.Contain("samesite=", AtLeast.Once());
        using var again = App.Browser();
        Cookie(await again.SignIn("ann@example.test", RunningApp.Password)).Should().NotBe(Cookie(entered), "each sign-in makes its own");
    }

    [Fact]
    public async Task CopiedCookie_AfterSignOut_OpensNothing()
    {
        await App.Person("ben@example.test");
        using var browser = App.Browser();
        var stolen = Cookie(await browser.SignIn("ben@example.test", RunningApp.Password)).Split(';')[0];
        (await Replay(stolen)).Should().Be(HttpStatusCode.OK, "until then it is the session");

        await browser.Send("/", Urls.SignOut);

        (await Replay(stolen)).Should().Be(HttpStatusCode.Redirect);
    }

    [Theory]
    [InlineData("nobody@example.test\r\n2026-11-27 INFO Administrator signed in")]
    [InlineData("<script>alert(1)</script>@example.test")]
    [InlineData("{UserId} {0} %n%n$(reboot)")]
    public async Task LogInjection_WhatIsTyped_ReachesNoLine(string email)
    {
        using var browser = App.Browser();
        _heard.Lines.Clear();

        (await browser.SignIn(email, "wrong\r\npassword")).StatusCode.Should().Be(HttpStatusCode.OK);

        _heard.Lines.Should().NotContain(line => line.Contains('\n') || line.Contains("nobody@example", StringComparison.Ordinal) || line.Contains("<script>", StringComparison.Ordinal) || line.Contains("reboot", StringComparison.Ordinal) || line.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SignIn_GoodAndBad_LeavesALine()
    {
        var user = await App.Person("eve@example.test");
        using var browser = App.Browser();
        await browser.SignIn("eve@example.test", "not the passphrase");
        await browser.SignIn("nobody-here@example.test", "not the passphrase");
        await browser.SignIn("eve@example.test", RunningApp.Password);

        _heard.Lines.Where(l => l.Contains(user.Id.ToString(), StringComparison.Ordinal)).Should().Contain($"Refused a sign-in to person {user.Id} of tenant 1").And.Contain($"Person {user.Id} of tenant 1 gave their password");
        _heard.Lines.Should().Contain("Refused a sign-in: no such address").And.NotContain(l => l.Contains("nobody-here", StringComparison.Ordinal));
    }

    /// <summary>The answer is the same to the letter; the work is too: an unknown address costs a hash as a known one does.</summary>
    [Fact]
    public async Task Enumeration_UnknownAndKnown_AnswerTheSame()
    {
        await App.Person("cat@example.test");
        using var browser = App.Browser();
        var known = await (await browser.SignIn("cat@example.test", "a wrong passphrase")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var unknown = await (await browser.SignIn("dog@example.test", "a wrong passphrase")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Bare(unknown, "dog@example.test").Should().Be(Bare(known, "cat@example.test"));
    }

    private async Task<HttpStatusCode> Replay(string cookie)
    {
        using var other = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = App.Url };
        using var page = new HttpRequestMessage(HttpMethod.Get, Urls.Denials);
        page.Headers.Add("Cookie", cookie);
        return (await other.SendAsync(page, TestContext.Current.CancellationToken)).StatusCode;
    }

    private static string Cookie(HttpResponseMessage answer) => answer.Headers.GetValues("Set-Cookie").First(c => c.StartsWith("writeoff=", StringComparison.Ordinal));

    /// <summary>Without what differs each time: tokens, and the address itself.</summary>
    private static string Bare(string html, string email) =>
        System.Text.RegularExpressions.Regex.Replace(html.Replace(email, "", StringComparison.Ordinal), "CfDJ[A-Za-z0-9_\\-+/=]+|<!--.*?-->", "", System.Text.RegularExpressions.RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
