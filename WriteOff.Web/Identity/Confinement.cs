using Microsoft.AspNetCore.Authorization;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>What stays open to somebody who is kept on one page: what is open to everybody, and the page. No export, no circuit.</summary>
internal static class Confinement
{
    /// <summary>Whether the request may pass all the same.</summary>
    /// <param name="page">Where the person is kept.</param>
    public static bool IsOpen(HttpContext context, string page)
    {
        var path = context.Request.Path;
        return path == page || path == Urls.Password || path == Urls.StayAlive || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
    }

    /// <summary>A page leads to the one that is open; anything else is refused.</summary>
    public static void Refuse(HttpContext context, string page)
    {
        if (context.Request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase) || !HttpMethods.IsGet(context.Request.Method))
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        else
            context.Response.Redirect(page);
    }
}
