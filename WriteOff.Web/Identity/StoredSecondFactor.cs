using Microsoft.AspNetCore.Identity;

namespace WriteOff.Web.Identity;

/// <summary>Acts on what the sign-in store keeps of a second factor.</summary>
internal static class StoredSecondFactor
{
    /// <summary>Names of the framework's store; it has no verb that takes them away.</summary>
    private const string Provider = "[AspNetUserStore]", Key = "AuthenticatorKey", Codes = "RecoveryCodes";

    /// <summary>Takes app and recovery codes away; sessions of the person end.</summary>
    public static async Task ForgetSecondFactor(this UserManager<AppUser> users, AppUser user)
    {
        // Off first: a stop after it leaves a key that nobody asks for.
        await users.SetTwoFactorEnabledAsync(user, false);
        await users.RemoveAuthenticationTokenAsync(user, Provider, Key);
        await users.RemoveAuthenticationTokenAsync(user, Provider, Codes);
    }

    /// <summary>Takes passkeys away as well.</summary>
    public static async Task ForgetAll(this UserManager<AppUser> users, AppUser user)
    {
        await users.ForgetSecondFactor(user);
        foreach (var passkey in await users.GetPasskeysAsync(user)) await users.RemovePasskeyAsync(user, passkey.CredentialId);
    }
}
