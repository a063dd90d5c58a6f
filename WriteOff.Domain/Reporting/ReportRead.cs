using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Reporting;

/// <summary>The one way into a report: the scope is read fresh, and the tenant's own day decides what "this month" is.</summary>
internal static class ReportRead
{
    /// <summary>Opens the database and reads. Refused: reports.read.financial is missing.</summary>
    public static async Task<Outcome<T>> Of<T>(WorkbenchDbs dbs, Actor actor, Func<WorkbenchDb, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReportsRead) is { } missing) return missing;
        return await read(db);
    }

    /// <summary>The tenant's business day now.</summary>
    public static async Task<DateOnly> Today(WorkbenchDb db, TimeProvider clock, CancellationToken cancellationToken) =>
        (await db.Set<Tenant>().SingleAsync(cancellationToken)).DayOf(clock.GetUtcNow());
}
