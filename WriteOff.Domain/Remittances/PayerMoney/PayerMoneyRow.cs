using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>What a provider-level adjustment is about. The numbers are stored.</summary>
public enum PayerMoneyKind
{
    /// <summary>FB below zero: the payer took an adjudication back and will take the money later.</summary>
    Announced = 1,
    /// <summary>WO, or FB above zero: money that the payer takes (above zero) or gives back (below) in this payment.</summary>
    Taken,
    /// <summary>L6: interest, paid (below zero) or taken back. Beside the claim, never in its balance.</summary>
    Interest,
    /// <summary>Any other code, or none.</summary>
    Other,
}

/// <summary>One pair of a PLB segment: money between payer and provider that belongs to no claim's balance. Append-only.</summary>
/// <remarks>X12 835 PLB. Amounts are signed as sent: above zero lowers the payment, so BPR02 = Σ CLP04 − Σ PLB.</remarks>
public sealed class PayerMoneyRow(int tenantId, long id, long remittanceId, int number, PayerMoneyKind kind, long amountCents) : ITenantOwned, IAppendOnly
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long RemittanceId { get; private set; } = remittanceId;

    /// <summary>1, 2, 3… within the remittance.</summary>
    public int Number { get; private set; } = number;

    public PayerMoneyKind Kind { get; private set; } = kind;

    /// <summary>Signed as sent, in cents.</summary>
    public long AmountCents { get; private set; } = amountCents;

    /// <summary>PLB01.</summary>
    public string Provider { get; init; } = "";

    /// <summary>PLB02 as sent, CCYYMMDD: the end of the provider's fiscal year.</summary>
    public string FiscalDate { get; init; } = "";

    /// <summary>PLB03-1: FB, WO, L6, 72, IR, IS, CS, J1…; empty where it was blank.</summary>
    public string Code { get; init; } = "";

    /// <summary>PLB03-2 as sent.</summary>
    public string Reference { get; init; } = "";

    public Money Amount => new(AmountCents);

    /// <summary>How much it is about, whichever way.</summary>
    public long SizeCents => Math.Abs(AmountCents);
}

/// <summary>What a link says. The numbers are stored.</summary>
public enum PayerMoneyLinkKind
{
    /// <summary>An announcement belongs to this reversal.</summary>
    Reversal = 1,
    /// <summary>What was taken was announced by this row.</summary>
    Announcement,
    /// <summary>Interest on this claim payment.</summary>
    Interest,
    /// <summary>The part of an announcement beyond what the claim payment had paid, with its cause.</summary>
    Difference,
    /// <summary>A person explained it with a note.</summary>
    ByHand,
}

/// <summary>Why a row of payer money is there: one explanation of it, or of a part. Append-only.</summary>
public sealed class PayerMoneyLink(int tenantId, long id, long rowId, PayerMoneyLinkKind kind, long amountCents) : ITenantOwned, IAppendOnly
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>The row that is explained.</summary>
    public long RowId { get; private set; } = rowId;

    public PayerMoneyLinkKind Kind { get; private set; } = kind;

    /// <summary>How much of it, above zero, in cents.</summary>
    public long AmountCents { get; private set; } = amountCents;

    /// <summary>The claim payment that it is about.</summary>
    public long? PaymentId { get; init; }

    /// <summary>The other row: the announcement, or the interest.</summary>
    public long? OtherRowId { get; init; }

    /// <summary>In words, or what the person wrote.</summary>
    public string Why { get; init; } = "";

    /// <summary>Who; <see cref="Guid.Empty"/> is the system.</summary>
    public Guid LinkedBy { get; init; }

    public DateTimeOffset LinkedAt { get; init; }
}

internal sealed class PayerMoneyRowTable : IEntityTypeConfiguration<PayerMoneyRow>
{
    public void Configure(EntityTypeBuilder<PayerMoneyRow> builder)
    {
        builder.ToTable("payer_money_row");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.Provider).HasMaxLength(80);
        builder.Property(r => r.FiscalDate).HasMaxLength(40);
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.Property(r => r.Reference).HasMaxLength(200);
        builder.Ignore(r => r.Amount).Ignore(r => r.SizeCents);
        builder.HasIndex(r => new { r.TenantId, r.RemittanceId, r.Number }).IsUnique();
        builder.HasIndex(r => new { r.TenantId, r.Reference });
        builder.HasOne<Remittance>().WithMany().HasForeignKey(r => new { r.TenantId, r.RemittanceId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PayerMoneyLinkTable : IEntityTypeConfiguration<PayerMoneyLink>
{
    public void Configure(EntityTypeBuilder<PayerMoneyLink> builder)
    {
        builder.ToTable("payer_money_link");
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Property(l => l.Why).HasMaxLength(2000);
        builder.HasIndex(l => new { l.TenantId, l.RowId });
        builder.HasIndex(l => new { l.TenantId, l.OtherRowId });
        builder.HasOne<PayerMoneyRow>().WithMany().HasForeignKey(l => new { l.TenantId, l.RowId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<PayerMoneyRow>().WithMany().HasForeignKey(l => new { l.TenantId, l.OtherRowId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RemittanceClaim>().WithMany().HasForeignKey(l => new { l.TenantId, l.PaymentId }).OnDelete(DeleteBehavior.Restrict);
    }
}
