using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Access;

public sealed class DraftTests
{
    private static readonly byte[] One = [1, 2, 3], Two = [4];

    [Fact]
    public async Task Save_Again_KeepsTheNewestOfItsPersonOnly()
    {
        var workbench = await TestWorkbench.Open();
        var drafts = Of(workbench);
        await drafts.Save(workbench.Clerk, "note/1", One);
        await drafts.Save(workbench.Clerk, "note/1", Two);
        await drafts.Save(workbench.Supervisor, "note/1", One);

        (await drafts.Read(workbench.Clerk, "note/1")).Should().Equal(Two);
        (await drafts.Read(workbench.Supervisor, "note/1")).Should().Equal(One);
        (await drafts.Read(workbench.Manager, "note/1")).Should().BeNull();
        (await drafts.Names(workbench.Clerk, "note/")).Should().Equal("note/1");
    }

    [Fact]
    public async Task Read_AnotherTenantsPersonOfTheSameId_SeesNothing()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        await Of(workbench).Save(workbench.Clerk, "note/1", One);
        (await Of(workbench).Read(workbench.Clerk with { TenantId = neighbour.TenantId }, "note/1")).Should().BeNull();
        await Of(workbench).Drop(workbench.Clerk with { TenantId = neighbour.TenantId }, "note/1");
        (await Of(workbench).Read(workbench.Clerk, "note/1")).Should().Equal(One);
    }

    [Fact]
    public async Task Read_AfterSevenDays_IsForgottenAndTheNextSaveClearsIt()
    {
        var workbench = await TestWorkbench.Open();
        var drafts = Of(workbench);
        await drafts.Save(workbench.Clerk, "note/1", One);
        workbench.Clock.Advance(Drafts.Lasts - TimeSpan.FromSeconds(1));
        (await drafts.Read(workbench.Clerk, "note/1")).Should().Equal(One);
        workbench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await drafts.Read(workbench.Clerk, "note/1")).Should().BeNull();
        await drafts.Save(workbench.Supervisor, "note/2", Two);
        (await workbench.Read(db => db.Set<Draft>().CountAsync())).Should().Be(1);
    }

    [Fact]
    public async Task Drop_Sent_IsGone()
    {
        var workbench = await TestWorkbench.Open();
        await Of(workbench).Save(workbench.Clerk, "note/1", One);
        await Of(workbench).Drop(workbench.Clerk, "note/1");
        (await Of(workbench).Read(workbench.Clerk, "note/1")).Should().BeNull();
    }

    [Fact]
    public async Task Save_TwoTabsAtOnce_LeavesOneRow()
    {
        var workbench = await TestWorkbench.Open();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Of(workbench).Save(workbench.Clerk, "note/1", [(byte)n]))));
        (await workbench.Read(db => db.Set<Draft>().CountAsync())).Should().Be(1);
    }

    [Fact]
    public async Task Save_TooLong_IsAnErrorAndKeepsTheOld()
    {
        var workbench = await TestWorkbench.Open();
        await Of(workbench).Save(workbench.Clerk, "note/1", One);
        await Of(workbench).Invoking(d => d.Save(workbench.Clerk, "note/1", new byte[Drafts.MostBytes + 1])).Should().ThrowAsync<ArgumentOutOfRangeException>();
        (await Of(workbench).Read(workbench.Clerk, "note/1")).Should().Equal(One);
    }

    private static Drafts Of(TestWorkbench workbench) => new(workbench.Dbs, workbench.Gate, workbench.Clock);
}
