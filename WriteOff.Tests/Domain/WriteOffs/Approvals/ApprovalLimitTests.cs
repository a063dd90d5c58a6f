using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

public sealed class ApprovalLimitTests
{
    /// <summary>Limit of the role, own limit (−1 none set, −2 set to no limit), amount; approved?</summary>
    [Theory]
    [InlineData(-1, -1, 80_000, true)]
    [InlineData(80_000, -1, 80_000, true)]
    [InlineData(79_999, -1, 80_000, false)]
    [InlineData(100, 80_000, 80_000, true)]
    [InlineData(100, -2, 80_000, true)]
    [InlineData(-2, 100, 80_000, false)]
    [InlineData(-1, 100, 80_000, false)]
    public async Task Approve_RoleAndOwnLimit_OwnOutweighs(long role, long own, long amount, bool approved)
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting(new Money(amount));
        if (role != -1) await workbench.Limit(Role.BillingSupervisor, role == -2 ? null : new Money(role));
        if (own != -1) await workbench.Limit(workbench.Supervisor, own == -2 ? null : new Money(own));
        if (approved) (await workbench.Approvals().Approve(workbench.Supervisor, ask)).IsDone.Should().BeTrue();
        else await Expect.Refused(workbench, () => workbench.Approvals().Approve(workbench.Supervisor, ask), "OverLimit");
    }

    [Fact]
    public async Task Approve_SplitOnOneClaim_LimitCountsTheClaim()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.Limit(Role.BillingSupervisor, new Money(100_000));
        var (denial, one) = await workbench.GivenWaiting(new Money(60_000));
        var two = await workbench.AskFor(await workbench.GivenDenial(new Money(60_000), claimId: denial.ClaimId));
        (await workbench.Approvals().Approve(workbench.Supervisor, one)).Refusal!.Sentence.Should().Be("$1,200.00 on this claim, with what is already written off or pending, is over your limit of $1,000.00.");
        (await workbench.Approvals().Reject(workbench.Supervisor, two, "Too much on one claim")).IsDone.Should().BeTrue("a limit doesn't keep anybody from rejecting");
        (await workbench.Approvals().Approve(workbench.Supervisor, await workbench.Look(one.RequestId))).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Approve_OverLimit_SaysWhoseLimitCovers()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting(asks: workbench.Clerk);
        await workbench.Limit(Role.BillingSupervisor, new Money(10_000));
        (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Refusal!.Step.Should().Be("Nobody's limit covers it. Ask an administrator to raise one.");
        var other = await workbench.GivenSupervisor("Otto");
        await workbench.Limit(other, new Money(500_000));
        (await workbench.Approvals().Approve(workbench.Supervisor, ask)).Refusal!.Step.Should().Be("Otto can approve it.");
        (await workbench.Queue().Page(workbench.Supervisor, new QueueAsk())).Value.Rows[0].Needs.Should().Be(new Money(500_000));
        (await workbench.Approvals().Approve(other, ask)).IsDone.Should().BeTrue();
    }

    [Fact]
    public async Task Approve_RoleTakenAwayWithItsLimit_ScopeIsMissing()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        await workbench.Limit(workbench.Manager, null);
        (await workbench.Approvals().Approve(workbench.Manager, ask)).Refusal!.Code.Should().Be("ScopeMissing", "a limit alone lets nobody approve");
    }
}
