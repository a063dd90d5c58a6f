using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Web.Denials;

namespace WriteOff.Web.Api;

/// <summary>A search whose filter may name a patient: it travels in the body, not in an address that logs keep.</summary>
public sealed record ApiSearch(string? Filter = null, string? Sort = null, string? Cursor = null, int? Limit = null);

/// <summary>An ask to write off a denial.</summary>
public sealed record ApiWriteOffAsk(IReadOnlyList<ApiLine> Lines, string? Note = null);

/// <summary>Why a denial is reopened.</summary>
public sealed record ApiReopenAsk(string Reason);

/// <summary>What became of an ask to write off.</summary>
/// <param name="Status"><c>POSTED</c>, or <c>PENDING</c> while a supervisor decides.</param>
/// <param name="Gate">Why it went, or did not go, to a supervisor.</param>
public sealed record ApiWriteOff(string RequestId, string DenialId, string Status, string Gate, long AmountCents, long BalanceCents, string DenialStatus);

/// <summary>A denial after an act.</summary>
public sealed record ApiStamp(string DenialId, string Version, string Status);

/// <summary>Denials: list, one, write off, reopen. Thin: each calls the service that its page calls.</summary>
internal static class DenialRoutes
{
    public static void Map(RouteGroupBuilder api)
    {
        var denials = api.MapGroup("/denials").WithTags("Denials");
        denials.MapGet("", List).Answers<ApiPage<ApiDenial>>("Denials under a filter, as in the grid: balance < 10 AND age > 90. Sort: oldest (first), newest, largest, smallest balance.");
        denials.MapPost("/search", Search).Takes<ApiSearch>("application/json").Answers<ApiPage<ApiDenial>>("The same with the filter in the body: the only way for one that names a patient.");
        denials.MapGet("/{id:long}", One).Answers<ApiDenialWhole>("One denial, what may be done with it, and why not. Its ETag is the version that acts ask for.");
        denials.MapPost("/{id:long}/write-offs", WriteOff).Takes<ApiWriteOffAsk>("application/json").Acts(hasVersion: true)
            .Answers<ApiWriteOff>("Writes off, or asks a supervisor to, as the organisation's gate says.");
        denials.MapPost("/{id:long}/reopen", Reopen).Takes<ApiReopenAsk>("application/json").Acts(hasVersion: true).Answers<ApiStamp>("Takes the denial's live write-offs back, or opens a resolved denial.");
        api.MapGet("/reasons", Reasons).WithTags("Denials").Answers<IReadOnlyList<ApiReason>>("The organisation's write-off reasons on offer.");
    }

    private static async Task<IResult> List(HttpContext http, DenialGrid grid, string? filter, string? sort, string? cursor, string? limit) =>
        PrivateFilters.NamesPatient(filter ?? "") ? ApiProblem.Of(InTheBody)
        : ApiRequests.ReadLimit(limit) is var size && size.IsDone ? await Page(http, grid, filter, sort, cursor, size.Value) : ApiProblem.Of(size.Refusal);

    private static async Task<IResult> Search(HttpContext http, DenialGrid grid)
    {
        var read = await http.ReadBody<ApiSearch>();
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        var size = ApiRequests.ReadLimit(read.Value.Limit is { } limit ? Convert.ToString(limit, System.Globalization.CultureInfo.InvariantCulture) : null);
        return size.IsDone ? await Page(http, grid, read.Value.Filter, read.Value.Sort, read.Value.Cursor, size.Value) : ApiProblem.Of(size.Refusal);
    }

    private static async Task<IResult> Page(HttpContext http, DenialGrid grid, string? filter, string? sort, string? cursor, int size)
    {
        if (Order(sort) is not { } order) return ApiProblem.Of(new Refusal("SortUnknown", "There is no such order.", "Send oldest, newest, largest or smallest.", "sort"));
        var read = ApiRequests.ReadCursor(cursor);
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        var from = GridCursor.Read(read.Value);
        if (from is null && read.Value.Length > 0) return ApiProblem.Of(ApiRequests.CursorUnreadable);
        var page = await grid.Page(http.ToTokenActor(), new GridAsk(null, order.Sort, order.IsDescending, from, filter ?? "") { Size = size }, http.RequestAborted);
        return page.IsDone ? Results.Ok(new ApiPage<ApiDenial>([.. page.Value.Rows.Select(ApiDenial.Of)], ApiRequests.WriteCursor(page.Value.Next))) : ApiProblem.Of(page.Refusal);
    }

    private static async Task<IResult> One(HttpContext http, long id, DenialViews views)
    {
        var found = await views.Open(http.ToTokenActor(), id, http.RequestAborted);
        if (!found.IsDone) return ApiProblem.Of(found.Refusal);
        http.WriteVersion(ApiId.Of(found.Value.Denial.Version));
        return Results.Ok(Whole(found.Value));
    }

