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

/// <summary>Tells the open screens of this process what was committed. Holds no rows: a screen that cares reads again.</summary>
public sealed class ChangeFeed
{
    /// <summary>Raised after each commit. Handlers must return at once and not throw.</summary>
    public event Action<TenantChange>? Changed;

    internal void Tell(TenantChange change) => Changed?.Invoke(change);
}
