using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;

namespace WriteOff.Web.Identity;

/// <summary>Asks, each minute, whether the person of an open circuit may still be signed in: a cookie's end doesn't reach a socket.</summary>
public sealed class RevalidatingCircuit(ILoggerFactory logs, IServiceScopeFactory scopes, SessionRules rules, CircuitActivity activity)
    : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => rules.AskEvery;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        rules.IsAwake(activity.Last) && rules.Lasts(authenticationState.User) && await StillHolds(authenticationState);

    /// <summary>Security stamp, lockout and tenant, from the database, in a scope of its own: the circuit's lives for hours.</summary>
    internal async Task<bool> StillHolds(AuthenticationState state)
    {
        await using var scope = scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<AppUser>>();
        return await signIn.ValidateSecurityStampAsync(state.User) is { } user
            && user.TenantId == state.User.ToActor()?.TenantId;
    }
}
