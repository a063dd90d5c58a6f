using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;
using WriteOff.Web.Navigation;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

/// <summary>The views of the queue that the rules decide.</summary>
public sealed class QueueViewTests
{
    [Fact]
    public async Task Views_UnderALimit_ShowWhatTheRulesSay()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var small = (await workbench.GivenWaiting(new Money(5_000))).Ask;
        var large = (await workbench.GivenWaiting(new Money(90_000))).Ask;
        await workbench.Limit(workbench.Supervisor, new Money(10_000));
        var queue = workbench.Queue();

        (await Ids(queue, workbench, QueueView.ToDecide)).Should().Equal(small.RequestId);
        (await Ids(queue, workbench, QueueView.OverMyLimit)).Should().Equal(large.RequestId);
        (await Ids(queue, workbench, QueueView.Stale)).Should().BeEmpty();
        (await Ids(queue, workbench, QueueView.Waiting)).Should().Equal(small.RequestId, large.RequestId);
        (await queue.Counts(workbench.Supervisor)).Value.Should().Be(new QueueCounts(1, 1, 0, 0));
        (await queue.Page(workbench.Supervisor, new QueueAsk(QueueView.OverMyLimit))).Value.Rows.Single().RejectBlocked.Should().BeNull("who may not approve it may still reject it");
    }

    [Fact]
    public async Task Stale_RequestThatNoLongerFits_IsInItsView()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var request = (await workbench.GivenWaiting(new Money(5_000))).Ask;
        await workbench.ChangeReason("other", r => r.IsEnabled = false);
        (await Ids(workbench.Queue(), workbench, QueueView.Stale)).Should().Equal(request.RequestId);
        (await workbench.Queue().Counts(workbench.Supervisor)).Value.Stale.Should().Be(1);
    }

    [Fact]
    public async Task DecidedThisWeek_SinceMondayOfTheTenant_NewestFirst()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var (first, second, third) = ((await workbench.GivenWaiting(new Money(1_000))).Ask, (await workbench.GivenWaiting(new Money(2_000))).Ask, (await workbench.GivenWaiting(new Money(3_000))).Ask);
        _ = (await workbench.Approvals().Approve(workbench.Supervisor, first)).Value;
        // The start is a Tuesday: six days later it is the next Monday.
        workbench.Clock.Advance(TimeSpan.FromDays(6));
        _ = (await workbench.Approvals().Approve(workbench.Supervisor, second)).Value;
        workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = (await workbench.Approvals().Reject(workbench.Supervisor, third, "Not this one")).Value;

        (await Ids(workbench.Queue(), workbench, QueueView.DecidedThisWeek)).Should().Equal(third.RequestId, second.RequestId);
        (await workbench.Queue().Counts(workbench.Supervisor)).Value.DecidedThisWeek.Should().Be(2);
    }

    [Fact]
    public async Task Page_OfAJudgedView_GoesOnBehindItsCursorAndBack()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        var ids = new List<long>();
        for (var n = 0; n < QueueAsk.PageSize + 3; n++) ids.Add((await workbench.GivenWaiting(new Money(1_000 + n))).Ask.RequestId);
        var queue = workbench.Queue();
        var first = (await queue.Page(workbench.Supervisor, new QueueAsk(QueueView.ToDecide))).Value;
        var second = (await queue.Page(workbench.Supervisor, new QueueAsk(QueueView.ToDecide, first.Next))).Value;
        var back = (await queue.Page(workbench.Supervisor, new QueueAsk(QueueView.ToDecide, second.Previous))).Value;

        first.Rows.Concat(second.Rows).Select(r => r.Id).Should().Equal(ids);
        (first.Previous, second.Next).Should().Be((null, null));
        back.Rows.Select(r => r.Id).Should().Equal(first.Rows.Select(r => r.Id));
    }

    [Fact]
    public void Address_EachView_ReadsBack()
    {
        foreach (var view in Enum.GetValues<QueueView>())
            QueueAddress.Read(QueueAddress.Write(new QueueAsk(view, new GridCursor(5, 6, false)))).Should().Be(new QueueAsk(view, new GridCursor(5, 6, false)));
        QueueAddress.Read("?show=nonsense").View.Should().Be(QueueView.Waiting);
    }

    private static async Task<IEnumerable<long>> Ids(ApprovalQueue queue, TestWorkbench workbench, QueueView view) =>
        (await queue.Page(workbench.Supervisor, new QueueAsk(view))).Value.Rows.Select(r => r.Id);
}
