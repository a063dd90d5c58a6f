using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Reversals;

namespace WriteOff.Domain.Remittances;

/// <summary>What became of one claim payment.</summary>
public enum ClaimPaymentOutcome
{
    Posted = 1,
    /// <summary>The rest of its remittance posts; this one waits for a person.</summary>
    Held,
    /// <summary>No claim here that it belongs to.</summary>
    Unmatched,
    /// <summary>Never posts: a predetermination (CLP02 = 25) or a note that it was forwarded (23).</summary>
    ForInformation,
    /// <summary>A person decided, with a note, that it isn't posted.</summary>
    Rejected,
    /// <summary>Its whole remittance is held, and it is kept for the moment when that is released.</summary>
    Kept,
    /// <summary>Its whole remittance is unposted: what it had posted has counter-rows.</summary>
    Unposted,
}

/// <summary>One claim payment (CLP) of a remittance, with its own segments, so that it can be shown and posted later.</summary>
public sealed class RemittanceClaim(int tenantId, long id, long remittanceId, int number) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long RemittanceId { get; private set; } = remittanceId;

    /// <summary>1, 2, 3… within the remittance.</summary>
    public int Number { get; private set; } = number;

    public ClaimPaymentOutcome Outcome { get; internal set; }

    public string HoldWord { get; internal set; } = "";

    public string Why { get; internal set; } = "";

    /// <summary>CLP01.</summary>
    public string ClaimNumber { get; init; } = "";

    /// <summary>CLP01 as <see cref="ClaimKeys"/> normalises it.</summary>
    public string ClaimKey { get; init; } = "";

    /// <summary>CLP02: 1 primary, 2 secondary, 4 denied, 22 reversal, 25 predetermination…</summary>
    public string StatusCode { get; init; } = "";

    /// <summary>CLP03 in cents; null: unreadable.</summary>
    public long? ChargeCents { get; init; }

    /// <summary>CLP04 in cents; null: unreadable.</summary>
    public long? PaidCents { get; init; }

    /// <summary>Σ AMT*I of the claim payment in cents: interest beside the claim, never part of its balance; null: it names none, or it can't be read. The money itself is a provider-level row (L6).</summary>
    public long? InterestCents { get; init; }

    /// <summary>CLP07, the payer's own number for this adjudication.</summary>
    public string PayerControlNumber { get; init; } = "";

    /// <summary>REF*F8, the payer's number of the adjudication that this one replaces.</summary>
    public string OriginalReference { get; init; } = "";

    public string MemberId { get; init; } = "";

    public string PatientName { get; init; } = "";

    /// <summary>The claim it was posted to.</summary>
    public long? ClaimId { get; internal set; }

    /// <summary>The adjudication that it takes back. Posted: took it back, which happens to each at most once.</summary>
    public long? ReversesId { get; internal set; }

    /// <summary>For a posted correction: the payment that took back what it replaces.</summary>
    public long? CorrectsId { get; internal set; }

    /// <summary>Sent again: the adjudication of the same payer whose lines it speaks of once more, without that being taken back.</summary>
    public long? ResubmitsId { get; internal set; }

    /// <summary>The case that it waits, or waited, in.</summary>
    public long? CaseId { get; internal set; }

    /// <summary>What was compared and how it agreed: a stored <see cref="MatchReport"/>; empty where nothing was.</summary>
    public string Match { get; internal set; } = "";

    /// <summary>What the person wrote who released, rejected or matched it by hand.</summary>
    public string Note { get; internal set; } = "";

    public Guid? DecidedBy { get; internal set; }

    public DateTimeOffset? DecidedAt { get; internal set; }

    /// <summary>The loop's segments as they came.</summary>
    public string Segments { get; init; } = "";

    /// <summary>The delimiters of <see cref="Segments"/>: element, component, repetition, terminator; a blank where there is none.</summary>
    public string Delimiters { get; init; } = "";

    public long Version { get; private set; } = 1;

    /// <summary>CLP02 = 22.</summary>
    public bool IsReversal => StatusCode is "22";

    /// <summary>A change of it was written in bulk: the version in the table is one higher.</summary>
    internal void Rise() => Version++;
}

internal sealed class RemittanceClaimTable : IEntityTypeConfiguration<RemittanceClaim>
{
    public void Configure(EntityTypeBuilder<RemittanceClaim> builder)
    {
        builder.ToTable("remittance_claim");
        builder.HasKey(c => new { c.TenantId, c.Id });
        builder.Property(c => c.HoldWord).HasMaxLength(40);
        builder.Property(c => c.Why).HasMaxLength(400);
        builder.Property(c => c.StatusCode).HasMaxLength(10);
        builder.Property(c => c.Match).HasMaxLength(-1);
        builder.Property(c => c.Note).HasMaxLength(DenialNote.MaxLength);
        builder.Property(c => c.Segments).HasMaxLength(-1);
        builder.Property(c => c.Delimiters).HasMaxLength(4);
        builder.Ignore(c => c.IsReversal);
        builder.HasIndex(c => new { c.TenantId, c.RemittanceId, c.Number }).IsUnique();
        builder.HasIndex(c => new { c.TenantId, c.ClaimId });
        builder.HasIndex(c => new { c.TenantId, c.ClaimKey });
        builder.HasIndex(c => new { c.TenantId, c.PayerControlNumber });
        builder.HasIndex(c => new { c.TenantId, c.CaseId });
        builder.HasIndex(c => new { c.TenantId, c.Outcome, c.Id });
        builder.HasIndex(c => new { c.TenantId, c.ReversesId }, "ix_remittance_claim_reversed_once").IsUnique().HasFilter("reverses_id IS NOT NULL AND outcome = 1");
        builder.HasOne<Remittance>().WithMany().HasForeignKey(c => new { c.TenantId, c.RemittanceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(c => new { c.TenantId, c.ClaimId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RemittanceClaim>().WithMany().HasForeignKey(c => new { c.TenantId, c.ReversesId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RemittanceClaim>().WithMany().HasForeignKey(c => new { c.TenantId, c.CorrectsId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RemittanceClaim>().WithMany().HasForeignKey(c => new { c.TenantId, c.ResubmitsId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ReversalCase>().WithMany().HasForeignKey(c => new { c.TenantId, c.CaseId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<PaymentApplication>().WithOne().HasForeignKey(a => new { a.TenantId, a.RemittanceClaimId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<Determination>().WithOne().HasForeignKey(d => new { d.TenantId, d.RemittanceClaimId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<Denial>().WithOne().HasForeignKey(d => new { d.TenantId, d.RemittanceClaimId }).OnDelete(DeleteBehavior.Restrict);
    }
}
