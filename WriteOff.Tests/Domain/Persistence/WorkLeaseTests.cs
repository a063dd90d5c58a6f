using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

/// <summary>Background work is done by one node at a time, and taken over when that node is silent.</summary>
public sealed class WorkLeaseTests
{
    private static readonly CancellationToken None = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_FreeWork_OneNodeHasItAndOnce()
    {
        var workbench = await TestWorkbench.Open();
        var (one, two) = (Node(workbench, "one", workbench.Clock), Node(workbench, "two", workbench.Clock));

        await using var lease = await one.Take(workbench.TenantId, "run 1", None);

        lease.Should().NotBeNull();
        (await one.Take(workbench.TenantId, "run 1", None)).Should().BeNull("this node does it already");
        (await two.Take(workbench.TenantId, "run 1", None)).Should().BeNull();
        await using var another = await two.Take(workbench.TenantId, "run 2", None);
        another.Should().NotBeNull("each work has its own lease");
    }

    [Fact]
    public async Task Take_GivenBack_IsFreeAtOnce()
    {
        var workbench = await TestWorkbench.Open();
        await (await Node(workbench, "one", workbench.Clock).Take(workbench.TenantId, "run 1", None))!.DisposeAsync();

        await using var next = await Node(workbench, "two", workbench.Clock).Take(workbench.TenantId, "run 1", None);

        next.Should().NotBeNull();
        (await workbench.Read(db => db.Set<WorkLease>().CountAsync(None))).Should().Be(1, "no rows of old work are left");
    }

    [Fact]
    public async Task Take_SilentHolder_IsTakenOverAfterTwentySecondsAndTheHolderHears()
    {
        var workbench = await TestWorkbench.Open();
        var (silent, awake) = (new FakeTimeProvider(TestWorkbench.Start), new FakeTimeProvider(TestWorkbench.Start));
        await using var held = await Node(workbench, "silent", silent).Take(workbench.TenantId, "run 1", None);
        var other = Node(workbench, "awake", awake);
        (await other.Take(workbench.TenantId, "run 1", None)).Should().BeNull();
        awake.Advance(WorkLeases.Silence - TimeSpan.FromSeconds(1));
        (await other.Take(workbench.TenantId, "run 1", None)).Should().BeNull("it may only be slow");
        awake.Advance(TimeSpan.FromSeconds(1));

        await using var taken = await other.Take(workbench.TenantId, "run 1", None);

        taken.Should().NotBeNull();
        held!.Lost.IsCancellationRequested.Should().BeFalse("it has not looked yet");
        silent.Advance(WorkLeases.Renewal);
        await Cancelled(held.Lost);
    }

    [Fact]
    public async Task Take_HolderThatStillSpeaks_KeepsIt()
    {
        var workbench = await TestWorkbench.Open();
        var (holder, other) = (new FakeTimeProvider(TestWorkbench.Start), new FakeTimeProvider(TestWorkbench.Start));
        await using var held = await Node(workbench, "holder", holder).Take(workbench.TenantId, "run 1", None);
        var waiting = Node(workbench, "other", other);
        for (var n = 0; n < 4; n++)
        {
            (await waiting.Take(workbench.TenantId, "run 1", None)).Should().BeNull();
            var before = await Beat(workbench);
            holder.Advance(WorkLeases.Renewal);
            while (await Beat(workbench) == before) await Task.Yield();
            other.Advance(WorkLeases.Silence);
        }

        (await waiting.Take(workbench.TenantId, "run 1", None)).Should().BeNull();
        held!.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task Take_HolderWhoseProcessEndedHere_IsTakenOverAtOnce()
    {
        var workbench = await TestWorkbench.Open();
        var dead = $"{Environment.MachineName}/{int.MaxValue}/1";
        await using var held = await Node(workbench, dead, new FakeTimeProvider(TestWorkbench.Start)).Take(workbench.TenantId, "run 1", None);

        await using var taken = await Node(workbench, "two", workbench.Clock).Take(workbench.TenantId, "run 1", None);

        taken.Should().NotBeNull();
    }

    [Fact]
    public void HasEnded_ThisProcessAndOtherMachines_AreNotKnownToHaveEnded()
    {
        NodeName.HasEnded(NodeName.OfThisProcess).Should().BeFalse();
        NodeName.HasEnded("elsewhere/1/1").Should().BeFalse("only its silence can tell");
        NodeName.HasEnded("not a node").Should().BeFalse();
        var parts = NodeName.OfThisProcess.Split('/');
        NodeName.HasEnded($"{parts[0]}/{parts[1]}/1").Should().BeTrue("the number was given to another process since");
    }

    [Fact]
    public async Task Take_OneWorkByEightNodesAtOnce_OneHasIt()
    {
        var workbench = await TestWorkbench.Open();
        var nodes = Enumerable.Range(0, 8).Select(n => Node(workbench, $"node {n}", workbench.Clock)).ToList();

        var taken = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.Take(workbench.TenantId, "run 1", None))));

        taken.Count(lease => lease is not null).Should().Be(1);
        foreach (var lease in taken.OfType<WorkLeaseHandle>()) await lease.DisposeAsync();
    }

    private static WorkLeases Node(TestWorkbench workbench, string name, TimeProvider clock) => new(workbench.Dbs, workbench.Gate, clock, name);

    private static Task<long> Beat(TestWorkbench workbench) => workbench.Read(db => db.Set<WorkLease>().Select(l => l.Beat).SingleAsync(None));

    private static async Task Cancelled(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registered = token.Register(() => cancelled.TrySetResult());
        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(10), None);
    }
}
