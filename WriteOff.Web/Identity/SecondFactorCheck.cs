using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Demo;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>Keeps whoever lacks the second factor that the tenant requires on the page that sets one up. Asked in each request and of each open circuit: the policy counts at once, and no ticket says otherwise.</summary>
public sealed class SecondFactorCheck(SecondFactors factors, DemoOptions demo)
{
    /// <summary>Whether this person may do nothing else before one is set up. The demo's people have no password, so nothing that a second factor could stand beside; who comes from the organisation's sign-in server showed theirs there.</summary>
    public async Task<bool> Keeps(AppUser user, ClaimsPrincipal principal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !IsExempt(user.Id) && user.GroupsConfirmedAt is null && SecondFactorRules.RefuseWork(await AreRequired(user.TenantId, cancellationToken), user.TwoFactorEnabled || principal.HasClaim(SessionClaims.Method, SessionClaims.Passkey)) is not null;
    }

    /// <summary>Stands behind the authorization of each request.</summary>
    public static async Task OnlyToItsPage(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.User.ToActor() is { } actor && !Confinement.IsOpen(context, Urls.SecondFactor) && !context.Request.Path.StartsWithSegments(Urls.Passkeys, StringComparison.OrdinalIgnoreCase))
        {
            var secondFactor = context.RequestServices.GetRequiredService<SecondFactorCheck>();
            if (!secondFactor.IsExempt(actor.UserId) && await secondFactor.AreRequired(actor.TenantId, context.RequestAborted)
                && (await context.RequestServices.GetRequiredService<UserManager<AppUser>>().GetUserAsync(context.User) is not { } user || await secondFactor.Keeps(user, context.User, context.RequestAborted)))
            {
                Confinement.Refuse(context, Urls.SecondFactor);
                return;
            }
        }

        await next(context);
    }

    private Task<bool> AreRequired(int tenantId, CancellationToken cancellationToken) => factors.AreRequired(tenantId, cancellationToken);

    private bool IsExempt(Guid personId) => demo.On && DemoPersonas.Includes(personId);
}
