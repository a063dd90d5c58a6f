using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>A ledger row that may count as a cause of loss: a write-off, or the undo of one.</summary>
internal interface ICauseRow : ITenantOwned
{
    long Id { get; }

    /// <summary>True when it counts; other money doesn't.</summary>
    bool IsCause { get; }
}

/// <summary>Where a write-off counts.</summary>
/// <param name="PostedOn">The tenant's business day of the ledger row: an undo counts on its own day, not on the day of what it undoes.</param>
/// <param name="ReasonId">The write-off reason.</param>
/// <param name="Category">The number of the reason's category as the request line keeps it; 0: the reason had none. Changing the reason later moves nothing.</param>
public readonly record struct CauseKey(DateOnly PostedOn, long ReasonId, int Category);

/// <summary>What was added to a day: cents and ledger rows written off, cents and rows taken back. All are zero or above.</summary>
public readonly record struct CauseDelta(long WrittenOffCents, long WrittenOffCount, long ReopenedCents, long ReopenedCount)
{
    /// <summary>Both together; a sum beyond a long throws.</summary>
    public static CauseDelta operator +(CauseDelta one, CauseDelta other) => checked(new(
        one.WrittenOffCents + other.WrittenOffCents, one.WrittenOffCount + other.WrittenOffCount,
        one.ReopenedCents + other.ReopenedCents, one.ReopenedCount + other.ReopenedCount));

    /// <summary>The same as <c>+</c>.</summary>
    public static CauseDelta Add(CauseDelta left, CauseDelta right) => left + right;
}

/// <summary>The write-offs and reopens of one day, reason and category, kept in step with the ledger in the same transaction: what the reports add up instead of the ledger.</summary>
public sealed class CauseDay(int tenantId, DateOnly postedOn, long reasonId, int category) : ITenantOwned
{
    internal CauseDay(int tenantId, CauseKey key, CauseDelta first) : this(tenantId, key.PostedOn, key.ReasonId, key.Category) =>
        (WrittenOffCents, WrittenOffCount, ReopenedCents, ReopenedCount) = first;

    public int TenantId { get; private set; } = tenantId;

    /// <summary>The tenant's business day.</summary>
    public DateOnly PostedOn { get; private set; } = postedOn;

    public long ReasonId { get; private set; } = reasonId;

    /// <summary>Number of the reason's category when it was asked for; 0: none.</summary>
    public int Category { get; private set; } = category;

    /// <summary>Gross: cents of the write-off rows of the day.</summary>
    public long WrittenOffCents { get; private set; }

    /// <summary>Write-off rows of the day: a request split into three lines is three.</summary>
    public long WrittenOffCount { get; private set; }

    /// <summary>Cents taken back on that day, whenever they were written off; above zero.</summary>
    public long ReopenedCents { get; private set; }

    /// <summary>Rows taken back on that day.</summary>
    public long ReopenedCount { get; private set; }
}

internal sealed class CauseDayTable : IEntityTypeConfiguration<CauseDay>
{
    public void Configure(EntityTypeBuilder<CauseDay> builder)
    {
        builder.ToTable("cause_rollup");
        builder.HasKey(c => new { c.TenantId, c.PostedOn, c.ReasonId, c.Category });
        builder.HasAnnotation(ProviderDifferences.KeyedTree, true);
    }
}
