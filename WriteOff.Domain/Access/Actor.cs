namespace WriteOff.Domain.Access;

/// <summary>Who acts: one person in one tenant. A circuit is pinned to its actor from its first to its last moment.</summary>
/// <param name="TenantId">The tenant; every row that the act may see or write belongs to it.</param>
/// <param name="UserId">The person's id, the same in the sign-in store and in the domain's <c>person</c> table; <see cref="Guid.Empty"/> is the system.</param>
/// <param name="Name">Display name, copied into audit rows so that they stay readable.</param>
public sealed record Actor(int TenantId, Guid UserId, string Name)
{
    /// <summary>The product itself, when a remittance or a rule acts and nobody is signed in.</summary>
    public static Actor System(int tenantId) => new(tenantId, Guid.Empty, "System");

    /// <summary>The token through which a program acts for the person; null: they act themselves. It narrows the scopes and changes nothing about who it is.</summary>
    public long? TokenId { get; init; }

    /// <summary>True for the product itself.</summary>
    public bool IsSystem => UserId == Guid.Empty;
}
