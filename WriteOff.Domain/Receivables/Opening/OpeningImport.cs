using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>One file of open claims that was posted: the source of its OPENING ledger rows. It is there whole or not at all.</summary>
public sealed class OpeningImport(int tenantId, long id, string fileName, byte[] fileHash) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public string FileName { get; private set; } = fileName;

    /// <summary>SHA-256 of the file's bytes: who has the file can prove that it is the one.</summary>
    public byte[] FileHash { get; private set; } = fileHash;

    public int RowCount { get; internal set; }

    /// <summary>Claims that it opened.</summary>
    public int ClaimCount { get; internal set; }

    /// <summary>Denials that it made.</summary>
    public int DenialCount { get; internal set; }

    /// <summary>Claims of earlier files that it filled in or assigned.</summary>
    public int UpdatedCount { get; internal set; }

    /// <summary>What it opened, in cents.</summary>
    public long OpenCents { get; internal set; }

    public Guid ImportedBy { get; init; }

    public DateTimeOffset ImportedAt { get; init; }
}

/// <summary>The columns that a tenant chose once for files with the same header.</summary>
public sealed class OpeningColumnMap(int tenantId, string headerKey, string columns) : ITenantOwned
{
    /// <summary>Longest stored map: all fields with long names.</summary>
    public const int MaxLength = 4000;

    public int TenantId { get; private set; } = tenantId;

    /// <summary>The header that it is for: <see cref="OpeningColumns.KeyOf"/>.</summary>
    public string HeaderKey { get; private set; } = headerKey;

    /// <summary>One line a field: <see cref="OpeningColumns.ToStored"/>.</summary>
    public string Columns { get; internal set; } = columns;
}

internal sealed class OpeningImportTable : IEntityTypeConfiguration<OpeningImport>
{
    public void Configure(EntityTypeBuilder<OpeningImport> builder)
    {
        builder.ToTable("opening_import");
        builder.HasKey(i => new { i.TenantId, i.Id });
        builder.Property(i => i.FileHash).HasMaxLength(32).IsFixedLength();
        builder.HasMany<PaymentApplication>().WithOne().HasForeignKey(a => new { a.TenantId, a.OpeningImportId }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class OpeningColumnMapTable : IEntityTypeConfiguration<OpeningColumnMap>
{
    public void Configure(EntityTypeBuilder<OpeningColumnMap> builder)
    {
        builder.ToTable("opening_column_map");
        builder.HasKey(m => new { m.TenantId, m.HeaderKey });
        builder.Property(m => m.HeaderKey).HasMaxLength(64);
        builder.Property(m => m.Columns).HasMaxLength(OpeningColumnMap.MaxLength);
    }
}
