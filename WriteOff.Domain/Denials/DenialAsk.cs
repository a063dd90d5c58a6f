using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials;

/// <summary>Which denial an act is for, and the version that the actor looked at.</summary>
public readonly record struct DenialAsk(long DenialId, long Version);

/// <summary>A denial after an act.</summary>
public sealed record DenialStamp(long DenialId, long Version, DenialStatus Status);

/// <summary>Refusals that every act on a denial shares, and the judgement that the greyed buttons share with the acts.</summary>
public static class DenialDecider
{
    /// <summary>No such denial, or another tenant's: the same words, so nothing is given away.</summary>
    public static Refusal NotFound { get; } = new("NotFound", "This denial isn't here.", "Go back to the grid; it may belong to another organisation.");

    /// <summary>Someone changed the row since the actor looked.</summary>
    public static Refusal Changed { get; } = new("ChangedSinceYouLooked", "This denial changed since you looked.", "Look at it again, then repeat what you still want to do.");

    /// <summary>Null when status and scopes allow the act, else why not. Scope first, then state, as in <c>domain.md</c> §4.</summary>
    public static Refusal? Judge(DenialStatus status, IReadOnlySet<Scope> scopes, DenialAct act)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        var scope = Transitions.All.First(t => t.Act == act).Scope;
        if (scope is { } needed && !scopes.Contains(needed)) return Grants.Missing(needed);
        return Transitions.Find(status, act) is null ? Transitions.Refuse(status, act) : null;
    }
}
