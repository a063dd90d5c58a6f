using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Identity;

/// <summary>Where the link of an invitation or a reset leads. It says nothing about who has an account; the second factor is asked for at the sign-in as always.</summary>
public sealed partial class ChoosePassword(UserManager<AppUser> users, ILogger<ChoosePassword> log)
{
    private static readonly Refusal NoLonger = new("LinkOver", "This link doesn’t count any more.", "Ask your administrator for a new one.");

    private Refusal? _refusal;
    private bool _done;

    [SupplyParameterFromForm(FormName = "choose-password")] private ChangePasswordForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = "person")] private Guid? PersonId { get; set; }

    [SupplyParameterFromQuery(Name = "token")] private string? Token { get; set; }

    private async Task Choose()
    {
        var (fresh, repeat) = (Form?.Fresh ?? "", Form?.Repeat ?? "");
        if (PersonId is not { } id || await users.FindByIdAsync(id.ToString()) is not { } user
            || !await users.VerifyUserTokenAsync(user, TokenOptions.DefaultProvider, UserManager<AppUser>.ResetPasswordTokenPurpose, Token ?? ""))
        {
            log.LogWarning("Refused a link that chooses a password");
            _refusal = NoLonger;
            return;
        }

        _refusal = PasswordRules.Refuse(fresh, repeat, user.Email);
        if (_refusal is not null) return;
        user.TemporaryUntil = null;
        if (!(await users.ResetPasswordAsync(user, Token!, fresh)).Succeeded)
        {
            _refusal = NoLonger;
            return;
        }

        await users.ResetAccessFailedCountAsync(user);
        await users.SetLockoutEndDateAsync(user, null);
        _done = true;
    }
}
