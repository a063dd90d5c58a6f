using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WriteOff.Domain.Persistence;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Composition;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too and has every migration, and the disk of an embedded one has room. One word each, for anyone; nothing about why.</summary>
internal static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void AddWriteOffHealth(this IServiceCollection services) => services.AddSingleton<ReadFreeBytes>(DiskReady.FreeAt).AddHealthChecks().AddCheck<DatabaseReady>("database").AddCheck<DiskReady>("disk");

    public static void MapWriteOffHealth(this WebApplication app)
    {
        app.MapHealthChecks(Live, new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(Ready).AllowAnonymous();
    }
}

/// <summary>Asks the database whether it is there and up to date.</summary>
internal sealed class DatabaseReady(WorkbenchDbs dbs, IServiceScopeFactory scopes) : IHealthCheck
{
    private bool _isMigrated;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = dbs.Open(tenantId: 0);
            await using var scope = scopes.CreateAsyncScope();
            var identity = scope.ServiceProvider.GetRequiredService<IdentityDb>();
            // A migration doesn't go away while we run: asked until all are there, later only whether somebody answers.
            if (!_isMigrated) _isMigrated = !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any() && !(await identity.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
            else _ = await identity.Users.AnyAsync(cancellationToken);
            return _isMigrated ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
        }
        catch (Exception gone) when (gone is DbException || DatabaseUnavailable.Is(gone))
        {
            return HealthCheckResult.Unhealthy();
        }
    }
}

/// <summary>Free bytes where a file lies; null: nobody can say.</summary>
internal delegate long? ReadFreeBytes(string file);

/// <summary>Asks whether an embedded database can still grow: an act that finds the disk full is refused, and intake stops. A server watches its own.</summary>
internal sealed class DiskReady(DatabaseChoice choice, ReadFreeBytes free) : IHealthCheck
{
    /// <summary>Less is too little: a gigabyte holds the log of the largest remittance.</summary>
    public const long Least = 1_000_000_000;

    /// <summary>What the system says.</summary>
    public static long? FreeAt(string file)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(file))!).AvailableFreeSpace;
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(choice.File is { } file && free(file) < Least ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
