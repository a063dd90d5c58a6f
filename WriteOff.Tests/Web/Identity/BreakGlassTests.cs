using System.Net;
using Bunit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Commands;
using WriteOff.Web.Components.Layout;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>The administrator for the day on which nobody else gets in.</summary>
public sealed class BreakGlassTests(DemoApp demo) : IClassFixture<DemoApp>
{
    [Fact]
    public async Task SignIn_OfTheBreakGlassAdministrator_IsOnTheTrail_AndToldToTheOthers()
    {
        var tenant = await demo.App.OpenTenant(1800);
        var services = demo.App.App.Services;
        var glass = new NewPerson(Guid.NewGuid(), "Break Glass", "glass@admin.example", Role.Administrator) { IsBreakGlass = true };
        (await services.GetRequiredService<TenantSetup>().AddPerson(tenant.Id, glass)).IsDone.Should().BeTrue();
        await using (var scope = services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
            await users.CreateAsync(new AppUser { Id = glass.Id, TenantId = tenant.Id, DisplayName = glass.DisplayName, UserName = glass.Email, Email = glass.Email }, RunningApp.Password);
        }

        var uses = services.GetRequiredService<BreakGlass>();
        using var browser = demo.App.Browser();
        await browser.SignIn(glass.Email, "not the password");
        await browser.SignIn(tenant.Admin.Email, RunningApp.Password);
        (await uses.Lately(tenant.Administrator)).Value.Should().BeEmpty("nobody used it yet");

        using var night = demo.App.Browser();
        (await night.SignIn(glass.Email, RunningApp.Password)).StatusCode.Should().Be(HttpStatusCode.Redirect);

        (await uses.Lately(tenant.Administrator)).Value.Should().ContainSingle().Which.Name.Should().Be("Break Glass");
        (await uses.Lately(tenant.Of(glass))).Value.Should().BeEmpty("who used it knows");
        (await uses.Lately(tenant.Of(tenant.Super))).Refusal!.Code.Should().Be("ScopeMissing");
        await using var db = services.GetRequiredService<WorkbenchDbs>().Open(tenant.Id);
        db.Set<AuditRow>().Where(r => r.Act == AuditAct.BreakGlassUsed).Select(r => r.Detail).ToList().Should().Equal("Break Glass signed in with the break-glass account");
    }

    [Fact]
    public async Task Bell_OfTheOtherAdministrators_TellsForAWeek()
    {
        var workbench = await TestWorkbench.Open();
        var glass = new NewPerson(Guid.NewGuid(), "Break Glass", "glass@example.test", Role.Administrator) { IsBreakGlass = true };
        (await workbench.Setup.AddPerson(workbench.TenantId, glass)).IsDone.Should().BeTrue();
        await using var context = new PageContext(workbench, workbench.Administrator);
        var bell = context.Render<Bell>();
        bell.Markup.Should().Contain("Nothing waits for you.");
        var uses = context.Services.GetRequiredService<BreakGlass>();
        (await uses.RecordUse(new Actor(workbench.TenantId, glass.Id, glass.DisplayName))).IsDone.Should().BeTrue();
        (await uses.RecordUse(workbench.Clerk)).Refusal!.Code.Should().Be("NotFound");
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        bell.WaitForAssertion(() => bell.Markup.Should().Contain("signed in with the break-glass account"));
        workbench.Clock.Advance(BreakGlass.Told + TimeSpan.FromMinutes(1));
        (await uses.Lately(workbench.Administrator)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Command_ForAnotherRole_IsRefused()
    {
        using var error = new StringWriter();
        (await CommandLine.Run(["person", "add", "--tenant", "1", "--email", "m@river.example", "--name", "M", "--role", "manager", "--break-glass"], TextWriter.Null, error)).Should().Be(2);
        error.ToString().Should().Contain("--break-glass is for an administrator");
    }
}
