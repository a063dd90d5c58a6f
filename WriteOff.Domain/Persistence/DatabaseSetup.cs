using Microsoft.EntityFrameworkCore;

namespace WriteOff.Domain.Persistence;

/// <summary>Brings the database to this version of the product.</summary>
public sealed class DatabaseSetup(WorkbenchDbs dbs)
{
    /// <summary>Creates the database where it is missing and runs the migrations that it lacks; returns their names.</summary>
    public async Task<IReadOnlyList<string>> Migrate(CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId: 0);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        await db.Database.MigrateAsync(cancellationToken);
        return pending;
    }
}
