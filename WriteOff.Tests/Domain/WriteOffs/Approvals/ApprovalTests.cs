using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

public sealed class ApprovalTests
{
    [Theory]
    [InlineData(DenialStatus.Open)]
    [InlineData(DenialStatus.InProgress)]
    public async Task Approve_Whole_PostsAndCloses(DenialStatus from)
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting(from: from);
        workbench.Clock.Advance(TimeSpan.FromHours(2));

        var done = (await workbench.Approvals().Approve(workbench.Supervisor, ask, "Agreed")).Value;

        done.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        done.BalanceAfter.Should().Be(Money.Zero);
        var (now, request) = (await workbench.Reload(denial), await workbench.Request(ask.RequestId));
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((DenialStatus.WrittenOff, 0, 0));
        (request.Status, request.DecidedBy, request.DecidedAt, request.DecisionNote).Should().Be((RequestStatus.Approved, workbench.Supervisor.UserId, workbench.Clock.GetUtcNow(), "Agreed"));
        (await workbench.LedgerOf(denial)).Should().ContainSingle().Which.PostedBy.Should().Be(workbench.Supervisor.UserId);
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData(DenialStatus.Open)]
    [InlineData(DenialStatus.InProgress)]
    public async Task Approve_Part_ReturnsItWhereItCameFrom(DenialStatus from)
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting(part: new Money(30_000), from: from);
        (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Value.BalanceAfter.Should().Be(new Money(50_000));
        var now = await workbench.Reload(denial);
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((from, 50_000, 0));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Approve_TwoLines_PostsAndAuditsEach()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var denial = await workbench.GivenDenial();
        WriteOffAskLine[] lines = [new("other", new Money(30_000)), new("timely-filing-expired", new Money(50_000))];
        var asked = (await workbench.WriteOffs.Submit(workbench.Clerk, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), lines, "Shared"))).Value;
        await workbench.Approvals().Approve(workbench.Supervisor, await workbench.Look(asked.RequestId));
        (await workbench.LedgerOf(denial)).Select(a => (a.Type, a.AmountCents)).Should().BeEquivalentTo([(ApplicationType.WriteOff, 30_000L), (ApplicationType.WriteOff, 50_000L)]);
        var trail = (await workbench.Trail()).Where(a => a.Act == AuditAct.WriteOffApproved).ToList();
        trail.Select(a => (a.ReasonCode, a.AmountCents, a.BalanceBeforeCents, a.BalanceAfterCents)).Should().Equal(("other", 30_000, 80_000, 50_000), ("timely-filing-expired", 50_000, 50_000, 0));
        await Expect.Clean(workbench);
    }

    [Theory]
    [InlineData(true, DenialStatus.Open)]
    [InlineData(true, DenialStatus.InProgress)]
    [InlineData(false, DenialStatus.Open)]
    [InlineData(false, DenialStatus.InProgress)]
    public async Task RejectOrCancel_Waiting_ReturnsItWhereItCameFrom(bool reject, DenialStatus from)
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting(from: from);
        var done = reject ? await workbench.Approvals().Reject(workbench.Supervisor, ask, "Appeal first") : await workbench.Approvals().Cancel(workbench.Clerk, ask);
        done.Value.StatusAfter.Should().Be(from);
        var (now, request) = (await workbench.Reload(denial), await workbench.Request(ask.RequestId));
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((from, 80_000, 0));
        (request.Status, request.DecidedBy, request.DecisionNote).Should().Be(reject ? (RequestStatus.Rejected, workbench.Supervisor.UserId, "Appeal first") : (RequestStatus.Cancelled, workbench.Clerk.UserId, ""));
        (await workbench.LedgerOf(denial)).Should().BeEmpty();
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(now))).IsDone.Should().BeTrue("it can be asked for again");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task ApproveAll_SomeRefused_AnswersRowByRow()
    {
        var workbench = await TestWorkbench.Open();
        var (_, fine) = await workbench.GivenWaiting();
        var (_, own) = await workbench.GivenWaiting(asks: workbench.Supervisor);
        var (paid, stale) = await workbench.GivenWaiting();
        await workbench.Pay(paid, new Money(100));
        var results = await workbench.Approvals().ApproveAll(workbench.Supervisor, [fine, own, await workbench.Look(stale.RequestId), new ApprovalAsk(42, 1, 1), fine]);
        results.Select(r => r.Outcome.Refusal?.Code).Should().Equal(null, "OwnRequest", "Stale", "NotFound");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task RejectAll_OneNote_EachGetsIt()
    {
        var workbench = await TestWorkbench.Open();
        var (_, one) = await workbench.GivenWaiting();
        var (_, two) = await workbench.GivenWaiting();
        (await workbench.Approvals().RejectAll(workbench.Supervisor, [one, two], "Not yet")).Should().OnlyContain(r => r.Outcome.IsDone);
        (await workbench.Request(two.RequestId)).DecisionNote.Should().Be("Not yet");
        (await workbench.Queue().Returned(workbench.Clerk)).Value.Select(r => (r.By, r.Note)).Should().Equal(("Supervisor", "Not yet"), ("Supervisor", "Not yet"));
        (await workbench.Queue().Returned(workbench.Supervisor)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_TwoJustUnderTheGateOnOneClaim_SecondWaits()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 200_000 });
        var one = await workbench.GivenDenial(new Money(199_900));
        var two = await workbench.GivenDenial(new Money(199_900), claimId: one.ClaimId);
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(one))).Value.IsPending.Should().BeFalse();
        var second = (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(two))).Value;
        second.IsPending.Should().BeTrue();
        second.GateSentence.Should().Contain("$3,998.00");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Approve_PaidInPartButStillFitting_PostsWhatWasAsked()
    {
        var workbench = await TestWorkbench.Open();
        var (denial, seen) = await workbench.GivenWaiting(part: new Money(30_000));
        await workbench.Pay(denial, new Money(20_000));
        await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Supervisor, seen), "ChangedSinceYouLooked");
        (await workbench.Approvals().Approve(workbench.Supervisor, await workbench.Look(seen.RequestId))).Value.BalanceAfter.Should().Be(new Money(30_000));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Approve_PaidDownToTheAmountAsked_WritesOffWhole()
    {
        var workbench = await TestWorkbench.Open();
        var (denial, seen) = await workbench.GivenWaiting(part: new Money(30_000));
        await workbench.Pay(denial, new Money(50_000));
        (await workbench.Approvals().Approve(workbench.Supervisor, await workbench.Look(seen.RequestId))).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        await Expect.Clean(workbench);
    }
}
