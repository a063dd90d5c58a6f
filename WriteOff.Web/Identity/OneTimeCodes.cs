using Microsoft.AspNetCore.Identity;
using OtpNet;

namespace WriteOff.Web.Identity;

/// <summary>The six digits of an authenticator app (RFC 6238: SHA-1 and 30 seconds, which is what every app can do). The present ones and their neighbours are taken, each once.</summary>
/// <remarks>The framework's own provider takes a code as often as it is sent while it lasts, and asks the machine's clock.</remarks>
public sealed class OneTimeCodes(TimeProvider clock) : IUserTwoFactorTokenProvider<AppUser>
{
    private const int Digits = 6;

    /// <summary>What was typed without the blank that apps show in the middle; null when it can be no code of an app.</summary>
    public static string? Read(string? typed)
    {
        var code = (typed ?? "").Replace(" ", "", StringComparison.Ordinal);
        return code.Length == Digits && code.All(char.IsAsciiDigit) ? code : null;
    }

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<AppUser> manager, AppUser user)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(user);
        if (Read(token) is not { } code || await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return false;
        if (!new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(clock.GetUtcNow().UtcDateTime, code, out var step, new VerificationWindow(1, 1)) || step <= user.LastCodeStep) return false;
        user.LastCodeStep = step;
        // Two requests with the same code: the second one's copy of the person is stale, and it is refused.
        return (await manager.UpdateAsync(user)).Succeeded;
    }

    /// <summary>Always: a person whose key can't be read any more must not pass as one who needs no code.</summary>
    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<AppUser> manager, AppUser user) => Task.FromResult(true);

    /// <summary>None: the app makes them.</summary>
    public Task<string> GenerateAsync(string purpose, UserManager<AppUser> manager, AppUser user) => Task.FromResult("");
}
