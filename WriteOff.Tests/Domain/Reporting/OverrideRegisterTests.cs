using FsCheck;
using FsCheck.Fluent;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

/// <summary>Passed rails by rail, person, payer and month.</summary>
public sealed class OverrideRegisterTests
{
    private static readonly RailOverride Pass = new(Rail.Finality, "not-worth-it", "Two dollars of postage for one");

    [Fact]
    public async Task Register_CountsForcedOfAsked_AndListsEachWithItsReason()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await Force(workbench);
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.GivenDenial()));
        await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(await workbench.GivenDenial()));

        var view = (await Of(workbench)).Value;

        (view.All.Forced, view.All.Asked, view.All.IsOutlier).Should().Be((1, 3, false));
        view.Rails.Select(r => (r.Name, r.Forced)).Should().Equal(("evidence", 0), ("finality", 1));
        view.People.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Supervisor", Forced = 1, Asked = 2, Rate = 0.5m });
        view.Payers.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "North Plan", Forced = 1, Asked = 3 });
        view.Months.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Name = "Nov 2026", Forced = 1, Asked = 3 });
        var line = view.Lines.Should().ContainSingle().Subject;
        line.Should().BeEquivalentTo(new { DenialId = denial.Id, Rail = Rail.Finality, Reason = OverrideReason.NotWorthIt, Pass.Text, By = "Supervisor", Amount = denial.Balance, Status = RequestStatus.Posted });
        line.Saw.Should().Contain("a new claim has to be sent");
    }

    [Fact]
    public async Task Register_AnotherMonth_HasNothing_AndAYearHasItsMonths()
    {
        var workbench = await TestWorkbench.Open();
        await Force(workbench);
        workbench.Clock.Advance(TimeSpan.FromDays(31));

        (await Of(workbench)).Value.Should().Match<OverrideRegisterView>(v => v.Count == 0 && v.All.Asked == 0);
        (await Of(workbench, "last-month")).Value.All.Forced.Should().Be(1);
        (await Of(workbench, "year")).Value.Months.Select(m => (m.Name, m.Forced)).Take(2).Should().Equal(("Dec 2026", 0), ("Nov 2026", 1));
    }

    [Fact]
    public async Task Register_WithoutTheScope_OrOfAnotherTenant_TellsNothing()
    {
        var workbench = await TestWorkbench.Open();
        await Force(workbench);
        (await new OverrideRegister(workbench.Dbs, workbench.Clock).Of(workbench.Clerk, null)).Refusal!.Code.Should().Be("ScopeMissing");
        var neighbour = await workbench.OpenNeighbour();
        (await Of(neighbour)).Value.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(5, 10, 5, 100, true)] // nobody else forced anything
    [InlineData(4, 4, 4, 100, false)] // too few to say
    [InlineData(6, 20, 16, 120, true)] // 30 % beside 10 %
    [InlineData(5, 20, 15, 120, false)] // 25 % beside 10 %
    [InlineData(50, 50, 50, 50, false)] // nobody to compare with
    public void Outlier_NeedsEnoughAndThreeTimesTheOthersShare(int forced, int asked, int allForced, int allAsked, bool expected) =>
        OverrideRules.IsOutlier(forced, asked, allForced, allAsked).Should().Be(expected);

    [Fact]
    public void Outlier_MoreForced_NeverStandsOutLess() => Prop.ForAll(
        Gen.Choose(1, 500).SelectMany(asked => Gen.Choose(0, asked - 1).SelectMany(forced => Gen.Choose(0, 300).SelectMany(otherForced => Gen.Choose(otherForced, 600).Select(otherAsked => (forced, asked, otherForced, otherAsked))))).ToArbitrary(),
        x => !OverrideRules.IsOutlier(x.forced, x.asked, x.forced + x.otherForced, x.asked + x.otherAsked)
            || OverrideRules.IsOutlier(x.forced + 1, x.asked, x.forced + 1 + x.otherForced, x.asked + x.otherAsked)).Try(300, many: 20_000);

    private static async Task<Denial> Force(TestWorkbench workbench)
    {
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [Pass] })).IsDone.Should().BeTrue();
        return denial;
    }

    private static Task<Outcome<OverrideRegisterView>> Of(TestWorkbench workbench, string? period = null) => new OverrideRegister(workbench.Dbs, workbench.Clock).Of(workbench.Manager, period);
}
