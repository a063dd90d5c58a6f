using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Access;

/// <summary>What one person has typed and not sent: kept for that person alone, sealed by whoever keeps it, forgotten after the act or after <see cref="Drafts.Lasts"/>.</summary>
public sealed class Draft(int tenantId, Guid personId, string name, byte[] content, DateTimeOffset savedAt) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public Guid PersonId { get; private set; } = personId;

    /// <summary>What it is a draft of: <c>write-off/42</c>. Names rows, never people.</summary>
    public string Name { get; private set; } = name;

    /// <summary>Encrypted; the domain can't read it.</summary>
    public byte[] Content { get; private set; } = content;

    public DateTimeOffset SavedAt { get; private set; } = savedAt;
}

internal sealed class DraftTable : IEntityTypeConfiguration<Draft>
{
    public void Configure(EntityTypeBuilder<Draft> builder)
    {
        builder.ToTable("draft");
        builder.HasKey(d => new { d.TenantId, d.PersonId, d.Name });
        builder.Property(d => d.Name).HasMaxLength(100);
        builder.Property(d => d.Content).HasMaxLength(Drafts.MostBytes);
        builder.HasIndex(d => new { d.TenantId, d.SavedAt });
    }
}
