using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Where a case, and each of its flags, stands. The numbers are stored.</summary>
public enum CaseStatus
{
    /// <summary>Its payments wait, its denials are flagged.</summary>
    Open = 1,
    /// <summary>Its payments were posted: by reopening, by hand, or by themselves.</summary>
    Reopened,
    /// <summary>A person said, with a reason, that it isn't one; its payments wait on their own.</summary>
    Dismissed,
}

/// <summary>A payer took an adjudication back, or paid without taking it back, and a person must look: the reversal, the correction and the denials they are about.</summary>
public sealed class ReversalCase(int tenantId, long id, long claimId, DateTimeOffset openedAt) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long ClaimId { get; private set; } = claimId;

    public DateTimeOffset OpenedAt { get; private set; } = openedAt;

    /// <summary>The adjudication it is about.</summary>
    public long OriginalId { get; internal set; }

    /// <summary>The claim payment that takes it back; null: money came without one.</summary>
    public long? ReversalId { get; internal set; }

    public MatchConfidence Confidence { get; internal set; }

    /// <summary>What was compared: a stored <see cref="MatchReport"/>.</summary>
    public string Match { get; internal set; } = "";

    public CaseStatus Status { get; private set; } = CaseStatus.Open;

    public DateTimeOffset? ClosedAt { get; private set; }

    /// <summary>Who closed it; <see cref="Guid.Empty"/> is the system.</summary>
    public Guid? ClosedBy { get; private set; }

    /// <summary>Why it was reopened or dismissed.</summary>
    public string Note { get; private set; } = "";

    public long Version { get; private set; } = 1;

    internal void Close(CaseStatus how, DateTimeOffset at, Guid by, string note)
    {
        if (Status != CaseStatus.Open || how == CaseStatus.Open) throw new InvalidOperationException($"A case that is {Status} can't become {how}.");
        (Status, ClosedAt, ClosedBy, Note) = (how, at, by, note);
    }
}

/// <summary>The mark on one denial that a case is about it: while it is open the denial can't be written off, nor a write-off approved.</summary>
public sealed class ReversalFlag(int tenantId, long caseId, long denialId) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long CaseId { get; private set; } = caseId;

    public long DenialId { get; private set; } = denialId;

    public CaseStatus Status { get; private set; } = CaseStatus.Open;

    internal void Close(CaseStatus how) => Status = how;
}

internal sealed class ReversalCaseTable : IEntityTypeConfiguration<ReversalCase>
{
    public void Configure(EntityTypeBuilder<ReversalCase> builder)
    {
        builder.ToTable("reversal_case");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.Match).HasMaxLength(-1);
        builder.Property(c => c.Note).HasMaxLength(DenialNote.MaxLength);
        builder.HasIndex(c => new { c.TenantId, c.Status, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.ClaimId });
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(c => new { c.TenantId, c.ClaimId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReversalFlagTable : IEntityTypeConfiguration<ReversalFlag>
{
    public void Configure(EntityTypeBuilder<ReversalFlag> builder)
    {
        builder.ToTable("reversal_flag");
        builder.HasKey(f => new { f.TenantId, f.CaseId, f.DenialId });
        builder.HasIndex(f => new { f.TenantId, f.DenialId });
        builder.HasOne<ReversalCase>().WithMany().HasForeignKey(f => new { f.TenantId, f.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Denial>().WithMany().HasForeignKey(f => new { f.TenantId, f.DenialId }).OnDelete(DeleteBehavior.Restrict);
    }
}
