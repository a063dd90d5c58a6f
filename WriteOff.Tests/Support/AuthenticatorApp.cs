using System.Net;
using System.Text.RegularExpressions;
using OtpNet;

namespace WriteOff.Tests.Support;

/// <summary>An authenticator app as a person has it: it knows the key that the page showed, and its own clock.</summary>
internal sealed partial class AuthenticatorApp(string key, TimeProvider clock)
{
    /// <summary>The code that it shows now, or some steps of 30 seconds away.</summary>
    public string Code(int stepsAway = 0) => new Totp(Base32Encoding.ToBytes(key.Replace(" ", "", StringComparison.Ordinal))).ComputeTotp(clock.GetUtcNow().UtcDateTime.AddSeconds(30 * stepsAway));

    /// <summary>Sets one up on the page of whoever is signed in, as far as the first code; the page then shows the recovery codes.</summary>
    public static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> SetUp(HttpClient browser, TimeProvider clock)
    {
        var begun = await (await browser.Factor("begin")).Content.ReadAsStringAsync();
        var app = new AuthenticatorApp(Key().Match(begun).Groups["key"].Value, clock);
        var on = await (await browser.Factor("confirm", code: app.Code(-1))).Content.ReadAsStringAsync();
        return (app, [.. Listed().Matches(on).Select(m => m.Groups["code"].Value)]);
    }

    [GeneratedRegex("id=\"key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("<li>(?<code>[A-Z0-9]{5}-[A-Z0-9]{5})</li>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Listed();
}

/// <summary>Acts on the pages of the second factor.</summary>
internal static class SecondFactorActs
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal) { ["confirm"] = "ConfirmForm", ["new-codes"] = "NewCodesForm", ["turn-off"] = "TurnOffForm", ["begin"] = "Form" };

    /// <summary>Sends one of its forms.</summary>
    public static Task<HttpResponseMessage> Factor(this HttpClient browser, string form, string code = "", string password = "") =>
        browser.Send("/account/second-factor", "/account/second-factor", ("_handler", form), ($"{Forms[form]}.Code", code), ($"{Forms[form]}.Password", password));

    /// <summary>Types a code at the second step of signing in.</summary>
    public static Task<HttpResponseMessage> SignInCode(this HttpClient browser, string code, string page = "/sign-in/code") =>
        browser.Send(page, page, ("_handler", "sign-in-code"), ("Form.Code", code));

    /// <summary>The page that was answered, as it is read.</summary>
    public static async Task<string> Text(this HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

    /// <summary>Whether the browser's person may open the work pages.</summary>
    public static async Task<bool> IsIn(this HttpClient browser) => (await browser.GetAsync("/denials")).StatusCode == HttpStatusCode.OK;
}
