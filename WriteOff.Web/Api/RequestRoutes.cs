using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Web.Api;

/// <summary>What a supervisor says to a request.</summary>
public sealed record ApiDecisionAsk(string? Note = null);

/// <summary>A request after its decision.</summary>
public sealed record ApiDecision(string RequestId, string DenialId, string Status, long AmountCents, long BalanceCents, string DenialStatus);

/// <summary>Write-off requests: the queue, one, approve, reject, withdraw. Token and maker are one person here: neither decides what the other asked.</summary>
internal static class RequestRoutes
{
    private delegate Task<Outcome<ApprovalReceipt>> Decide(ApprovalService service, Actor actor, ApprovalAsk ask, string? note, ActKey key, CancellationToken cancel);

    public static void Map(RouteGroupBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Requests");
        requests.MapGet("", List).Answers<ApiPage<ApiRequest>>("Requests that wait, oldest first. View: waiting (all), mine (asked by the token's maker or for them).");
        requests.MapGet("/{id:long}", One).Answers<ApiRequest>("One request, waiting or decided. Its ETag is the version that decisions ask for.");
        Add(requests, "approve", "Posts what was asked.", (s, who, ask, note, key, cancel) => s.Approve(who, ask, note, key, cancel));
        Add(requests, "reject", "Sends it back, with a note.", (s, who, ask, note, key, cancel) => s.Reject(who, ask, note, key, cancel));
        Add(requests, "withdraw", "Takes back what the token's maker, or a token of theirs, asked.", (s, who, ask, _, key, cancel) => s.Cancel(who, ask, key, cancel));
    }

    private static void Add(RouteGroupBuilder requests, string act, string says, Decide decide) =>
        requests.MapPost($"/{{id:long}}/{act}", (HttpContext http, long id, ApprovalService service) => Act(http, id, service, decide)).Takes<ApiDecisionAsk>("application/json").Acts(hasVersion: true).Answers<ApiDecision>(says);

    private static async Task<IResult> List(HttpContext http, ApprovalQueue queue, string? view, string? cursor)
    {
        var shown = view switch { null or "" or "waiting" => QueueView.Waiting, "mine" => QueueView.AskedByMe, _ => (QueueView?)null };
        if (shown is null) return ApiProblem.Of(new Refusal("ViewUnknown", "There is no such view.", "Send waiting or mine.", "view"));
        var read = ApiRequests.ReadCursor(cursor);
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        var from = GridCursor.Read(read.Value);
        if (from is null && read.Value.Length > 0) return ApiProblem.Of(ApiRequests.CursorUnreadable);
        var page = await queue.Page(http.ToTokenActor(), new QueueAsk(shown.Value, from), http.RequestAborted);
        return page.IsDone ? Results.Ok(new ApiPage<ApiRequest>([.. page.Value.Rows.Select(r => ApiRequest.Of(r.Case, page.Value.Setting))], ApiRequests.WriteCursor(page.Value.Next))) : ApiProblem.Of(page.Refusal);
    }

    private static async Task<IResult> One(HttpContext http, long id, ApprovalQueue queue)
    {
        var found = await queue.Open(http.ToTokenActor(), id, http.RequestAborted);
        if (!found.IsDone) return ApiProblem.Of(found.Refusal);
        var request = ApiRequest.Of(found.Value.Case, found.Value.Setting);
        http.WriteVersion(request.Version);
        return Results.Ok(request);
    }

    private static async Task<IResult> Act(HttpContext http, long id, ApprovalService service, Decide decide)
    {
        var versions = http.ReadVersions();
        if (!versions.IsDone) return ApiProblem.Of(versions.Refusal);
        var note = (string?)null;
        if (http.Request.ContentType is not null)
        {
            var read = await http.ReadBody<ApiDecisionAsk>();
            if (!read.IsDone) return ApiProblem.Of(read.Refusal);
            note = read.Value.Note;
        }

        var key = http.ReadKey(note);
        if (!key.IsDone) return ApiProblem.Of(key.Refusal);
        var done = await decide(service, http.ToTokenActor(), new ApprovalAsk(id, versions.Value.Request, versions.Value.Denial), note, key.Value, http.RequestAborted);
        return done.IsDone ? Results.Ok(new ApiDecision(ApiId.Of(done.Value.RequestId), ApiId.Of(done.Value.DenialId), done.Value.Decision.ToString().ToUpperInvariant(), done.Value.Amount.Cents, done.Value.BalanceAfter.Cents, done.Value.StatusAfter.Word()))
            : ApiProblem.Of(done.Refusal);
    }
}
