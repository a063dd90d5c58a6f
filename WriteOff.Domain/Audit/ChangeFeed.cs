namespace WriteOff.Domain.Audit;

/// <summary>What an act changed: told after it is committed, so that screens of the same tenant can follow.</summary>
/// <param name="DenialIds">The denials touched; empty when the act touched something else of the tenant.</param>
/// <param name="By">Who did it.</param>
/// <param name="Settings">Policy, reasons or people changed: picklists, greyed acts and sessions follow.</param>
public sealed record TenantChange(int TenantId, IReadOnlyList<long> DenialIds, string By, bool Settings = false)
{
    /// <summary>The audit rows that the act wrote, first and last; 0 when this process didn't write them.</summary>
    public (long First, long Last) Sequences { get; init; }
}

/// <summary>An act that a wall stopped: a foreign or forged id, a missing scope, a reason that isn't on offer, an own request. Nothing was written.</summary>
/// <param name="Code">The refusal's code.</param>
public sealed record RefusedAct(int TenantId, Guid UserId, string Code)
{
    private static readonly HashSet<string> TenantIsolation = new(StringComparer.Ordinal) { "NotFound", "ScopeMissing", "ReasonUnknown", "ReasonDisabled", "OwnRequest", "KeyUsedForOther" };

    /// <summary>True for refusals that an honest screen doesn't lead to, and for a database that doesn't answer: worth a line in the log.</summary>
    public static bool IsWorthALine(string code) => TenantIsolation.Contains(code) || string.Equals(code, Persistence.DatabaseUnavailable.Refusal.Code, StringComparison.Ordinal);
}

/// <summary>Tells the open screens of this process what was committed. Holds no rows: a screen that cares reads again.</summary>
public sealed class ChangeFeed
{
    /// <summary>Raised after each commit. Handlers must return at once and not throw.</summary>
    public event Action<TenantChange>? Changed;

    /// <summary>Raised for each act that a wall stopped, once. Handlers must return at once and not throw.</summary>
    public event Action<RefusedAct>? Stopped;

    internal void Tell(TenantChange change) => Changed?.Invoke(change);

    internal void Tell(RefusedAct stopped) => Stopped?.Invoke(stopped);
}
