using System.Collections.Concurrent;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs.Webhooks;

namespace WriteOff.Web.Api;

/// <summary>Every two seconds looks what happened and tells it, all tenants side by side, each by one node at a time (decision 29).</summary>
internal sealed class WebhookWorker(WebhookQueue queue, WebhookSender sender, WorkLeases leases, TimeProvider clock, ILogger<WebhookWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<int, WorkLeaseHandle> _leases = [];

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var lease in _leases.Values) await lease.DisposeAsync();
        _leases.Clear();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Task.WhenAll((await queue.Tenants(stoppingToken)).Select(tenant => Work(tenant, stoppingToken)));
            }
            catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(broken, "Webhooks wait for the database");
            }
        }
    }

    private async Task Work(int tenantId, CancellationToken stoppingToken)
    {
        try
        {
            if (await Lease(tenantId, stoppingToken) is not { } lease) return;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, stoppingToken);
            await queue.Collect(tenantId, either.Token);
            await sender.SendDue(tenantId, either.Token);
        }
        catch (Exception broken) when (!stoppingToken.IsCancellationRequested)
        {
            log.LogError(broken, "Webhooks of tenant {Tenant} can't go on just now", tenantId);
        }
    }

    /// <summary>Held from look to look: taking it anew each time would write twice a second for nothing.</summary>
    private async Task<WorkLeaseHandle?> Lease(int tenantId, CancellationToken cancellationToken)
    {
        if (_leases.TryGetValue(tenantId, out var held))
        {
            if (!held.Lost.IsCancellationRequested) return held;
            _leases.TryRemove(tenantId, out _);
            await held.DisposeAsync();
        }

        if (await leases.Take(tenantId, "webhooks", cancellationToken) is not { } taken) return null;
        return _leases[tenantId] = taken;
    }
}
