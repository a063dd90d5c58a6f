using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace WriteOff.Web.Identity;

/// <summary>Keeps sign-ins as the framework does, but the key of an authenticator app encrypted and recovery codes as hashes: a copy of the table opens no account.</summary>
public sealed class AppUserStore(IdentityDb db, IDataProtectionProvider protection, ILogger<AppUserStore> log, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<AppUser, IdentityDb, Guid>(db, describer)
{
    private IDataProtector Protector(AppUser user) => protection.CreateProtector("authenticator-key", user.Id.ToString("N"));

    public override Task SetAuthenticatorKeyAsync(AppUser user, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return base.SetAuthenticatorKeyAsync(user, key.Length == 0 ? "" : Protector(user).Protect(key), cancellationToken);
    }

    public override async Task<string?> GetAuthenticatorKeyAsync(AppUser user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { Length: > 0 } kept) return null;
        try
        {
            return Protector(user).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            log.LogError("The authenticator key of person {Person} can't be read: their codes are refused until an administrator resets the second factor", user.Id);
            return null;
        }
    }

    public override Task ReplaceCodesAsync(AppUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    public override Task<bool> RedeemCodeAsync(AppUser user, string code, CancellationToken cancellationToken) => base.RedeemCodeAsync(user, Hash(user, code), cancellationToken);

    /// <summary>Of the letters and digits alone: how they are grouped, and in which case they are typed, doesn't matter.</summary>
    private static string Hash(AppUser user, string code) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{user.Id:N}:{string.Concat(code.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}")));
}
