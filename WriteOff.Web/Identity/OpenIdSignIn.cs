using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Composition;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>Signing in at the organisation's server: code flow with PKCE by the framework's handler; here stands who comes in, and as whom.</summary>
public sealed class OpenIdSignIn(AppSignIn signIn, OpenIdChoice choice, GroupPeople people, GroupCheck check, ILogger<OpenIdSignIn> log)
{
    /// <summary>The two addresses: away to the server, and back from it.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Urls.SignInOutside, (string? returnUrl) => Results.Challenge(
            new AuthenticationProperties { RedirectUri = Urls.SignInOutsideDoneFor(returnUrl) }, [OpenIdSettings.Scheme])).AllowAnonymous();
        endpoints.MapGet(Urls.SignInOutsideDone, Done).AllowAnonymous();
    }

    /// <summary>Registers the framework's handler.</summary>
    public static void Use(AuthenticationBuilder authentication, OpenIdSettings settings, Site site)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(site);
        authentication.AddOpenIdConnect(OpenIdSettings.Scheme, openId =>
        {
            openId.SignInScheme = IdentityConstants.ExternalScheme;
            openId.Authority = settings.Authority.ToString();
            openId.RequireHttpsMetadata = !settings.Authority.IsLoopback;
            (openId.ClientId, openId.ClientSecret) = (settings.ClientId, settings.ClientSecret);
            openId.ResponseType = OpenIdConnectResponseType.Code;
            // In the address: a form that another site posts would come without our cookies.
            openId.ResponseMode = OpenIdConnectResponseMode.Query;
            openId.UsePkce = true;
            openId.MapInboundClaims = false;
            openId.GetClaimsFromUserInfoEndpoint = true;
            openId.ClaimActions.MapJsonKey(settings.GroupsClaim, settings.GroupsClaim);
            openId.SaveTokens = true;
            foreach (var scope in (string[])["email", "offline_access"]) openId.Scope.Add(scope);
            openId.CallbackPath = Urls.SignInOutsideCallback;
            foreach (var cookie in new[] { openId.NonceCookie, openId.CorrelationCookie })
                (cookie.SameSite, cookie.SecurePolicy) = (SameSiteMode.Lax, site.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest);
            openId.Events.OnRemoteFailure = Failed;
        });
    }

    /// <summary>Takes in whom the server vouches for. Refused: no role here, several organisations, an address that is taken, locked out.</summary>
    public async Task<Refusal?> Enter(ClaimsPrincipal outside, string? refreshToken)
    {
        ArgumentNullException.ThrowIfNull(outside);
        if (choice.Settings is not { } settings || outside.FindFirstValue("sub") is not { Length: > 0 } subject) return Nobody;
        var groups = outside.FindAll(settings.GroupsClaim).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var user = await signIn.UserManager.FindByLoginAsync(OpenIdSettings.Scheme, settings.KeyOf(subject));
        var refusal = user is null ? await Make(settings, outside, subject, groups) : await Follow(user, groups);
        if (refusal is not null) return refusal;
        user ??= (await signIn.UserManager.FindByLoginAsync(OpenIdSettings.Scheme, settings.KeyOf(subject)))!;
        await check.Note(signIn.UserManager, user, refreshToken);
        if (!await signIn.CanSignInAsync(user)) return Locked;
        await signIn.SignInAsync(user, isPersistent: false, OpenIdSettings.Scheme);
        return null;
    }

    private async Task<Refusal?> Follow(AppUser user, IReadOnlyCollection<string> groups)
    {
        var standing = await people.Follow(user.TenantId, user.Id, groups);
        return standing.IsDone ? standing.Value.WhyNone : standing.Refusal.Code is nameof(SettingsRefusal.AlreadySo) ? Locked : standing.Refusal;
    }

    /// <summary>The first time: a person without a password, in the one organisation that gives a role to one of the groups.</summary>
    private async Task<Refusal?> Make(OpenIdSettings settings, ClaimsPrincipal outside, string subject, IReadOnlyCollection<string> groups)
    {
        var tenants = await people.TenantsWith(settings.Tenants, groups);
        if (tenants.Count != 1) return tenants.Count == 0 ? NoGroup : Several;
        var (email, name) = (outside.FindFirstValue("email") ?? "", outside.FindFirstValue("name") ?? outside.FindFirstValue("email") ?? "");
        if (email.Length == 0) return NoEmail;
        if (await signIn.UserManager.FindByEmailAsync(email) is not null) return Taken;
        var user = new AppUser { Id = Guid.NewGuid(), TenantId = tenants[0], DisplayName = name.Trim(), UserName = email.Trim(), Email = email.Trim(), EmailConfirmed = true, GroupsConfirmedAt = DateTimeOffset.UnixEpoch };
        if (!(await signIn.UserManager.CreateAsync(user)).Succeeded) return Taken;
        if ((await signIn.UserManager.AddLoginAsync(user, new UserLoginInfo(OpenIdSettings.Scheme, settings.KeyOf(subject), settings.Name))).Succeeded)
        {
            var added = await people.Add(user.TenantId, user.Id, user.DisplayName, user.Email, groups);
            if (added.IsDone)
            {
                log.LogWarning("Person {Person} of tenant {Tenant} was added from groups", user.Id, user.TenantId);
                return null;
            }

            await signIn.UserManager.DeleteAsync(user);
            return added.Refusal;
        }

        await signIn.UserManager.DeleteAsync(user);
        return Taken;
    }

    private static async Task<IResult> Done(HttpContext http, OpenIdSignIn openId, ILogger<OpenIdSignIn> log, string? returnUrl)
    {
        var outside = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        var refusal = outside is { Succeeded: true, Principal: { } principal } ? await openId.Enter(principal, outside.Properties?.GetTokenValue("refresh_token")) : Nobody;
        if (refusal is null) return Results.LocalRedirect(Urls.LocalOrHome(returnUrl));
        log.LogWarning("Refused {Code} to somebody who came from the sign-in server", refusal.Code);
        return Results.LocalRedirect(Urls.SignInRefused(Explain(refusal.Code) is null ? Nobody.Code : refusal.Code));
    }

    private static Task Failed(RemoteFailureContext context)
    {
        context.HttpContext.RequestServices.GetRequiredService<ILogger<OpenIdSignIn>>().LogWarning("A sign-in at the sign-in server failed ({Reason})", context.Failure?.GetType().Name);
        context.HandleResponse();
        context.Response.Redirect(Urls.SignInRefused(Nobody.Code));
        return Task.CompletedTask;
    }

    private static Refusal NoGroup { get; } = GroupRules.RolesOf([], []).Refusal!;

    private static Refusal Clash { get; } = PeopleRules.RefuseRoles([Role.Administrator, Role.BillingSupervisor])!;

    private static Refusal Several { get; } = new("SeveralOrganisations", "Your groups have roles in several organisations here.", "Ask your administrator to leave you in the groups of one.");

    private static Refusal NoEmail { get; } = new("EmailMissing", "Your organisation’s sign-in names no e-mail address.", "Ask whoever runs it to send the claim email.");

    private static Refusal Taken { get; } = new("AddressTaken", "An account with a password has your e-mail address here.", "Sign in with that password, or ask your administrator.");

    private static Refusal Locked { get; } = new("AccessLocked", "Your access here is locked.", "An administrator of your organisation locked it and can let you back in.");

    private static Refusal Nobody { get; } = new("OutsideFailed", "Your organisation’s sign-in didn’t let you in.", "Try again; if it stays so, ask whoever runs it.");

    /// <summary>What the sign-in page says for a code in its address; null for any other word.</summary>
    public static Refusal? Explain(string? code) => new[] { Nobody, Taken, Locked, NoGroup, Several, NoEmail, Clash }.FirstOrDefault(r => string.Equals(r.Code, code, StringComparison.Ordinal));
}
