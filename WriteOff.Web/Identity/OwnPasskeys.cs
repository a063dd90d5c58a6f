using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Access;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>A person's own passkeys: a device or a password safe that signs in with a fingerprint, a face or a PIN, and so is two factors in one. Adding and removing ask for the password; wrong ones count as failed sign-ins.</summary>
public sealed class OwnPasskeys(AppSignIn signIn, SecondFactors factors, ILogger<OwnPasskeys> log)
{
    /// <summary>Most passkeys of one person.</summary>
    public const int Most = 10;

    /// <summary>Longest answer of a browser.</summary>
    public const int LongestAnswer = 16 * 1024;

    private UserManager<AppUser> Users => signIn.UserManager;

    /// <summary>What the browser is asked with: to make one, and to sign in with one.</summary>
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Urls.PasskeyMake, Make).WithMetadata(new RequireAntiforgeryTokenAttribute());
        endpoints.MapPost(Urls.PasskeyAsk, Ask).AllowAnonymous().WithMetadata(new RequireAntiforgeryTokenAttribute());
    }

    /// <summary>Keeps what the browser made.</summary>
    public async Task<Refusal?> Add(AppUser user, string? password, string? answer)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await Judge(user, password) is { } refusal) return refusal;
        var before = await Users.GetPasskeysAsync(user);
        if (before.Count >= Most) return new Refusal("TooMany", $"You have {Most} passkeys.", "Remove one that you don’t use.");
        if (await Attest(answer) is not { Succeeded: true } made || !string.Equals(made.UserEntity.Id, user.Id.ToString(), StringComparison.Ordinal)) return Unmade;
        if (await Record(user, before.Count, before.Count + 1) is { } unknown) return unknown;
        return (await Users.AddOrUpdatePasskeyAsync(user, made.Passkey)).Succeeded ? null : Unmade;
    }

    /// <summary>Forgets one; it lets in no more.</summary>
    public async Task<Refusal?> Remove(AppUser user, string? password, string? id)
    {
        ArgumentNullException.ThrowIfNull(user);
        if (await Judge(user, password) is { } refusal) return refusal;
        var before = await Users.GetPasskeysAsync(user);
        if (before.FirstOrDefault(p => string.Equals(IdOf(p), id, StringComparison.Ordinal)) is not { } passkey) return SettingsRefusals.NotFound("passkey");
        if (await Record(user, before.Count, before.Count - 1) is { } unknown) return unknown;
        await Users.RemovePasskeyAsync(user, passkey.CredentialId);
        await Users.UpdateSecurityStampAsync(user);
        await signIn.RefreshSignInAsync(user);
        return null;
    }

    /// <summary>Its id as forms send it.</summary>
    public static string IdOf(UserPasskeyInfo passkey)
    {
        ArgumentNullException.ThrowIfNull(passkey);
        return Base64Url.EncodeToString(passkey.CredentialId);
    }

    private async Task<PasskeyAttestationResult?> Attest(string? answer)
    {
        if (answer is not { Length: > 0 and <= LongestAnswer }) return null;
        try
        {
            return await signIn.PerformPasskeyAttestationAsync(answer);
        }
        catch (InvalidOperationException)
        {
            return null; // Nobody asked the browser, or too long ago.
        }
    }

    private async Task<Refusal?> Judge(AppUser user, string? password)
    {
        if (await Users.IsLockedOutAsync(user)) return OwnSecondFactor.TooMany;
        if (await Users.CheckPasswordAsync(user, password ?? "")) return null;
        await Users.AccessFailedAsync(user);
        log.LogWarning("Refused a change of passkeys to person {Person} of tenant {Tenant}: wrong password", user.Id, user.TenantId);
        return await Users.IsLockedOutAsync(user) ? OwnSecondFactor.TooMany : new Refusal("PasswordWrong", "This isn’t your password.", "Type it again; five wrong ones lock the account for 15 minutes.", "password");
    }

    private async Task<Refusal?> Record(AppUser user, int before, int after) =>
        (await factors.RecordOwn(new Actor(user.TenantId, user.Id, user.DisplayName), new SettingChange($"Passkeys of {user.DisplayName}", before.ToString(CultureInfo.InvariantCulture), after.ToString(CultureInfo.InvariantCulture)))).Refusal;

    private static async Task<IResult> Make(HttpContext http, AppSignIn signIn)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true } || await signIn.UserManager.GetUserAsync(http.User) is not { } user) return Results.BadRequest();
        return Json(await signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = user.Id.ToString(), Name = user.Email ?? "", DisplayName = user.DisplayName }));
    }

    /// <summary>Names nobody: the browser offers what it has, and nobody learns who has an account.</summary>
    private static async Task<IResult> Ask(HttpContext http, AppSignIn signIn) =>
        http.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } ? Json(await signIn.MakePasskeyRequestOptionsAsync(null)) : Results.BadRequest();

    private static ContentHttpResult Json(string options) => TypedResults.Text(options, "application/json; charset=utf-8");

    private static Refusal Unmade { get; } = new("PasskeyUnmade", "The passkey could not be added.", "Try again; the browser waits a few minutes only.");
}
