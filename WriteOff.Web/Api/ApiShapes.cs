using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Web.Api;

/// <summary>One page of a list.</summary>
/// <param name="Next">The <c>cursor</c> of the next page; null: this is the last.</param>
public sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Whether an act may be done now, judged by the very rules that the act asks.</summary>
/// <param name="Why">Why not; null: it may.</param>
public sealed record ApiMay(bool Allowed, ApiWhy? Why)
{
    internal static ApiMay Of(Refusal? refusal) => new(refusal is null, refusal is null ? null : new ApiWhy(refusal.Code, refusal.Sentence, refusal.Step));
}

/// <summary>A refusal inside another answer.</summary>
public sealed record ApiWhy(string Code, string Detail, string Step);

/// <summary>A denial in a list. Ids are text, since a number of JavaScript can't hold them; amounts are whole cents.</summary>
public sealed record ApiDenial(
    string Id, string Version, string ClaimNumber, string PatientName, string Payer, string Group, string Carc, long DeniedCents, long BalanceCents, long ReservedCents,
    DateOnly DeniedOn, DateOnly AppealBy, string Status, bool IsFlagged, string? Assignee)
{
    internal static ApiDenial Of(GridRow row) => new(ApiId.Of(row.Id), ApiId.Of(row.Version), row.ClaimNumber, row.PatientName, row.PayerName, row.Group, row.Carc, row.DeniedCents, row.BalanceCents, row.ReservedCents,
        row.DeniedOn, row.AppealBy, row.Status.Word(), row.IsFlagged, row.AssigneeName);
}

/// <summary>The claim of a denial.</summary>
public sealed record ApiClaim(string Id, string Number, string PatientName, string MemberId, string Provider, long ChargeCents, long BalanceCents, DateOnly? ServiceFrom, DateOnly? ServiceTo);

/// <summary>A write-off reason on offer, and whether it may be chosen here.</summary>
public sealed record ApiReason(string Code, string Label, string? Category, bool NeedsNote, bool Allowed, ApiWhy? Why);

/// <summary>What may be done with a denial now, by this token.</summary>
public sealed record ApiActs(ApiMay WriteOff, ApiMay Reopen, ApiMay? Approve, ApiMay? Reject, ApiMay? Withdraw);

/// <summary>One denial whole.</summary>
/// <param name="Pending">The request that waits, if one does.</param>
public sealed record ApiDenialWhole(
    string Id, string Version, ApiClaim Claim, string Payer, string Group, string Carc, IReadOnlyList<string> Rarcs, long DeniedCents, long BalanceCents, long ReservedCents, long AvailableCents,
    DateOnly DeniedOn, DateOnly AppealBy, string Status, string? Resolution, bool IsFlagged, string? Assignee, IReadOnlyList<string> Warnings, ApiActs May, IReadOnlyList<ApiReason> Reasons, ApiRequest? Pending);

/// <summary>One line of a write-off: a reason and its share.</summary>
public sealed record ApiLine(string Reason, long AmountCents);

/// <summary>A write-off request. It names no patient.</summary>
/// <param name="Version">Of request and denial, for <c>If-Match</c>.</param>
public sealed record ApiRequest(
    string Id, string Version, string DenialId, string Status, long AmountCents, IReadOnlyList<ApiLine> Lines, string Note, string Gate,
    string RequestedBy, DateTimeOffset RequestedAt, string? DecidedBy, DateTimeOffset? DecidedAt, string DecisionNote, ApiMay Approve, ApiMay Reject, ApiMay Withdraw)
{
    internal static ApiRequest Of(ApprovalCase on, ApprovalSetting setting) => new(
        ApiId.Of(on.Request.Id), VersionOf(on.Facts.Ask), ApiId.Of(on.Denial.Id), on.Request.Status.ToString().ToUpperInvariant(), on.Request.AmountCents,
        [.. on.Lines.Select(l => new ApiLine(l.ReasonCode, l.AmountCents))], on.Request.Note, on.Request.GateSentence,
        on.Facts.RequestedByName, on.Request.RequestedAt, on.Facts.DecidedByName, on.Request.DecidedAt, on.Request.DecisionNote,
        ApiMay.Of(ApprovalRules.ApproveBlocker(on.Facts, setting)), ApiMay.Of(ApprovalRules.RejectBlocker(on.Facts, setting)), ApiMay.Of(ApprovalRules.CancelBlocker(on.Facts, setting)));

    private static string VersionOf(ApprovalAsk ask) => string.Create(CultureInfo.InvariantCulture, $"{ask.RequestVersion}.{ask.DenialVersion}");
}

/// <summary>Keys and versions as text.</summary>
internal static class ApiId
{
    public static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);
}
