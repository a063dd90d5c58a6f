using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Audit;

/// <summary>How somebody came to see patient data. The numbers are stored: never renumber.</summary>
public enum AccessKind
{
    /// <summary>The page of a denial with its claim.</summary>
    DenialOpened = 1,
    /// <summary>A hit of the search box.</summary>
    ClaimFound = 2,
    /// <summary>The grid of denials.</summary>
    DenialsListed = 3,
    /// <summary>Denials as a file.</summary>
    DenialsExported = 4,
    /// <summary>A claim payment of a remittance.</summary>
    ClaimPaymentOpened = 5,
    /// <summary>A denial's write-off package.</summary>
    PackageMade = 6,
    /// <summary>The approval queue.</summary>
    ApprovalsListed = 7,
}

/// <summary>Somebody saw patient data: who, when, how and of which claim. Never a name, number or text of the patient's.</summary>
public sealed class AccessRow : ITenantOwned, IAppendOnly
{
    public int TenantId { get; init; }

    /// <summary>Rises with time.</summary>
    public long Id { get; init; }

    /// <summary>When, to the millisecond, UTC.</summary>
    public DateTimeOffset At { get; init; }

    public Guid ActorId { get; init; }

    /// <summary>The actor's name at that moment.</summary>
    public string ActorName { get; init; } = "";

    public AccessKind Kind { get; init; }

    public long? DenialId { get; init; }

    public long? ClaimId { get; init; }

    public long? RemittanceId { get; init; }

    /// <summary>How many claims or denials were seen; more than one only for files.</summary>
    public long Count { get; init; }
}

internal sealed class AccessRowTable : IEntityTypeConfiguration<AccessRow>
{
    public void Configure(EntityTypeBuilder<AccessRow> builder)
    {
        builder.ToTable("access_row");
        builder.HasKey(a => new { a.TenantId, a.Id });
        builder.HasIndex(a => new { a.TenantId, a.ClaimId, a.Id });
        builder.HasIndex(a => new { a.TenantId, a.ActorId, a.Id });
    }
}
