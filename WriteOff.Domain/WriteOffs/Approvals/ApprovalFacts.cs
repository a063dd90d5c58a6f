using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Approvals;

/// <summary>Which request a decision is for, and the versions of request and denial that the person looked at.</summary>
public readonly record struct ApprovalAsk(long RequestId, long RequestVersion, long DenialVersion);

/// <summary>What the rules need to know of one request: as it was asked, how it was decided, and its denial as it is now.</summary>
/// <param name="CameFrom">The denial's status before the ask.</param>
/// <param name="Lines">Reasons and amounts as asked.</param>
/// <param name="DecidedByName">Null while it waits.</param>
public sealed record ApprovalFacts(
    long RequestId,
    RequestStatus Status,
    DenialStatus CameFrom,
    Guid RequestedBy,
    string RequestedByName,
    Money Amount,
    IReadOnlyList<WriteOffAskLine> Lines,
    string Note,
    string? DecidedByName,
    DateTimeOffset? DecidedAt,
    long Version,
    DenialFacts Denial)
{
    /// <summary>The rails that the requester passed.</summary>
    public IReadOnlyList<RailOverride> Overrides { get; init; } = [];

    /// <summary>What a decision must name.</summary>
    public ApprovalAsk Ask => new(RequestId, Version, Denial.Version);

    /// <summary>What limits are compared with: the claim's live and pending write-offs, this one among them, so that splitting a write-off gets nobody round a limit.</summary>
    public Money Weight => Denial.ClaimCommitted;
}

/// <summary>Who decides, under which rules, on which day.</summary>
public sealed record ApprovalSetting(Guid PersonId, IReadOnlySet<Scope> Scopes, TenantRules Rules, ApprovalLimits Limits, DateOnly Today);

/// <summary>An allowed approval: what will be posted.</summary>
/// <param name="Act">Whole, or a part.</param>
public sealed record ApprovalDecision(IReadOnlyList<DecidedLine> Lines, Money Total, Money BalanceAfter, DenialAct Act);
