using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Remittances;

/// <summary>A file that arrived. The same bytes are taken once.</summary>
public sealed class RemittanceFile(int tenantId, long id, string name, byte[] contentHash, long length, DateTimeOffset receivedAt, Guid receivedBy) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>The name it came under, without folders.</summary>
    public string Name { get; private set; } = name;

    /// <summary>SHA-256 of the bytes.</summary>
    public byte[] ContentHash { get; private set; } = contentHash;

    public long Length { get; private set; } = length;

    public DateTimeOffset ReceivedAt { get; private set; } = receivedAt;

    public Guid ReceivedBy { get; private set; } = receivedBy;

    /// <summary>When its last transaction was dealt with; null while, or if, it was interrupted: the next delivery goes on from there.</summary>
    public DateTimeOffset? FinishedAt { get; internal set; }
}

/// <summary>What became of a remittance.</summary>
public enum RemittanceStatus
{
    /// <summary>Its claim payments were posted, except those that are held or unmatched.</summary>
    Posted = 1,
    /// <summary>Nothing of it was posted; the hold word says why.</summary>
    Held,
    /// <summary>It was posted before, from this or another file; nothing was posted now.</summary>
    Duplicate,
    /// <summary>It was held, and the same transaction came again: that one counts.</summary>
    Replaced,
    /// <summary>It was held, and a person decided, with a note, that nothing of it is posted. A resend is judged anew.</summary>
    Rejected,
    /// <summary>Part of its claim payments are posted, each whole: others were let to the database in between. Goes on by itself; after an interruption when the same file is sent again.</summary>
    Posting,
    /// <summary>It was posted in error, and a person unposted all of it, with a note. A resend is held for a person.</summary>
    Unposted,
}

/// <summary>One 835 transaction (ST) that arrived.</summary>
public sealed class Remittance(int tenantId, long id, long fileId, int number) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long FileId { get; private set; } = fileId;

    /// <summary>1, 2, 3… within the file.</summary>
    public int Number { get; private set; } = number;

    public RemittanceStatus Status { get; internal set; }

    /// <summary>The published hold word, <c>UNBALANCED_TRANSACTION</c>…; empty when not held.</summary>
    public string HoldWord { get; internal set; } = "";

    /// <summary>Why it is held or a duplicate, as a sentence.</summary>
    public string Why { get; internal set; } = "";

    /// <summary>The remittance that was posted first: for a duplicate, and for one that is held because that one was unposted.</summary>
    public long? FirstPostedId { get; internal set; }

    /// <summary>TRN03, else the N1*PR identifier.</summary>
    public string PayerIdentifier { get; init; } = "";

    public string PayerName { get; init; } = "";

    public string PayeeIdentifier { get; init; } = "";

    public string PayeeName { get; init; } = "";

    /// <summary>TRN02: check or EFT number.</summary>
    public string Trace { get; init; } = "";

    /// <summary>BPR02 in cents; null where there is none or it can't be read.</summary>
    public long? AmountCents { get; init; }

    /// <summary>BPR02 − (Σ CLP04 − Σ PLB) of a posted one, in cents: what can't be read, or was released although it doesn't balance; else 0.</summary>
    public long UnexplainedCents { get; internal set; }

    /// <summary>The payment's date, BPR16.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>The payer's day of adjudication: the day of the denials that it makes. Null where it was held before its claim payments were kept.</summary>
    public DateOnly? AdjudicatedOn { get; internal set; }

    /// <summary>SHA-256 of payer, trace, amount, date and claim content: a resend has the same.</summary>
    public byte[] Identity { get; init; } = [];

    public int ClaimCount { get; internal set; }

    public int PostedCount { get; internal set; }

    public int HeldCount { get; internal set; }

    public int UnmatchedCount { get; internal set; }

    public int DenialCount { get; internal set; }

    public long Version { get; private set; } = 1;
}

/// <summary>Something the reader noticed in a file.</summary>
public sealed class RemittanceFinding(int tenantId, long id, long fileId, long? remittanceId, int severity, long segment, string code, string what, string toDo) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public long FileId { get; private set; } = fileId;

    public long? RemittanceId { get; private set; } = remittanceId;

    /// <summary>1 information, 2 warning, 3 error.</summary>
    public int Severity { get; private set; } = severity;

    /// <summary>Number of the segment in the file, from 1.</summary>
    public long Segment { get; private set; } = segment;

    public string Code { get; private set; } = code;

    public string What { get; private set; } = what;

    public string ToDo { get; private set; } = toDo;
}

internal sealed class RemittanceFileTable : IEntityTypeConfiguration<RemittanceFile>
{
    public void Configure(EntityTypeBuilder<RemittanceFile> builder)
    {
        builder.ToTable("remittance_file");
        builder.HasKey(f => new { f.TenantId, f.Id });
        builder.Property(f => f.ContentHash).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(f => new { f.TenantId, f.ContentHash }).IsUnique();
    }
}

internal sealed class RemittanceTable : IEntityTypeConfiguration<Remittance>
{
    public void Configure(EntityTypeBuilder<Remittance> builder)
    {
        builder.ToTable("remittance");
        builder.HasKey(r => new { r.TenantId, r.Id });
        builder.Property(r => r.HoldWord).HasMaxLength(40);
        builder.Property(r => r.Why).HasMaxLength(400);
        builder.Property(r => r.Identity).HasMaxLength(32).IsFixedLength();
        builder.HasIndex(r => new { r.TenantId, r.Identity });
        builder.HasIndex(r => new { r.TenantId, r.FileId, r.Number }).IsUnique();
        builder.HasMany<PaymentApplication>().WithOne().HasForeignKey(a => new { a.TenantId, a.RemittanceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<Denial>().WithOne().HasForeignKey(d => new { d.TenantId, d.RemittanceId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<RemittanceFile>().WithMany().HasForeignKey(r => new { r.TenantId, r.FileId }).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Remittance>().WithMany().HasForeignKey(r => new { r.TenantId, r.FirstPostedId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RemittanceFindingTable : IEntityTypeConfiguration<RemittanceFinding>
{
    public void Configure(EntityTypeBuilder<RemittanceFinding> builder)
    {
        builder.ToTable("remittance_finding");
        builder.HasKey(f => new { f.TenantId, f.Id });
        builder.Property(f => f.Code).HasMaxLength(40);
        builder.Property(f => f.What).HasMaxLength(400);
        builder.Property(f => f.ToDo).HasMaxLength(400);
        builder.HasIndex(f => new { f.TenantId, f.FileId });
        builder.HasOne<RemittanceFile>().WithMany().HasForeignKey(f => new { f.TenantId, f.FileId }).OnDelete(DeleteBehavior.Restrict);
    }
}
