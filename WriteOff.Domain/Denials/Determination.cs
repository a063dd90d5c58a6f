using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>What the payer said about a denied line that was sent again. The numbers are stored.</summary>
public enum DeterminationKind
{
    /// <summary>Denied again with the same group and code.</summary>
    DeniedAgain = 1,
    /// <summary>Called a duplicate (CARC 18): nothing was decided anew.</summary>
    CalledDuplicate,
    /// <summary>The remittance that said it was posted in error: that word no longer stands.</summary>
    Withdrawn,
}

/// <summary>One more word of the payer about a denial that stands. The first one made the denial itself. Append-only.</summary>
public sealed class Determination(int tenantId, long id, long denialId, long claimId, long remittanceClaimId, DeterminationKind kind, DateOnly determinedOn) : ITenantOwned, IAppendOnly
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long DenialId { get; private set; } = denialId;

    /// <summary>The denial's: what was said of a claim is read in one walk.</summary>
    public long ClaimId { get; private set; } = claimId;

    /// <summary>The claim payment that said it.</summary>
    public long RemittanceClaimId { get; private set; } = remittanceClaimId;

    public DeterminationKind Kind { get; private set; } = kind;

    /// <summary>The payer's day (DTM*405, else BPR16, GS04, the posting day).</summary>
    public DateOnly DeterminedOn { get; private set; } = determinedOn;

    /// <summary>CLP07 of that claim payment: what the payer asks for on the telephone.</summary>
    public string PayerControlNumber { get; init; } = "";

    /// <summary>What was refused then, in cents.</summary>
    public long AmountCents { get; init; }

    public Money Amount => new(AmountCents);
}

/// <summary>Which determinations count.</summary>
public static class Determinations
{
    /// <summary>Those that nothing withdrew, in their order.</summary>
    public static IReadOnlyList<Determination> Standing(IReadOnlyCollection<Determination> all)
    {
        var withdrawn = all.Where(d => d.Kind == DeterminationKind.Withdrawn).Select(d => (d.DenialId, d.RemittanceClaimId)).ToHashSet();
        return [.. all.Where(d => !withdrawn.Contains((d.DenialId, d.RemittanceClaimId)))];
    }
}

/// <summary>How determinations are written in bulk.</summary>
internal static class DeterminationShapes
{
    public static InsertShape<Determination> Rows { get; } = new("denial_determination",
        ["id", "denial_id", "claim_id", "remittance_claim_id", "kind", "determined_on", "payer_control_number", "amount_cents"], (row, to) =>
    {
        to.Number(row.Id);
        to.Number(row.DenialId);
        to.Number(row.ClaimId);
        to.Number(row.RemittanceClaimId);
        to.Number((int)row.Kind);
        to.Day(row.DeterminedOn);
        to.Text(row.PayerControlNumber);
        to.Number(row.AmountCents);
    });
}

internal sealed class DeterminationTable : IEntityTypeConfiguration<Determination>
{
    public void Configure(EntityTypeBuilder<Determination> builder)
    {
        builder.ToTable("denial_determination");
        builder.HasKey(d => new { d.TenantId, d.Id });
        builder.Property(d => d.PayerControlNumber).HasMaxLength(200);
        builder.Ignore(d => d.Amount);
        builder.HasIndex(d => new { d.TenantId, d.ClaimId });
        builder.HasIndex(d => new { d.TenantId, d.DenialId });
        builder.HasOne<Denial>().WithMany().HasForeignKey(d => new { d.TenantId, d.DenialId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(d => new { d.TenantId, d.ClaimId }).OnDelete(DeleteBehavior.Restrict);
    }
}
