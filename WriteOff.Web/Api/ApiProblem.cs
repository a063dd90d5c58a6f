using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Api;

/// <summary>A refusal as RFC 9457 problem+json.</summary>
/// <param name="Type">Always <c>about:blank</c>: the code tells what it is.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable name of the refusal: the one that pages, audit and tests know.</param>
/// <param name="Detail">What is wrong, in one sentence.</param>
/// <param name="Step">What unblocks it.</param>
/// <param name="Field">The field of the request that it is about, where there is one.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Code, string Detail, string Step, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field)
{
    /// <summary>Content type of every refusal.</summary>
    public const string ContentType = "application/problem+json";

    /// <summary>The answer of a refusal.</summary>
    public static IResult Of(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        var status = StatusOf(refusal.Code);
        // A dialog's own words don't fit a program.
        if (string.Equals(refusal.Code, ActKey.UsedForOther.Code, StringComparison.Ordinal)) refusal = ActKey.UsedForOther;
        return Results.Json(new ApiProblem("about:blank", ReasonPhrases.GetReasonPhrase(status), status, refusal.Code, refusal.Sentence, refusal.Step, refusal.Field), contentType: ContentType, statusCode: status);
    }

    /// <summary>The HTTP status of a refusal: 422 is what is wrong with the input, whatever else it is called.</summary>
    public static int StatusOf(string code) => code switch
    {
        "KeyMissing" or "BodyUnreadable" => StatusCodes.Status400BadRequest,
        "TokenUnknown" or "TokenEnded" => StatusCodes.Status401Unauthorized,
        "ScopeMissing" or "OwnRequest" or "NotYourRequest" or "OverLimit" => StatusCodes.Status403Forbidden,
        "NotFound" => StatusCodes.Status404NotFound,
        "MethodNotAllowed" => StatusCodes.Status405MethodNotAllowed,
        "ProtectedState" or "NothingOpen" or "ReversalFlagged" or "AlreadyDecided" or "Stale" or "Unposted" => StatusCodes.Status409Conflict,
        "ChangedSinceYouLooked" => StatusCodes.Status412PreconditionFailed,
        "FileTooLarge" => StatusCodes.Status413PayloadTooLarge,
        "VersionMissing" => StatusCodes.Status428PreconditionRequired,
        "TooManyRequests" => StatusCodes.Status429TooManyRequests,
        "Broken" => StatusCodes.Status500InternalServerError,
        "DatabaseUnavailable" => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
