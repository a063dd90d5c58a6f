using System.Collections.Concurrent;
using System.Security.Claims;

namespace WriteOff.Web.Identity;

/// <summary>How long a session lasts: 15 minutes without a keystroke, 12 hours whatever happens, and not past its sign-out.</summary>
/// <remarks>Cookies and open circuits ask the same rules. Ended sessions are kept in memory: with several servers a sign-out
/// reaches the circuits of the others when their cookie runs out.</remarks>
public sealed class SessionRules(TimeProvider clock)
{
    /// <summary>Longest time without an act.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(15);

    /// <summary>Longest session.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <summary>How often an open circuit is asked.</summary>
    public TimeSpan AskEvery { get; init; } = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _ended = new(StringComparer.Ordinal);

    /// <summary>Whether the ticket may still be used; rights are not asked here.</summary>
    public bool Lasts(ClaimsPrincipal principal) => Over(principal) is null;

    /// <summary>Why the ticket may no longer be used; null while it may.</summary>
    public SessionEnd? Over(ClaimsPrincipal principal)
    {
        if (principal.ToActor() is null || principal.StartedAt() is not { } started || principal.SessionId() is not { } session) return SessionEnd.NoSignIn;
        if (_ended.ContainsKey(session)) return SessionEnd.SignedOut;
        return clock.GetUtcNow() - started < Longest ? null : SessionEnd.TooLong;
    }

    /// <summary>Whether somebody acted recently enough.</summary>
    public bool IsAwake(DateTimeOffset lastAct) => clock.GetUtcNow() - lastAct < Idle;

    /// <summary>Ends a session at its sign-out, in other tabs too.</summary>
    public void End(ClaimsPrincipal principal)
    {
        var now = clock.GetUtcNow();
        foreach (var (session, at) in _ended)
            if (now - at > Longest) _ended.TryRemove(session, out _);
        if (principal.SessionId() is { } id) _ended[id] = now;
    }
}
