using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs;

public sealed class GateTests
{
    [Theory]
    [InlineData(GateMode.Off, ReasonGate.AsPolicy, false)]
    [InlineData(GateMode.Off, ReasonGate.Always, true)]
    [InlineData(GateMode.Off, ReasonGate.Never, false)]
    [InlineData(GateMode.Always, ReasonGate.AsPolicy, true)]
    [InlineData(GateMode.Always, ReasonGate.Always, true)]
    [InlineData(GateMode.Always, ReasonGate.Never, false)]
    [InlineData(GateMode.AboveAmount, ReasonGate.AsPolicy, true)]
    [InlineData(GateMode.AboveAmount, ReasonGate.Never, false)]
    public void Judge_ModeAndReason_Gated(GateMode mode, ReasonGate bent, bool gated)
    {
        var scenario = new Scenario().Ask("other", new Money(10_001));
        (scenario.Policy.Gate, scenario.Policy.GateAboveCents) = (mode, 10_000);
        scenario.Reason("other").Gate = bent;
        var decision = scenario.Decide().Value;
        decision.Gate.IsGated.Should().Be(gated);
        decision.Gate.Sentence.Should().EndWith(".");
        decision.Act.Should().Be(gated ? DenialAct.RequestWriteOff : DenialAct.WriteOffPart);
    }

    [Theory]
    [InlineData(10_000, 0, false)]
    [InlineData(10_001, 0, true)]
    [InlineData(1, 10_000, true)]
    [InlineData(1, 9_999, false)]
    public void Judge_AboveAmount_ComparesTheClaimsRunningTotal(long asked, long committed, bool gated)
    {
        var scenario = new Scenario().With(f => f with { ClaimCommitted = new Money(committed) }).Ask("other", new Money(asked));
        (scenario.Policy.Gate, scenario.Policy.GateAboveCents) = (GateMode.AboveAmount, 10_000);
        scenario.Decide().Value.Gate.IsGated.Should().Be(gated);
    }

    [Fact]
    public void Judge_SplitOfAlwaysAndNever_AlwaysWins()
    {
        var scenario = new Scenario().Ask("other", new Money(100)).Ask("bad-debt", new Money(100));
        scenario.Reason("other").Gate = ReasonGate.Never;
        scenario.Reason("bad-debt").Gate = ReasonGate.Always;
        scenario.Decide().Value.Gate.IsGated.Should().BeTrue();
    }

    [Fact]
    public void Judge_SplitOfNeverAndPolicy_PolicyJudgesTheWhole()
    {
        var scenario = new Scenario().Ask("other", new Money(9_000)).Ask("bad-debt", new Money(2_000));
        (scenario.Policy.Gate, scenario.Policy.GateAboveCents) = (GateMode.AboveAmount, 10_000);
        scenario.Reason("other").Gate = ReasonGate.Never;
        scenario.Decide().Value.Gate.IsGated.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_TwoDenialsOfOneClaim_SecondIsGatedByTheRunningTotal()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 10_000 });
        var first = await workbench.GivenDenial(new Money(6_000));
        var second = await workbench.GivenDenial(new Money(5_000), claimId: first.ClaimId);
        var elsewhere = await workbench.GivenDenial(new Money(5_000));

        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(first))).Value.IsPending.Should().BeFalse();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(elsewhere))).Value.IsPending.Should().BeFalse("another claim");
        var receipt = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(second))).Value;

        receipt.IsPending.Should().BeTrue();
        receipt.GateSentence.Should().Contain("$110.00").And.Contain("$60.00");
        var after = await workbench.Reload(second);
        after.Should().Match<Denial>(d => d.Status == DenialStatus.PendingWriteOff && d.BalanceCents == 5_000 && d.ReservedCents == 5_000 && d.Available == Money.Zero);
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_OneDenialInSlices_CannotEvadeTheGate()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 10_000 });
        var denial = await workbench.GivenDenial(new Money(20_000));
        (await workbench.WriteOffPart(denial, new Money(5_000))).IsPending.Should().BeFalse();
        (await workbench.WriteOffPart(denial, new Money(5_000))).IsPending.Should().BeFalse();
        (await workbench.WriteOffPart(denial, new Money(1))).IsPending.Should().BeTrue();
    }

    [Fact]
    public async Task Submit_PendingCounts_UndoneDoesNot()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 10_000 });
        var first = await workbench.GivenDenial(new Money(9_000));
        var second = await workbench.GivenDenial(new Money(9_000), claimId: first.ClaimId);
        var third = await workbench.GivenDenial(new Money(9_000), claimId: first.ClaimId);
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(first));
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(first), "Wrong one");
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(second))).Value.IsPending.Should().BeFalse("the first was undone");
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(second), "Wrong one");

        await workbench.ChangeReason("other", r => r.Gate = ReasonGate.Always);
        (await workbench.WriteOffPart(third, new Money(9_000))).IsPending.Should().BeTrue();
        await workbench.ChangeReason("other", r => r.Gate = ReasonGate.AsPolicy);
        (await workbench.WriteOffPart(first, new Money(1_001))).IsPending.Should().BeTrue("the pending one counts");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Submit_Gated_MovesNoMoneyAndRemembersWhereItCameFrom()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var denial = await workbench.GivenIn(DenialStatus.InProgress);
        var receipt = (await workbench.WriteOffs.Submit(workbench.Clerk, States.Part(denial, new Money(100)))).Value;

        receipt.Should().Match<WriteOffReceipt>(r => r.IsPending && r.BalanceAfter == denial.Balance && r.StatusAfter == DenialStatus.PendingWriteOff);
        (await workbench.LedgerOf(denial)).Should().BeEmpty();
        var request = await workbench.Read(db => Task.FromResult(db.Set<WriteOffRequest>().Single()));
        request.Should().Match<WriteOffRequest>(r => r.CameFrom == DenialStatus.InProgress && r.Status == RequestStatus.Pending && r.AmountCents == 100);
    }
}
