using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

public sealed class RouteRulesTests
{
    private static readonly DateOnly Today = Scenario.Today;
    private static readonly RouteFacts Facts = new(DenialRoute.Appeal, true, Today.AddDays(-10), Today.AddDays(5), Today.AddDays(90), false);

    [Theory]
    [InlineData(DenialRoute.Appeal, 5, true)]
    [InlineData(DenialRoute.Exception, 5, true)]
    [InlineData(DenialRoute.NewClaim, 90, true)]
    [InlineData(DenialRoute.OpenNegotiation, 31, true)]
    [InlineData(DenialRoute.Contractual, null, false)]
    [InlineData(DenialRoute.Patient, null, false)]
    [InlineData(DenialRoute.None, null, false)]
    public void Look_Route_ItsClock(DenialRoute route, int? left, bool isOpen)
    {
        var stand = RouteRules.Look(Facts with { Route = route }, Today);
        (stand.DaysLeft, stand.IsOpen, stand.IsRail).Should().Be((left, isOpen, isOpen));
        stand.Sentence.Should().MatchRegex(@"^\S.*\.$");
    }

    [Theory]
    [InlineData(0, true, "Today is the last day")]
    [InlineData(1, true, "1 day left")]
    [InlineData(-1, false, "The last day was 23 Nov 2026.")]
    public void Look_NewClaim_UntilTheFilingLimit(int days, bool isOpen, string says)
    {
        var stand = RouteRules.Look(Facts with { Route = DenialRoute.NewClaim, FilingLimit = Today.AddDays(days) }, Today);
        stand.IsOpen.Should().Be(isOpen);
        stand.Sentence.Should().Contain(says);
    }

    [Fact]
    public void Look_NewClaimWithoutADateOfService_StaysOpen() =>
        RouteRules.Look(Facts with { Route = DenialRoute.NewClaim, FilingLimit = null }, Today).Should().BeEquivalentTo(new { By = (DateOnly?)null, IsOpen = true, IsRail = true });

    [Fact]
    public void Look_LastLevelUpheld_ClosesTheAppealThoughItsWindowIsOpen() =>
        RouteRules.Look(Facts with { IsExhausted = true }, Today).IsOpen.Should().BeFalse();

    [Theory]
    [InlineData("2026-11-23", "2027-01-01")] // a Monday: 30 business days, the day itself the first
    [InlineData("2026-11-21", "2027-01-01")] // the Saturday before
    [InlineData("2026-11-22", "2027-01-01")]
    [InlineData("2026-11-24", "2027-01-04")]
    public void Look_OpenNegotiation_ThirtyBusinessDays(string denied, string last) =>
        RouteRules.Look(Facts with { Route = DenialRoute.OpenNegotiation, DeniedOn = DateOnly.Parse(denied, null) }, Today).By.Should().Be(DateOnly.Parse(last, null));

    [Fact]
    public void FirstReaching_AnyDay_IsTheFirstWhoseSpanReachesIt() =>
        Prop.ForAll(Gen.Choose(0, 20_000).ToArbitrary(), Gen.Choose(1, 60).ToArbitrary(), (number, count) =>
        {
            var day = DateOnly.FromDayNumber(730_000 + number);
            var first = BusinessDays.FirstReaching(day, count);
            return BusinessDays.Last(first, count) >= day && BusinessDays.Last(first.AddDays(-1), count) < day;
        }).Try(500, many: 20_000);

    [Fact]
    public void Look_AnyFacts_ARailIsOpenAndGuardedAndOpenMeansNotOver()
    {
        var facts = Gen.Elements(Enum.GetValues<DenialRoute>()).SelectMany(route => Gen.Choose(-400, 400).ListOf(3).SelectMany(days => Gen.Choose(0, 7).Select(bits =>
            new RouteFacts(route, (bits & 1) != 0, Today.AddDays(-Math.Abs(days[0])), Today.AddDays(days[1]), (bits & 2) != 0 ? Today.AddDays(days[2]) : null, (bits & 4) != 0))));
        Prop.ForAll(facts.ToArbitrary(), f =>
        {
            var stand = RouteRules.Look(f, Today);
            return stand.IsRail == (stand.IsOpen && f.Guards) && (!stand.IsOpen || stand.DaysLeft is null or >= 0) && stand.By.HasValue == stand.DaysLeft.HasValue;
        }).Try(1_000, many: 20_000);
    }
}
