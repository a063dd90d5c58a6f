using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using WriteOff.Domain.Audit;
using WriteOff.Web.Composition;

namespace WriteOff.Web.Identity;

/// <summary>Asks, each minute and at once when an administrator changed something, whether the person of an open circuit may still be signed in: a cookie's end doesn't reach a socket.</summary>
public sealed class RevalidatingCircuit : RevalidatingServerAuthenticationStateProvider
{
    private readonly IServiceScopeFactory _scopes;
    private readonly SessionRules _rules;
    private readonly CircuitActivity _activity;
    private readonly ChangeFeed _feed;
    private readonly ILogger _log;

    public RevalidatingCircuit(ILoggerFactory logs, IServiceScopeFactory scopes, SessionRules rules, CircuitActivity activity, ChangeFeed feed)
        : base(logs)
    {
        (_scopes, _rules, _activity, _feed, _log) = (scopes, rules, activity, feed, logs.CreateLogger<RevalidatingCircuit>());
        _feed.Changed += Follow;
    }

    protected override TimeSpan RevalidationInterval => _rules.AskEvery;

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) => MayStay(authenticationState);

    /// <summary>Awake, within its longest time, and not revoked.</summary>
    internal async Task<bool> MayStay(AuthenticationState state)
    {
        _activity.Ended = _rules.Over(state.User) ?? (_rules.IsAwake(_activity.Last) ? null : SessionEnd.Idle);
        if (_activity.Ended is not null) return false;
        try
        {
            return await StillHolds(state);
        }
        catch (Exception gone) when (gone is DbException or ObjectDisposedException)
        {
            // The database doesn't answer, or the server is going down: nothing can be read or written then, and signing everyone out would lose what they type.
            _log.LogWarning("A circuit could not be asked ({Reason}); it is asked again within a minute", gone.GetType().Name);
            return true;
        }
    }

    /// <summary>Security stamp, lockout, second factor and tenant, from the database, in a scope of its own: the circuit's lives for hours.</summary>
    internal async Task<bool> StillHolds(AuthenticationState state)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<AppSignIn>();
        if (await signIn.ValidateSecurityStampAsync(state.User) is { } user && !await scope.ServiceProvider.GetRequiredService<SecondFactorCheck>().Keeps(user, state.User)) return user.TenantId == state.User.ToActor()?.TenantId;
        _activity.Ended = await signIn.WhyEnded(state.User);
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        _feed.Changed -= Follow;
        base.Dispose(disposing);
    }

    private void Follow(TenantChange change)
    {
        if (change.Settings) BackgroundWork.Start(() => Ask(change.TenantId), _log, "a circuit could not be asked at once; it is asked within a minute");
    }

    private async Task Ask(int tenantId)
    {
        var state = await GetAuthenticationStateAsync();
        if (state.User.ToActor()?.TenantId == tenantId && !await StillHolds(state))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
    }
}
