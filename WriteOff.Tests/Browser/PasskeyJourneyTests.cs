using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>Passkeys in a real browser with a virtual authenticator.</summary>
public sealed class PasskeyJourneyTests(Chromium chromium, FilledApp filled) : IClassFixture<FilledApp>
{
    [Fact]
    public async Task Passkey_Added_SignsInAlone_AndCountsAsTheSecondFactor_UntilRemoved()
    {
        Assert.SkipUnless(Chromium.Exists, "No Chromium here; set WRITEOFF_CHROMIUM to its path.");
        var tenant = await filled.App.OpenTenant(1700);
        await using var tab = await chromium.Open("/sign-in", app: filled.App);
        var page = tab.Page;
        // A passkey belongs to a name, not to a number.
        var site = $"http://localhost:{filled.App.Url.Port}";
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
        });

        await page.GotoAsync($"{site}/sign-in");
        await page.Locator("#email").FillAsync(tenant.Clerk.Email);
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GotoAsync($"{site}/account/passkeys");
        await page.Locator("#password").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.Locator("#refused")).ToContainTextAsync("This isn’t your password.");
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Expect(page.GetByText("The passkey is added.")).ToBeVisibleAsync();
        await tab.Picture("passkeys");
        await page.Context.ClearCookiesAsync();

        // Required from now on: the passkey is enough, the password alone isn't.
        var policies = filled.App.App.Services.GetRequiredService<PolicyService>();
        var now = (await policies.Open(tenant.Administrator)).Value.Policy;
        (await policies.Save(tenant.Administrator, PolicyAsk.Same(now) with { SecondFactorRequired = true })).IsDone.Should().BeTrue();
        await page.GotoAsync($"{site}/sign-in?returnUrl=%2Fdenials");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{site}/denials");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Denials" })).ToBeVisibleAsync(new() { Timeout = 30_000 });

        await page.GotoAsync($"{site}/account/passkeys");
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(page.GetByText("You have none yet.")).ToBeVisibleAsync();
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync($"{site}/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Expect(page.GetByText("Not signed in.")).ToBeVisibleAsync();
        await page.Locator("#email").FillAsync(tenant.Clerk.Email);
        await page.Locator("#password").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(page).ToHaveURLAsync($"{site}/account/second-factor");
    }
}
