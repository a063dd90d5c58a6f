using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Access;

/// <summary>A group of the organisation's sign-in server, and the role that its members have here.</summary>
public sealed class GroupRole(int tenantId, string groupName, Role role) : ITenantOwned
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 200;

    public int TenantId { get; private set; } = tenantId;

    /// <summary>As the sign-in server names it, compared letter for letter; an object id where the server sends those.</summary>
    public string GroupName { get; private set; } = groupName;

    public Role Role { get; internal set; } = role;
}

internal sealed class GroupRoleTable : IEntityTypeConfiguration<GroupRole>
{
    public void Configure(EntityTypeBuilder<GroupRole> builder)
    {
        builder.ToTable("group_role");
        builder.HasKey(g => new { g.TenantId, g.GroupName });
        builder.Property(g => g.GroupName).HasMaxLength(GroupRole.LongestName);
    }
}