    private static async Task<IResult> WriteOff(HttpContext http, long id, WriteOffService service)
    {
        var (version, key) = (http.ReadVersion(), http.ReadKey());
        if ((version.Refusal ?? key.Refusal) is { } refusal) return ApiProblem.Of(refusal);
        var read = await http.ReadBody<ApiWriteOffAsk>();
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        if (read.Value.Lines.Any(l => l is null)) return ApiProblem.Of(ApiRequests.LineEmpty);
        // The request's own submission key does the work here; the answer is made of the request as it was kept.
        var ask = new WriteOffAsk(id, version.Value, key.Value.Key, [.. read.Value.Lines.Select(l => new WriteOffAskLine(l.Reason, new Money(l.AmountCents)))], read.Value.Note);
        var done = await service.Submit(http.ToTokenActor(), ask, http.RequestAborted);
        return done.IsDone ? Results.Ok(new ApiWriteOff(ApiId.Of(done.Value.RequestId), ApiId.Of(id), done.Value.IsPending ? "PENDING" : "POSTED", done.Value.GateSentence, done.Value.Total.Cents, done.Value.BalanceAfter.Cents, done.Value.StatusAfter.Word()))
            : ApiProblem.Of(done.Refusal);
    }

    private static async Task<IResult> Reopen(HttpContext http, long id, ReopenService service)
    {
        var version = http.ReadVersion();
        if (!version.IsDone) return ApiProblem.Of(version.Refusal);
        var read = await http.ReadBody<ApiReopenAsk>();
        if (!read.IsDone) return ApiProblem.Of(read.Refusal);
        var key = http.ReadKey(read.Value.Reason);
        if (!key.IsDone) return ApiProblem.Of(key.Refusal);
        var done = await service.Reopen(http.ToTokenActor(), new DenialAsk(id, version.Value), read.Value.Reason, key.Value, http.RequestAborted);
        return done.IsDone ? Results.Ok(new ApiStamp(ApiId.Of(id), ApiId.Of(done.Value.Version), done.Value.Status.Word())) : ApiProblem.Of(done.Refusal);
    }

    private static async Task<IResult> Reasons(HttpContext http, MassReasonReader reader)
    {
        var read = await reader.Read(http.ToTokenActor(), http.RequestAborted);
        return read.IsDone ? Results.Ok(read.Value.Reasons.Select(Reason).ToList()) : ApiProblem.Of(read.Refusal);
    }

    private static ApiDenialWhole Whole(DenialView view)
    {
        var (denial, claim, setting, pending) = (view.Denial, view.Claim, view.Case.Setting, view.Pending is { } p ? ApiRequest.Of(p.Case, p.Setting) : null);
        var blocker = WriteOffRules.Blocker(view.Case.Facts, setting);
        return new ApiDenialWhole(
            ApiId.Of(denial.Id), ApiId.Of(denial.Version),
            new ApiClaim(ApiId.Of(claim.Id), claim.ClaimNumber, claim.PatientName, claim.MemberId, claim.ProviderName, claim.ChargeCents, claim.BalanceCents, claim.ServiceFrom, claim.ServiceTo),
            view.Payer.Name, denial.Group, denial.Carc, denial.Rarcs.Split(' ', StringSplitOptions.RemoveEmptyEntries), denial.DeniedCents, denial.BalanceCents, denial.ReservedCents, denial.Available.Cents,
            denial.DeniedOn, denial.AppealBy, denial.Status.Word(), denial.Resolution?.ToString().ToUpperInvariant(), denial.IsFlagged, view.AssigneeName,
            WriteOffRules.Warnings(view.Case.Facts, setting.Today),
            new ApiActs(ApiMay.Of(blocker), ApiMay.Of(ReopenService.Judge(denial, setting.Scopes, view.HasLiveWriteOff)), pending?.Approve, pending?.Reject, pending?.Withdraw),
            blocker is null ? [.. WriteOffRules.Offers(view.Case.Facts, setting).Select(Reason)] : [], pending);
    }

    private static ApiReason Reason(ReasonOption option)
    {
        var may = ApiMay.Of(option.Refusal);
        return new ApiReason(option.Reason.Code, option.Reason.Label, option.Reason.Category is { } category ? SettingWords.Of(category) : null, option.Reason.NeedsNote, may.Allowed, may.Why);
    }

    private static (GridSort Sort, bool IsDescending)? Order(string? sort) => sort switch
    {
        null or "" or "oldest" => (GridSort.Age, true),
        "newest" => (GridSort.Age, false),
        "largest" => (GridSort.Balance, true),
        "smallest" => (GridSort.Balance, false),
        _ => null,
    };

    private static Refusal InTheBody { get; } = new("FilterPrivate", "A filter that names a patient can't stand in an address.", "Send it to POST /api/v1/denials/search in the body.", "filter");
}
