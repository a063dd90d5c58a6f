using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>The session cookie: 15 minutes sliding, 12 hours absolute, <c>__Host-</c> wherever the product answers on https.</summary>
public static class SessionCookie
{
    /// <summary>Sets the cookie up.</summary>
    /// <param name="cookie">Identity's application cookie.</param>
    /// <param name="https">Whether people reach the product over https (also behind a proxy that says so). Browsers refuse <c>__Host-</c> without it.</param>
    public static void Use(CookieAuthenticationOptions cookie, bool https)
    {
        cookie.Cookie.Name = https ? "__Host-writeoff" : "writeoff";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = SessionRules.Idle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = Urls.SignIn;
        cookie.LogoutPath = Urls.SignOut;
        cookie.AccessDeniedPath = Urls.AccessDenied;
        cookie.ReturnUrlParameter = Urls.ReturnUrl;
        cookie.Events.OnSigningIn = Begin;
        cookie.Events.OnValidatePrincipal = Check;
        cookie.Events.OnCheckSlidingExpiration = Slide;
        cookie.Events.OnRedirectToLogin = Redirect;
    }

    /// <summary>The cookies beside the session's: a second step, an outside sign-in. As short, and as closed.</summary>
    public static void UseBeside(CookieAuthenticationOptions cookie, bool https)
    {
        var name = cookie.Cookie.Name!.Split('.')[^1].ToLowerInvariant();
        cookie.Cookie.Name = https ? $"__Host-writeoff-{name}" : $"writeoff-{name}";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static Task Begin(CookieSigningInContext context)
    {
        if (context.Principal?.Identity is ClaimsIdentity identity && identity.FindFirst(SessionClaims.Started) is null)
            identity.Begin(context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return Task.CompletedTask;
    }

    private static async Task Check(CookieValidatePrincipalContext context)
    {
        var rules = context.HttpContext.RequestServices.GetRequiredService<SessionRules>();
        var old = context.Principal;
        if (old is null || rules.Over(old) is not null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            if (old is not null) Note(context.HttpContext, rules.Over(old));
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
        if (context.Principal is { } fresh) fresh.CarryOver(old);
        else Note(context.HttpContext, await context.HttpContext.RequestServices.GetRequiredService<AppSignIn>().WhyEnded(old));
    }

    /// <summary>Why this request's session was refused; null where it wasn't.</summary>
    public static SessionEnd? EndOf(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Items.TryGetValue(typeof(SessionEnd), out var end) ? (SessionEnd?)end : null;
    }

    private static void Note(HttpContext http, SessionEnd? end) => http.Items[typeof(SessionEnd)] = end;

    /// <summary>The framework slides after half of the time; a person who stops at minute 7 would have 8 left. The keep-alive slides at each call.</summary>
    private static Task Slide(CookieSlidingExpirationContext context)
    {
        context.ShouldRenew |= context.Request.Path == Urls.StayAlive;
        return Task.CompletedTask;
    }

    /// <summary>Sockets and the keep-alive get an answer, not a page.</summary>
    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) || context.Request.Path == Urls.StayAlive)
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else
            context.Response.Redirect(Urls.SignInFor(HttpMethods.IsGet(context.Request.Method) ? context.Request.PathBase + context.Request.Path + context.Request.QueryString : null, EndOf(context.HttpContext)));
        return Task.CompletedTask;
    }
}
