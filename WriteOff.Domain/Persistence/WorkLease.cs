using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace WriteOff.Domain.Persistence;

/// <summary>Which node does a piece of background work that only one should do: a run, a watched folder, a schedule.</summary>
/// <remarks>Saves work, never money: an act that two nodes tried all the same is still judged under the tenant lock, and the second finds it done.</remarks>
public sealed class WorkLease(int tenantId, string name, string holder) : ITenantOwned
{
    public int TenantId { get; private set; } = tenantId;

    /// <summary>The work, one name per tenant: <c>run 7</c>, <c>intake folder</c>.</summary>
    public string Name { get; private set; } = name;

    /// <summary>The node that does it (<see cref="NodeName"/>).</summary>
    public string Holder { get; private set; } = holder;

    /// <summary>Raised by the holder every few seconds. Others compare it with what they saw themselves, so the nodes' clocks need not agree.</summary>
    public long Beat { get; private set; } = 1;
}

internal sealed class WorkLeaseTable : IEntityTypeConfiguration<WorkLease>
{
    public void Configure(EntityTypeBuilder<WorkLease> builder)
    {
        builder.ToTable("work_lease");
        builder.HasKey(l => new { l.TenantId, l.Name });
        builder.Property(l => l.Name).HasMaxLength(100);
    }
}
