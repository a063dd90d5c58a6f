using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace WriteOff.Domain.Persistence;

/// <summary>The workbench's database, opened for one tenant. Areas add their tables through their own configurations and extension properties.</summary>
/// <remarks>Reads see one tenant by query filter; saves pass three checks: only inside <c>WorkbenchWriter</c>, only the own tenant, never an append-only change.</remarks>
public abstract class WorkbenchDb(DbContextOptions options) : DbContext(options)
{
    private bool _isWriting;

    /// <summary>The tenant that this context was opened for; 0 sees nothing.</summary>
    public int TenantId { get; internal set; }

    /// <summary>Whether queries should name the index they walk: see <see cref="IndexHints"/>.</summary>
    internal virtual bool HintsIndexes => false;

    /// <summary>Lets the one writer save, until the returned handle is disposed.</summary>
    internal IDisposable AllowWrites()
    {
        _isWriting = true;
        return new WriteHandle(this);
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess)
    {
        Guard();
        return base.SaveChanges(acceptAllChangesOnSuccess);
    }

    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        Guard();
        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    private void Guard()
    {
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached) continue;
            var name = entry.Metadata.GetTableName();
            if (!_isWriting) throw new TenantIsolationException($"A change of {name} was saved outside WorkbenchWriter.");
            if (entry.Entity is not ITenantOwned owned || owned.TenantId != TenantId)
                throw new TenantIsolationException($"A change of {name} belongs to another tenant than {TenantId}.");
            if (entry.Entity is IAppendOnly && entry.State is not EntityState.Added)
                throw new TenantIsolationException($"{name} is append-only.");
            RaiseVersion(entry);
        }
    }

    private static void RaiseVersion(EntityEntry entry)
    {
        if (entry.Entity is not IVersioned || entry.State is not EntityState.Modified) return;
        var version = entry.Property(nameof(IVersioned.Version));
        version.CurrentValue = (long)version.OriginalValue! + 1;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configurationBuilder.Properties<string>().HaveMaxLength(200);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(WorkbenchDb).Assembly);
        var isolate = typeof(WorkbenchDb).GetMethod(nameof(Isolate), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var type in modelBuilder.Model.GetEntityTypes().ToList())
        {
            if (!typeof(ITenantOwned).IsAssignableFrom(type.ClrType))
                throw new TenantIsolationException($"{type.ClrType.Name} is stored without a tenant.");
            isolate.MakeGenericMethod(type.ClrType).Invoke(this, [modelBuilder]);
        }

        SnakeCase.Apply(modelBuilder);
    }

    private void Isolate<T>(ModelBuilder modelBuilder) where T : class, ITenantOwned
    {
        var entity = modelBuilder.Entity<T>();
        entity.HasQueryFilter(row => row.TenantId == TenantId);
        if (typeof(IVersioned).IsAssignableFrom(typeof(T))) entity.Property(nameof(IVersioned.Version)).IsConcurrencyToken();
        if (typeof(IAppendOnly).IsAssignableFrom(typeof(T)))
            entity.ToTable(table => table.HasTrigger(AppendOnlyTriggers.NameFor(table.Name!)));
    }

    private sealed class WriteHandle(WorkbenchDb db) : IDisposable
    {
        public void Dispose() => db._isWriting = false;
    }
}

/// <summary>The workbench on the embedded database.</summary>
public sealed class SqliteWorkbenchDb(DbContextOptions<SqliteWorkbenchDb> options) : WorkbenchDb(options)
{
    internal override bool HintsIndexes => true;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderDifferences.OnSqlite(modelBuilder);
    }
}

/// <summary>The workbench on SQL Server.</summary>
public sealed class SqlServerWorkbenchDb(DbContextOptions<SqlServerWorkbenchDb> options) : WorkbenchDb(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        ProviderDifferences.OnSqlServer(modelBuilder);
    }
}
