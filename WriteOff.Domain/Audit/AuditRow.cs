using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>One act, once and for all: who, what, why, how much, before and after. Chained by hash to the tenant's row before it.</summary>
public sealed class AuditRow : ITenantOwned, IAppendOnly
{
    public int TenantId { get; internal set; }

    /// <summary>1, 2, 3… per tenant without a gap.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When, to the millisecond, UTC.</summary>
    public DateTimeOffset At { get; internal set; }

    /// <summary>Who; <see cref="Guid.Empty"/> is the system.</summary>
    public Guid ActorId { get; internal set; }

    /// <summary>The actor's name at that moment.</summary>
    public string ActorName { get; internal set; } = "";

    public AuditAct Act { get; internal set; }

    public long? DenialId { get; init; }

    public long? ClaimId { get; init; }

    public long? RequestId { get; init; }

    public long? RemittanceId { get; init; }

    /// <summary>The write-off reason's code at that moment.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The money the act moved or asked to move, in cents.</summary>
    public long? AmountCents { get; init; }

    /// <summary>The denial's status before, as the number of <c>DenialStatus</c>.</summary>
    public int? StatusBefore { get; init; }

    /// <summary>The denial's status after: replaying these gives today's states.</summary>
    public int? StatusAfter { get; init; }

    /// <summary>The denial's remaining balance before, in cents.</summary>
    public long? BalanceBeforeCents { get; init; }

    /// <summary>The denial's remaining balance after, in cents.</summary>
    public long? BalanceAfterCents { get; init; }

    /// <summary>What the actor wrote.</summary>
    public string? Note { get; init; }

    /// <summary>What else is needed to explain the act years later: evidence seen, gate sentence, before and after of settings.</summary>
    public string? Detail { get; internal set; }

    /// <summary>SHA-256 of the tenant's previous row; 32 zero bytes before the first.</summary>
    public byte[] PreviousHash { get; internal set; } = [];

    /// <summary>SHA-256 of this row's fields and <see cref="PreviousHash"/> in the layout of <see cref="AuditRowHash"/>.</summary>
    public byte[] Hash { get; internal set; } = [];
}

/// <summary>The end of a tenant's chain, and its lock: the one row that a writer locks first, so acts of one tenant come one after the other.</summary>
public sealed class AuditHead(int tenantId) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>Sequence of the last row.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Hash of the last row.</summary>
    public byte[] Hash { get; internal set; } = new byte[AuditRowHash.HashLength];

    /// <summary>Counts the writers that took the tenant lock; raising it takes the row lock.</summary>
    public long LockVersion { get; private set; }
}

internal sealed class AuditRowTable : IEntityTypeConfiguration<AuditRow>
{
    public void Configure(EntityTypeBuilder<AuditRow> builder)
    {
        builder.ToTable("audit_row");
        builder.HasKey(a => new { a.TenantId, a.Sequence });
        builder.Property(a => a.Note).HasMaxLength(4000);
        builder.Property(a => a.Detail).HasMaxLength(4000);
        builder.Property(a => a.Hash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
        builder.Property(a => a.PreviousHash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
        builder.HasIndex(a => new { a.TenantId, a.DenialId, a.Sequence });
    }
}

internal sealed class AuditHeadTable : IEntityTypeConfiguration<AuditHead>
{
    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.ToTable("audit_head");
        builder.HasKey(h => h.TenantId);
        builder.Property(h => h.TenantId).ValueGeneratedNever();
        builder.Property(h => h.Hash).HasMaxLength(AuditRowHash.HashLength).IsFixedLength();
    }
}
