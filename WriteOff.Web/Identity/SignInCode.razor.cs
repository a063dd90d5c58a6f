using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Shared;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>The second step of signing in, for who gave the right password. It waits five minutes.</summary>
public sealed partial class SignInCode(AppSignIn signIn, NavigationManager navigation)
{
    /// <summary>The same words for a wrong code, a used one and a locked account.</summary>
    public static readonly Refusal Refused = new("CodeRefused", "Not signed in.",
        "The code isn’t right or was used already: wait for the next one. After five wrong ones, wait 15 minutes or ask your administrator.");

    private Refusal? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in-code")] private SecondFactorForm? Form { get; set; }

    [SupplyParameterFromQuery(Name = Urls.ReturnUrl)] private string? ReturnUrl { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is null) navigation.NavigateTo(Urls.SignInFor(ReturnUrl));
    }

    private async Task Enter()
    {
        var step = await signIn.TryCode(Form?.Code);
        if (step is SignInStep.Refused) _refusal = Refused;
        else navigation.NavigateTo(step is SignInStep.Again ? Urls.SignInFor(ReturnUrl) : step is SignInStep.Recovered ? Urls.SecondFactor : Urls.LocalOrHome(ReturnUrl));
    }
}
