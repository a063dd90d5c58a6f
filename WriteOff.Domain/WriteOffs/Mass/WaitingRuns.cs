using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs.Mass;

/// <summary>A run of a tenant.</summary>
public readonly record struct RunKey(int TenantId, int Number);

/// <summary>Finds the runs that wait for their next chunk. The one query that looks over all tenants: it answers numbers for the worker, nothing for a screen.</summary>
public sealed class WaitingRuns(WorkbenchDbs dbs)
{
    /// <summary>Of all tenants, oldest first: just started, started by another process, or left by a killed server.</summary>
    public async Task<IReadOnlyList<RunKey>> Find(CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId: 0);
        return await db.Set<MassRun>().IgnoreQueryFilters().AsNoTracking().Where(r => r.Status == RunStatus.Running)
            .OrderBy(r => r.StartedAt).ThenBy(r => r.TenantId).ThenBy(r => r.Number).Select(r => new RunKey(r.TenantId, r.Number)).ToListAsync(cancellationToken);
    }
}
