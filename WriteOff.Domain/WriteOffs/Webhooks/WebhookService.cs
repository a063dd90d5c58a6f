using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>An endpoint on the page.</summary>
public sealed record WebhookLine(WebhookEndpoint Endpoint, string MadeBy, int Waiting, int Dead);

/// <summary>A delivery on the page.</summary>
public sealed record DeliveryLine(WebhookDelivery Delivery, string Url, string MessageId, long? DenialId);

/// <summary>Endpoints and their newest deliveries.</summary>
public sealed record WebhookPage(IReadOnlyList<WebhookLine> Endpoints, IReadOnlyList<DeliveryLine> Deliveries);

/// <summary>Keeps a tenant's webhook endpoints. Needs <c>api.manage</c>; each change is an audit row.</summary>
/// <param name="allowLoopback">Development only.</param>
public sealed class WebhookService(WorkbenchWriter writer, WorkbenchDbs dbs, bool allowLoopback)
{
    /// <summary>Deliveries that the page shows.</summary>
    public const int MostShown = 100;

    /// <summary>Endpoints, and the newest deliveries; those that need somebody first where that is asked.</summary>
    public async Task<Outcome<WebhookPage>> Open(Actor actor, bool onlyUndelivered = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ApiManage) is { } missing) return missing;
        var endpoints = await db.Set<WebhookEndpoint>().AsNoTracking().Join(db.Set<Person>(), e => e.MadeBy, p => p.Id, (e, p) => new { e, p.DisplayName }).OrderBy(x => x.e.Id).ToListAsync(cancellationToken);
        var counts = (await db.Set<WebhookDelivery>().Where(d => d.Status != DeliveryStatus.Delivered).GroupBy(d => new { d.EndpointId, d.Status }).Select(g => new { g.Key.EndpointId, g.Key.Status, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(c => (c.EndpointId, c.Status), c => c.Count);
        var chosen = db.Set<WebhookDelivery>().AsNoTracking();
        if (onlyUndelivered) chosen = chosen.Where(d => d.Status != DeliveryStatus.Delivered);
        var deliveries = await chosen.Join(db.Set<WebhookEndpoint>(), d => d.EndpointId, e => e.Id, (d, e) => new { d, e.Url })
            .Join(db.Set<AuditRow>(), x => x.d.Sequence, a => a.Sequence, (x, a) => new { x.d, x.Url, a.DenialId }).OrderByDescending(x => x.d.Sequence).ThenBy(x => x.d.EndpointId).Take(MostShown).ToListAsync(cancellationToken);
        return new WebhookPage(
            endpoints.ConvertAll(x => new WebhookLine(x.e, x.DisplayName, counts.GetValueOrDefault((x.e.Id, DeliveryStatus.Waiting)), counts.GetValueOrDefault((x.e.Id, DeliveryStatus.Dead)))),
            deliveries.ConvertAll(x => new DeliveryLine(x.d, x.Url, string.Create(CultureInfo.InvariantCulture, $"msg_{x.d.TenantId}_{x.d.Sequence}"), x.DenialId)));
    }

    /// <summary>Adds an endpoint that is told what happens from now on.</summary>
    /// <param name="secret">Sealed by whoever sends.</param>
    /// <returns>Its key.</returns>
    public Task<Outcome<long>> Add(Actor actor, string? url, IReadOnlyCollection<WebhookEvent> events, byte[] secret, CancellationToken cancellationToken = default) =>
        writer.Write<long>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.ApiManage) is { } missing) return missing;
            if (WebhookRules.Refuse(url, events, allowLoopback) is { } refusal) return refusal;
            if (await IsFull(unit, cancel)) return TooMany;
            var endpoint = new WebhookEndpoint(actor.TenantId, unit.NextKey(), url!.Trim(), WebhookEvents.Write(events), secret, actor.UserId, unit.Now, await unit.NextSequence(cancel) - 1);
            unit.Add(endpoint);
            Record(unit, $"Added {endpoint.Url}: {endpoint.EventNames}");
            return endpoint.Id;
        }, cancellationToken);

    /// <summary>Switches an endpoint on or off. Off, nothing is sent; on again, it is told all that happened meanwhile.</summary>
    public Task<Outcome<bool>> Switch(Actor actor, long endpointId, bool on, CancellationToken cancellationToken = default) => Act(actor, endpointId, async (unit, endpoint, cancel) =>
    {
        if (on && !endpoint.IsOn && await IsFull(unit, cancel)) return TooMany;
        if (endpoint.IsOn == on) return SettingsRefusals.Of(SettingsRefusal.AlreadySo, $"It is {SettingWords.Of(on)} already.", "Nothing is left to do.");
        endpoint.Switch(on);
        Record(unit, $"{endpoint.Url}: {SettingWords.Of(!on)} → {SettingWords.Of(on)}");
        return null;
    }, cancellationToken);

    /// <summary>Gives an endpoint a new secret; the old one signs nothing any more.</summary>
    public Task<Outcome<bool>> Renew(Actor actor, long endpointId, byte[] secret, CancellationToken cancellationToken = default) => Act(actor, endpointId, (unit, endpoint, _) =>
    {
        endpoint.Seal(secret);
        Record(unit, $"{endpoint.Url}: new secret");
        return Task.FromResult<Refusal?>(null);
    }, cancellationToken);

    /// <summary>Sends a delivery again, under the same id: whether it was delivered, is dead, or waits.</summary>
    public Task<Outcome<bool>> Replay(Actor actor, long endpointId, long sequence, CancellationToken cancellationToken = default) => writer.Write<bool>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.ApiManage) is { } missing) return missing;
        if (await unit.Db.Set<WebhookDelivery>().SingleOrDefaultAsync(d => d.EndpointId == endpointId && d.Sequence == sequence, cancel) is not { } delivery) return SettingsRefusals.NotFound("delivery");
        delivery.Replay(unit.Now);
        Record(unit, string.Create(CultureInfo.InvariantCulture, $"Sends msg_{delivery.TenantId}_{sequence} again"));
        return true;
    }, cancellationToken);

    private Task<Outcome<bool>> Act(Actor actor, long endpointId, Func<UnitOfWork, WebhookEndpoint, CancellationToken, Task<Refusal?>> act, CancellationToken cancellationToken) => writer.Write<bool>(actor, async (unit, cancel) =>
    {
        if (unit.Grants.Require(Scope.ApiManage) is { } missing) return missing;
        if (await unit.Db.Set<WebhookEndpoint>().SingleOrDefaultAsync(e => e.Id == endpointId, cancel) is not { } endpoint) return SettingsRefusals.NotFound("endpoint");
        return await act(unit, endpoint, cancel) is { } refusal ? refusal : true;
    }, cancellationToken);

    private static async Task<bool> IsFull(UnitOfWork unit, CancellationToken cancellationToken) => await unit.Db.Set<WebhookEndpoint>().CountAsync(e => e.IsOn, cancellationToken) >= WebhookRules.MostEndpoints;

    private static Refusal TooMany { get; } = SettingsRefusals.Of(SettingsRefusal.TooMany, $"Your organisation has {WebhookRules.MostEndpoints} endpoints that are on.", "Switch one off that isn't needed any more.");

    private static void Record(UnitOfWork unit, string what) => unit.Record(AuditAct.WebhookChanged, new AuditRow { Detail = what });
}
