using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>What the forms of the second factor send.</summary>
public sealed class SecondFactorForm
{
    public string? Code { get; set; }
    public string? Password { get; set; }
}

/// <summary>The second factor of whoever is signed in. Plain forms, because only HTTP can renew the cookie.</summary>
public sealed partial class SecondFactorPage(AppSignIn signIn, OwnSecondFactor own, SecondFactorCheck secondFactor, SecondFactors factors, NavigationManager navigation)
{
    private AppUser? _user;
    private AppKey? _key;
    private Refusal? _refusal;
    private IReadOnlyList<string>? _codes;
    private string? _refusedForm, _told;
    private bool _hasPassword, _isKept, _isRequired;
    private int _left;

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    [SupplyParameterFromForm(FormName = "confirm")] private SecondFactorForm? ConfirmForm { get; set; }

    [SupplyParameterFromForm(FormName = "new-codes")] private SecondFactorForm? NewCodesForm { get; set; }

    [SupplyParameterFromForm(FormName = "turn-off")] private SecondFactorForm? TurnOffForm { get; set; }

    private UserManager<AppUser> Users => signIn.UserManager;

    private string Left => _left == 0 ? "No recovery codes are left: make new ones." : string.Create(CultureInfo.InvariantCulture, $"{_left} recovery {(_left == 1 ? "code is" : "codes are")} left.");

    private string? Wrong(string form) => string.Equals(_refusedForm, form, StringComparison.Ordinal) ? "true" : null;

    private string? Described(string form) => string.Equals(_refusedForm, form, StringComparison.Ordinal) ? "refused" : null;

    protected override async Task OnInitializedAsync()
    {
        _user = await Users.GetUserAsync(Http.User);
        await Look();
    }

    private async Task Look()
    {
        if (_user is not { } user) return;
        _hasPassword = await Users.HasPasswordAsync(user);
        (_isKept, _isRequired) = (await secondFactor.Keeps(user, Http.User), await factors.AreRequired(user.TenantId));
        (_key, _left) = (await own.Begun(user), await Users.CountRecoveryCodesAsync(user));
    }

    private async Task Begin()
    {
        if (_user is not { } user || !_hasPassword) return;
        await own.Begin(user);
        await Look();
    }

    private Task Confirm() => ShowCodes("confirm", "Your second factor is on.", user => own.Confirm(user, ConfirmForm?.Code));

    private Task NewCodes() => ShowCodes("new-codes", "The old recovery codes ended.", user => own.NewCodes(user, NewCodesForm?.Code));

    private async Task TurnOff()
    {
        if (_user is not { } user || !_hasPassword) return;
        await Refused("turn-off", await own.TurnOff(user, TurnOffForm?.Password, TurnOffForm?.Code));
        if (_refusal is null) _told = "Your second factor is off.";
        await Look();
    }

    private async Task ShowCodes(string form, string told, Func<AppUser, Task<Outcome<IReadOnlyList<string>>>> act)
    {
        if (_user is not { } user || !_hasPassword) return;
        var done = await act(user);
        await Refused(form, done.Refusal);
        if (done.IsDone) (_codes, _told) = (done.Value, told);
        await Look();
    }

    /// <summary>After too many guesses whoever sits there may not be the person.</summary>
    private async Task Refused(string form, Refusal? refusal)
    {
        (_refusal, _refusedForm) = (refusal, refusal is null ? null : form);
        if (refusal?.Code is not "LockedOut") return;
        await signIn.SignOutAsync();
        navigation.NavigateTo(Urls.SignInFor(null, SessionEnd.TooManyTries));
    }
}
