using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Denials;

/// <summary>A filter that somebody kept under a name: for the own tabs, or for everyone's of the tenant.</summary>
public sealed class SavedView(int tenantId, long id, Guid ownerId, string name, string text, bool isShared) : ITenantOwned, IVersioned
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxName = 40;

    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>Who made it; only that person changes or removes it.</summary>
    public Guid OwnerId { get; private set; } = ownerId;

    public string Name { get; private set; } = name;

    /// <summary>The filter's text; may name patients, as it never leaves the database but to its readers.</summary>
    public string Text { get; private set; } = text;

    /// <summary>True: everyone of the tenant has it among the tabs.</summary>
    public bool IsShared { get; private set; } = isShared;

    public long Version { get; private set; } = 1;

    internal void Become(string text, bool isShared) => (Text, IsShared) = (text, isShared);
}

internal sealed class SavedViewTable : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> builder)
    {
        builder.ToTable("saved_view");
        builder.HasKey(v => new { v.TenantId, v.Id });
        builder.Property(v => v.Name).HasMaxLength(SavedView.MaxName);
        builder.Property(v => v.Text).HasMaxLength(Filters.FilterLanguage.MaxLength);
        builder.HasIndex(v => new { v.TenantId, v.OwnerId, v.Name }).IsUnique();
        builder.HasOne<Person>().WithMany().HasForeignKey(v => new { v.TenantId, v.OwnerId }).OnDelete(DeleteBehavior.Restrict);
    }
}
