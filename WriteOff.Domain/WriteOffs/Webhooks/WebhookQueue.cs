using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>A delivery whose time has come, with all that sending it needs.</summary>
public sealed record DueDelivery(WebhookEndpoint Endpoint, WebhookDelivery Delivery, WebhookMessage Message);

/// <summary>Turns audit rows into deliveries and keeps what came of each try.</summary>
/// <remarks>
/// The trail is the outbox: a row of it is written in the transaction of its act, in a sequence without a gap under the tenant lock. So nothing is told that
/// didn't happen, nothing that happened is forgotten, and an act costs no more than before. Deliveries move nothing: no tenant lock, no audit row.
/// </remarks>
public sealed class WebhookQueue(WorkbenchDbs dbs, WriteGate gate, TimeProvider clock)
{
    /// <summary>Most audit rows that one call looks at for an endpoint.</summary>
    public const int MostAtOnce = 500;

    /// <summary>The tenants that have somebody to tell. Looks over all tenants and answers numbers for the worker, nothing for a screen.</summary>
    public async Task<IReadOnlyList<int>> Tenants(CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId: 0);
        return await db.Set<WebhookEndpoint>().IgnoreQueryFilters().Where(e => e.IsOn).Select(e => e.TenantId).Distinct().OrderBy(t => t).ToListAsync(cancellationToken);
    }

    /// <summary>Makes deliveries of what happened since the last look; how many.</summary>
    public async Task<int> Collect(int tenantId, CancellationToken cancellationToken = default)
    {
        await using var db = dbs.Open(tenantId);
        var head = await db.Set<AuditHead>().AsNoTracking().Select(h => h.Sequence).SingleOrDefaultAsync(cancellationToken);
        var behind = await db.Set<WebhookEndpoint>().AsNoTracking().Where(e => e.IsOn && e.Position < head).ToListAsync(cancellationToken);
        var made = 0;
        foreach (var endpoint in behind) made += await Collect(endpoint, head, cancellationToken);
        return made;
    }

    /// <summary>What is to be sent now, the longest waiting of each endpoint first: one that doesn't answer keeps none from the others.</summary>
    /// <param name="most">Of one endpoint.</param>
    public async Task<IReadOnlyList<DueDelivery>> Due(int tenantId, int most, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        await using var db = dbs.Open(tenantId);
        List<DueDelivery> due = [];
        foreach (var endpoint in await db.Set<WebhookEndpoint>().AsNoTracking().Where(e => e.IsOn).OrderBy(e => e.Id).ToListAsync(cancellationToken))
        {
            var own = await db.Set<WebhookDelivery>().AsNoTracking().Where(d => d.EndpointId == endpoint.Id && d.Status == DeliveryStatus.Waiting && d.NextAt <= now)
                .Join(db.Set<AuditRow>(), d => d.Sequence, a => a.Sequence, (delivery, row) => new { delivery, row })
                .OrderBy(x => x.delivery.NextAt).ThenBy(x => x.delivery.Sequence).Take(most).ToListAsync(cancellationToken);
            due.AddRange(own.Select(x => new DueDelivery(endpoint, x.delivery, WebhookMessage.Of(x.row, x.delivery.Event))));
        }

        return due;
    }

    /// <summary>Keeps what came of a try. A delivery that was replayed meanwhile is simply tried again.</summary>
    public async Task Keep(WebhookDelivery tried, bool isDelivered, string answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(tried);
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(tried.TenantId);
        using var writes = db.AllowWrites();
        var delivery = await db.Set<WebhookDelivery>().SingleAsync(d => d.EndpointId == tried.EndpointId && d.Sequence == tried.Sequence, cancellationToken);
        delivery.Try(DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds()), isDelivered, answer);
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<int> Collect(WebhookEndpoint endpoint, long head, CancellationToken cancellationToken)
    {
        using var lease = await gate.Enter(cancellationToken);
        await using var db = dbs.Open(endpoint.TenantId);
        using var writes = db.AllowWrites();
        var acts = WebhookEvents.Acts;
        var rows = await db.Set<AuditRow>().AsNoTracking().Where(a => a.Sequence > endpoint.Position && a.Sequence <= head && acts.Contains(a.Act)).OrderBy(a => a.Sequence).Take(MostAtOnce).ToListAsync(cancellationToken);
        var to = rows.Count == MostAtOnce ? rows[^1].Sequence : head;
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            // Who is quicker moves it; a second node that believes it has the lease makes no second delivery.
            if (await db.Set<WebhookEndpoint>().Where(e => e.Id == endpoint.Id && e.Position == endpoint.Position).ExecuteUpdateAsync(set => set.SetProperty(e => e.Position, to), cancellationToken) != 1) return 0;
            var made = rows.Select(row => (row, Event: WebhookEvents.Of(row))).Where(x => x.Event is { } told && endpoint.Events.Contains(told)).ToList();
            db.AddRange(made.Select(x => new WebhookDelivery(endpoint.TenantId, endpoint.Id, x.row.Sequence, x.Event!.Value, x.row.At)));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return made.Count;
        });
    }
}
