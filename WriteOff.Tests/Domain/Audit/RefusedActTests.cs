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
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var foreign = await neighbour.GivenDenial();
        var denial = await workbench.GivenDenial();
        var (_, own) = await workbench.GivenWaiting();
        var (_, others) = await neighbour.GivenWaiting();
        List<RefusedAct> told = [];
        workbench.Feed.Stopped += told.Add;
        var before = await workbench.Dump();

        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(foreign));
        await workbench.Denials.StartWork(workbench.Clerk, new DenialAsk(42, 1));
        await workbench.Denials.StartWork(workbench.Manager, new DenialAsk(denial.Id, denial.Version));
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, reason: "made-up"));
        await workbench.Approvals().Approve(workbench.Clerk, own);
        await workbench.Approvals().Approve(workbench.Supervisor, others);
        await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial, note: ""));

        told.Select(t => t.Code).Should().Equal("NotFound", "NotFound", "ScopeMissing", "ReasonUnknown", "ScopeMissing", "NotFound");
        told.Should().OnlyContain(t => t.TenantId == workbench.TenantId, "a missing note is no attack and isn't told");
        (await workbench.Dump()).Should().Be(before);
    }
}
