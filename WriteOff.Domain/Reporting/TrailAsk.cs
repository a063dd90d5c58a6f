using WriteOff.Domain.Audit;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Reporting;

/// <summary>Which audit rows: every part that is given must hold. Newest first.</summary>
/// <param name="ActorId">Who; <see cref="Guid.Empty"/> is the system; null: anyone.</param>
/// <param name="Claim">The number of the claim whose denials the acts were on; empty: any.</param>
/// <param name="Reason">The write-off reason's code; empty: any.</param>
/// <param name="From">The first day, in the tenant's zone.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Least">The smallest amount.</param>
/// <param name="Most">The largest amount, included.</param>
/// <param name="Run">The run that they were part of.</param>
/// <param name="Before">Only rows before this sequence: where the page begins.</param>
public sealed record TrailAsk(Guid? ActorId = null, AuditAct? Act = null, string Claim = "", string Reason = "", DateOnly? From = null, DateOnly? To = null, Money? Least = null, Money? Most = null, long? Before = null, int? Run = null)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <summary>True when no part is given: every row.</summary>
    public bool IsAll => this with { Before = null } == new TrailAsk();
}

/// <summary>An audit row in a list, with the claim number of its denial or claim.</summary>
public sealed record TrailRow(AuditRow Row, string ClaimNumber);

/// <summary>One page of the trail.</summary>
/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record TrailPage(IReadOnlyList<TrailRow> Rows, long? Older);

/// <summary>One audit row whole, and whether it stands as it was written.</summary>
/// <param name="IsSealed">Its hash is the hash of its fields.</param>
/// <param name="IsLinked">It carries the hash of the row before it.</param>
/// <param name="Next">The row after it, where there is one.</param>
public sealed record TrailRowView(AuditRow Row, string ClaimNumber, bool IsSealed, bool IsLinked, long? Next);

/// <summary>What the filter offers to choose from.</summary>
/// <param name="People">Everyone who ever belonged here, by name.</param>
/// <param name="Reasons">Codes of write-off reasons, on offer or not.</param>
public sealed record TrailChoices(IReadOnlyList<TrailPerson> People, IReadOnlyList<string> Reasons);

/// <summary>Someone who may have acted.</summary>
public readonly record struct TrailPerson(Guid Id, string Name);

/// <summary>Who saw what: every part that is given must hold. Newest first.</summary>
public sealed record AccessAsk(Guid? ActorId = null, string Claim = "", DateOnly? From = null, DateOnly? To = null, long? Before = null);

/// <summary>An access row with its claim's number.</summary>
public sealed record AccessLine(AccessRow Row, string ClaimNumber);

/// <summary>One page of access rows.</summary>
/// <param name="Older">Where the next page begins; null on the last.</param>
public sealed record AccessPage(IReadOnlyList<AccessLine> Rows, long? Older);
