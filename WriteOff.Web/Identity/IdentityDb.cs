using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace WriteOff.Web.Identity;

/// <summary>Sign-ins, in the same database as the workbench but with tables and a migrations history of their own.</summary>
public abstract class IdentityDb(DbContextOptions options) : IdentityUserContext<AppUser, Guid>(options), IDataProtectionKeyContext
{
    /// <summary>Where EF notes the migrations of this context.</summary>
    public const string History = "identity_migrations";

    /// <summary>The keys under cookies, forms and drafts: in the database, so that every node and every restart has the same.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<AppUser>(user =>
        {
            user.ToTable("identity_user");
            user.Property(u => u.DisplayName).HasMaxLength(120);
            user.HasIndex(u => u.TenantId);
        });
        builder.Entity<DataProtectionKey>().ToTable("identity_key");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("identity_user_claim");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("identity_user_login");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("identity_user_token");
        // The framework adds it with a newer form of its other tables, whose keys are too short for a server's address and subject.
        builder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("identity_user_passkey");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.HasOne<AppUser>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
            passkey.OwnsOne(p => p.Data).ToJson();
        });
    }
}

/// <summary>Sign-ins in SQLite.</summary>
public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options) : IdentityDb(options);

/// <summary>Sign-ins in SQL Server.</summary>
public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options) : IdentityDb(options);
