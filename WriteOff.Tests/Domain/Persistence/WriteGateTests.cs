using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

/// <summary>Who waits behind a database that doesn't answer is told so, and nobody falls over it.</summary>
public sealed class WriteGateTests
{
    [Fact]
    public async Task Enter_GateStaysClosed_IsADatabaseThatDoesNotAnswer()
    {
        var options = await TestDatabases.FreshSqlite();
        options.BusySeconds = 0;
        using var gate = new WriteGate(options);
        using var lease = await gate.Enter(CancellationToken.None);

        var late = async () => await gate.Enter(CancellationToken.None);

        var closed = (await late.Should().ThrowAsync<WriteGateTimeoutException>()).Which;
        DatabaseUnavailable.Is(closed).Should().BeTrue();
        closed.Should().BeAssignableTo<System.Data.Common.DbException>("whoever waits for a database waits for this too");
        gate.IsWanted.Should().BeFalse("who gave up doesn't wait any more");
    }

    [Fact]
    public async Task Enter_HolderWorks_WaitsForIt()
    {
        var options = await TestDatabases.FreshSqlite();
        options.BusySeconds = 1;
        using var gate = new WriteGate(options);
        var lease = await gate.Enter(CancellationToken.None);
        lease.Works();
        var next = gate.Enter(CancellationToken.None).AsTask();
        next.IsCompleted.Should().BeFalse();
        gate.IsWanted.Should().BeTrue();
        lease.Dispose();
        (await next).Dispose();
        gate.IsWanted.Should().BeFalse();
    }
}
