using Microsoft.AspNetCore.Identity;
using OtpNet;
using QRCoder;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Identity;

/// <summary>What an authenticator app needs: the key as text, and the same as a picture.</summary>
/// <param name="Key">In groups of four, to be typed.</param>
/// <param name="Picture">A QR code as SVG.</param>
public sealed record AppKey(string Key, string Picture);

/// <summary>A person's own second factor: setting it up, its recovery codes, turning it off. Wrong codes count as failed sign-ins.</summary>
public sealed class OwnSecondFactor(AppSignIn signIn, IUserStore<AppUser> store, SecondFactors factors, ILogger<OwnSecondFactor> log)
{
    /// <summary>How many recovery codes a person gets.</summary>
    public const int RecoveryCodes = 10;

    private UserManager<AppUser> Users => signIn.UserManager;

    /// <summary>The key that waits for its first code; null when none is begun.</summary>
    public async Task<AppKey?> Begun(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.TwoFactorEnabled || await Users.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key) return null;
        var address = new OtpUri(OtpType.Totp, key, user.Email ?? "", "WriteOff").ToString();
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(code);
        return new AppKey(string.Join(' ', key.Chunk(4).Select(c => new string(c))), picture.GetGraphic(4, "#000000", "#ffffff", true, SvgQRCode.SizingMode.ViewBoxAttribute));
    }

    /// <summary>Makes a new key. Nothing counts before a code of it was typed.</summary>
    public async Task Begin(AppUser user)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.TwoFactorEnabled) return;
        // The framework's own verb would end the person's sessions for a key that isn't confirmed yet.
        await ((IUserAuthenticatorKeyStore<AppUser>)store).SetAuthenticatorKeyAsync(user, Users.GenerateNewAuthenticatorKey(), CancellationToken.None);
        await Users.UpdateAsync(user);
    }

    /// <summary>Turns it on with the first code of the app; the recovery codes are shown once.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> Confirm(AppUser user, string? code)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (user.TwoFactorEnabled) return new Refusal("AlreadySo", "Your second factor is on already.", "Nothing is left to do.");
        if (await Judge(user, code, null, alsoRecovery: false) is { } refusal) return refusal;
        if (await Record(user, "off", "authenticator app") is { } unknown) return unknown;
        await Users.SetTwoFactorEnabledAsync(user, true);
        return await Fresh(user);
    }

    /// <summary>New recovery codes; the old ones end.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> NewCodes(AppUser user, string? code)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!user.TwoFactorEnabled) return NotOn;
        if (await Judge(user, code, null, alsoRecovery: true) is { } refusal) return refusal;
        if (await Record(user, "recovery codes", "new recovery codes") is { } unknown) return unknown;
        return await Fresh(user);
    }

    /// <summary>Turns it off, with the password and a code.</summary>
    public async Task<Refusal?> TurnOff(AppUser user, string? password, string? code)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (!user.TwoFactorEnabled) return NotOn;
        if (await Judge(user, code, password ?? "", alsoRecovery: true) is { } refusal) return refusal;
        if (await Record(user, "authenticator app", "off") is { } unknown) return unknown;
        await Users.ForgetSecondFactor(user);
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    private async Task<Outcome<IReadOnlyList<string>>> Fresh(AppUser user)
    {
        var codes = await Users.GenerateNewTwoFactorRecoveryCodesAsync(user, RecoveryCodes);
        await signIn.RefreshSignInAsync(user);
        return codes!.ToList();
    }

    private async Task<Refusal?> Judge(AppUser user, string? code, string? password, bool alsoRecovery)
    {
        if (await Users.IsLockedOutAsync(user)) return TooMany;
        if ((password is null || await Users.CheckPasswordAsync(user, password)) && await IsRight(user, code, alsoRecovery))
        {
            await Users.ResetAccessFailedCountAsync(user);
            return null;
        }

        await Users.AccessFailedAsync(user);
        log.LogWarning("Refused a change of the second factor to person {Person} of tenant {Tenant}: wrong code or password", user.Id, user.TenantId);
        if (await Users.IsLockedOutAsync(user)) return TooMany;
        return password is null
            ? new Refusal("CodeWrong", "This code isn’t right, or was used already.", "Wait for the app’s next one and type that; five wrong ones lock the account for 15 minutes.", "code")
            : new Refusal("CodeWrong", "The password or the code isn’t right.", "Type both again; five wrong ones lock the account for 15 minutes.", "password");
    }

    private async Task<bool> IsRight(AppUser user, string? code, bool alsoRecovery) => OneTimeCodes.Read(code) is { } digits
        ? await Users.VerifyTwoFactorTokenAsync(user, TokenOptions.DefaultAuthenticatorProvider, digits)
        : alsoRecovery && (await Users.RedeemTwoFactorRecoveryCodeAsync(user, code ?? "")).Succeeded;

    /// <summary>The domain records first: what fails after it leaves the old state, and a row that says it was tried.</summary>
    private async Task<Refusal?> Record(AppUser user, string before, string after)
    {
        var recorded = await factors.RecordOwn(new Actor(user.TenantId, user.Id, user.DisplayName), new SettingChange($"Second factor of {user.DisplayName}", before, after));
        if (recorded.IsDone) log.LogWarning("Person {Person} of tenant {Tenant} changed their second factor: {After}", user.Id, user.TenantId, after);
        return recorded.Refusal;
    }

    /// <summary>Whoever guesses so often may not be the person.</summary>
    public static Refusal TooMany { get; } = new("LockedOut", "Too many wrong codes.", "Wait 15 minutes, or ask your administrator.", "code");

    private static Refusal NotOn { get; } = new("AlreadySo", "Your second factor is off.", "Set one up first.");
}
