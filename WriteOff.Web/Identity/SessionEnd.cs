using WriteOff.Domain.Shared;

namespace WriteOff.Web.Identity;

/// <summary>Why a session ended, for the person who comes back to the sign-in page. Only told to who held the session.</summary>
public enum SessionEnd
{
    /// <summary>The password or the second factor was changed on another device, or reset by an administrator.</summary>
    PasswordChanged = 1,
    /// <summary>An administrator locked the person out.</summary>
    AccessLocked,
    /// <summary>Too many wrong passwords were tried.</summary>
    TooManyTries,
    /// <summary>The temporary password is past its day.</summary>
    TemporaryOver,
    /// <summary>Nobody acted for as long as <see cref="SessionRules.Idle"/>.</summary>
    Idle,
    /// <summary>The session reached <see cref="SessionRules.Longest"/>.</summary>
    TooLong,
    /// <summary>The person signed out in another tab.</summary>
    SignedOut,
    /// <summary>The sign-in isn't there any more, or may no longer be used.</summary>
    NoSignIn,
    /// <summary>The organisation asks for a second factor now, and the person has none yet.</summary>
    SecondFactorMissing,
    /// <summary>The organisation's sign-in server gives no role any more, or couldn't be asked for too long.</summary>
    GroupsLost,
}

/// <summary>The words of each end, and its form in an address.</summary>
public static class SessionEnds
{
    /// <summary>The form in the address: <c>password-changed</c>.</summary>
    public static string Word(this SessionEnd end) => end switch
    {
        SessionEnd.PasswordChanged => "password-changed",
        SessionEnd.AccessLocked => "access-locked",
        SessionEnd.TooManyTries => "too-many-tries",
        SessionEnd.TemporaryOver => "temporary-over",
        SessionEnd.Idle => "idle",
        SessionEnd.TooLong => "too-long",
        SessionEnd.SignedOut => "signed-out",
        SessionEnd.NoSignIn => "no-sign-in",
        SessionEnd.SecondFactorMissing => "second-factor-missing",
        SessionEnd.GroupsLost => "groups-lost",
    };

    /// <summary>Reads the form back; null for anything else that an address may hold.</summary>
    public static SessionEnd? Read(string? word) => Enum.GetValues<SessionEnd>().Where(e => string.Equals(e.Word(), word, StringComparison.Ordinal)).Select(e => (SessionEnd?)e).FirstOrDefault();

    /// <summary>What happened, and what to do about it.</summary>
    public static Refusal Explain(this SessionEnd end) => end switch
    {
        SessionEnd.PasswordChanged => new(nameof(SessionEnd.PasswordChanged), "Your password or second factor was changed.", "Sign in again, with the new one. If it wasn’t you, ask your administrator at once."),
        SessionEnd.AccessLocked => new(nameof(SessionEnd.AccessLocked), "Your access was locked.", "An administrator of your organisation locked it and can let you back in."),
        SessionEnd.TooManyTries => new(nameof(SessionEnd.TooManyTries), "Too many wrong passwords were tried for your account.", "Wait 15 minutes, or ask your administrator."),
        SessionEnd.TemporaryOver => new(nameof(SessionEnd.TemporaryOver), "Your temporary password is no longer valid.", "Ask your administrator for a new one."),
        SessionEnd.Idle => new(nameof(SessionEnd.Idle), "You were signed out after 15 minutes without an act.", "Sign in to go on where you were."),
        SessionEnd.TooLong => new(nameof(SessionEnd.TooLong), "You were signed out: a session lasts 12 hours.", "Sign in to go on where you were."),
        SessionEnd.SignedOut => new(nameof(SessionEnd.SignedOut), "You signed out in another tab.", "Sign in to go on."),
        SessionEnd.NoSignIn => new(nameof(SessionEnd.NoSignIn), "Your sign-in can’t be used any more.", "Ask your administrator."),
        SessionEnd.SecondFactorMissing => new(nameof(SessionEnd.SecondFactorMissing), "Your organisation asks for a second factor now.", "Sign in, and set one up."),
        SessionEnd.GroupsLost => new(nameof(SessionEnd.GroupsLost), "Your organisation’s sign-in no longer confirms your role here.", "Sign in there again; if it stays so, ask your administrator."),
    };
}
