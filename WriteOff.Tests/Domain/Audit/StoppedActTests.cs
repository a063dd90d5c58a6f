using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class StoppedActTests
{
    [Fact]
    public async Task Acts_StoppedByAWall_AreToldOnceAndWriteNothing()
    {
        var world = await World.Open();
        var neighbour = await world.OpenNeighbour();
        var foreign = await neighbour.GivenDenial();
        var denial = await world.GivenDenial();
        var (_, own) = await world.GivenWaiting();
        var (_, others) = await neighbour.GivenWaiting();
        List<StoppedAct> told = [];
        world.Feed.Stopped += told.Add;
        var before = await world.Dump();

        await world.WriteOffs.Submit(world.Clerk, World.Whole(foreign));
        await world.Denials.StartWork(world.Clerk, new DenialAsk(42, 1));
        await world.Denials.StartWork(world.Manager, new DenialAsk(denial.Id, denial.Version));
        await world.WriteOffs.Submit(world.Clerk, World.Whole(denial, reason: "made-up"));
        await world.Approvals().Approve(world.Clerk, own);
        await world.Approvals().Approve(world.Supervisor, others);
        await world.WriteOffs.Submit(world.Clerk, World.Whole(denial, note: ""));

        told.Select(t => t.Code).Should().Equal("NotFound", "NotFound", "ScopeMissing", "ReasonUnknown", "ScopeMissing", "NotFound");
        told.Should().OnlyContain(t => t.TenantId == world.TenantId, "a missing note is no attack and isn't told");
        (await world.Dump()).Should().Be(before);
    }
}
