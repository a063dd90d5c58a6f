using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;
using WriteOff.Web.Composition;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

/// <summary>Signing in at an organisation's own server, a real one on this machine, with people and roles that come from its groups.</summary>
public sealed class OpenIdTests : IAsyncLifetime
{
    private const int River = 1500, Lake = 1501;

    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private readonly string _secret = Path.Combine(Path.GetTempPath(), $"writeoff-secret-{Guid.NewGuid():N}");
    private SignInServer _server = default!;
    private RunningApp _app = default!;
    private AdminTenant _river = default!;
    private AdminTenant _lake = default!;

    public async ValueTask InitializeAsync()
    {
        _server = await SignInServer.Start();
        _app = await RunningApp.Start(services =>
        {
            services.AddSingleton<TimeProvider>(_clock);
            services.Configure<SecurityStampValidatorOptions>(stamp => stamp.TimeProvider = _clock);
            services.PostConfigureAll<CookieAuthenticationOptions>(cookie => cookie.TimeProvider = _clock);
        }, [.. _server.Settings(_secret, $"{River},{Lake}"), "--Demo:Enabled=false"]);
        (_river, _lake) = (await _app.OpenTenant(River), await _app.OpenTenant(Lake));
        await Map(_river, "river-billing", Role.BillingClerk);
        await Map(_river, "river-leads", Role.BillingSupervisor);
        await Map(_river, "river-admins", Role.Administrator);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        File.Delete(_secret);
    }

    [Fact]
    public async Task FirstSignIn_MakesThePerson_WithTheRoleOfTheGroup_AndEntersAtTheAddressAskedFor()
    {
        var (end, browser) = await Enter("/denials?q=age");
        using var _ = browser;
        end.RequestMessage!.RequestUri!.PathAndQuery.Should().Be("/denials?q=age");
        end.StatusCode.Should().Be(HttpStatusCode.OK);
        var line = await Line();
        (line.Name, line.Email, line.FromGroups).Should().Be(("Ona Lind", "ona@river.example", true));
        line.Roles.Should().Equal(Role.BillingClerk);
        (await Rows(AuditAct.PersonAdded)).Should().EndWith("Ona Lind, ona@river.example: Billing clerk, from groups");
        var asked = _server.Authorizations.Should().ContainSingle().Which;
        asked.ResponseType.Should().Be("code");
        asked.CodeChallengeMethod.Should().Be("S256");
        new[] { asked.CodeChallenge, asked.State, asked.Nonce }.Should().NotContainNulls();
        using var page = _app.Browser();
        (await page.GetStringAsync("/sign-in")).Should().Contain("Sign in with River account");
    }

    [Fact]
    public async Task NextSignIn_FollowsTheGroups_AndMakesNobodyNew()
    {
        (await Enter()).Browser.Dispose();
        _server.Person = _server.Person with { Groups = ["river-leads"] };
        (await Enter()).Browser.Dispose();
        (await Line()).Roles.Should().Equal(Role.BillingSupervisor);
        (await _river.People.Open(_river.Administrator)).Value.Should().HaveCount(4);
    }

    public static TheoryData<string[], string> NoPlace => new()
    {
        { [], "None of your groups has a role here." }, { ["RIVER-BILLING", "others"], "None of your groups has a role here." },
        { ["river-leads", "river-admins"], "An administrator can't also approve write-offs." }, { ["river-billing", "lake-billing"], "roles in several organisations" },
    };

    [Theory]
    [MemberData(nameof(NoPlace))]
    public async Task Groups_WithoutOneClearPlace_LetNobodyInAndMakeNobody(string[] groups, string says)
    {
        await Map(_lake, "lake-billing", Role.BillingClerk);
        _server.Person = _server.Person with { Groups = groups };
        await Refused(says);
    }

