using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Approvals;

public sealed class ApprovalQueueTests
{
    [Fact]
    public async Task Page_120Waiting_OldestFirstBothWaysWithoutGaps()
    {
        var workbench = await TestWorkbench.Open(t => t with { Gate = GateMode.Always });
        List<long> asked = [];
        foreach (var denial in (await workbench.GivenClaims(120, 1, new Money(500))).Select(c => c[0]))
        {
            asked.Add((await workbench.WriteOffs.Submit(asked.Count % 3 == 0 ? workbench.Supervisor : workbench.Clerk, TestWorkbench.Whole(denial))).Value.RequestId);
            if (asked.Count % 7 == 0) workbench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var queue = workbench.Queue();
        var first = (await queue.Page(workbench.Supervisor, new QueueAsk())).Value;
        var second = (await queue.Page(workbench.Supervisor, new QueueAsk(Page: first.Next))).Value;
        var third = (await queue.Page(workbench.Supervisor, new QueueAsk(Page: second.Next))).Value;
        first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Id).Should().Equal(asked);
        (first.Previous, third.Next).Should().Be((null, null));
        var back = (await queue.Page(workbench.Supervisor, new QueueAsk(Page: third.Previous))).Value;
        back.Rows.Select(r => r.Id).Should().Equal(second.Rows.Select(r => r.Id));
        first.Rows.Where(r => r.IsOwn).Should().OnlyContain(r => r.ApproveBlocked!.Code == "OwnRequest");
        (await queue.Page(workbench.Supervisor, new QueueAsk(QueueView.AskedByMe))).Value.Rows.Should().HaveCount(40);
        var tally = (await queue.Tally(workbench.Supervisor)).Value;
        (tally.Waiting, tally.Amount, tally.AskedByMe).Should().Be((120, new Money(60_000), 40));
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Page_Reader_IsJudgedByTheirOwnScopes()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenWaiting();
        (await workbench.Queue().Page(workbench.Clerk, new QueueAsk())).Value.Rows[0].ApproveBlocked!.Code.Should().Be("ScopeMissing");
        (await workbench.Queue().Page(workbench.Administrator, new QueueAsk())).Refusal!.Code.Should().Be("ScopeMissing");
        (await workbench.Queue().Tally(workbench.Administrator)).Refusal!.Code.Should().Be("ScopeMissing");
        var neighbour = await workbench.OpenNeighbour();
        (await neighbour.Queue().Page(neighbour.Supervisor, new QueueAsk())).Value.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Rows_DecidedMeanwhile_SayWhoDecided()
    {
        var workbench = await TestWorkbench.Open();
        var (_, ask) = await workbench.GivenWaiting();
        var other = await workbench.GivenSupervisor("Otto");
        await workbench.Approvals().Approve(other, ask);
        (await workbench.Queue().Page(workbench.Supervisor, new QueueAsk())).Value.Rows.Should().BeEmpty();
        var row = (await workbench.Queue().Rows(workbench.Supervisor, [ask.RequestId, 42])).Value.Should().ContainSingle().Subject;
        row.ApproveBlocked!.Sentence.Should().StartWith("Otto approved this request on 24 Nov 2026");
    }

    [Fact]
    public async Task Returned_AskedAgain_IsNoLongerListed()
    {
        var workbench = await TestWorkbench.Open();
        var (denial, ask) = await workbench.GivenWaiting();
        await workbench.Approvals().Reject(workbench.Supervisor, ask, "Which note?");
        (await workbench.Queue().Returned(workbench.Clerk)).Value.Should().ContainSingle().Which.Note.Should().Be("Which note?");
        await workbench.AskFor(await workbench.Reload(denial));
        (await workbench.Queue().Returned(workbench.Clerk)).Value.Should().BeEmpty();
    }
}
