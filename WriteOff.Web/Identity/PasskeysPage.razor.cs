using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>What the form of passkeys sends.</summary>
public sealed class PasskeyForm
{
    public string? Password { get; set; }

    /// <summary>What the browser made.</summary>
    public string? Answer { get; set; }

    /// <summary>The one to remove; null when one is added.</summary>
    public string? Remove { get; set; }
}

/// <summary>The passkeys of whoever is signed in. A plain form; the browser's part is a script of ours.</summary>
public sealed partial class PasskeysPage(AppSignIn signIn, OwnPasskeys own, NavigationManager navigation)
{
    private AppUser? _user;
    private IList<UserPasskeyInfo> _passkeys = [];
    private Refusal? _refusal;
    private string? _told;
    private bool _hasPassword;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "passkeys")] private PasskeyForm? Form { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _user = await signIn.UserManager.GetUserAsync(Http.User);
        if (_user is null) return;
        _hasPassword = await signIn.UserManager.HasPasswordAsync(_user);
        _passkeys = await signIn.UserManager.GetPasskeysAsync(_user);
    }

    private async Task Change()
    {
        if (_user is not { } user || !_hasPassword || Form is not { } form) return;
        var removes = !string.IsNullOrEmpty(form.Remove);
        _refusal = removes ? await own.Remove(user, form.Password, form.Remove) : await own.Add(user, form.Password, form.Answer);
        if (_refusal?.Code is "LockedOut")
        {
            await signIn.SignOutAsync();
            navigation.NavigateTo(Urls.SignInFor(null, SessionEnd.TooManyTries));
            return;
        }

        if (_refusal is null) _told = removes ? "The passkey is removed." : "The passkey is added. Sign in with it the next time.";
        _passkeys = await signIn.UserManager.GetPasskeysAsync(user);
    }
}
