using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;

namespace WriteOff.Tests.Support;

/// <summary>The running product with the gated tenant, and programs that talk to its API.</summary>
public sealed class ApiApp : IAsyncLifetime
{
    internal RunningApp App { get; private set; } = null!;

    internal GatedTenant Tenant { get; private set; } = null!;

    /// <summary>Denials 1 to 6 are below the gate of $250.00, 7 to 12 above.</summary>
    public async ValueTask InitializeAsync() => (App, Tenant) = await GatedTenant.Start([10_001, 10_002, 10_003, 10_004, 10_005, 10_006, 40_007, 40_008, 40_009, 40_010, 40_011, 40_012]);

    public ValueTask DisposeAsync() => App.DisposeAsync();

    internal T Get<T>() where T : notnull => App.App.Services.GetRequiredService<T>();

    /// <summary>A program with a token of that maker's; without scopes, with all that they may give.</summary>
    internal async Task<HttpClient> Program(Actor maker, params Scope[] scopes) => With((await Token(maker, scopes)).Text);

    internal async Task<MadeApiToken> Token(Actor maker, params Scope[] scopes)
    {
        var service = Get<ApiTokenService>();
        var given = scopes.Length > 0 ? scopes : [.. (await service.Open(maker)).Value.Offers];
        return (await service.Make(maker, new NewApiToken("Nightly job", given, 90))).Value;
    }

    internal HttpClient With(string token)
    {
        var client = App.Browser();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    internal async Task<T> Read<T>(Func<WorkbenchDb, Task<T>> read)
    {
        await using var db = Get<WorkbenchDbs>().Open(GatedTenant.Id);
        return await read(db);
    }

    internal Task<int> AuditRows() => Read(db => db.Set<WriteOff.Domain.Audit.AuditRow>().CountAsync());
}

/// <summary>What programs send and read.</summary>
internal static class ApiCalls
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Sends an act with its key and version.</summary>
    public static async Task<HttpResponseMessage> Act(this HttpClient program, string address, object? body, string? version, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (version is not null) request.Headers.TryAddWithoutValidation("If-Match", $"\"{version}\"");
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await program.SendAsync(request, Cancel);
    }

    public static async Task<JsonNode> Json(this HttpClient program, string address) => (await (await program.GetAsync(address, Cancel)).Json(200));

    /// <summary>The body, once the status is the expected one.</summary>
    public static async Task<JsonNode> Json(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        ((int)answer.StatusCode).Should().Be(status, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>A refusal: status, code, and that it has a sentence and a step.</summary>
    public static async Task Refuses(this HttpResponseMessage answer, int status, string code)
    {
        var problem = await answer.Json(status);
        answer.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        problem["code"]!.GetValue<string>().Should().Be(code);
        problem["status"]!.GetValue<int>().Should().Be(status);
        problem["detail"]!.GetValue<string>().Should().EndWith(".");
        problem["step"]!.GetValue<string>().Should().NotBeEmpty();
    }

    public static string Text(this JsonNode node, string name) => node[name]!.GetValueKind() == JsonValueKind.String ? node[name]!.GetValue<string>() : node[name]!.ToJsonString();
}
