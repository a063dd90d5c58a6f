using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>A product of two organisations and their sign-in server, a real one on this machine; the clock is the test's.</summary>
public abstract class OpenIdScene : IAsyncLifetime
{
    protected const int River = 1500, Lake = 1501;

    protected FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());
    private readonly string _secret = Path.Combine(Path.GetTempPath(), $"writeoff-secret-{Guid.NewGuid():N}");
    private protected SignInServer Server { get; private set; } = default!;

    protected RunningApp App { get; private set; } = default!;

    private protected AdminTenant RiverTenant { get; private set; } = default!;

    private protected AdminTenant LakeTenant { get; private set; } = default!;

    public async ValueTask InitializeAsync()
    {
        Server = await SignInServer.Start();
        App = await RunningApp.Start(services =>
        {
            services.AddSingleton<TimeProvider>(Clock);
            services.Configure<SecurityStampValidatorOptions>(stamp => stamp.TimeProvider = Clock);
            services.PostConfigureAll<CookieAuthenticationOptions>(cookie => cookie.TimeProvider = Clock);
        }, [.. Server.Settings(_secret, $"{River},{Lake}"), "--Demo:Enabled=false"]);
        (RiverTenant, LakeTenant) = (await App.OpenTenant(River), await App.OpenTenant(Lake));
        await Map(RiverTenant, "river-billing", Role.BillingClerk);
        await Map(RiverTenant, "river-leads", Role.BillingSupervisor);
        await Map(RiverTenant, "river-admins", Role.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Server.DisposeAsync();
        File.Delete(_secret);
        GC.SuppressFinalize(this);
    }

    protected async Task Refused(string says)
    {
        var (end, browser) = await Enter();
        using var _ = browser;
        end.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/sign-in");
        WebUtility.HtmlDecode(await end.Content.ReadAsStringAsync()).Should().Contain(says);
        (await browser.GetAsync("/denials")).RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/sign-in");
        (await RiverTenant.People.Open(RiverTenant.Administrator)).Value.Should().HaveCount(3);
        await using var scope = App.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().Users.Count().Should().Be(6);
    }

    protected async Task<(HttpResponseMessage End, HttpClient Browser)> Enter(string back = "/")
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = App.Url };
        return (await browser.GetAsync($"/sign-in/outside?returnUrl={Uri.EscapeDataString(back)}"), browser);
    }

    private protected async Task Map(AdminTenant tenant, string group, Role role) =>
        (await App.App.Services.GetRequiredService<GroupService>().Add(tenant.Administrator, group, role)).IsDone.Should().BeTrue();

    protected async Task<PersonLine> Line() => (await RiverTenant.People.Open(RiverTenant.Administrator)).Value.Single(p => p.Name == "Ona Lind");

    protected async Task<List<string?>> Rows(AuditAct act)
    {
        await using var db = App.App.Services.GetRequiredService<WorkbenchDbs>().Open(River);
        return [.. db.Set<AuditRow>().Where(r => r.Act == act).OrderBy(r => r.Sequence).Select(r => r.Detail)];
    }

    protected async Task<OpenCircuit> Circuit()
    {
        await using var scope = App.App.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync("ona@river.example"))!;
        var state = new AuthenticationState(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user));
        var activity = new CircuitActivity(Clock);
        return new OpenCircuit(new RevalidatingCircuit(NullLoggerFactory.Instance, App.App.Services.GetRequiredService<IServiceScopeFactory>(), new SessionRules(Clock), activity, new ChangeFeed()), state, activity);
    }

    /// <summary>What an open page asks each minute.</summary>
    protected sealed record OpenCircuit(RevalidatingCircuit Asks, AuthenticationState State, CircuitActivity Activity) : IDisposable
    {
        public Task<bool> Holds() => Asks.StillHolds(State);
        public void Dispose() => ((IDisposable)Asks).Dispose();
    }
}
