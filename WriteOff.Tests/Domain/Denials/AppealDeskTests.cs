using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class AppealDeskTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(6)]
    public async Task File_FirstAtAnotherLevel_Refused(int level)
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenDenial());
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(level, world.Today)), "LevelNotNext");
    }

    [Fact]
    public async Task Withdraw_Filed_KeptAsWithdrawnAndMayBeFiledAgain()
    {
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.AppealPending);
        var stamp = (await world.Appeals.Withdraw(world.Clerk, await world.Now(denial), "Wrong form")).Value;

        stamp.Status.Should().Be(DenialStatus.InProgress);
        (await Appeals(world, denial)).Should().ContainSingle().Which.Should().Match<Appeal>(a => a.Outcome == AppealOutcome.Withdrawn && a.EndedOn == world.Today && a.Note == "Wrong form");
        (await world.Reload(denial)).AppealBy.Should().Be(denial.AppealBy, "a withdrawal does not move the window");
        (await world.Appeals.File(world.Clerk, await world.Now(denial), new AppealAsk(1, world.Today))).IsDone.Should().BeTrue();
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Withdraw_WithoutReason_Refused()
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenIn(DenialStatus.AppealPending));
        await Expect.Refused(world, () => world.Appeals.Withdraw(world.Clerk, ask, " \u200B "), "NoteRequired");
    }

    [Fact]
    public async Task Decide_Upheld_OpensTheNextLevelsWindow()
    {
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.AppealPending);
        await world.Appeals.Decide(world.Clerk, await world.Now(denial), AppealOutcome.Upheld, "Letter of today");

        (await world.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.InProgress && d.AppealBy == world.Today.AddDays(120));
        var ask = await world.Now(denial);
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(1, world.Today)), "LevelNotNext");
        (await world.Appeals.File(world.Clerk, ask, new AppealAsk(2, world.Today))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Decide_PayerWithItsOwnWindow_UsesIt()
    {
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.AppealPending);
        await world.Change(async db => (await db.Set<Payer>().SingleAsync()).AppealWindowDays = 45);
        await world.Appeals.Decide(world.Clerk, await world.Now(denial), AppealOutcome.Upheld, null);
        (await world.Reload(denial)).AppealBy.Should().Be(world.Today.AddDays(45));
    }

    [Fact]
    public async Task Decide_Overturned_WaitsForTheMoneyAndTheLevelIsSpent()
    {
        var world = await World.Open();
        var denial = await world.GivenIn(DenialStatus.AppealPending);
        await world.Appeals.Decide(world.Clerk, await world.Now(denial), AppealOutcome.Overturned, null);
        (await world.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.InProgress && d.AppealBy == denial.AppealBy && d.Resolution == null);
        var ask = await world.Now(denial);
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(1, world.Today)), "LevelNotNext");
    }

    [Fact]
    public async Task File_AfterTheFifthWasUpheld_NoneIsLeft()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        for (var level = 1; level <= AppealRules.HighestLevel; level++)
        {
            (await world.Appeals.File(world.Clerk, await world.Now(denial), new AppealAsk(level, world.Today))).IsDone.Should().BeTrue();
            (await world.Appeals.Decide(world.Clerk, await world.Now(denial), AppealOutcome.Upheld, null)).IsDone.Should().BeTrue();
        }

        var ask = await world.Now(denial);
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(5, world.Today)), "NoLevelLeft");
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(6, world.Today)), "NoLevelLeft");
    }

    [Fact]
    public async Task File_OnTheLastDay_NeedsNothing()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(age: 120);
        denial.AppealBy.Should().Be(world.Today);
        (await world.Appeals.File(world.Clerk, await world.Now(denial), new AppealAsk(1, world.Today))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task File_LateByADay_NeedsOverrideAndANote()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(age: 121);
        var ask = await world.Now(denial);
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(1, world.Today, "The mail was late")), "AppealWindowClosed");
        await Expect.Refused(world, () => world.Appeals.File(world.Supervisor, ask, new AppealAsk(1, world.Today)), "NoteRequired");
        (await world.Appeals.File(world.Supervisor, ask, new AppealAsk(1, world.Today, "The mail was late"))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task File_SentInTimeButEnteredLate_Allowed()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial(age: 130);
        (await world.Appeals.File(world.Clerk, await world.Now(denial), new AppealAsk(1, denial.AppealBy))).IsDone.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-31)]
    [InlineData(100_000)]
    public async Task File_ImpossibleDate_Refused(int days)
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenDenial(age: 30));
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(1, world.Today.AddDays(days))), "DateImpossible");
    }

    [Fact]
    public async Task File_BetweenTheTenantsMidnightAndUtcMidnight_UsesTheTenantsDay()
    {
        var world = await World.Open();
        var ask = await world.Now(await world.GivenDenial());
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 5, 59, 59, TimeSpan.Zero)); // 23:59:59 in Chicago
        await Expect.Refused(world, () => world.Appeals.File(world.Clerk, ask, new AppealAsk(1, new DateOnly(2026, 11, 25))), "DateImpossible");
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        (await world.Appeals.File(world.Clerk, ask, new AppealAsk(1, new DateOnly(2026, 11, 25)))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_LateEvening_PostsOnTheTenantsDay()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        world.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 5, 30, 0, TimeSpan.Zero)); // 23:30 on 30 November in Chicago
        await world.WriteOffPart(denial, new Money(100));
        (await world.LedgerOf(denial)).Single().PostedOn.Should().Be(new DateOnly(2026, 11, 30), "it counts in November");
    }

    [Theory]
    [InlineData("2026-03-08T07:59:59Z", "2026-03-08")]
    [InlineData("2026-03-08T05:59:59Z", "2026-03-07")]
    [InlineData("2026-03-09T04:59:59Z", "2026-03-08")]
    [InlineData("2026-03-09T05:00:00Z", "2026-03-09")]
    [InlineData("2026-11-01T04:59:59Z", "2026-10-31")]
    [InlineData("2026-11-01T05:00:00Z", "2026-11-01")]
    [InlineData("2026-11-02T05:59:59Z", "2026-11-01")]
    [InlineData("2026-11-02T06:00:00Z", "2026-11-02")]
    public void DayOf_AroundClockChanges_FollowsTheWallClock(string instant, string day) =>
        new Tenant(1, "One", "America/Chicago").DayOf(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture))
            .Should().Be(DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));

    private static Task<List<Appeal>> Appeals(World world, Denial denial) => world.Read(db => db.Set<Appeal>().Where(a => a.DenialId == denial.Id).ToListAsync());
}
