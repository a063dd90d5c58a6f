using WriteOff.Domain.Audit;

namespace WriteOff.Domain.WriteOffs.Webhooks;

/// <summary>What receivers are told. The numbers are stored.</summary>
public enum WebhookEvent
{
    /// <summary>A write-off posted to the ledger: at once, or by an approval. One for each line of its request.</summary>
    WriteOffPosted = 1,
    /// <summary>A write-off waits for a supervisor. One for each line of its request.</summary>
    WriteOffPending,
    /// <summary>Write-offs of a denial were taken back: reopened, or undone by a payer's correction.</summary>
    WriteOffReversed,
    /// <summary>A reversal or a surprise payment was found for a denial that is written off or waits.</summary>
    DenialFlagged,
}

/// <summary>Names of the events, and which acts are told.</summary>
public static class WebhookEvents
{
    /// <summary>The public name: <c>writeoff.posted</c>.</summary>
    public static string Name(this WebhookEvent @event) => @event switch
    {
        WebhookEvent.WriteOffPosted => "writeoff.posted",
        WebhookEvent.WriteOffPending => "writeoff.pending",
        WebhookEvent.WriteOffReversed => "writeoff.reversed",
        WebhookEvent.DenialFlagged => "denial.flagged",
    };

    /// <summary>The acts that are told; for a database to choose by.</summary>
    public static IReadOnlyList<AuditAct> Acts { get; } = [AuditAct.WrittenOff, AuditAct.WriteOffApproved, AuditAct.WriteOffRequested, AuditAct.Reopened, AuditAct.ReversalFlagged];

    /// <summary>What an audit row tells; null: nothing. Reopening a denial without a write-off takes none back.</summary>
    public static WebhookEvent? Of(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.Act is AuditAct.WrittenOff or AuditAct.WriteOffApproved) return WebhookEvent.WriteOffPosted;
        if (row.Act == AuditAct.WriteOffRequested) return WebhookEvent.WriteOffPending;
        if (row.Act == AuditAct.ReversalFlagged) return WebhookEvent.DenialFlagged;
        return row is { Act: AuditAct.Reopened, AmountCents: not (null or 0) } ? WebhookEvent.WriteOffReversed : null;
    }

    /// <summary>Names with blanks between, in the order of the events.</summary>
    public static string Write(IEnumerable<WebhookEvent> events) => string.Join(' ', events.Distinct().Order().Select(Name));

    /// <summary>Reads what <see cref="Write"/> wrote; a name that isn't known gives nothing.</summary>
    public static IReadOnlySet<WebhookEvent> Read(string names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var said = names.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<WebhookEvent>().Where(e => said.Contains(e.Name())).ToHashSet();
    }
}
