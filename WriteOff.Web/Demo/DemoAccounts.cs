using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using WriteOff.Domain.Access;
using WriteOff.Web.Identity;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Demo;

/// <summary>The demo's sign-ins: made at the start where the demo is on, and the door that lets people in as one of them.</summary>
public static class DemoAccounts
{
    /// <summary>Makes the missing accounts; nothing for those that are there.</summary>
    public static async Task Make(IServiceProvider services, CancellationToken cancel)
    {
        var demo = services.GetRequiredService<DemoOptions>();
        if (!demo.On) return;
        var users = services.GetRequiredService<UserManager<AppUser>>();
        var there = users.Users.Select(u => u.Id).ToHashSet();
        foreach (var persona in DemoPersonas.All.Where(p => !there.Contains(p.Id)))
        {
            cancel.ThrowIfCancellationRequested();
            var user = new AppUser { Id = persona.Id, TenantId = persona.TenantId, DisplayName = persona.Name, UserName = persona.Email, Email = persona.Email, EmailConfirmed = true };
            var made = demo.Password is { } password ? await users.CreateAsync(user, password) : await users.CreateAsync(user);
            if (!made.Succeeded)
                throw new InvalidOperationException($"The demo account {persona.Email} could not be made: {string.Join(' ', made.Errors.Select(e => e.Description))}");
        }
    }

    /// <summary>Opens <c>POST /demo/enter</c>; call it only where the demo is on.</summary>
    public static void MapDoor(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Urls.DemoEnter, Enter).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<IResult> Enter([FromForm] Guid persona, [FromForm] string? returnUrl, AppSignIn signIn)
    {
        if (!DemoPersonas.Includes(persona) || await signIn.UserManager.FindByIdAsync(persona.ToString()) is not { } user)
            return Results.NotFound();
        if (!await signIn.CanSignInAsync(user)) return Results.LocalRedirect(Urls.LockedOut);
        // Strangers may guess passwords of the well-known addresses; that must not shut the demo.
        if (user.LockoutEnd is not null) await signIn.UserManager.SetLockoutEndDateAsync(user, null);
        await signIn.SignInAsync(user, isPersistent: false);
        return Results.LocalRedirect(Urls.LocalOrHome(returnUrl));
    }
}
