using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

public sealed class ApprovalStaleTests
{
    [Theory]
    [InlineData("paid", "Stale")]
    [InlineData("disabled", "Stale")]
    [InlineData("category", "Stale")]
    [InlineData("flagged", "ReversalFlagged")]
    [InlineData("settled", "AlreadyDecided")]
    public async Task Approve_NoLongerFitting_IsRefusedAndCanBeRejected(string change, string code)
    {
        var world = await World.Open();
        var (denial, ask) = await world.GivenWaiting();
        await Change(world, denial, change);
        ask = await world.Look(ask.RequestId);
        await Expect.Refused(world, () => world.Approvals().Approve(world.Supervisor, ask), code);
        if (code == "AlreadyDecided")
        {
            (await world.Request(ask.RequestId)).Status.Should().Be(RequestStatus.Stale);
            return;
        }

        var row = (await world.Queue().Page(world.Supervisor, new QueueAsk())).Value.Rows.Should().ContainSingle().Subject;
        row.ApproveBlocked!.Code.Should().Be(code);
        row.RejectBlocked.Should().BeNull();
        row.Misfit.Should().NotBeNull();
        (await world.Approvals().Reject(world.Supervisor, ask, "Paid meanwhile")).IsDone.Should().BeTrue();
        if (change != "flagged") await Expect.Clean(world); // The flag is set by hand here, without the remittance that raises it.
    }

    [Fact]
    public async Task Approve_SmallBalanceNoLongerSmall_IsStale()
    {
        var world = await World.Open();
        var (_, ask) = await world.GivenWaiting(amount: new Money(900), reason: "small-balance");
        await world.Change(async db => (await db.Set<TenantPolicy>().SingleAsync()).SmallBalanceCents = 500);
        await Expect.Refused(world, () => world.Approvals().Approve(world.Supervisor, ask), "Stale");
    }

    private static Task Change(World world, Denial denial, string change) => change switch
    {
        "paid" => world.Pay(denial, new Money(4_000)),
        "settled" => world.Pay(denial, new Money(80_000)),
        "flagged" => world.Flag(denial),
        "disabled" => world.ChangeReason("other", r => r.IsEnabled = false),
        _ => world.Change(async db =>
        {
            (await db.Set<TenantPolicy>().SingleAsync()).CategoryRequired = true;
            db.Entry(await db.Set<WriteOffReason>().SingleAsync(r => r.Code == "other")).Property(r => r.Category).CurrentValue = null;
        }),
    };
}
