using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Tenants;

/// <summary>Up to which amount a role, or one person, may approve. A person's own row outweighs those of their roles.</summary>
public sealed class ApprovalLimit : ITenantOwned, IVersioned
{
    private ApprovalLimit(int tenantId, long id, Role? role, Guid? personId, long? amountCents) =>
        (TenantId, Id, Role, PersonId, AmountCents) = (tenantId, id, role, personId, amountCents);

    public int TenantId { get; private set; }

    public long Id { get; private set; }

    /// <summary>The role it is for; null when it is one person's.</summary>
    public Role? Role { get; private set; }

    /// <summary>The person it is for; null when it is a role's.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Highest total of live and pending write-offs on the claim that may be approved, in cents; null: no limit.</summary>
    public long? AmountCents { get; internal set; }

    public long Version { get; private set; } = 1;

    public Money? Amount => AmountCents is { } cents ? new Money(cents) : null;

    /// <summary>The limit of everybody with a role.</summary>
    public static ApprovalLimit Of(int tenantId, long id, Role role, Money? amount) => new(tenantId, id, role, null, amount?.Cents);

    /// <summary>The limit of one person, whatever their roles say.</summary>
    public static ApprovalLimit Of(int tenantId, long id, Guid personId, Money? amount) => new(tenantId, id, null, personId, amount?.Cents);
}

internal sealed class ApprovalLimitTable : IEntityTypeConfiguration<ApprovalLimit>
{
    public void Configure(EntityTypeBuilder<ApprovalLimit> builder)
    {
        builder.ToTable("approval_limit");
        builder.HasKey(l => new { l.TenantId, l.Id });
        builder.Ignore(l => l.Amount);
        builder.HasIndex(l => new { l.TenantId, l.Role }).IsUnique().HasFilter("role IS NOT NULL");
        builder.HasIndex(l => new { l.TenantId, l.PersonId }).IsUnique().HasFilter("person_id IS NOT NULL");
        builder.HasOne<Person>().WithMany().HasForeignKey(l => new { l.TenantId, l.PersonId }).OnDelete(DeleteBehavior.Restrict);
    }
}
