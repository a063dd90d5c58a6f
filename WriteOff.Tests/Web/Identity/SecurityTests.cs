using System.Net;
using Microsoft.Extensions.Configuration;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;
using WriteOff.Web.Look;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Web.Identity;

public sealed class SecurityTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private RunningApp App => demo.App;

    [Fact]
    public async Task Page_Always_CarriesItsHeaders()
    {
        using var browser = App.Browser();
        var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.Should().Contain("script-src 'self';").And.Contain("frame-ancestors 'none'").And.Contain($"connect-src 'self' ws://{App.Url.Authority}");
        answer.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        answer.Headers.GetValues("Referrer-Policy").Single().Should().Be("same-origin");
        answer.Headers.Contains("Permissions-Policy").Should().BeTrue();
        answer.Headers.CacheControl!.NoStore.Should().BeTrue();
        answer.Headers.Contains("Server").Should().BeFalse();
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().NotMatchRegex("<script(?![^>]*src=)").And.NotMatchRegex("\\son[a-z]+=\"");
    }

    [Fact]
    public async Task Tokens_WithTheirVersion_AreKeptForGood()
    {
        using var browser = App.Browser();
        var answer = await browser.GetAsync(Urls.Tokens(Tokens.Version), TestContext.Current.CancellationToken);
        answer.Headers.CacheControl!.ToString().Should().Contain("immutable");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Should().Contain("--accent: light-dark(#0B5A8F, #74B9EC);");
        (await browser.GetAsync(Urls.Tokens("old"), TestContext.Current.CancellationToken)).Headers.CacheControl!.NoCache.Should().BeTrue();
    }

    [Fact]
    public async Task Hub_ForeignOrigin_IsForbidden()
    {
        using var browser = App.Browser();
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        foreign.Headers.Add("Origin", "https://evil.example");
        (await browser.SendAsync(foreign, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        using var own = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
        own.Headers.Add("Origin", App.Url.GetLeftPart(UriPartial.Authority));
        (await browser.SendAsync(own, TestContext.Current.CancellationToken)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task KeepAlive_Anonymous_SaysSoWithoutAPage()
    {
        using var browser = App.Browser();
        (await browser.Post(Urls.StayAlive)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("urls", "https://localhost:5443", true)]
    [InlineData("urls", "http://localhost:5080", false)]
    [InlineData("urls", "http://localhost:5080;https://localhost:5443", false)]
    [InlineData("Site:Url", "https://writeoff.example", true)]
    public void Cookies_OnlyWhereAllIsHttps_AreHostBound(string key, string value, bool https) =>
        Site.Read(new ConfigurationBuilder().AddInMemoryCollection([new(key, value)]).Build()).IsHttps.Should().Be(https);

    [Fact]
    public async Task Cookies_BehindAnHttpsProxy_AreHostBoundAndHstsIsSent()
    {
        await using var app = await RunningApp.Start("--Site:Url=https://writeoff.example");
        using var browser = app.Browser();
        var answer = await browser.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        cookie.Should().StartWith("__Host-writeoff-form=").And.Contain("; secure").And.Contain("; httponly").And.Contain("; path=/");
        answer.Headers.Contains("Strict-Transport-Security").Should().BeTrue();
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("wss://writeoff.example;");
    }

    [Theory]
    [InlineData("/denials?q=a", "/denials?q=a")]
    [InlineData(null, "/")]
    [InlineData("", "/")]
    [InlineData("denials", "/")]
    [InlineData("//x", "/")]
    [InlineData("/\\x", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("/sign-in?returnUrl=/", "/")]
    public void ReturnAddress_OnlyOurs_IsKept(string? url, string expected) => Urls.LocalOrHome(url).Should().Be(expected);
}
