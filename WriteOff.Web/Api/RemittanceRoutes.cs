using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Web.Remittances;

namespace WriteOff.Web.Api;

/// <summary>What became of one transaction of a file. It names no patient.</summary>
/// <param name="Hold">For a held one: the word that says why.</param>
public sealed record ApiTransaction(string Id, int Number, string Payer, string Trace, string Status, string Hold, string Why, int Claims, int Posted, int Denials, int Held, int Unmatched);

/// <summary>What became of a file.</summary>
/// <param name="FirstReceivedAt">The same bytes were taken then already: nothing was posted now.</param>
public sealed record ApiFile(string Id, string Name, DateTimeOffset? FirstReceivedAt, IReadOnlyList<ApiTransaction> Remittances);

/// <summary>A remittance in the list.</summary>
public sealed record ApiRemittance(
    string Id, string File, DateTimeOffset ReceivedAt, string Payer, string Trace, long? AmountCents, DateOnly? PaidOn, string Status, string Hold, string Why, int Claims, int Posted, int Denials, int Held, int Unmatched, int Flagged)
{
    internal static ApiRemittance Of(InboxRow row) => new(ApiId.Of(row.Id), row.FileName, row.ReceivedAt, row.PayerName, row.Trace, row.Amount?.Cents, row.PaidOn, row.Status.ToString().ToUpperInvariant(), row.HoldWord, row.Why,
        row.ClaimCount, row.PostedCount, row.DenialCount, row.HeldCount, row.UnmatchedCount, row.FlaggedCount);
}

/// <summary>835 files in, and what became of them.</summary>
internal static class RemittanceRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var remittances = api.MapGroup("/remittances").WithTags("Remittances");
        remittances.MapGet("", List).Answers<ApiPage<ApiRemittance>>("Remittances, newest first. View: all, or work (those that wait for a person).");
        remittances.MapGet("/{id:long}", One).Answers<ApiRemittance>("One remittance.");
        remittances.MapPost("", Take).Takes<Stream>("application/edi-x12").WithMetadata(new RequestSizeLimitAttribute(Upload.Largest))
            .Answers<ApiFile>("Takes an 835 file as the body. Its content is its key: the same bytes again post nothing and say when they came first.");
    }

    private static async Task<IResult> List(HttpContext http, RemittanceInbox inbox, string? view, string? cursor)
    {
        if (view is not (null or "" or "all" or "work")) return ApiProblem.Of(new Refusal("ViewUnknown", "There is no such view.", "Send all or work.", "view"));
        var read = ApiRequests.ReadCursor(cursor);
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        long? before = long.TryParse(read.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : null;
        if (before is null && read.Value.Length > 0) return ApiProblem.Of(ApiRequests.CursorUnreadable);
        var page = await inbox.List(http.ToTokenActor(), new InboxAsk(view is not "work", before), http.RequestAborted);
        return page.IsDone ? Results.Ok(new ApiPage<ApiRemittance>([.. page.Value.Rows.Select(ApiRemittance.Of)], ApiRequests.WriteCursor(page.Value.Next))) : ApiProblem.Of(page.Refusal);
    }

    private static async Task<IResult> One(HttpContext http, long id, RemittanceInbox inbox)
    {
        var found = await inbox.Open(http.ToTokenActor(), id, http.RequestAborted);
        return found.IsDone ? Results.Ok(ApiRemittance.Of(found.Value.Row)) : ApiProblem.Of(found.Refusal);
    }

    private static async Task<IResult> Take(HttpContext http, RemittanceIntake intake, string? name)
    {
        // Before a gigabyte of it lies on our disk.
        if (await intake.Judge(http.ToTokenActor(), http.RequestAborted) is { } missing) return ApiProblem.Of(missing);
        var path = Path.Combine(Path.GetTempPath(), $"writeoff-{Guid.NewGuid():N}.835");
        await using var kept = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            await http.Request.Body.CopyToAsync(kept, http.RequestAborted);
        }
        catch (BadHttpRequestException)
        {
            return ApiProblem.Of(new Refusal("FileTooLarge", "The file is larger than 1 GB.", "Check that it is a remittance; put a larger one in the watched folder."));
        }

        kept.Position = 0;
        // What has begun to post is finished, whether the program still listens or not.
        var taken = await intake.Take(http.ToTokenActor(), string.IsNullOrWhiteSpace(name) ? "api.835" : name, kept, CancellationToken.None);
        return taken.IsDone ? Results.Ok(Of(taken.Value)) : ApiProblem.Of(taken.Refusal);
    }

    private static ApiFile Of(FileReceipt receipt) => new(ApiId.Of(receipt.FileId), receipt.Name, receipt.FirstReceivedAt,
        [.. receipt.Remittances.Select(r => new ApiTransaction(ApiId.Of(r.RemittanceId), r.Number, r.PayerName, r.Trace, r.Status.ToString().ToUpperInvariant(), r.HoldWord, r.Why, r.ClaimCount, r.PostedCount, r.DenialCount, r.HeldCount, r.UnmatchedCount))]);
}
