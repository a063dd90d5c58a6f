using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Demo;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>Keeps whoever lacks the second factor that the tenant requires on the page that sets one up. Asked in each request and of each open circuit: the policy counts at once, and no ticket says otherwise.</summary>
public sealed class SecondFactorGate(SecondFactors factors, DemoOptions demo)
{
    /// <summary>Whether this person may do nothing else before one is set up. The demo's people have no password, so nothing that a second factor could stand beside; who comes from the organisation's sign-in server showed theirs there.</summary>
    public async Task<bool> Keeps(AppUser user, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !IsExempt(user.Id) && user.GroupsConfirmedAt is null && SecondFactorRules.RefuseWork(await AreRequired(user.TenantId, cancellationToken), user.TwoFactorEnabled) is not null;
    }

    /// <summary>Stands behind the authorization of each request.</summary>
    public static async Task OnlyToItsPage(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.User.ToActor() is { } actor && !Confinement.IsOpen(context, Urls.SecondFactor))
        {
            var gate = context.RequestServices.GetRequiredService<SecondFactorGate>();
            if (!gate.IsExempt(actor.UserId) && await gate.AreRequired(actor.TenantId, context.RequestAborted)
                && (await context.RequestServices.GetRequiredService<UserManager<AppUser>>().GetUserAsync(context.User) is not { } user || await gate.Keeps(user, context.RequestAborted)))
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
