using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;
using WriteOff.Web.Identity;

namespace WriteOff.Tests.Web.Identity;

public sealed class SessionTests(DemoApp demo) : IClassFixture<DemoApp>
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Session_After12Hours_EndsWhateverHappens()
    {
        var rules = new SessionRules(_clock);
        var person = Ticket();
        rules.Lasts(person).Should().BeTrue();
        _clock.Advance(SessionRules.Longest - TimeSpan.FromSeconds(1));
        rules.Lasts(person).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        rules.Lasts(person).Should().BeFalse();
    }

    [Fact]
    public void Session_SignedOut_EndsInOtherTabs()
    {
        var rules = new SessionRules(_clock);
        var (one, other) = (Ticket(), Ticket());
        rules.End(one);
        rules.Lasts(one).Should().BeFalse();
        rules.Lasts(other).Should().BeTrue();
    }

    [Fact]
    public void Session_WithoutStart_CountsAsOver() =>
        new SessionRules(_clock).Lasts(new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()), new(SessionClaims.Tenant, "1")], "test")))
            .Should().BeFalse();

    [Fact]
    public void Circuit_15MinutesWithoutAnAct_SleepsUntilTouched()
    {
        var rules = new SessionRules(_clock);
        var activity = new CircuitActivity(_clock);
        _clock.Advance(SessionRules.Idle);
        rules.IsAwake(activity.Last).Should().BeFalse();
        activity.Touch();
        rules.IsAwake(activity.Last).Should().BeTrue();
    }

    [Fact]
    public void Ticket_Refreshed_KeepsSessionAndStart()
    {
        var old = Ticket();
        var fresh = new ClaimsPrincipal(new ClaimsIdentity("test"));
        fresh.CarryOver(old);
        fresh.SessionId().Should().Be(old.SessionId());
        fresh.StartedAt().Should().Be(old.StartedAt());
    }

    [Fact]
    public async Task Actor_AnotherPersonInTheCircuit_BreaksItForGood()
    {
        var (first, second) = (Ticket(tenant: 1), Ticket(tenant: 2));
        var states = new States { User = first };
        var current = new CurrentActor(states, new SessionRules(_clock));
        (await current.Get()).TenantId.Should().Be(1);
        states.User = second;
        await current.Invoking(c => c.Get()).Should().ThrowAsync<SessionEndedException>();
        states.User = first;
        await current.Invoking(c => c.Get()).Should().ThrowAsync<SessionEndedException>();
    }

    [Fact]
    public async Task Actor_Nobody_IsRefused() =>
        await new CurrentActor(new States { User = new ClaimsPrincipal(new ClaimsIdentity()) }, new SessionRules(_clock))
            .Invoking(c => c.Get()).Should().ThrowAsync<SessionEndedException>();

    [Fact]
    public async Task Circuit_StampTenantOrLockoutChanged_IsNoLongerValid()
    {
        var person = await demo.App.Person("circuit@test.example");
        await using var scope = demo.App.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var stored = (await users.FindByIdAsync(person.Id.ToString()))!;
        using var circuit = new RevalidatingCircuit(NullLoggerFactory.Instance, demo.App.App.Services.GetRequiredService<IServiceScopeFactory>(), new SessionRules(_clock), new CircuitActivity(_clock), new WriteOff.Domain.Audit.ChangeFeed());
        async Task<AuthenticationState> Now() => new(await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<AppUser>>().CreateAsync(stored));
        var state = await Now();
        (await circuit.StillHolds(state)).Should().BeTrue();

        await users.SetLockoutEndDateAsync(stored, DateTimeOffset.MaxValue);
        (await circuit.StillHolds(state)).Should().BeFalse();
        await users.SetLockoutEndDateAsync(stored, null);
        stored.TenantId = 2;
        await users.UpdateAsync(stored);
        (await circuit.StillHolds(state)).Should().BeFalse();
        stored.TenantId = 1;
        await users.UpdateAsync(stored);
        (await circuit.StillHolds(state)).Should().BeTrue();
        await users.UpdateSecurityStampAsync(stored);
        (await circuit.StillHolds(state)).Should().BeFalse();
    }

    [Fact]
    public async Task Circuit_DatabaseGone_StaysUntilItsTimeIsOver()
    {
        using var circuit = new RevalidatingCircuit(NullLoggerFactory.Instance, new Unreachable(), new SessionRules(_clock), new CircuitActivity(_clock), new WriteOff.Domain.Audit.ChangeFeed());
        var state = new AuthenticationState(Ticket());
        (await circuit.MayStay(state)).Should().BeTrue();
        _clock.Advance(SessionRules.Idle);
        (await circuit.MayStay(state)).Should().BeFalse();
    }

    [Fact]
    public void Personas_ById_AreFound() => DemoPersonas.Find(DemoPersonas.All[3].Id).Should().Be(DemoPersonas.All[3]);

    private ClaimsPrincipal Ticket(int tenant = 1)
    {
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString()), new(SessionClaims.Tenant, tenant.ToString(System.Globalization.CultureInfo.InvariantCulture)), new(SessionClaims.Name, "Dana Whitfield")], "test");
        identity.Begin(_clock.GetUtcNow());
        return new ClaimsPrincipal(identity);
    }

    private sealed class Unreachable : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => throw new Microsoft.Data.Sqlite.SqliteException("database is locked", 5);
    }

    private sealed class States : AuthenticationStateProvider
    {
        public required ClaimsPrincipal User { get; set; }
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
