namespace WriteOff.Domain.Persistence;

/// <summary>A row that belongs to exactly one tenant. Its primary key starts with the tenant, and so do all references to it.</summary>
public interface ITenantOwned
{
    /// <summary>The owning tenant.</summary>
    int TenantId { get; }
}

/// <summary>A row that never changes and never vanishes. The database refuses it too, by trigger.</summary>
public interface IAppendOnly;

/// <summary>A row whose concurrent changes must not overwrite each other: the version rises with each save, on both databases.</summary>
public interface IVersioned
{
    /// <summary>Rises by one with each saved change; what a screen shows is judged against it.</summary>
    long Version { get; }
}

/// <summary>A write that tenant isolation stopped: another tenant's row, an append-only row, or a save outside <c>WorkbenchWriter</c>. A bug or an attack, never an expected refusal.</summary>
public sealed class TenantIsolationException(string message) : InvalidOperationException(message);
