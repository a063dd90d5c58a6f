using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs;

/// <summary>What speaks for giving up a patient's cost share. The numbers are stored.</summary>
public enum CostShareKind
{
    /// <summary>A signed form of financial hardship, with the day until which it holds.</summary>
    Hardship = 1,
    /// <summary>A statement that was sent to the patient.</summary>
    Statement = 2,
}

/// <summary>One piece of evidence on a claim. Append-only.</summary>
public sealed class CostShareEvidence(int tenantId, long id, long claimId, CostShareKind kind, DateOnly datedOn) : ITenantOwned, IAppendOnly
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long ClaimId { get; private set; } = claimId;

    public CostShareKind Kind { get; private set; } = kind;

    /// <summary>The day on the paper. Two statements of one day are one.</summary>
    public DateOnly DatedOn { get; private set; } = datedOn;

    /// <summary>Last day on which a hardship form holds; null for a statement.</summary>
    public DateOnly? ValidUntil { get; init; }

    public Guid RecordedBy { get; init; }

    public DateTimeOffset RecordedAt { get; init; }
}

internal sealed class CostShareEvidenceTable : IEntityTypeConfiguration<CostShareEvidence>
{
    public void Configure(EntityTypeBuilder<CostShareEvidence> builder)
    {
        builder.ToTable("cost_share_evidence");
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.HasIndex(e => new { e.TenantId, e.ClaimId, e.Kind, e.DatedOn }).IsUnique();
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(e => new { e.TenantId, e.ClaimId }).OnDelete(DeleteBehavior.Restrict);
    }
}
