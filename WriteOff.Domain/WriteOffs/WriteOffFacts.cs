using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What the rules need to know of one denial: plain values, so a mass run can read them from narrow rows.</summary>
/// <param name="FilingLimit">Last day to file the claim with this payer; null when no date of service is known.</param>
/// <param name="LastAppeal">How the last appeal stands; null: none was filed.</param>
/// <param name="ClaimCommitted">The claim's live and pending write-offs so far.</param>
public readonly record struct DenialFacts(
    DenialStatus Status,
    Money Balance,
    Money Reserved,
    bool IsFlagged,
    string Group,
    string Carc,
    DateOnly DeniedOn,
    DateOnly? FilingLimit,
    DateOnly AppealBy,
    AppealOutcome? LastAppeal,
    int LastAppealLevel,
    DateOnly? ReturnedFromCollectionsOn,
    Money ClaimCommitted,
    long Version)
{
    /// <summary>What its codes leave to do with the payer.</summary>
    public DenialRoute Route { get; init; }

    /// <summary>While that route stands open, a write-off needs an override.</summary>
    public bool RouteGuards { get; init; }

    /// <summary>The payer is a federal program.</summary>
    public bool IsFederalPayer { get; init; }

    /// <summary>Last day on which the latest hardship form holds; null: there is none. Asked only for federal payers.</summary>
    public DateOnly? HardshipUntil { get; init; }

    /// <summary>Dated statements that were sent to the patient. Asked only for federal payers.</summary>
    public int Statements { get; init; }

    /// <summary>Balance less what is reserved.</summary>
    public Money Available => Balance - Reserved;

    /// <summary>True when the patient is liable.</summary>
    public bool IsPatientLiable => string.Equals(Group, "PR", StringComparison.Ordinal);
}

/// <summary>Who asks, under which rules, on which day.</summary>
/// <param name="Today">The tenant's business day.</param>
public sealed record WriteOffSetting(IReadOnlySet<Scope> Scopes, TenantRules Rules, DateOnly Today);
