using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using WriteOff.Domain.Reporting;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Audit;

/// <summary>A denial's write-off package as one page that needs nothing else: for printing, mailing, keeping.</summary>
public sealed class PackageDownload(AuditTrailService service, SessionRules rules)
{
    /// <summary>Opens <c>/denials/{id}/package</c>.</summary>
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapGet($"{Urls.Denials}/{{id:long}}/package", (HttpContext http, long id, PackageDownload package) => package.Html(http, id));

    /// <summary>Makes and sends it.</summary>
    public async Task<IResult> Html(HttpContext http, long id)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return Results.Unauthorized();
        var made = await service.Package(actor, id, http.RequestAborted);
        if (!made.IsDone) return Refusals.Say(made.Refusal);
        var bytes = Encoding.UTF8.GetBytes(new PackageHtml(made.Value).Write());
        // What it holds came from files and forms: nothing in it may run, wherever it is opened from here.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Repr-Digest"] = $"sha-256=:{Convert.ToBase64String(SHA256.HashData(bytes))}:";
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"write-off-{id}-{made.Value.At:yyyyMMdd-HHmmss}.html\"");
        return Results.Bytes(bytes, "text/html; charset=utf-8");
    }
}
