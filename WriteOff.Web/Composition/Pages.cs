using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Identity;
using MudBlazor;
using MudBlazor.Services;
using WriteOff.Web.Api;
using WriteOff.Web.Audit;
using WriteOff.Web.Components;
using WriteOff.Web.Demo;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Look;
using WriteOff.Web.Navigation;
using WriteOff.Web.Receivables;
using WriteOff.Web.Reporting;
using WriteOff.Web.WriteOffs.Mass;

namespace WriteOff.Web.Composition;

/// <summary>Blazor, MudBlazor and the addresses that are no pages.</summary>
public static class Pages
{
    /// <summary>Largest message from a browser; free text is capped well below, a larger one would end the circuit.</summary>
    private const int LargestMessage = 32 * 1024;

    /// <summary>Registers Blazor with caps on messages and circuits.</summary>
    public static void AddWriteOffPages(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRazorComponents()
            .AddInteractiveServerComponents(circuit =>
            {
                circuit.DisconnectedCircuitMaxRetained = 200;
                circuit.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(5);
                circuit.MaxBufferedUnacknowledgedRenderBatches = 10;
            })
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        builder.Services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.ShowTransitionDuration = 100;
            mud.SnackbarConfiguration.HideTransitionDuration = 100;
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
        });
    }

    /// <summary>The pipeline after the headers.</summary>
    public static void UseWriteOffPages(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment()) app.UseExceptionHandler(Urls.Broken, createScopeForErrors: true);
        app.UseStatusCodePagesWithReExecute(Urls.NotFound, "?code={0}", createScopeForStatusCodePages: true);
        app.Use(PagesForReadersOnly);
        app.Use(ApiRoutes.NoPages);
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(TemporaryPasswords.OnlyToTheirPage);
        app.Use(SecondFactorCheck.OnlyToItsPage);
        app.UseRateLimiter();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapGet("/look/tokens.css", SendTokens).AllowAnonymous();
        app.MapPost(Urls.SignOut, SignOut).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
        app.MapPost(Urls.StayAlive, () => Results.NoContent());
        if (app.Services.GetRequiredService<OpenIdChoice>().Settings is not null) OpenIdSignIn.Map(app);
        OwnPasskeys.Map(app);
        app.MapWriteOffHealth();
        app.MapDenialExports();
        app.MapRunExports();
        AuditExport.Map(app);
        PackageDownload.Map(app);
        app.MapReportExports();
        app.MapPostingDownloads();
        app.MapWriteOffApi();
        app.MapApiDocument();
        if (app.Services.GetRequiredService<DemoOptions>().On) app.MapDoor();
        else app.MapPost(Urls.DemoEnter, () => Results.NotFound()).AllowAnonymous(); // Said plainly; the fallback policy would send to sign-in.
        // Null: our own header already forbids frames, a second one would only weaken it to 'self'.
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
    }

    /// <summary>A refused form keeps its bare status: running the error page as a POST would judge the same form again.</summary>
    private static Task PagesForReadersOnly(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
        return next(context);
    }

    private static IResult SendTokens(HttpContext context, string? v)
    {
        context.Response.Headers.CacheControl = string.Equals(v, Tokens.Version, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Text(Tokens.Css, "text/css; charset=utf-8");
    }

    private static async Task<IResult> SignOut(HttpContext context, SessionRules rules)
    {
        // A form without a valid token has been turned away by now only if somebody looks: this handler reads no form of its own.
        if (context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false }) return Results.BadRequest();
        rules.End(context.User);
        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.LocalRedirect(Urls.SignIn);
    }
}
