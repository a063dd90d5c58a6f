using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>What the form sends.</summary>
public sealed class ChangePasswordForm
{
    public string Current { get; set; } = "";
    public string Fresh { get; set; } = "";
    public string Repeat { get; set; } = "";
}

/// <summary>Changes the password of whoever is signed in. A plain form, because only HTTP can renew the cookie. Wrong guesses count as failed sign-ins.</summary>
public sealed partial class ChangePassword(AppSignIn signIn, NavigationManager navigation)
{
    private AppUser? _user;
    private Refusal? _refusal;
    private string _email = "";
    private bool _isTemporary, _hasPassword, _done;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "change-password")] private ChangePasswordForm? Form { get; set; }

    private UserManager<AppUser> Users => signIn.UserManager;

    private string? Wrong(string field) => string.Equals(_refusal?.Field, field, StringComparison.Ordinal) ? "true" : null;

    private string? Described(string field) => string.Equals(_refusal?.Field, field, StringComparison.Ordinal) ? "refused" : null;

    protected override async Task OnInitializedAsync()
    {
        _user = await Users.GetUserAsync(Http.User);
        if (_user is null) return;
        (_email, _isTemporary, _hasPassword) = (_user.Email ?? "", _user.TemporaryUntil is not null, await Users.HasPasswordAsync(_user));
    }

    private async Task Change()
    {
        if (_user is not { } user || !_hasPassword) return;
        _refusal = await Refuse(user, Form ?? new ChangePasswordForm());
        if (_refusal is not null) return;
        user.TemporaryUntil = null;
        var changed = await Users.ChangePasswordAsync(user, Form!.Current, Form.Fresh);
        if (!changed.Succeeded)
        {
            _refusal = new Refusal("PasswordRefused", string.Join(' ', changed.Errors.Select(e => e.Description)), "Choose another one.", "fresh");
            return;
        }

        await Users.ResetAccessFailedCountAsync(user);
        await signIn.RefreshSignInAsync(user);
        (_done, _isTemporary) = (true, false);
    }

    private async Task<Refusal?> Refuse(AppUser user, ChangePasswordForm form)
    {
        if (await Users.IsLockedOutAsync(user)) return await Out();
        if (form.Current.Length is 0 or > PasswordRules.Longest || !await Users.CheckPasswordAsync(user, form.Current))
        {
            await Users.AccessFailedAsync(user);
            return await Users.IsLockedOutAsync(user) ? await Out() : new Refusal("CurrentWrong", "This isn't your current password.", "Type it again; five wrong ones lock the account for 15 minutes.", "current");
        }

        if (string.Equals(form.Fresh, form.Current, StringComparison.Ordinal)) return new Refusal("FreshSame", "The new password is the old one.", "Choose another one.", "fresh");
        return PasswordRules.Refuse(form.Fresh, form.Repeat, user.Email);
    }

    /// <summary>Too many wrong guesses: whoever sits there may not be the person.</summary>
    private async Task<Refusal?> Out()
    {
        await signIn.SignOutAsync();
        navigation.NavigateTo(Urls.SignIn);
        return new Refusal("LockedOut", "Too many wrong passwords.", "Wait 15 minutes, or ask your administrator.", "current");
    }
}
