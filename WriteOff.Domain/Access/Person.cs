using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Access;

/// <summary>A member of a tenant. Signing in is the web's matter; what the person may do is read here, in each act.</summary>
public sealed class Person(int tenantId, Guid id, string displayName, string email, bool fromGroups = false, bool isBreakGlass = false) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>The same id as in the sign-in store.</summary>
    public Guid Id { get; private set; } = id;

    public string DisplayName { get; private set; } = displayName;

    public string Email { get; private set; } = email;

    /// <summary>False: has no scopes at all, whatever the roles say.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>True: the person came in through the organisation's sign-in server, and has the roles of their groups there.</summary>
    public bool FromGroups { get; private set; } = fromGroups;

    /// <summary>True: the administrator who is kept for the day on which nobody else gets in.</summary>
    public bool IsBreakGlass { get; private set; } = isBreakGlass;

    /// <summary>When a break-glass administrator last signed in.</summary>
    public DateTimeOffset? BreakGlassUsedAt { get; private set; }

    public long Version { get; private set; } = 1;

    /// <summary>Notes a sign-in of the break-glass administrator.</summary>
    internal void UseBreakGlass(DateTimeOffset now) => BreakGlassUsedAt = now;

    /// <summary>Takes every scope away until <see cref="Unlock"/>; the roles stay.</summary>
    internal void Lock() => IsActive = false;

    /// <summary>Gives back what the roles grant.</summary>
    internal void Unlock() => IsActive = true;
}

/// <summary>One role of one person.</summary>
public sealed class PersonRole(int tenantId, Guid personId, Role role) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    public Guid PersonId { get; private set; } = personId;

    public Role Role { get; private set; } = role;
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("person");
        builder.HasKey(p => new { p.TenantId, p.Id });
        builder.Property(p => p.Email).HasMaxLength(256);
    }
}

internal sealed class PersonRoleTable : IEntityTypeConfiguration<PersonRole>
{
    public void Configure(EntityTypeBuilder<PersonRole> builder)
    {
        builder.ToTable("person_role");
        builder.HasKey(r => new { r.TenantId, r.PersonId, r.Role });
        builder.HasOne<Person>().WithMany().HasForeignKey(r => new { r.TenantId, r.PersonId }).OnDelete(DeleteBehavior.Cascade);
    }
}
