using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

/// <summary>A denial isn't lost while a better route stands open: button, dialog, preview, run and approval say the same.</summary>
public sealed class FinalityTests
{
    private static readonly RailOverride Pass = new(Rail.Finality, "route-turned-down", "Sent anew, refused again");

    [Fact]
    public async Task Submit_NewClaimStillPossible_RefusesAndWritesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        var trail = (await workbench.Trail()).Count;

        var refused = await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial));

        refused.Refusal.Should().BeEquivalentTo(new { Code = nameof(WriteOffRefusal.BetterRouteOpen), Field = "override" });
        refused.Refusal!.Sentence.Should().Contain("a new claim has to be sent").And.Contain("days left");
        (await workbench.Reload(denial)).BalanceCents.Should().Be(denial.BalanceCents);
        (await workbench.Trail()).Should().HaveCount(trail);
    }

    [Fact]
    public async Task Button_WithoutTheScope_IsGreyedWithTheSameRefusalAsTheSubmit()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        var opened = (await workbench.WriteOffs.Open(workbench.Clerk, denial.Id)).Value;

        var button = WriteOffRules.Blocker(opened.Facts, opened.Setting);
        var submit = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial) with { Overrides = [Pass] })).Refusal;

        button.Should().BeEquivalentTo(submit).And.BeEquivalentTo(new { Code = nameof(WriteOffRefusal.BetterRouteOpen), Field = (string?)null });
        button!.Step.Should().Contain("ask a supervisor");
    }

    [Fact]
    public async Task Submit_WithAnOverride_PostsAndLeavesARowAndAnActOfItsOwn()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");

        var done = await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [Pass] });

        done.Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        var row = await workbench.Read(db => db.Set<RailPass>().SingleAsync());
        row.Should().BeEquivalentTo(new { RequestId = done.Value.RequestId, DenialId = denial.Id, Rail = Rail.Finality, Reason = OverrideReason.RouteTurnedDown, Pass.Text, PassedBy = workbench.Supervisor.UserId });
        row.Saw.Should().Contain("a new claim has to be sent");
        var act = (await workbench.Trail()).Single(a => a.Act == AuditAct.RailPassed);
        act.Should().BeEquivalentTo(new { DenialId = denial.Id, ReasonCode = "route-turned-down", Note = Pass.Text, ActorId = workbench.Supervisor.UserId });
        act.Detail.Should().StartWith("FORCED past finality: ");
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData("", "Sent anew", "override")]
    [InlineData("noted", "Sent anew", "override")]
    [InlineData("no-such", "Sent anew", "override")]
    [InlineData("other", " - ", "override-text")]
    [InlineData("other", "ok\u0001 then", "override-text")]
    public async Task Submit_OverrideIncomplete_RefusesAtItsField(string reason, string text, string field)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        var refused = await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [new RailOverride(Rail.Finality, reason, text)] });
        refused.Refusal!.Field.Should().Be(field);
        (await workbench.Read(db => db.Set<RailPass>().CountAsync())).Should().Be(0);
    }

    [Theory]
    [InlineData("16", "MA130", 360)] // the filing limit has passed
    [InlineData("29", "N211", 30)] // untimely: an exception only
    [InlineData("197", "", 30)] // appealable: warned, not held back
    [InlineData("45", "", 30)]
    [InlineData("96", "N877", 60)] // 30 business days have passed
    public async Task Submit_NoBetterRouteOpen_APlainClickWritesOff(string carc, string remarks, int age)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial(carc: carc, rarcs: remarks, age: age);
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial) with { Overrides = [Pass] })).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        (await workbench.Read(db => db.Set<RailPass>().CountAsync())).Should().Be(0, "nothing stood in the way");
    }

    [Fact]
    public async Task Run_RowsWithAnOpenRoute_AreCountedInThePreviewAndSkippedWithThatCause()
    {
        var workbench = await TestWorkbench.Open();
        var (open, plain) = (await workbench.GivenDenial(carc: "16", rarcs: "MA130"), await workbench.GivenDenial());
        var negotiable = await workbench.GivenDenial(carc: "96", rarcs: "N876", age: 5);

        var preview = await workbench.Look();
        var run = await workbench.Run(preview);

        var group = preview.Groups.Single(g => g.Outcome == RowOutcomeKind.Skipped);
        (group.Cause, group.Count, group.Sum).Should().Be(("better-route-open", 2, open.Balance + negotiable.Balance));
        var rows = await workbench.RowsOf(run.Number);
        (rows[open.Id].Word(), rows[negotiable.Id].Word(), rows[plain.Id].Word()).Should().Be(("Skipped better-route-open", "Skipped better-route-open", "Posted"));
        (await workbench.Reload(open)).Status.Should().Be(DenialStatus.Open);
        SkipCause.Of("better-route-open").Step.Should().Contain("route");
    }

    [Fact]
    public async Task Approve_OverriddenRequest_StandsOnTheRequestersOverride()
    {
        var workbench = await TestWorkbench.Open(ask => ask with { Gate = GateMode.Always });
        var denial = await workbench.GivenDenial(carc: "16", rarcs: "MA130");
        var pending = (await workbench.WriteOffs.Submit(workbench.Supervisor, TestWorkbench.Whole(denial) with { Overrides = [Pass] })).Value;
        pending.IsPending.Should().BeTrue();

        var second = await workbench.GivenSupervisor("Second");
        (await workbench.Approvals().Approve(second, await workbench.Look(pending.RequestId))).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        await Expect.Clean(workbench);
        (await workbench.Read(db => db.Set<RailPass>().CountAsync())).Should().Be(1);
    }

    [Fact]
    public void Decide_AnyClockAndScope_ARailIsNeverPassedWithoutScopeReasonAndText() =>
        Prop.ForAll(Gen.Choose(-40, 40).ToArbitrary(), Gen.Choose(0, 31).ToArbitrary(), (days, bits) =>
        {
            var scenario = new Scenario().Ask("other", new Money(100)).With(f => f with { Route = DenialRoute.NewClaim, RouteGuards = (bits & 1) != 0, FilingLimit = Scenario.Today.AddDays(days) });
            if ((bits & 2) != 0) scenario.Scopes.Add(Scope.DenialOverride);
            if ((bits & 4) != 0) scenario.Overrides = [new RailOverride(Rail.Finality, (bits & 8) != 0 ? "other" : "", (bits & 16) != 0 ? "Refused twice" : " ")];
            var decided = scenario.Decide();
            var stands = (bits & 1) != 0 && days >= 0;
            return decided.IsDone == (!stands || bits >> 1 == 15) && (!decided.IsDone || decided.Value.Passed.Count == (stands ? 1 : 0));
        }).Try(500, many: 20_000);
}
