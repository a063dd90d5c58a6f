using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>What a receiver gets about one audit row: ids, cents, codes and times. No name, number or text of a patient's, and nothing that a person typed.</summary>
/// <param name="Id">The same for every endpoint, try and replay: a receiver that knows it has had it.</param>
public sealed record WebhookMessage(string Id, string Body)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The message of an event's audit row.</summary>
    public static WebhookMessage Of(AuditRow row, WebhookEvent @event)
    {
        ArgumentNullException.ThrowIfNull(row);
        var data = new Data(Text(row.DenialId), Text(row.ClaimId), Text(row.RequestId), Text(row.RemittanceId), row.ReasonCode, row.AmountCents, row.BalanceAfterCents,
            row.StatusAfter is { } status && Enum.IsDefined((DenialStatus)status) ? ((DenialStatus)status).Word() : null);
        return new WebhookMessage(string.Create(CultureInfo.InvariantCulture, $"msg_{row.TenantId}_{row.Sequence}"), JsonSerializer.Serialize(new Envelope(@event.Name(), row.At, data), Json));
    }

    private static string? Text(long? id) => id?.ToString(CultureInfo.InvariantCulture);

    private sealed record Envelope(string Type, DateTimeOffset Timestamp, Data Data);

    private sealed record Data(string? DenialId, string? ClaimId, string? RequestId, string? RemittanceId, string? Reason, long? AmountCents, long? BalanceCents, string? DenialStatus);
}
