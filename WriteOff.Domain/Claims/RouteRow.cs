using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Claims;

/// <summary>A tenant's own row of the route table; it stands in place of the shipped one until it is taken back.</summary>
public sealed class RouteRow(int tenantId, RouteCodeKind kind, string code) : ITenantOwned, IVersioned
{
    /// <summary>Longest wording and source.</summary>
    public const int MaxLength = 200;

    public int TenantId { get; private set; } = tenantId;

    public RouteCodeKind Kind { get; private set; } = kind;

    /// <summary>The code, or the word of a category.</summary>
    public string Code { get; private set; } = code;

    public DenialRoute Route { get; internal set; }

    /// <summary>While the route stands open, a write-off needs an override.</summary>
    public bool Guards { get; internal set; }

    public string Words { get; internal set; } = "";

    public string Source { get; internal set; } = "";

    public long Version { get; private set; } = 1;

    /// <summary>As the table has it.</summary>
    public RouteEntry Entry => new(Kind, Code, Route, Guards, Words, Source, IsOwn: true);
}

internal sealed class RouteRowTable : IEntityTypeConfiguration<RouteRow>
{
    public void Configure(EntityTypeBuilder<RouteRow> builder)
    {
        builder.ToTable("route_row");
        builder.HasKey(r => new { r.TenantId, r.Kind, r.Code });
        builder.Property(r => r.Code).HasMaxLength(20);
        builder.Property(r => r.Words).HasMaxLength(RouteRow.MaxLength);
        builder.Property(r => r.Source).HasMaxLength(RouteRow.MaxLength);
        builder.Ignore(r => r.Entry);
    }
}
