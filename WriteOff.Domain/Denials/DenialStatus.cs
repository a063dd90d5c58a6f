namespace WriteOff.Domain.Denials;

/// <summary>Where a denial stands. The numbers are stored: never renumber.</summary>
public enum DenialStatus
{
    /// <summary>New; nobody works it.</summary>
    Open = 1,
    /// <summary>Someone works it.</summary>
    InProgress,
    /// <summary>An appeal is running: protected from write-off.</summary>
    AppealPending,
    /// <summary>A write-off waits for a supervisor; the amount is reserved.</summary>
    PendingWriteOff,
    /// <summary>Written off whole, with a reason.</summary>
    WrittenOff,
    /// <summary>Closed without a write-off; see <see cref="Resolution"/>.</summary>
    Resolved,
}

/// <summary>How a denial was resolved without a write-off.</summary>
public enum Resolution
{
    /// <summary>Money came.</summary>
    Paid = 1,
    /// <summary>The payer took the denial back.</summary>
    Reversed,
    /// <summary>Denied again under another code: a new denial stands.</summary>
    Superseded,
    /// <summary>Settled without money for it: contractual, patient's share, another party.</summary>
    Accepted,
    /// <summary>The remittance that made it was posted in error and is unposted.</summary>
    Unposted,
}

/// <summary>The words of the domain for statuses, as in filters, audit and logs: <c>PENDING_WRITEOFF</c>.</summary>
public static class DenialStatuses
{
    /// <summary>The word of a status.</summary>
    public static string Word(this DenialStatus status) => status switch
    {
        DenialStatus.Open => "OPEN",
        DenialStatus.InProgress => "IN_PROGRESS",
        DenialStatus.AppealPending => "APPEAL_PENDING",
        DenialStatus.PendingWriteOff => "PENDING_WRITEOFF",
        DenialStatus.WrittenOff => "WRITE_OFF",
        DenialStatus.Resolved => "RESOLVED",
    };

    /// <summary>The status on screen.</summary>
    public static string Label(this DenialStatus status) => status switch
    {
        DenialStatus.Open => "Open",
        DenialStatus.InProgress => "In progress",
        DenialStatus.AppealPending => "Appeal pending",
        DenialStatus.PendingWriteOff => "Pending write-off",
        DenialStatus.WrittenOff => "Written off",
        DenialStatus.Resolved => "Resolved",
    };

    /// <summary>Reads a word in any case; false for anything else.</summary>
    public static bool TryRead(string? word, out DenialStatus status)
    {
        foreach (var candidate in Enum.GetValues<DenialStatus>())
        {
            status = candidate;
            if (string.Equals(candidate.Word(), word, StringComparison.OrdinalIgnoreCase)) return true;
        }

        status = default;
        return false;
    }
}
