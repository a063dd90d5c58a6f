using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>One line of a write-off request that stands: it waits for a supervisor, or it is posted and not undone.</summary>
public sealed class LiveRequestLine
{
    public long DenialId { get; init; }

    public long ReasonId { get; init; }

    public ReasonCategory? Category { get; init; }

    public Guid RequestedBy { get; init; }

    public DateTimeOffset RequestedAt { get; init; }
}

/// <summary>What a run did to a denial.</summary>
public sealed class RunLine
{
    public long DenialId { get; init; }

    /// <summary>The run's number.</summary>
    public int Number { get; init; }

    public int Outcome { get; init; }

    /// <summary>Why the row was skipped; empty else.</summary>
    public string Cause { get; init; } = "";
}

/// <summary>A run as a filter names it: <c>318</c>, one outcome of it (<c>318-skipped</c>), or one cause (<c>318-appeal-pending</c>).</summary>
public sealed record RunWord(int Number, int? Outcome, string? Cause);

/// <summary>A write-off row of the ledger: posted, whether it was taken back since or not.</summary>
public sealed class PostedWriteOff
{
    public long DenialId { get; init; }

    public DateOnly PostedOn { get; init; }

    /// <summary>What was written off, in cents; above zero.</summary>
    public long AmountCents { get; init; }

    public long ReasonId { get; init; }

    /// <summary>As the request keeps it.</summary>
    public ReasonCategory? Category { get; init; }

    /// <summary>Who asked for it.</summary>
    public Guid RequestedBy { get; init; }

    /// <summary>The day on which it was taken back; null while it stands.</summary>
    public DateOnly? ReopenedOn { get; init; }
}

/// <summary>What filters ask of the layers above this one: they hand it in, this layer doesn't depend on them.</summary>
/// <param name="LiveLines">The lines of the requests that stand.</param>
/// <param name="Posted">The write-off rows of the ledger.</param>
/// <param name="Runs">What runs did to denials.</param>
/// <param name="ReadRun">Reads how a filter names a run; null when it names none.</param>
public sealed record FilterFacts(
    Func<WorkbenchDb, IQueryable<LiveRequestLine>> LiveLines,
    Func<WorkbenchDb, IQueryable<PostedWriteOff>> Posted,
    Func<WorkbenchDb, IQueryable<RunLine>> Runs,
    Func<string, RunWord?> ReadRun);
