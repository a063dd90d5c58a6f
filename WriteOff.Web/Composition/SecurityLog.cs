using WriteOff.Domain.Audit;

namespace WriteOff.Web.Composition;

/// <summary>One line in the log for each act that tenant isolation, or a database that doesn't answer, stopped: who, which tenant, which refusal. No ids of patients, claims or denials.</summary>
internal sealed class SecurityLog(ChangeFeed feed, ILogger<SecurityLog> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Stopped += Write;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        feed.Stopped -= Write;
        return Task.CompletedTask;
    }

    private void Write(RefusedAct stopped) => log.LogWarning("Refused {Code} to user {UserId} in tenant {TenantId}", stopped.Code, stopped.UserId, stopped.TenantId);
}
