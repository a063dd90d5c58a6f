using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Web.Denials;
using WriteOff.Web.WriteOffs;

namespace WriteOff.Web.Composition;

/// <summary>The domain's services. All are singletons: each act opens its own database context.</summary>
public static class DomainServices
{
    /// <summary>Registers them on one database.</summary>
    public static void AddWriteOffDomain(this IServiceCollection services, DatabaseOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(new WorkbenchDbs(options));
        services.AddSingleton(scope => new Keys(scope.GetRequiredService<TimeProvider>(), options.Node));
        services.AddSingleton<WriteGate>();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<Books>();
        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<TenantSetup>();
        services.AddSingleton(StandingRequests.Facts);
        services.AddSingleton<DenialGrid>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<DenialBulk>();
        services.AddSingleton<FilterWordbook>();
        services.AddSingleton<DenialDesk>();
        services.AddSingleton<AppealDesk>();
        services.AddSingleton<DenialViews>();
        services.AddSingleton<WriteOffDesk>();
        services.AddSingleton<ReopenDesk>();
        services.AddScoped<WriteOffDrafts>();
        services.AddSingleton<KeptFilters>();
        services.AddSingleton<DenialExports.Export>();
        services.AddSingleton<RemittanceIntake>();
        services.AddSingleton<Verifier>();
        services.AddSingleton<RemittanceViews>();
        services.AddSingleton<Memberships>();
    }
}
