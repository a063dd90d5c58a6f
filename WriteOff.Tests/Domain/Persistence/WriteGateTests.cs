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
        using var turn = await gate.Enter(CancellationToken.None);

        var late = async () => await gate.Enter(CancellationToken.None);

        var closed = (await late.Should().ThrowAsync<GateClosedException>()).Which;
        DatabaseGone.Is(closed).Should().BeTrue();
        closed.Should().BeAssignableTo<System.Data.Common.DbException>("whoever waits for a database waits for this too");
        gate.IsWanted.Should().BeFalse("who gave up doesn't wait any more");
    }
}
