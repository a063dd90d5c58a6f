using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WriteOff.Domain.Access;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Web.Api;

/// <summary>Who gets in, how much they may ask, and the document.</summary>
public sealed partial class ApiDoorTests(ApiApp api) : IClassFixture<ApiApp>
{
    [Fact]
    public async Task NoOrBadToken_Unauthorized()
    {
        using var nobody = api.App.Browser();
        var answer = await nobody.GetAsync("/api/v1/me");
        answer.Headers.WwwAuthenticate.Single().Scheme.Should().Be("Bearer");
        await answer.Refuses(401, "TokenUnknown");
        using var stranger = api.With("wo_2_1_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        await (await stranger.GetAsync("/api/v1/me")).Refuses(401, "TokenUnknown");
    }

    [Fact]
    public async Task RevokedToken_Unauthorized()
    {
        var token = await api.Token(GatedTenant.Rosa);
        using var program = api.With(token.Text);
        (await program.Json("/api/v1/me")).Text("name").Should().Be("Nightly job (token of Rosa Benitez)");
        (await api.Get<ApiTokenService>().Revoke(GatedTenant.Rosa, token.Id)).IsDone.Should().BeTrue();
        await (await program.GetAsync("/api/v1/me")).Refuses(401, "TokenEnded");
    }

    [Fact]
    public async Task Me_SaysWhatItMayDo()
    {
        using var program = await api.Program(GatedTenant.Rosa, Scope.DenialRead, Scope.ReceivableRead);
        (await program.Json("/api/v1/me"))["scopes"]!.AsArray().Select(s => s!.GetValue<string>()).Should().Equal("billing.denial.read", "billing.receivable.read");
    }

    [Fact]
    public async Task BadTokens_AreLoggedWithoutTheirSecret_AndAFloodIsSlowed()
    {
        using var heard = new Heard();
        await using var app = await RunningApp.Start(services => services.AddSingleton<ILoggerProvider>(heard), "--Logging:LogLevel:WriteOff.Web.Composition.SecurityLog=Warning");
        using var stranger = app.Browser();
        const string secret = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";
        stranger.DefaultRequestHeaders.Add("Authorization", $"Bearer wo_1_77_{secret}");
        for (var n = 0; n < 30; n++) (await stranger.GetAsync("/api/v1/me")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
        await (await stranger.GetAsync("/api/v1/me")).Refuses(429, "TooManyRequests");
        var lines = heard.Lines.Where(l => l.Contains("TokenUnknown", StringComparison.Ordinal)).ToList();
        lines.Should().HaveCount(30).And.OnlyContain(l => l.Contains("token 77 of tenant 1", StringComparison.Ordinal) && !l.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Token_AboveItsShareOfAMinute_HearsWhenToComeBack()
    {
        await using var app = await RunningApp.Start("--Api:RequestsPerMinute=3");
        var tenant = await app.OpenTenant(932);
        var service = app.App.Services.GetRequiredService<ApiTokenService>();
        using var program = app.Browser();
        program.DefaultRequestHeaders.Add("Authorization", $"Bearer {(await service.Make(tenant.Of(tenant.Super), new NewApiToken("x", [Scope.DenialRead], 1))).Value.Text}");
        for (var n = 0; n < 3; n++) (await program.GetAsync("/api/v1/me")).StatusCode.Should().Be(HttpStatusCode.OK);
        var answer = await program.GetAsync("/api/v1/me");
        answer.Headers.RetryAfter!.Delta.Should().BeGreaterThan(TimeSpan.Zero).And.BeLessThanOrEqualTo(TimeSpan.FromMinutes(1));
        await answer.Refuses(429, "TooManyRequests");
    }

    [Fact]
    public async Task Remittance_Uploaded_PostsOnceAndTellsItsFate()
    {
        var file = Remittance();
        using var program = await api.Program(GatedTenant.Rosa);
        using var first = new ByteArrayContent(file);
        var taken = await (await program.PostAsync("/api/v1/remittances?name=sample.835", first)).Json(200);
        taken["firstReceivedAt"].Should().BeNull();
        var one = taken["remittances"]!.AsArray()[0]!;
        (await program.Json($"/api/v1/remittances/{one.Text("id")}")).Text("status").Should().Be(one.Text("status"));
        (await program.Json("/api/v1/remittances"))["items"]!.AsArray()[0]!.Text("file").Should().Be("sample.835");
        using var again = new ByteArrayContent(file);
        (await (await program.PostAsync("/api/v1/remittances?name=other.835", again)).Json(200)).Text("name").Should().Be("sample.835");

        using var nonsense = new StringContent("hello", Encoding.ASCII, "application/edi-x12");
        ((int)(await program.PostAsync("/api/v1/remittances", nonsense)).StatusCode).Should().Be(422);
        using var reader = await api.Program(GatedTenant.Rosa, Scope.DenialRead);
        using var third = new ByteArrayContent(file);
        await (await reader.PostAsync("/api/v1/remittances", third)).Refuses(403, "ScopeMissing");
        await (await reader.GetAsync("/api/v1/remittances")).Refuses(403, "ScopeMissing");
        (await reader.Json("/api/v1/runs"))["items"]!.AsArray().Should().BeEmpty();
        await (await reader.GetAsync("/api/v1/runs/3")).Refuses(404, "NotFound");
    }

    [Fact]
    public async Task Document_ForSignedInPeopleOnly_NamesEveryActAndItsHeaders()
    {
        using var nobody = api.App.Browser();
        (await nobody.GetAsync("/docs/api/v1.json")).StatusCode.Should().Be(HttpStatusCode.Redirect);
        using var program = await api.Program(GatedTenant.Rosa);
        (await program.GetAsync("/docs/api/v1.json")).StatusCode.Should().Be(HttpStatusCode.Redirect, "a token is nobody on pages");

        using var browser = await SignedIn();
        var document = await browser.Json("/docs/api/v1.json");
        var paths = document["paths"]!.AsObject();
        paths.Select(p => p.Key).Should().Contain(["/api/v1/denials", "/api/v1/denials/{id}/write-offs", "/api/v1/requests/{id}/approve", "/api/v1/remittances", "/api/v1/reasons", "/api/v1/me"]).And.OnlyContain(p => p.StartsWith("/api/v1/", StringComparison.Ordinal));
        var act = paths["/api/v1/denials/{id}/write-offs"]!["post"]!;
        act["parameters"]!.AsArray().Select(p => p!.Text("name")).Should().Equal("id", "Idempotency-Key", "If-Match");
        act["responses"]!["409"]!["content"]!.AsObject().Select(c => c.Key).Should().Equal("application/problem+json");
        document["components"]!["securitySchemes"]!["token"]!.Text("scheme").Should().Be("bearer");
    }

    [Fact]
    public async Task DocumentPage_ScriptsOnlyFromHere_InlineOnlyByItsOneTimeWord()
    {
        using var browser = await SignedIn();
        var answer = await browser.GetAsync("/docs/api/");
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.Should().Be(HttpStatusCode.OK, html);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        var word = OneTimeWord().Match(policy).Groups["word"].Value;
        word.Should().NotBeEmpty();
        html.Should().Contain($"nonce=\"{word}\"").And.NotMatchRegex("<script(?![^>]*nonce=)").And.NotContain("https://");
        var again = await browser.GetAsync("/docs/api/");
        again.Headers.GetValues("Content-Security-Policy").Single().Should().NotContain(word);
        (await browser.GetAsync("/account/password")).Headers.GetValues("Content-Security-Policy").Single().Should().Contain("script-src 'self';");
        foreach (var script in Source().Matches(html).Select(m => m.Groups["src"].Value))
            (await browser.GetAsync(new Uri(new Uri(api.App.Url, "/docs/api/"), script))).StatusCode.Should().Be(HttpStatusCode.OK, script);
    }

    [GeneratedRegex("script-src 'self' 'nonce-(?<word>[^']+)';", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex OneTimeWord();

    [GeneratedRegex("src=\"(?<src>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Source();

    private static byte[] Remittance()
    {
        using var file = new MemoryStream();
        var day = new DateOnly(2026, 11, 20);
        using (var writer = new RemittanceWriter(file, day))
            writer.Write(new OutgoingRemittance
            {
                PayerName = "Aetna PPO", PayerId = "1900000101", PaymentDate = day, TraceNumber = "API-1",
                Claims = [new OutgoingClaim { PatientControlNumber = "API-1", Status = "1", PatientLastName = "SANDOVAL", PatientFirstName = "PILAR", MemberId = "W1", Lines = [new OutgoingLine { Code = "29881", Charge = new Money(5_000), ServiceDate = day.AddDays(-30), Adjustments = [new OutgoingAdjustment("CO", "197", new Money(5_000))] }] }],
            });
        return file.ToArray();
    }

    private async Task<HttpClient> SignedIn()
    {
        var browser = api.App.Browser();
        var email = $"{Guid.NewGuid():N}@example.test";
        await api.App.Person(email, GatedTenant.Id);
        (await browser.SignIn(email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);
        return browser;
    }

    private sealed class Heard : ILoggerProvider, ILogger
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
