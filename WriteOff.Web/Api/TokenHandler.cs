using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Api;

/// <summary>Lets programs in by <c>Authorization: Bearer wo_…</c>. Nothing else opens the API, a browser's cookie least of all.</summary>
internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokens tokens, ApiLimits limits, ILogger<SecurityLog> log)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public const string Name = "Token";

    private const string Bearer = "Bearer ";
    private Refusal _refusal = ApiTokens.Unknown;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var text = header[Bearer.Length..].Trim();
        var found = await tokens.Find(text, Context.RequestAborted);
        if (found.IsDone) return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(Identity(found.Value)), Name));
        // A flood of bad tokens fills no log: past the limit they hear that, and a good token is still let in.
        if (!limits.MayFail(Context.Connection.RemoteIpAddress)) _refusal = ApiLimits.TooMany;
        else
        {
            _refusal = found.Refusal;
            var known = TokenText.TryRead(text, out var sent);
            log.LogWarning("Refused {Code}: a token {TokenId} of tenant {TenantId} from {Address}", found.Refusal.Code, known ? sent!.Id : 0, known ? sent!.TenantId : 0, Context.Connection.RemoteIpAddress);
        }

        return AuthenticateResult.Fail(_refusal.Code);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return ApiProblem.Of(_refusal).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => ApiProblem.Of(ApiTokens.Unknown).ExecuteAsync(Context);

    private static ClaimsIdentity Identity(Actor actor) => new(
    [
        new Claim(ClaimTypes.NameIdentifier, actor.UserId.ToString()),
        new Claim(SessionClaims.Tenant, actor.TenantId.ToString(CultureInfo.InvariantCulture)),
        new Claim(SessionClaims.Name, actor.Name),
        new Claim(SessionClaims.Token, actor.TokenId!.Value.ToString(CultureInfo.InvariantCulture)),
    ], Name);
}
