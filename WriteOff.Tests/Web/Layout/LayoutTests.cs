using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Composition;
using WriteOff.Web.Demo;
using WriteOff.Web.Identity;
using WriteOff.Web.Look;

namespace WriteOff.Tests.Web.Layout;

public sealed class LayoutTests : BunitContext
{
    public LayoutTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        Services.AddSingleton<SessionRules>();
        Services.AddScoped<CurrentActor>();
        Services.AddWriteOffDomain(TestDatabases.FreshSqlite().GetAwaiter().GetResult());
        Services.AddSingleton<ReadUserContext>(_ => UserContext);
    }

    [Fact]
    public void Shell_SignedIn_ShowsTenantPersonAndNavigation()
    {
        Enter(Role.BillingClerk);
        var shell = Render<MainLayout>(p => p.Add(l => l.Body, b => b.AddMarkupContent(0, "<h1>Denials</h1>")));
        shell.Find(".tenant").TextContent.Should().Contain("Lakeshore Medical Group");
        shell.Find(".who").TextContent.Should().Contain("Dana Whitfield").And.Contain("Billing clerk");
        shell.FindAll(".rail li").Should().HaveCount(11);
        shell.FindAll(".rail .locked").Select(l => l.TextContent).Should().Contain(t => t.Contains("Reports") && t.Contains("needs the scope reports.read.financial"));
        shell.FindAll(".rail .locked")[^2].TextContent.Should().Contain("Administration").And.Contain("needs the scope tenant.admin");
        shell.Find("main h1").TextContent.Should().Be("Denials");
        shell.Find("[form=sign-out]").GetAttribute("type").Should().Be("submit");
    }

    [Fact]
    public void Shell_ScopeMissing_KeepsTheItemWithALockAndItsName()
    {
        Enter(Role.Administrator);
        var shell = Render<MainLayout>();
        shell.FindAll(".rail .locked").Should().HaveCount(7);
        shell.Find(".rail .locked").TextContent.Should().Contain("needs the scope billing.denial.read");
    }

    [Theory]
    [InlineData("/denials", "Denials")]
    [InlineData("/denials/42", "Denials")]
    [InlineData("/denials?q=age", "Denials")]
    [InlineData("/denials?status=PENDING_WRITEOFF", "Approvals")]
    [InlineData("/denials?status=PENDING_WRITEOFF&sort=age", "Approvals")]
    [InlineData("/runs/7", "Mass runs")]
    [InlineData("/admin/reasons", "Administration")]
    [InlineData("/", "Start")]
    [InlineData("/?period=year", "Start")]
    [InlineData("/reports?rows=payer", "Reports")]
    [InlineData("/account/password", null)]
    public void Navigation_Address_MarksOneItem(string address, string? label)
    {
        AddAuthorization();
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var items = Render<NavItems>().FindAll("[aria-current=page]");
        items.Select(i => i.TextContent.Trim()).Should().Equal(label is null ? [] : [label]);
    }

    [Fact]
    public void Shell_PageThrows_SaysSoAndComesBack()
    {
        Enter(Role.BillingClerk);
        FailingComponent.Broken = true;
        var shell = Render<MainLayout>(p => p.Add(l => l.Body, b =>
        {
            b.OpenComponent<FailingComponent>(0);
            b.CloseComponent();
        }));
        shell.Find("main [role=alert] h1").TextContent.Should().Be("This page broke");
        FailingComponent.Broken = false;
        shell.Find("main .btn.primary").Click();
        shell.Find("main").TextContent.Should().Contain("works again");
    }

    [Fact]
    public void Forbidden_SaysWhichScopeAndWhoGrantsIt()
    {
        var userContext = new UserContext("Lakeshore Medical Group", "Manager", Scopes.Of(Role.Manager), TimeZoneInfo.Utc);
        var page = Render<Forbidden>(p => p.Add(f => f.Title, "Approvals").Add(f => f.Needs, Scope.DenialApprove).AddCascadingValue(userContext));
        page.Find(".notice").TextContent.Should().Contain("billing.denial.approve").And.Contain("Manager").And.Contain("administrator of Lakeshore Medical Group");
    }

    [Fact]
    public void Theme_AndTokens_SayTheSame()
    {
        Theme.Mud.PaletteLight.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex).Should().BeEquivalentTo(Tokens.Light.Accent);
        Theme.Mud.PaletteDark.Error.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex).Should().BeEquivalentTo(Tokens.Dark.Alert);
        Tokens.Light.Named().Select(c => c.Name).Should().Equal(Tokens.Dark.Named().Select(c => c.Name)).And.OnlyHaveUniqueItems();
        typeof(Palette).GetProperties().Should().HaveCount(Tokens.Light.Named().Count());
    }

    private static Task<UserContext> UserContext(Actor actor, CancellationToken cancel)
    {
        var role = DemoPersonas.Find(actor.UserId)!.Role;
        return Task.FromResult(new UserContext("Lakeshore Medical Group", role.Label(), Scopes.Of(role), TimeZoneInfo.Utc));
    }

    private void Enter(Role role)
    {
        var persona = DemoPersonas.All.First(p => p.TenantId == 1 && p.Role == role);
        var auth = AddAuthorization();
        auth.SetAuthorized(persona.Name);
        auth.SetClaims(
            new(System.Security.Claims.ClaimTypes.NameIdentifier, persona.Id.ToString()), new(SessionClaims.Tenant, "1"), new(SessionClaims.Name, persona.Name),
            new(SessionClaims.Session, "s"), new(SessionClaims.Started, TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
    }

    private sealed class FailingComponent : ComponentBase
    {
        public static bool Broken { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (Broken) throw new InvalidOperationException("broken on purpose");
            builder.AddContent(0, "works again");
        }
    }
}
