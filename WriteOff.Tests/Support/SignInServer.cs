using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace WriteOff.Tests.Support;

/// <summary>A person as the sign-in server knows them.</summary>
internal sealed record OutsidePerson(string Subject, string Name, string? Email, params string[] Groups);

/// <summary>An organisation's sign-in server on this machine: OpenIddict, code flow with PKCE, rolling refresh tokens. It lets in whoever <see cref="Person"/> is, without asking.</summary>
internal sealed class SignInServer : IAsyncDisposable
{
    public const string ClientId = "writeoff", Secret = "only for this test";

    private readonly WebApplication _app;

    private SignInServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Who sits at the browser; their groups can change while they are signed in.</summary>
    public OutsidePerson Person { get; set; } = new("s-1", "Ona Lind", "ona@river.example", "river-billing");

    /// <summary>Renewals are refused: the account was closed there.</summary>
    public bool Refuses { get; set; }

    /// <summary>What the product asked with.</summary>
    public List<OpenIddictRequest> Authorizations { get; } = [];

    /// <summary>How often it asked for fresh groups.</summary>
    public int Renewals { get; private set; }

    public static async Task<SignInServer> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        SignInServer? server = null;
        builder.Services.AddOpenIddict().AddServer(o =>
        {
            o.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetUserInfoEndpointUris("connect/userinfo");
            o.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange().EnableDegradedMode();
            o.RegisterScopes(Scopes.Profile, Scopes.Email, Scopes.OfflineAccess).AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            o.UseAspNetCore().DisableTransportSecurityRequirement();
            o.AddEventHandler<ValidateAuthorizationRequestContext>(h => h.UseInlineHandler(c => server!.Judge(c)));
            o.AddEventHandler<ValidateTokenRequestContext>(h => h.UseInlineHandler(c => server!.Judge(c)));
            o.AddEventHandler<HandleAuthorizationRequestContext>(h => h.UseInlineHandler(c => server!.LetIn(c)));
            o.AddEventHandler<HandleUserInfoRequestContext>(h => h.UseInlineHandler(c => server!.Tell(c)));
        });
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        server = new SignInServer(app);
        await app.StartAsync();
        return server;
    }

    /// <summary>The settings of a product that signs in here.</summary>
    /// <param name="secretFile">Where the secret is written to.</param>
    public string[] Settings(string secretFile, string tenants)
    {
        File.WriteAllText(secretFile, Secret + "\n");
        return [$"--SignIn:Oidc:Authority={Url}", $"--SignIn:Oidc:ClientId={ClientId}", $"--SignIn:Oidc:ClientSecretFile={secretFile}", $"--SignIn:Oidc:Tenants={tenants}", "--SignIn:Oidc:Name=River account"];
    }

    public Task Stop() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private ValueTask Judge(ValidateAuthorizationRequestContext context)
    {
        Authorizations.Add(context.Request);
        if (!string.Equals(context.ClientId, ClientId, StringComparison.Ordinal)) context.Reject(Errors.InvalidClient);
        return ValueTask.CompletedTask;
    }

    private ValueTask Judge(ValidateTokenRequestContext context)
    {
        if (context.Request.IsRefreshTokenGrantType()) Renewals++;
        if (!string.Equals(context.ClientId, ClientId, StringComparison.Ordinal) || !string.Equals(context.ClientSecret, Secret, StringComparison.Ordinal)) context.Reject(Errors.InvalidClient);
        else if (Refuses && context.Request.IsRefreshTokenGrantType()) context.Reject(Errors.InvalidGrant);
        return ValueTask.CompletedTask;
    }

    private ValueTask LetIn(HandleAuthorizationRequestContext context)
    {
        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, Person.Subject).SetClaim(Claims.Name, Person.Name).SetScopes(context.Request.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        context.SignIn(new ClaimsPrincipal(identity));
        return ValueTask.CompletedTask;
    }

    private ValueTask Tell(HandleUserInfoRequestContext context)
    {
        context.Email = Person.Email;
        context.Claims["groups"] = new OpenIddictParameter(Person.Groups.Select(g => (string?)g).ToImmutableArray());
        return ValueTask.CompletedTask;
    }
}
