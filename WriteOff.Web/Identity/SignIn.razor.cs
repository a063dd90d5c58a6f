using Microsoft.AspNetCore.Components;
using WriteOff.Domain.Shared;
using WriteOff.Web.Demo;
using WriteOff.Web.Navigation;

namespace WriteOff.Web.Identity;

/// <summary>What the sign-in form sends.</summary>
public sealed class SignInForm
{
    public string Email { get; set; } = "";
    public string Password { get; set; } = "";
}

/// <summary>The sign-in page: a plain form that works without script.</summary>
public sealed partial class SignIn(AppSignIn signIn, NavigationManager navigation, DemoOptions demo, OpenIdChoice choice)
{
    /// <summary>The same words for a wrong password, an unknown e-mail and a locked account.</summary>
    public static readonly Refusal Refused = new("SignInRefused", "Not signed in.",
        "Email and password don’t match, or there were too many tries: after five, wait 15 minutes or ask your administrator.");

    private Refusal? _refusal;

    [SupplyParameterFromForm(FormName = "sign-in")] private SignInForm? Form { get; set; }

    [SupplyParameterFromForm(FormName = "sign-in-passkey")] private PasskeyForm? PasskeyForm { get; set; }

    [SupplyParameterFromQuery(Name = Urls.ReturnUrl)] private string? ReturnUrl { get; set; }

    [SupplyParameterFromQuery(Name = Urls.Why)] private string? Why { get; set; }

    [SupplyParameterFromQuery(Name = Urls.RefusedCode)] private string? RefusedCode { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = default!;

    private SessionEnd? Ended { get; set; }

    private DemoOptions Demo => demo;
    private OpenIdSettings? OpenId => choice.Settings;
    private Refusal? Elsewhere => OpenIdSignIn.Explain(RefusedCode);
    private string? Invalid => _refusal is null ? null : "true";
    private string? Described => _refusal is null ? null : "refused";

    protected override async Task OnInitializedAsync()
    {
        Ended = SessionCookie.EndOf(Http) ?? SessionEnds.Read(Why);
        // A cookie's stamp is asked once a minute only; who was sent here by an open page that knows better shouldn't be half signed in.
        if (!HttpMethods.IsGet(Http.Request.Method) || Http.User.Identity?.IsAuthenticated != true) return;
        if (await signIn.ValidateSecurityStampAsync(Http.User) is not null)
        {
            if (Ended is SessionEnd.SecondFactorMissing) navigation.NavigateTo(Urls.SecondFactor);
            return;
        }

        var why = await signIn.WhyEnded(Http.User);
        await signIn.SignOutAsync();
        // Once more as nobody: a form made now would carry the token of who is no longer signed in.
        navigation.NavigateTo(Urls.SignInFor(ReturnUrl, why));
    }

    private async Task EnterWithPasskey()
    {
        if (await signIn.TryPasskey(PasskeyForm?.Answer) is SignInStep.Done) navigation.NavigateTo(Urls.LocalOrHome(ReturnUrl));
        else _refusal = Refused;
    }

    private async Task Enter()
    {
        var step = Form is { Email.Length: > 0 and <= 256, Password.Length: > 0 and <= 256 } form ? await signIn.Try(form.Email.Trim(), form.Password) : SignInStep.Refused;
        if (step is SignInStep.Refused) _refusal = Refused;
        else navigation.NavigateTo(step is SignInStep.Code ? Urls.SignInCodeFor(ReturnUrl) : Urls.LocalOrHome(ReturnUrl));
    }
}
