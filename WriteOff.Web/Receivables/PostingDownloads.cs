using System.Globalization;
using Microsoft.Net.Http.Headers;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Receivables;

/// <summary>The file of a sending as a download.</summary>
public static class PostingDownloads
{
    /// <summary>Opens <c>/posting-batches/{number}/{sending}</c>.</summary>
    public static void MapPostingDownloads(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet($"{Urls.PostingBatches}/{{number:int}}/{{sending:int}}", Download);

    private static async Task<IResult> Download(HttpContext http, int number, int sending, PostingBatchViews views, SessionRules rules)
    {
        if (http.User.ToActor() is not { } actor || !rules.Lasts(http.User)) return Results.Unauthorized();
        var found = await views.Sending(actor, number, sending, http.RequestAborted);
        if (!found.IsDone) return Results.Text(found.Refusal.ToString(), "text/plain; charset=utf-8", statusCode: found.Refusal.Code is "NotFound" ? 404 : 403);
        http.Response.Headers[HeaderNames.CacheControl] = "no-store";
        var name = found.Value.Settings.NameOf(number, sending, found.Value.Batch.MadeOn);
        return Results.File(PostingFiles.Write(found.Value), "application/octet-stream", string.Create(CultureInfo.InvariantCulture, $"{name}"));
    }
}
