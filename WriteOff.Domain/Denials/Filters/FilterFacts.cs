using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>One line of a write-off request that stands: it waits for a supervisor, or it is posted and not undone.</summary>
public sealed class StandingLine
{
    public long DenialId { get; init; }

    public long ReasonId { get; init; }

    public ReasonCategory? Category { get; init; }

    public Guid RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}

/// <summary>What filters ask of the rooms above this one: they hand it in, this room doesn't know them.</summary>
/// <param name="Standing">The lines of the requests that stand.</param>
public sealed record FilterFacts(Func<WorkbenchDb, IQueryable<StandingLine>> Standing);