    [Theory]
    [InlineData(null, "names no e-mail address")]
    [InlineData("clerk1500@admin.example", "An account with a password has your e-mail address here.")]
    [InlineData("clerk1501@admin.example", "An account with a password has your e-mail address here.")]
    public async Task Address_MissingOrTaken_TakesNoAccountOver(string? email, string says)
    {
        _server.Person = _server.Person with { Email = email };
        await Refused(says);
    }

    [Fact]
    public async Task Locked_IsRefused_UntilAnAdministratorLetsThemBackIn()
    {
        (await Enter()).Browser.Dispose();
        (await _river.With(async a => await a.Lock(_river.Administrator, await Line()))).Should().BeNull();
        var (end, browser) = await Enter();
        browser.Dispose();
        (await end.Content.ReadAsStringAsync()).Should().Contain("Your access here is locked.");
        (await _river.With(async a => await a.Unlock(_river.Administrator, await Line()))).Should().BeNull();
        (await Enter()).End.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/");
    }

    [Fact]
    public async Task GroupLost_IsEffectiveWithinFiveMinutes_OnAnOpenCircuit()
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        (await circuit.Holds()).Should().BeTrue();
        _server.Person = _server.Person with { Groups = [] };

        var minutes = await MinutesUntilEnd(circuit);

