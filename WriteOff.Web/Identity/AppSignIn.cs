using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WriteOff.Domain.Access;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Demo;

namespace WriteOff.Web.Identity;

/// <summary>Signs people in. Nobody: demo accounts where the demo is off, people whom their administrator locked out, temporary passwords past their day.</summary>
public sealed class AppSignIn(
    UserManager<AppUser> users, IHttpContextAccessor http, IUserClaimsPrincipalFactory<AppUser> principals, IOptions<IdentityOptions> options,
    ILogger<SignInManager<AppUser>> log, IAuthenticationSchemeProvider schemes, IUserConfirmation<AppUser> confirmation, DemoOptions demo, Memberships memberships, TimeProvider clock,
    SecondFactorCheck secondFactor, GroupCheck groups, BreakGlass breakGlass, ILogger<AppSignIn> told)
    : SignInManager<AppUser>(users, http, principals, options, log, schemes, confirmation)
{
    public override async Task<bool> CanSignInAsync(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return (demo.On || !DemoPersonas.Includes(user.Id)) && !(user.TemporaryUntil < clock.GetUtcNow())
            && await base.CanSignInAsync(user) && !await memberships.IsLocked(user.TenantId, user.Id);
    }

    /// <summary>The break-glass administrator comes in only after that is on the trail, where the other administrators are told.</summary>
    public override async Task SignInWithClaimsAsync(AppUser user, AuthenticationProperties? authenticationProperties, IEnumerable<Claim> additionalClaims)
    {
        ArgumentNullException.ThrowIfNull(user);
        // A renewed cookie of the same person is no new sign-in.
        if (Context.User.ToActor()?.UserId != user.Id && await breakGlass.Is(user.TenantId, user.Id))
        {
            var recorded = await breakGlass.RecordUse(new Actor(user.TenantId, user.Id, user.DisplayName));
            if (!recorded.IsDone) throw new InvalidOperationException($"A break-glass sign-in could not be recorded: {recorded.Refusal.Code}");
            Logger.LogWarning("The break-glass administrator {Person} of tenant {Tenant} signed in", user.Id, user.TenantId);
        }

        await base.SignInWithClaimsAsync(user, authenticationProperties, additionalClaims);
    }

    /// <summary>Asked each minute for cookies and open circuits: same stamp, may still sign in, not locked, still in their groups.</summary>
    public override async Task<AppUser?> ValidateSecurityStampAsync(ClaimsPrincipal? principal) =>
        await base.ValidateSecurityStampAsync(principal) is { } user && await CanSignInAsync(user) && !await UserManager.IsLockedOutAsync(user) && await groups.Holds(user) ? user : null;

    /// <summary>Why the person of a ticket, valid until just now, may no longer be signed in.</summary>
    public async Task<SessionEnd> WhyEnded(ClaimsPrincipal old)
    {
        if (await UserManager.GetUserAsync(old) is not { } user) return SessionEnd.NoSignIn;
        if (await memberships.IsLocked(user.TenantId, user.Id)) return SessionEnd.AccessLocked;
        if (await UserManager.IsLockedOutAsync(user)) return SessionEnd.TooManyTries;
        if (await base.ValidateSecurityStampAsync(old) is null) return SessionEnd.PasswordChanged;
        if (await secondFactor.Keeps(user, old)) return SessionEnd.SecondFactorMissing;
        return user.TemporaryUntil < clock.GetUtcNow() ? SessionEnd.TemporaryOver : user.GroupsConfirmedAt is not null ? SessionEnd.GroupsLost : SessionEnd.NoSignIn;
    }

    /// <summary>By e-mail and password. One answer for every failure, and about the same time for an unknown e-mail, so that nobody learns who has an account.</summary>
    public async Task<SignInStep> Try(string email, string password)
    {
        if (await UserManager.FindByEmailAsync(email) is not { } user)
        {
            HashForNobody(password);
            told.LogWarning("Refused a sign-in: no such address");
            return SignInStep.Refused;
        }

        // Where the framework answers without looking at the password, the time would tell.
        if (user.PasswordHash is null || !await CanSignInAsync(user) || await UserManager.IsLockedOutAsync(user)) HashForNobody(password);
        var tried = await PasswordSignInAsync(user, password, isPersistent: false, lockoutOnFailure: true);
        if (tried.Succeeded || tried.RequiresTwoFactor)
        {
            told.LogInformation("Person {Person} of tenant {Tenant} gave their password{Next}", user.Id, user.TenantId, tried.Succeeded ? "" : "; a second factor comes next");
            return tried.Succeeded ? SignInStep.Done : SignInStep.Code;
        }

        told.LogWarning("Refused a sign-in to person {Person} of tenant {Tenant}{Why}", user.Id, user.TenantId, tried.IsLockedOut ? ": locked after too many tries" : "");
        return SignInStep.Refused;
    }

    private void HashForNobody(string password)
    {
        Nobody.PasswordHash ??= UserManager.PasswordHasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        UserManager.PasswordHasher.VerifyHashedPassword(Nobody, Nobody.PasswordHash, password);
    }

    /// <summary>The second step: a code of the app, or a recovery code. A wrong one counts like a wrong password.</summary>
    public async Task<SignInStep> TryCode(string? typed)
    {
        if (await GetTwoFactorAuthenticationUserAsync() is not { } user) return SignInStep.Again;
        if (OneTimeCodes.Read(typed) is { } code)
        {
            if ((await TwoFactorAuthenticatorSignInAsync(code, isPersistent: false, rememberClient: false)).Succeeded) return SignInStep.Done;
        }
        else if (await CanSignInAsync(user) && !await UserManager.IsLockedOutAsync(user))
        {
            if ((await TwoFactorRecoveryCodeSignInAsync(typed ?? "")).Succeeded)
            {
                Logger.LogWarning("Person {Person} of tenant {Tenant} signed in with a recovery code; {Left} are left", user.Id, user.TenantId, await UserManager.CountRecoveryCodesAsync(user));
                return SignInStep.Recovered;
            }

            // The framework doesn't count these.
            await UserManager.AccessFailedAsync(user);
        }

        Logger.LogWarning("Refused a second factor to person {Person} of tenant {Tenant}", user.Id, user.TenantId);
        return SignInStep.Refused;
    }

    /// <summary>With a passkey, which proves two factors at once: something that the person has, and who holds it.</summary>
    public async Task<SignInStep> TryPasskey(string? answer)
    {
        if (answer is not { Length: > 0 and <= OwnPasskeys.LongestAnswer } || await Assert(answer) is not { Succeeded: true } asserted) return SignInStep.Refused;
        var user = asserted.User;
        if (!await CanSignInAsync(user) || await UserManager.IsLockedOutAsync(user) || !(await UserManager.AddOrUpdatePasskeyAsync(user, asserted.Passkey)).Succeeded) return SignInStep.Refused;
        await SignInWithClaimsAsync(user, isPersistent: false, [new Claim(SessionClaims.Method, SessionClaims.Passkey)]);
        return SignInStep.Done;
    }

    private async Task<PasskeyAssertionResult<AppUser>?> Assert(string answer)
    {
        try
        {
            return await PerformPasskeyAssertionAsync(answer);
        }
        catch (InvalidOperationException)
        {
            return null; // Nobody asked the browser, or too long ago.
        }
    }

    private static readonly AppUser Nobody = new();
}

/// <summary>How far a sign-in came.</summary>
public enum SignInStep
{
    /// <summary>Not signed in; nobody learns why.</summary>
    Refused = 1,
    /// <summary>The password was right; a second factor comes next.</summary>
    Code,
    /// <summary>Signed in.</summary>
    Done,
    /// <summary>Signed in with a recovery code, of which there is one less now.</summary>
    Recovered,
    /// <summary>The second step waited too long: begin again.</summary>
    Again,
}

/// <summary>Puts tenant and display name on the ticket.</summary>
public sealed class AppPrincipals(UserManager<AppUser> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<AppUser>(users, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(SessionClaims.Tenant, user.TenantId.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(SessionClaims.Name, user.DisplayName));
        if (user.TemporaryUntil is not null) identity.AddClaim(new Claim(SessionClaims.Temporary, "true"));
        return identity;
    }
}
