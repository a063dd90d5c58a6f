namespace WriteOff.Domain.Denials;

/// <summary>Where a denial stands. The public names (<c>OPEN</c>, <c>PENDING_WRITEOFF</c>…) stand in filters and URLs.</summary>
public enum DenialStatus
{
    /// <summary>New; nobody works it yet.</summary>
    Open = 1,
    /// <summary>Someone works it.</summary>
    InProgress,
    /// <summary>An appeal is with the payer; protected from write-off.</summary>
    AppealPending,
    /// <summary>A write-off request waits for a supervisor; its amount is reserved.</summary>
    PendingWriteOff,
    /// <summary>The whole remaining balance is written off.</summary>
    WrittenOff,
    /// <summary>Closed without a write-off: paid, reversed, superseded or accepted.</summary>
    Resolved,
}
