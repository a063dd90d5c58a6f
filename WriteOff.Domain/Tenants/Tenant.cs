using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Tenants;

/// <summary>The organisation. Every row belongs to exactly one.</summary>
public sealed class Tenant(int tenantId, string name, string timeZone) : ITenantOwned, IVersioned
{
    /// <summary>The tenant's number; first part of every key.</summary>
    public int TenantId { get; private set; } = tenantId;

    public string Name { get; private set; } = name;

    /// <summary>IANA name of the zone that the tenant's business days follow: <c>America/Chicago</c>.</summary>
    public string TimeZone { get; private set; } = timeZone;

    public long Version { get; private set; } = 1;

    /// <summary>The tenant's business day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(LocalTime(instant).DateTime);

    /// <summary>The first instant of a business day.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        if (day <= DateOnly.MinValue.AddDays(1)) return DateTimeOffset.MinValue;
        if (day >= DateOnly.MaxValue.AddDays(-1)) return DateTimeOffset.MaxValue;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }

    /// <summary>The tenant's wall clock at an instant.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone));
}

internal sealed class TenantTable : IEntityTypeConfiguration<Tenant>
{
    public void Configure(EntityTypeBuilder<Tenant> builder)
    {
        builder.ToTable("tenant");
        builder.HasKey(t => t.TenantId);
        builder.Property(t => t.TenantId).ValueGeneratedNever();
        builder.Property(t => t.TimeZone).HasMaxLength(64);
    }
}
