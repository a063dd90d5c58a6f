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
        var world = await World.Open(t => t with { Gate = GateMode.Always });
        List<long> asked = [];
        foreach (var denial in (await world.GivenClaims(120, 1, new Money(500))).Select(c => c[0]))
        {
            asked.Add((await world.WriteOffs.Submit(asked.Count % 3 == 0 ? world.Supervisor : world.Clerk, World.Whole(denial))).Value.RequestId);
            if (asked.Count % 7 == 0) world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var queue = world.Queue();
        var first = (await queue.Page(world.Supervisor, new QueueAsk())).Value;
        var second = (await queue.Page(world.Supervisor, new QueueAsk(Page: first.Next))).Value;
        var third = (await queue.Page(world.Supervisor, new QueueAsk(Page: second.Next))).Value;
        first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.Id).Should().Equal(asked);
        (first.Previous, third.Next).Should().Be((null, null));
        var back = (await queue.Page(world.Supervisor, new QueueAsk(Page: third.Previous))).Value;
        back.Rows.Select(r => r.Id).Should().Equal(second.Rows.Select(r => r.Id));
        first.Rows.Where(r => r.IsOwn).Should().OnlyContain(r => r.ApproveBlocked!.Code == "OwnRequest");
        (await queue.Page(world.Supervisor, new QueueAsk(AskedByMe: true))).Value.Rows.Should().HaveCount(40);
        var tally = (await queue.Tally(world.Supervisor)).Value;
        (tally.Waiting, tally.Amount, tally.AskedByMe).Should().Be((120, new Money(60_000), 40));
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Page_Reader_IsJudgedByTheirOwnScopes()
    {
        var world = await World.Open();
        await world.GivenWaiting();
        (await world.Queue().Page(world.Clerk, new QueueAsk())).Value.Rows[0].ApproveBlocked!.Code.Should().Be("ScopeMissing");
        (await world.Queue().Page(world.Administrator, new QueueAsk())).Refusal!.Code.Should().Be("ScopeMissing");
        (await world.Queue().Tally(world.Administrator)).Refusal!.Code.Should().Be("ScopeMissing");
        var neighbour = await world.OpenNeighbour();
        (await neighbour.Queue().Page(neighbour.Supervisor, new QueueAsk())).Value.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Rows_DecidedMeanwhile_SayWhoDecided()
    {
        var world = await World.Open();
        var (_, ask) = await world.GivenWaiting();
        var other = await world.GivenSupervisor("Otto");
        await world.Approvals().Approve(other, ask);
        (await world.Queue().Page(world.Supervisor, new QueueAsk())).Value.Rows.Should().BeEmpty();
        var row = (await world.Queue().Rows(world.Supervisor, [ask.RequestId, 42])).Value.Should().ContainSingle().Subject;
        row.ApproveBlocked!.Sentence.Should().StartWith("Otto approved this request on 24 Nov 2026");
    }

    [Fact]
    public async Task Returned_AskedAgain_IsNoLongerListed()
    {
        var world = await World.Open();
        var (denial, ask) = await world.GivenWaiting();
        await world.Approvals().Reject(world.Supervisor, ask, "Which note?");
        (await world.Queue().Returned(world.Clerk)).Value.Should().ContainSingle().Which.Note.Should().Be("Which note?");
        await world.AskFor(await world.Reload(denial));
        (await world.Queue().Returned(world.Clerk)).Value.Should().BeEmpty();
    }
}
