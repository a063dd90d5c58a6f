using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Access;

/// <summary>Lets a program act in the name of the person who made it, with some of that person's scopes and never more than they have at that moment.</summary>
/// <remarks>Only the hash of its secret is kept. For the four-eyes rule the token and its maker are one person: neither decides what the other asked.</remarks>
public sealed class ApiToken(int tenantId, long id, string name, byte[] secretHash, string scopeNames, Guid madeBy, DateTimeOffset madeAt, DateTimeOffset expiresAt) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    /// <summary>What it is for; stands in the trail beside its maker's name.</summary>
    public string Name { get; private set; } = name;

    /// <summary>SHA-256 of the secret, which has 256 bits of chance: no salt or slow hash is needed.</summary>
    public byte[] SecretHash { get; private set; } = secretHash;

    /// <summary>Public names of its scopes, with blanks between.</summary>
    public string ScopeNames { get; private set; } = scopeNames;

    public Guid MadeBy { get; private set; } = madeBy;

    public DateTimeOffset MadeAt { get; private set; } = madeAt;

    /// <summary>From this instant on it lets nobody in.</summary>
    public DateTimeOffset ExpiresAt { get; private set; } = expiresAt;

    public DateTimeOffset? RevokedAt { get; private set; }

    public Guid? RevokedBy { get; private set; }

    /// <summary>To the minute: use within a minute of the last isn't noted again.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public long Version { get; private set; } = 1;

    /// <summary>The scopes it was given; what it may do is these and its maker's, whichever are fewer.</summary>
    public IReadOnlySet<Scope> Scopes => Access.Scopes.Read(ScopeNames);

    /// <summary>True while it may be used.</summary>
    public bool IsLive(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    internal void Revoke(Guid by, DateTimeOffset at) => (RevokedBy, RevokedAt) = (by, at);
}

internal sealed class ApiTokenTable : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_token");
        builder.HasKey(t => new { t.TenantId, t.Id });
        builder.Property(t => t.Name).HasMaxLength(60);
        builder.Property(t => t.SecretHash).HasMaxLength(32).IsFixedLength();
        builder.Property(t => t.ScopeNames).HasMaxLength(400);
        builder.Ignore(t => t.Scopes);
        builder.HasOne<Person>().WithMany().HasForeignKey(t => new { t.TenantId, t.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}
