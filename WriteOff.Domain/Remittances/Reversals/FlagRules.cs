using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Why a denial can't be reopened, or its flag dismissed. Pure: the greyed buttons ask what the acts ask.</summary>
public static class FlagRules
{
    /// <summary>Null when reopening may be done.</summary>
    /// <param name="withCorrection">A certain reversal waits with its correction: it posts whatever the status.</param>
    public static Refusal? RefuseReopen(Denial denial, bool hasLiveWriteOff, bool withCorrection, IReadOnlySet<Scope> scopes) =>
        withCorrection ? Missing(scopes) : ReopenService.Judge(denial, scopes, hasLiveWriteOff);

    /// <summary>Null when an open flag may be dismissed.</summary>
    public static Refusal? RefuseDismiss(IReadOnlySet<Scope> scopes) => Missing(scopes);

    private static Refusal? Missing(IReadOnlySet<Scope> scopes)
    {
        ArgumentNullException.ThrowIfNull(scopes);
        return scopes.Contains(Scope.DenialWrite) ? null : Grants.Missing(Scope.DenialWrite);
    }
}
