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
        var world = await World.Open();
        var (denial, ask) = await world.GivenWaiting(from: from);
        world.Clock.Advance(TimeSpan.FromHours(2));

        var done = (await world.Approvals().Approve(world.Supervisor, ask, "Agreed")).Value;

        done.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        done.BalanceAfter.Should().Be(Money.Zero);
        var (now, request) = (await world.Reload(denial), await world.Request(ask.RequestId));
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((DenialStatus.WrittenOff, 0, 0));
        (request.Status, request.DecidedBy, request.DecidedAt, request.DecisionNote).Should().Be((RequestStatus.Approved, world.Supervisor.UserId, world.Clock.GetUtcNow(), "Agreed"));
        (await world.LedgerOf(denial)).Should().ContainSingle().Which.PostedBy.Should().Be(world.Supervisor.UserId);
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData(DenialStatus.Open)]
    [InlineData(DenialStatus.InProgress)]
    public async Task Approve_Part_ReturnsItWhereItCameFrom(DenialStatus from)
    {
        var world = await World.Open();
        var (denial, ask) = await world.GivenWaiting(part: new Money(30_000), from: from);
        (await world.Approvals().Approve(world.Supervisor, ask)).Value.BalanceAfter.Should().Be(new Money(50_000));
        var now = await world.Reload(denial);
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((from, 50_000, 0));
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Approve_TwoLines_PostsAndAuditsEach()
    {
        var world = await World.Open(t => t with { Gate = GateMode.Always });
        var denial = await world.GivenDenial();
        WriteOffAskLine[] lines = [new("other", new Money(30_000)), new("timely-filing-expired", new Money(50_000))];
        var asked = (await world.WriteOffs.Submit(world.Clerk, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), lines, "Shared"))).Value;
        await world.Approvals().Approve(world.Supervisor, await world.Look(asked.RequestId));
        (await world.LedgerOf(denial)).Select(a => (a.Type, a.AmountCents)).Should().BeEquivalentTo([(ApplicationType.WriteOff, 30_000L), (ApplicationType.WriteOff, 50_000L)]);
        var trail = (await world.Trail()).Where(a => a.Act == AuditAct.WriteOffApproved).ToList();
        trail.Select(a => (a.ReasonCode, a.AmountCents, a.BalanceBeforeCents, a.BalanceAfterCents)).Should().Equal(("other", 30_000, 80_000, 50_000), ("timely-filing-expired", 50_000, 50_000, 0));
        await Expect.Clean(world);
    }

    [Theory]
    [InlineData(true, DenialStatus.Open)]
    [InlineData(true, DenialStatus.InProgress)]
    [InlineData(false, DenialStatus.Open)]
    [InlineData(false, DenialStatus.InProgress)]
    public async Task RejectOrCancel_Waiting_ReturnsItWhereItCameFrom(bool reject, DenialStatus from)
    {
        var world = await World.Open();
        var (denial, ask) = await world.GivenWaiting(from: from);
        var done = reject ? await world.Approvals().Reject(world.Supervisor, ask, "Appeal first") : await world.Approvals().Cancel(world.Clerk, ask);
        done.Value.StatusAfter.Should().Be(from);
        var (now, request) = (await world.Reload(denial), await world.Request(ask.RequestId));
        (now.Status, now.BalanceCents, now.ReservedCents).Should().Be((from, 80_000, 0));
        (request.Status, request.DecidedBy, request.DecisionNote).Should().Be(reject ? (RequestStatus.Rejected, world.Supervisor.UserId, "Appeal first") : (RequestStatus.Cancelled, world.Clerk.UserId, ""));
        (await world.LedgerOf(denial)).Should().BeEmpty();
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(now))).IsDone.Should().BeTrue("it can be asked for again");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task ApproveAll_SomeRefused_AnswersRowByRow()
    {
        var world = await World.Open();
        var (_, fine) = await world.GivenWaiting();
        var (_, own) = await world.GivenWaiting(asks: world.Supervisor);
        var (paid, stale) = await world.GivenWaiting();
        await world.Pay(paid, new Money(100));
        var results = await world.Approvals().ApproveAll(world.Supervisor, [fine, own, await world.Look(stale.RequestId), new ApprovalAsk(42, 1, 1), fine]);
        results.Select(r => r.Outcome.Refusal?.Code).Should().Equal(null, "OwnRequest", "Stale", "NotFound");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task RejectAll_OneNote_EachGetsIt()
    {
        var world = await World.Open();
        var (_, one) = await world.GivenWaiting();
        var (_, two) = await world.GivenWaiting();
        (await world.Approvals().RejectAll(world.Supervisor, [one, two], "Not yet")).Should().OnlyContain(r => r.Outcome.IsDone);
        (await world.Request(two.RequestId)).DecisionNote.Should().Be("Not yet");
        (await world.Queue().Returned(world.Clerk)).Value.Select(r => (r.By, r.Note)).Should().Equal(("Supervisor", "Not yet"), ("Supervisor", "Not yet"));
        (await world.Queue().Returned(world.Supervisor)).Value.Should().BeEmpty();
    }

    [Fact]
    public async Task Submit_TwoJustUnderTheGateOnOneClaim_SecondWaits()
    {
        var world = await World.Open(t => t with { Gate = GateMode.AboveAmount, GateAboveCents = 200_000 });
        var one = await world.GivenDenial(new Money(199_900));
        var two = await world.GivenDenial(new Money(199_900), claimId: one.ClaimId);
        (await world.WriteOffs.Submit(world.Clerk, World.Whole(one))).Value.IsPending.Should().BeFalse();
        var second = (await world.WriteOffs.Submit(world.Clerk, World.Whole(two))).Value;
        second.IsPending.Should().BeTrue();
        second.GateSentence.Should().Contain("$3,998.00");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Approve_PaidInPartButStillFitting_PostsWhatWasAsked()
    {
        var world = await World.Open();
        var (denial, seen) = await world.GivenWaiting(part: new Money(30_000));
        await world.Pay(denial, new Money(20_000));
        await Expect.Refused(world, () => world.Approvals().Approve(world.Supervisor, seen), "ChangedSinceYouLooked");
        (await world.Approvals().Approve(world.Supervisor, await world.Look(seen.RequestId))).Value.BalanceAfter.Should().Be(new Money(30_000));
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Approve_PaidDownToTheAmountAsked_WritesOffWhole()
    {
        var world = await World.Open();
        var (denial, seen) = await world.GivenWaiting(part: new Money(30_000));
        await world.Pay(denial, new Money(50_000));
        (await world.Approvals().Approve(world.Supervisor, await world.Look(seen.RequestId))).Value.StatusAfter.Should().Be(DenialStatus.WrittenOff);
        await Expect.Clean(world);
    }
}
