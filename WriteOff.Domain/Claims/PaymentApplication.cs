using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Claims;

/// <summary>What an application of money to a claim is. The numbers are stored: never renumber.</summary>
public enum ApplicationType
{
    /// <summary>The payer paid (CLP04, SVC03).</summary>
    Payment = 1,
    /// <summary>The agreed rate allows no more (CO-45 and its kind).</summary>
    Contractual,
    /// <summary>Moved to the patient's account (PR-1/2/3, PR-45).</summary>
    PatientAr,
    /// <summary>Another payer or account already dealt with it (23, 94, 100, 187, 246).</summary>
    OtherParty,
    /// <summary>Written off here, by a person, with a reason.</summary>
    WriteOff,
    /// <summary>What was dealt with before the claim was opened here from a file: charge less what was open then. A remittance that adjudicates the whole charge gives it back.</summary>
    Opening,
}

/// <summary>One row of the append-only ledger of a claim. It lowers the balance by its amount; an undo is a new row of the same type with the negated amount that points at the row it reverses.</summary>
public sealed class PaymentApplication(int tenantId, long id, long claimId, ApplicationType type, long amountCents) : ICauseRow, IAppendOnly
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long ClaimId { get; private set; } = claimId;

    public ApplicationType Type { get; private set; } = type;

    /// <summary>Cents by which the balance falls; negative raises it.</summary>
    public long AmountCents { get; private set; } = amountCents;

    /// <summary>The denial that it settles or writes off, where it belongs to one.</summary>
    public long? DenialId { get; init; }

    public long? LineId { get; init; }

    /// <summary>The row that this one takes back; each row is taken back at most once.</summary>
    public long? ReversesId { get; init; }

    /// <summary>The write-off request it came from.</summary>
    public long? RequestId { get; init; }

    /// <summary>The write-off reason, for reports.</summary>
    public long? ReasonId { get; init; }

    /// <summary>The remittance it came from.</summary>
    public long? RemittanceId { get; init; }

    /// <summary>The claim payment of that remittance: what a reversal of it takes back.</summary>
    public long? RemittanceClaimId { get; init; }

    /// <summary>The file of open claims that it came from; exactly on the row that opens a claim.</summary>
    public long? OpeningImportId { get; init; }

    /// <summary>The first row of the claim in that file.</summary>
    public int? SourceRow { get; init; }

    /// <summary>The charge that the claim was opened with, in cents; a later remittance may bill more.</summary>
    public long? OpenedChargeCents { get; init; }

    /// <summary>CAS group: CO, PR, OA, PI; empty for payments and write-offs.</summary>
    public string AdjustmentGroup { get; init; } = "";

    /// <summary>CARC; empty for payments and write-offs.</summary>
    public string AdjustmentCode { get; init; } = "";

    /// <summary>The tenant's business day on which it counts.</summary>
    public DateOnly PostedOn { get; init; }

    public DateTimeOffset PostedAt { get; init; }

    /// <summary>Who posted it; <see cref="Guid.Empty"/> is the system.</summary>
    public Guid PostedBy { get; init; }

    public Money Amount => new(AmountCents);

    bool ICauseRow.IsCause => Type == ApplicationType.WriteOff;
}

internal sealed class PaymentApplicationTable : IEntityTypeConfiguration<PaymentApplication>
{
    public void Configure(EntityTypeBuilder<PaymentApplication> builder)
    {
        builder.ToTable("payment_application");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.Property(a => a.AdjustmentGroup).HasMaxLength(10);
        builder.Property(a => a.AdjustmentCode).HasMaxLength(20);
        builder.Ignore(a => a.Amount);
        builder.HasIndex(a => new { a.TenantId, a.ClaimId });
        builder.HasIndex(a => new { a.TenantId, a.DenialId });
        // What was posted of a type in a span of days, and how much: the reports. New rows come at its end.
        builder.HasIndex(a => new { a.TenantId, a.Type, a.PostedOn, a.AmountCents }).HasDatabaseName("ix_ledger_day");
        builder.HasIndex(a => new { a.TenantId, a.ReversesId }).IsUnique().HasFilter("reverses_id IS NOT NULL");
        builder.HasOne<WriteOffReason>().WithMany().HasForeignKey(a => new { a.TenantId, a.ReasonId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<InsuranceClaim>().WithMany().HasForeignKey(a => new { a.TenantId, a.ClaimId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ClaimLine>().WithMany().HasForeignKey(a => new { a.TenantId, a.LineId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PaymentApplication>().WithMany().HasForeignKey(a => new { a.TenantId, a.ReversesId }).OnDelete(DeleteBehavior.Restrict);
    }
}
