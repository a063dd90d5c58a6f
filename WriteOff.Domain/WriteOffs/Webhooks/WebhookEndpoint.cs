using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>An address of the tenant's that is told what happened to write-offs.</summary>
public sealed class WebhookEndpoint(int tenantId, long id, string url, string eventNames, byte[] secret, Guid madeBy, DateTimeOffset madeAt, long position) : ITenantOwned, IVersioned
{
    public int TenantId { get; private set; } = tenantId;

    public long Id { get; private set; } = id;

    public string Url { get; private set; } = url;

    /// <summary>Names of the events that it gets, with blanks between.</summary>
    public string EventNames { get; private set; } = eventNames;

    /// <summary>The signing secret, sealed by whoever sends; the domain can't read it.</summary>
    public byte[] Secret { get; private set; } = secret;

    public Guid MadeBy { get; private set; } = madeBy;

    public DateTimeOffset MadeAt { get; private set; } = madeAt;

    /// <summary>False: nothing is sent any more; what waits, waits on.</summary>
    public bool IsOn { get; private set; } = true;

    /// <summary>The last audit row that was looked at for it: the trail, written in the act's own transaction, is the list of what there is to tell.</summary>
    public long Position { get; private set; } = position;

    public long Version { get; private set; } = 1;

    /// <summary>The events that it gets.</summary>
    public IReadOnlySet<WebhookEvent> Events => WebhookEvents.Read(EventNames);

    internal void Switch(bool on) => IsOn = on;

    internal void Seal(byte[] secret) => Secret = secret;

    internal void MoveTo(long position) => Position = position;
}

/// <summary>Where a delivery stands. The numbers are stored.</summary>
public enum DeliveryStatus
{
    /// <summary>To be sent, for the first time or again.</summary>
    Waiting = 1,
    /// <summary>The receiver said 2xx.</summary>
    Delivered,
    /// <summary>Tried as often as it is tried; only a replay sends it again.</summary>
    Dead,
}

/// <summary>One event on its way to one endpoint. Its message is made from its audit row, which never changes: each try sends the same id and body.</summary>
public sealed class WebhookDelivery(int tenantId, long endpointId, long sequence, WebhookEvent @event, DateTimeOffset nextAt) : ITenantOwned
{
    /// <summary>Longest answer that is kept.</summary>
    public const int MaxAnswer = 200;

    public int TenantId { get; private set; } = tenantId;

    public long EndpointId { get; private set; } = endpointId;

    /// <summary>The audit row's.</summary>
    public long Sequence { get; private set; } = sequence;

    public WebhookEvent Event { get; private set; } = @event;

    public DeliveryStatus Status { get; private set; } = DeliveryStatus.Waiting;

    public int Tries { get; private set; }

    /// <summary>When it is sent next.</summary>
    public DateTimeOffset NextAt { get; private set; } = nextAt;

    public DateTimeOffset? TriedAt { get; private set; }

    /// <summary>What the receiver said at the last try, or why it couldn't be reached.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>A try and what came of it.</summary>
    internal void Try(DateTimeOffset at, bool isDelivered, string answer)
    {
        Tries++;
        (TriedAt, Answer) = (at, answer.Length <= MaxAnswer ? answer : answer[..MaxAnswer]);
        if (isDelivered) Status = DeliveryStatus.Delivered;
        else if (WebhookRules.Pause(Tries) is { } pause) NextAt = at + pause;
        else Status = DeliveryStatus.Dead;
    }

    /// <summary>Sends it again from the first try on, under the same id.</summary>
    internal void Replay(DateTimeOffset at) => (Status, Tries, NextAt) = (DeliveryStatus.Waiting, 0, at);
}

internal sealed class WebhookEndpointTable : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoint");
        builder.HasKey(e => new { e.TenantId, e.Id });
        builder.Property(e => e.Url).HasMaxLength(WebhookRules.LongestUrl);
        builder.Property(e => e.Secret).HasMaxLength(1000);
        builder.Ignore(e => e.Events);
        builder.HasOne<Person>().WithMany().HasForeignKey(e => new { e.TenantId, e.MadeBy }).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class WebhookDeliveryTable : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_delivery");
        builder.HasKey(d => new { d.TenantId, d.EndpointId, d.Sequence });
        builder.Property(d => d.Answer).HasMaxLength(WebhookDelivery.MaxAnswer);
        builder.HasIndex(d => new { d.TenantId, d.Status, d.NextAt });
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(d => new { d.TenantId, d.EndpointId }).OnDelete(DeleteBehavior.Restrict);
    }
}
