using System.Globalization;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Mass;

namespace WriteOff.Web.Api;

/// <summary>A mass run. Amounts are whole cents.</summary>
public sealed record ApiRun(
    int Number, string Kind, string Status, string? Reason, string StartedBy, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Selected, long SelectedCents, int Done,
    int Posted, long PostedCents, int Pending, long PendingCents, int Skipped, long SkippedCents, int Failed, long FailedCents);

/// <summary>Mass runs, to look at: starting one needs a preview that a person has seen.</summary>
internal static class RunRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/runs").WithTags("Runs");
        runs.MapGet("", List).Answers<ApiPage<ApiRun>>("Mass runs, newest first.");
        runs.MapGet("/{number:int}", One).Answers<ApiRun>("One run and how far it has come.");
    }

    private static async Task<IResult> List(HttpContext http, RunViews views, string? cursor)
    {
        var read = ApiRequests.ReadCursor(cursor);
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        int? below = int.TryParse(read.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (below is null && read.Value.Length > 0) return ApiProblem.Of(ApiRequests.CursorUnreadable);
        var page = await views.Page(http.ToTokenActor(), below, http.RequestAborted);
        return page.IsDone ? Results.Ok(new ApiPage<ApiRun>([.. page.Value.Runs.Select(Of)], ApiRequests.WriteCursor(page.Value.Next))) : ApiProblem.Of(page.Refusal);
    }

    private static async Task<IResult> One(HttpContext http, int number, RunViews views)
    {
        var found = await views.Open(http.ToTokenActor(), number, http.RequestAborted);
        return found.IsDone ? Results.Ok(Of(found.Value)) : ApiProblem.Of(found.Refusal);
    }

    private static ApiRun Of(RunView view) => new(
        view.Run.Number, view.Run.Kind.ToString(), view.Run.Status.ToString().ToUpperInvariant(), view.Run.ReasonCode.Length == 0 ? null : view.Run.ReasonCode, view.StartedBy, view.Run.StartedAt, view.Run.EndedAt,
        view.Run.SelectedCount, view.Run.SelectedCents, view.Run.DoneCount, view.Run.PostedCount, view.Run.PostedCents, view.Run.PendingCount, view.Run.PendingCents,
        view.Run.SkippedCount, view.Run.SkippedCents, view.Run.FailedCount, view.Run.FailedCents);
}
