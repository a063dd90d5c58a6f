using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;
using WriteOff.Tests.Web.Identity;
using WriteOff.Web.Identity;
using static Microsoft.Playwright.Assertions;

namespace WriteOff.Tests.Browser;

/// <summary>A real browser whose person's sign-in changes behind its back, with the clock moved on.</summary>
public sealed class SessionJourneyTests(Chromium chromium, MovedClockApp moved) : IClassFixture<MovedClockApp>
{
    private static int _tenants = 990;

    [Theory]
    [InlineData("reset", "Your password or second factor was changed.")]
    [InlineData("locked", "Your access was locked.")]
    [InlineData("second device", "Your password or second factor was changed.")]
    public async Task Session_RevokedElsewhere_SignInPageSaysWhyAndLeadsBack(string what, string says)
    {
        var tenant = await moved.App.OpenTenant(Interlocked.Increment(ref _tenants));
        await using var tab = await Enter(tenant);
        await tab.Page.GotoAsync("/denials");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Denials" })).ToBeVisibleAsync();
        // A lock reaches the open page at once, by itself; the others are met by whoever comes back later.
        if (what != "locked") await tab.Page.GotoAsync("about:blank");
        var password = RunningApp.Password;
        switch (what)
        {
            case "reset": password = (await tenant.With(async a => await a.Reset(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)))).Value.Password; break;
            case "locked": await tenant.With(async a => await a.Lock(tenant.Administrator, await tenant.Line(tenant.Clerk.Id))); break;
            default: await ChangeOnTheSecondDevice(tenant, password = "my own sentence now"); break;
        }

        moved.Clock.Advance(TimeSpan.FromSeconds(90));
        if (what != "locked") await tab.Page.GotoAsync("/denials?sort=balance");

        await Expect(tab.Page.GetByText(says)).ToBeVisibleAsync();
        await tab.Picture($"session-{what.Replace(' ', '-')}");
        if (what == "locked") await tenant.With(async a => await a.Unlock(tenant.Administrator, await tenant.Line(tenant.Clerk.Id)));
        await SignIn(tab, tenant, password);
        if (what == "reset") await Expect(tab.Page).ToHaveURLAsync(new Uri(moved.App.Url, "/account/password").ToString());
        else await Expect(tab.Page).ToHaveURLAsync(new Uri(moved.App.Url, what == "locked" ? "/denials" : "/denials?sort=balance").ToString());
    }

    [Fact]
    public async Task Session_RoleChangedElsewhere_StaysAndTheNextPageKnows()
    {
        var tenant = await moved.App.OpenTenant(Interlocked.Increment(ref _tenants));
        await using var tab = await Enter(tenant);
        (await tenant.With(async a => await a.SetRoles(tenant.Administrator, await tenant.Line(tenant.Clerk.Id), [Role.Manager]))).Should().BeNull();
        moved.Clock.Advance(TimeSpan.FromSeconds(90));
        await tab.Page.GotoAsync("/reports");
        await Expect(tab.Page.GetByRole(AriaRole.Heading, new() { Name = "Reports", Exact = true })).ToBeVisibleAsync();
    }

    private async Task<Tab> Enter(AdminTenant tenant)
    {
        var tab = await chromium.Open("/sign-in", app: moved.App);
        await SignIn(tab, tenant, RunningApp.Password);
        await tab.Page.GetByText("Signed in as").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return tab;
    }

    private static async Task SignIn(Tab tab, AdminTenant tenant, string password)
    {
        await tab.Page.GetByLabel("Email").FillAsync(tenant.Clerk.Email);
        await tab.Page.GetByLabel("Password").FillAsync(password);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    private async Task ChangeOnTheSecondDevice(AdminTenant tenant, string fresh)
    {
        await using var other = await Enter(tenant);
        await other.Page.GotoAsync("/account/password");
        await other.Page.Locator("[name='Form.Current']").FillAsync(RunningApp.Password);
        await other.Page.Locator("[name='Form.Fresh']").FillAsync(fresh);
        await other.Page.Locator("[name='Form.Repeat']").FillAsync(fresh);
        await other.Page.Locator("[name='Form.Repeat']").PressAsync("Enter");
        await Expect(other.Page.GetByText("Your password is changed")).ToBeVisibleAsync();
    }
}