        minutes.Should().BeLessThanOrEqualTo(5);
        (await Line()).Roles.Should().BeEmpty();
        circuit.Activity.Ended.Should().Be(SessionEnd.GroupsLost);
        (await Rows(AuditAct.PersonChanged)).Should().EndWith("Roles of Ona Lind: Billing clerk → none");
    }

    [Fact]
    public async Task AnotherGroup_GivesItsRoleWithinFiveMinutes_AndTheCircuitStays()
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        _server.Person = _server.Person with { Groups = ["river-leads"] };
        for (var minute = 1; minute <= 20; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            (await circuit.Holds()).Should().BeTrue();
            if (minute == 4) (await Line()).Roles.Should().Equal(Role.BillingSupervisor);
        }

        _server.Renewals.Should().BeInRange(4, 7, "it is asked with the newest refresh token each time, and not each minute");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Server_ThatRefusesOrIsSilent_EndsTheSessionWithinFiveMinutes(bool refuses)
    {
        (await Enter()).Browser.Dispose();
        using var circuit = await Circuit();
        if (refuses) _server.Refuses = true;
        else await _server.Stop();
        (await MinutesUntilEnd(circuit)).Should().Be(refuses ? 3 : 5, refuses ? "it said no" : "a server that is away for a moment signs nobody out");
        circuit.Activity.Ended.Should().Be(SessionEnd.GroupsLost);
    }

    [Fact]
    public async Task Person_FromGroups_IsNotChangedByHand()
    {
        (await Enter()).Browser.Dispose();
        var line = await Line();
        (await _river.With(a => a.SetRoles(_river.Administrator, line, [Role.Manager])))!.Code.Should().Be("RolesFromGroups");
        (await _river.With(a => a.Reset(_river.Administrator, line))).Refusal!.Code.Should().Be("RolesFromGroups");
        (await Line()).Should().BeEquivalentTo(line);
    }

    [Fact]
    public async Task Mapping_IsAudited_AndOnlyAnAdministrators()
    {
        var groups = _app.App.Services.GetRequiredService<GroupService>();
        (await Rows(AuditAct.GroupRoleChanged)).Should().HaveCount(3).And.Contain("Role of the group river-billing: none → Billing clerk");
        (await groups.Add(_river.Of(_river.Super), "x", Role.Manager)).Refusal!.Code.Should().Be("ScopeMissing");
        (await groups.Add(_river.Administrator, " River-Billing ", Role.Manager)).Refusal!.Code.Should().Be("GroupTaken");
        (await groups.Add(_river.Administrator, "  ", Role.Manager)).Refusal!.Code.Should().Be("TextMissing");
        (await groups.Remove(_river.Administrator, new GroupLine("river-billing", Role.Manager))).Refusal!.Code.Should().Be("ChangedSinceYouLooked");
        (await groups.Remove(_lake.Administrator, new GroupLine("river-billing", Role.BillingClerk))).Refusal!.Code.Should().Be("NotFound");
        (await groups.Remove(_river.Administrator, new GroupLine("river-billing", Role.BillingClerk))).IsDone.Should().BeTrue();
        (await Rows(AuditAct.GroupRoleChanged)).Should().EndWith("Role of the group river-billing: Billing clerk → none");
        await Refused("None of your groups has a role here.");
    }

    [Theory]
    [InlineData("SignIn:Oidc:Authority", "http://sign-in.example", "no https address")]
    [InlineData("SignIn:Oidc:ClientId", "", "ClientId is missing")]
    [InlineData("SignIn:Oidc:Tenants", "one", "Tenants is missing")]
    [InlineData("SignIn:Oidc:ClientSecretFile", "/no/such/file", "can't be read")]
    public void Settings_Wrong_SayWhich(string key, string value, string says)
    {
        var right = new Dictionary<string, string?> { ["SignIn:Oidc:Authority"] = "https://sign-in.example", ["SignIn:Oidc:ClientId"] = "writeoff", ["SignIn:Oidc:Tenants"] = "1, 2" };
        OpenIdSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(right).Build())!.Tenants.Should().Equal(1, 2);
        right[key] = value;
        FluentActions.Invoking(() => OpenIdSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(right).Build())).Should().Throw<SettingException>().WithMessage($"*{says}*");
    }

    private async Task<int> MinutesUntilEnd(OpenCircuit circuit)
    {
        for (var minute = 1; minute <= 10; minute++)
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            if (!await circuit.Holds()) return minute;
        }

        return int.MaxValue;
    }

    private async Task Refused(string says)
    {
        var (end, browser) = await Enter();
        using var _ = browser;
        end.RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/sign-in");
        WebUtility.HtmlDecode(await end.Content.ReadAsStringAsync()).Should().Contain(says);
        (await browser.GetAsync("/denials")).RequestMessage!.RequestUri!.AbsolutePath.Should().Be("/sign-in");
        (await _river.People.Open(_river.Administrator)).Value.Should().HaveCount(3);
        await using var scope = _app.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().Users.Count().Should().Be(6);
    }

    private async Task<(HttpResponseMessage End, HttpClient Browser)> Enter(string back = "/")
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = _app.Url };
        return (await browser.GetAsync($"/sign-in/outside?returnUrl={Uri.EscapeDataString(back)}"), browser);
    }

    private async Task Map(AdminTenant tenant, string group, Role role) =>
        (await _app.App.Services.GetRequiredService<GroupService>().Add(tenant.Administrator, group, role)).IsDone.Should().BeTrue();

    private async Task<PersonLine> Line() => (await _river.People.Open(_river.Administrator)).Value.Single(p => p.Name == "Ona Lind");

    private async Task<List<string?>> Rows(AuditAct act)
    {
        await using var db = _app.App.Services.GetRequiredService<WorkbenchDbs>().Open(River);
        return [.. db.Set<AuditRow>().Where(r => r.Act == act).OrderBy(r => r.Sequence).Select(r => r.Detail)];
    }

    private async Task<OpenCircuit> Circuit()
    {
        await using var scope = _app.App.Services.CreateAsyncScope();
        var user = (await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().FindByEmailAsync("ona@river.example"))!;
        var state = new AuthenticationState(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(user));
        var activity = new CircuitActivity(_clock);
        return new OpenCircuit(new RevalidatingCircuit(NullLoggerFactory.Instance, _app.App.Services.GetRequiredService<IServiceScopeFactory>(), new SessionRules(_clock), activity, new ChangeFeed()), state, activity);
    }

    /// <summary>What an open page asks each minute.</summary>
    private sealed record OpenCircuit(RevalidatingCircuit Asks, AuthenticationState State, CircuitActivity Activity) : IDisposable
    {
        public Task<bool> Holds() => Asks.StillHolds(State);
        public void Dispose() => ((IDisposable)Asks).Dispose();
    }
}
