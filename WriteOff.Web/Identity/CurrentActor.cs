using Microsoft.AspNetCore.Components.Authorization;
using WriteOff.Domain.Access;

namespace WriteOff.Web.Identity;

/// <summary>Who acts in this circuit (or this request). Pinned: the first person and tenant seen stay, whatever another tab signs in as.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, SessionRules rules)
{
    private Actor? _pinned;
    private bool _broken;

    /// <summary>The person.</summary>
    /// <exception cref="SessionEndedException">Nobody is signed in any more, or somebody else is. Nothing may be shown or written.</exception>
    public async Task<Actor> Get()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        var actor = rules.Lasts(state.User) ? state.User.ToActor() : null;
        if (actor is not null) _pinned ??= actor;
        _broken |= actor is null || actor.UserId != _pinned!.UserId || actor.TenantId != _pinned.TenantId;
        return _broken ? throw new SessionEndedException() : _pinned!;
    }
}

/// <summary>The session of this circuit is over; the page has to go to sign-in.</summary>
public sealed class SessionEndedException : Exception
{
    public SessionEndedException()
        : base("The session ended.")
    {
    }

    public SessionEndedException(string message)
        : base(message)
    {
    }

    public SessionEndedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
