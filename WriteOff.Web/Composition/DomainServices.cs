using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Domain.WriteOffs.Webhooks;
using WriteOff.Web.Api;
using WriteOff.Web.Audit;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Denials;
using WriteOff.Web.Identity;
using WriteOff.Web.Reporting;
using WriteOff.Web.WriteOffs;
using WriteOff.Web.WriteOffs.Mass;

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
        services.AddSingleton<ChangeWatch>();
        services.AddHostedService<ChangePoll>();
        services.AddHostedService<SecurityLog>();
        services.AddSingleton<WorkbenchWriter>();
        services.AddSingleton(scope => new WorkLeases(scope.GetRequiredService<WorkbenchDbs>(), scope.GetRequiredService<WriteGate>(), scope.GetRequiredService<TimeProvider>(), NodeName.OfThisProcess));
        services.AddSingleton<DatabaseSetup>();
        services.AddSingleton<TenantSetup>();
        services.AddSingleton(LiveRequests.Facts);
        services.AddSingleton<DenialGrid>();
        services.AddSingleton<SavedViews>();
        services.AddSingleton<DenialBulk>();
        services.AddSingleton<FilterVocabulary>();
        services.AddSingleton<DenialService>();
        services.AddSingleton<AppealService>();
        services.AddSingleton<DenialViews>();
        services.AddSingleton<WriteOffService>();
        services.AddSingleton<ReopenService>();
        services.AddSingleton<ApprovalService>();
        services.AddSingleton<ApprovalQueue>();
        services.AddSingleton<WaitingRequests>();
        services.AddScoped<PersonNotifications>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<DraftStore>();
        services.AddSingleton<PrivateFilters>();
        services.AddSingleton<DenialExports.Export>();
        services.AddSingleton<ChainCheck>();
        services.AddSingleton<PackageDownload>();
        services.AddSingleton<Memberships>();
        services.AddSingleton<PolicyService>();
        services.AddSingleton<PolicyPreview>();
        services.AddSingleton<ReasonService>();
        services.AddSingleton<PayerService>();
        services.AddSingleton<RouteService>();
        services.AddSingleton<CostShareService>();
        services.AddSingleton<PeopleService>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<GroupService>();
        services.AddSingleton<BreakGlass>();
        services.AddSingleton<GroupPeople>();
        services.AddSingleton<ApprovalLimitService>();
        services.AddSingleton<ApiTokenService>();
        services.AddWebhooks();
        services.AddRemittances();
        services.AddRuns();
        services.AddInsight();
    }

    /// <summary>What payers send, and what follows from it.</summary>
    private static void AddRemittances(this IServiceCollection services)
    {
        services.AddSingleton<RemittanceIntake>();
        services.AddSingleton<RemittanceViews>();
        services.AddSingleton<RemittanceInbox>();
        services.AddSingleton<RemittanceReopen>();
        services.AddSingleton<HandMatch>();
        services.AddSingleton<HeldPaymentService>();
        services.AddSingleton<RemittanceService>();
        services.AddSingleton<UnpostService>();
        services.AddSingleton<FlagViews>();
        services.AddSingleton<WaitingPayments>();
        services.AddSingleton<CodeLists>();
        services.AddSingleton<OpeningService>();
        services.AddSingleton<PostingBatchService>();
        services.AddSingleton<PostingBatchViews>();
        services.AddSingleton<PayerMoneyViews>();
        services.AddSingleton<PayerMoneyService>();
    }

    /// <summary>Who is told what happened, and whoever tells it. Plain http to this machine is for Development alone.</summary>
    private static void AddWebhooks(this IServiceCollection services)
    {
        static bool AllowLoopback(IServiceProvider scope) => scope.GetService<IHostEnvironment>()?.IsDevelopment() == true;
        services.AddSingleton<WebhookQueue>();
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton(scope => new WebhookService(scope.GetRequiredService<WorkbenchWriter>(), scope.GetRequiredService<WorkbenchDbs>(), AllowLoopback(scope)));
        services.AddSingleton(scope => new WebhookSender(scope.GetRequiredService<WebhookQueue>(), scope.GetRequiredService<WebhookSecrets>(), scope.GetRequiredService<TimeProvider>(), AllowLoopback(scope)));
        services.AddHostedService<WebhookWorker>();
    }

    /// <summary>Mass write-offs and whoever does them in the background.</summary>
    private static void AddRuns(this IServiceCollection services)
    {
        services.AddSingleton<RunSignal>();
        services.AddSingleton<MassPreviewer>();
        services.AddSingleton<MassWriteOffService>();
        services.AddSingleton<MassRunner>();
        services.AddSingleton<WaitingRuns>();
        services.AddSingleton<RunViews>();
        services.AddSingleton<RunRows>();
        services.AddSingleton<MassReasonReader>();
        services.AddSingleton<MassDrafts>();
        services.AddSingleton<EndedRuns>();
        services.AddSingleton<SeenRuns>();
        services.AddHostedService<RunWorker>();
    }

    /// <summary>What managers and auditors read.</summary>
    private static void AddInsight(this IServiceCollection services)
    {
        services.AddSingleton<AccessLog>();
        services.AddHostedService<AccessWriter>();
        services.AddSingleton<ReportExports.Export>();
        services.AddSingleton<Verifier>();
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditTrailService>();
        services.AddSingleton<AuditExport>();
        services.AddSingleton<Causes>();
        services.AddSingleton<Pivots>();
        services.AddSingleton<WorkReports>();
        services.AddSingleton<ControlAlerts>();
        services.AddSingleton<OverrideRegister>();
        services.AddSingleton<StartViews>();
        services.AddSingleton<AdminStart>();
    }
}
