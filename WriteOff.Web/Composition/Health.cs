using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WriteOff.Domain.Persistence;
using WriteOff.Web.Identity;

namespace WriteOff.Web.Composition;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: its database does too and has every migration. One word each, for anyone; nothing about why.</summary>
internal static class Health
{
    public const string Live = "/health/live";
    public const string Ready = "/health/ready";

    public static void AddWriteOffHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<DatabaseReady>("database");

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
