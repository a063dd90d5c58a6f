namespace WriteOff.Web.Composition;

/// <summary>Headers of every answer, and who may open a socket.</summary>
public static class Security
{
    /// <summary>Puts both in front of everything else.</summary>
    public static void UseWriteOffSecurity(this WebApplication app)
    {
        var site = app.Services.GetRequiredService<Site>();
        app.Use((context, next) =>
        {
            if (site.Origin is { } origin)
                (context.Request.Scheme, context.Request.Host) = (origin.Scheme, new HostString(origin.Authority));
            Head(context);
            if (!IsForeign(context.Request)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        if (site.IsHttps) app.UseHsts();
    }

    private static void Head(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy(context.Request);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true)
                context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    /// <summary>Scripts only from files of ours. Styles may be inline: MudBlazor places its popovers and writes its theme that way.</summary>
    private static string Policy(HttpRequest request) =>
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        $"connect-src 'self' {(request.IsHttps ? "wss" : "ws")}://{request.Host}; " +
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    /// <summary>A socket takes a browser's cookies from any page (no same-origin rule), so the page's origin is asked. Clients that are no browsers send none.</summary>
    private static bool IsForeign(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        && request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
