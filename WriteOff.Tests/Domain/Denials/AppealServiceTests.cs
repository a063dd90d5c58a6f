using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class AppealServiceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(6)]
    public async Task File_FirstAtAnotherLevel_Refused(int level)
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenDenial());
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(level, workbench.Today)), "LevelNotNext");
    }

    [Fact]
    public async Task Withdraw_Filed_KeptAsWithdrawnAndMayBeFiledAgain()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.AppealPending);
        var stamp = (await workbench.Appeals.Withdraw(workbench.Clerk, await workbench.Now(denial), "Wrong form")).Value;

        stamp.Status.Should().Be(DenialStatus.InProgress);
        (await Appeals(workbench, denial)).Should().ContainSingle().Which.Should().Match<Appeal>(a => a.Outcome == AppealOutcome.Withdrawn && a.EndedOn == workbench.Today && a.Note == "Wrong form");
        (await workbench.Reload(denial)).AppealBy.Should().Be(denial.AppealBy, "a withdrawal does not move the window");
        (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue();
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Withdraw_WithoutReason_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenIn(DenialStatus.AppealPending));
        await Expect.Refused(workbench, () => workbench.Appeals.Withdraw(workbench.Clerk, ask, " \u200B "), "NoteRequired");
    }

    [Fact]
    public async Task Decide_Upheld_OpensTheNextLevelsWindow()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.AppealPending);
        await workbench.Appeals.Decide(workbench.Clerk, await workbench.Now(denial), AppealOutcome.Upheld, "Letter of today");

        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.InProgress && d.AppealBy == workbench.Today.AddDays(120));
        var ask = await workbench.Now(denial);
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, workbench.Today)), "LevelNotNext");
        (await workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(2, workbench.Today))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Decide_PayerWithItsOwnWindow_UsesIt()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.AppealPending);
        await workbench.Change(async db => (await db.Set<Payer>().SingleAsync()).AppealWindowDays = 45);
        await workbench.Appeals.Decide(workbench.Clerk, await workbench.Now(denial), AppealOutcome.Upheld, null);
        (await workbench.Reload(denial)).AppealBy.Should().Be(workbench.Today.AddDays(45));
    }

    [Fact]
    public async Task Decide_Overturned_WaitsForTheMoneyAndTheLevelIsSpent()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenIn(DenialStatus.AppealPending);
        await workbench.Appeals.Decide(workbench.Clerk, await workbench.Now(denial), AppealOutcome.Overturned, null);
        (await workbench.Reload(denial)).Should().Match<Denial>(d => d.Status == DenialStatus.InProgress && d.AppealBy == denial.AppealBy && d.Resolution == null);
        var ask = await workbench.Now(denial);
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, workbench.Today)), "LevelNotNext");
    }

    [Fact]
    public async Task File_AfterTheFifthWasUpheld_NoneIsLeft()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        for (var level = 1; level <= AppealRules.HighestLevel; level++)
        {
            (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(level, workbench.Today))).IsDone.Should().BeTrue();
            (await workbench.Appeals.Decide(workbench.Clerk, await workbench.Now(denial), AppealOutcome.Upheld, null)).IsDone.Should().BeTrue();
        }

        var ask = await workbench.Now(denial);
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(5, workbench.Today)), "NoLevelLeft");
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(6, workbench.Today)), "NoLevelLeft");
    }

    [Fact]
    public async Task File_OnTheLastDay_NeedsNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(age: 120);
        denial.AppealBy.Should().Be(workbench.Today);
        (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task File_LateByADay_NeedsOverrideAndANote()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(age: 121);
        var ask = await workbench.Now(denial);
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, workbench.Today, "The mail was late")), "AppealWindowClosed");
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Supervisor, ask, new AppealAsk(1, workbench.Today)), "NoteRequired");
        (await workbench.Appeals.File(workbench.Supervisor, ask, new AppealAsk(1, workbench.Today, "The mail was late"))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task File_SentInTimeButEnteredLate_Allowed()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(age: 130);
        (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(1, denial.AppealBy))).IsDone.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-31)]
    [InlineData(100_000)]
    public async Task File_ImpossibleDate_Refused(int days)
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenDenial(age: 30));
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, workbench.Today.AddDays(days))), "DateImpossible");
    }

    [Fact]
    public async Task File_BetweenTheTenantsMidnightAndUtcMidnight_UsesTheTenantsDay()
    {
        var workbench = await TestWorkbench.Open();
        var ask = await workbench.Now(await workbench.GivenDenial());
        workbench.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 5, 59, 59, TimeSpan.Zero)); // 23:59:59 in Chicago
        await Expect.Refused(workbench, () => workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, new DateOnly(2026, 11, 25))), "DateImpossible");
        workbench.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 25, 6, 0, 0, TimeSpan.Zero));
        (await workbench.Appeals.File(workbench.Clerk, ask, new AppealAsk(1, new DateOnly(2026, 11, 25)))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_LateEvening_PostsOnTheTenantsDay()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        workbench.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 1, 5, 30, 0, TimeSpan.Zero)); // 23:30 on 30 November in Chicago
        await workbench.WriteOffPart(denial, new Money(100));
        (await workbench.LedgerOf(denial)).Single().PostedOn.Should().Be(new DateOnly(2026, 11, 30), "it counts in November");
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

    private static Task<List<Appeal>> Appeals(TestWorkbench workbench, Denial denial) => workbench.Read(db => db.Set<Appeal>().Where(a => a.DenialId == denial.Id).ToListAsync());
}
