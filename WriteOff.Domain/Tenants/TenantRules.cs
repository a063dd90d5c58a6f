using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Tenants;

/// <summary>Everything of a tenant that a rule may ask: the tenant, its policy and its reasons, as read at one moment.</summary>
public sealed record TenantRules(Tenant Tenant, TenantPolicy Policy, IReadOnlyList<WriteOffReason> Reasons)
{
    /// <summary>Reasons on offer, in picklist order.</summary>
    public IEnumerable<WriteOffReason> OnOffer => Reasons.Where(r => r.IsEnabled);

    /// <summary>The reason with this code, on offer or not; null when the tenant has none such.</summary>
    public WriteOffReason? Find(string? code) => Reasons.FirstOrDefault(r => string.Equals(r.Code, code, StringComparison.Ordinal));

    /// <summary>Reads them for the tenant that the database was opened for.</summary>
    public static async Task<TenantRules> Read(WorkbenchDb db, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(db);
        var found = await db.Set<Tenant>().AsNoTracking()
            .Join(db.Set<TenantPolicy>().AsNoTracking(), t => t.TenantId, p => p.TenantId, (tenant, policy) => new { tenant, policy })
            .SingleAsync(cancellationToken);
        var reasons = await db.Set<WriteOffReason>().AsNoTracking().OrderBy(r => r.Position).ToListAsync(cancellationToken);
        return new TenantRules(found.tenant, found.policy, reasons);
    }
}
