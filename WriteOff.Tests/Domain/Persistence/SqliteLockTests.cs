using Microsoft.Data.Sqlite;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

/// <summary>Another program holds the file.</summary>
public sealed class SqliteLockTests
{
    [Fact]
    public async Task IsHeld_ByAnother_IsSeenAtOnce()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        (await SqliteLock.IsHeld(db, 10, default)).Should().BeFalse();
        await using var other = new SqliteConnection(workbench.Options.ConnectionString);
        await other.OpenAsync();
        await using (var held = other.BeginTransaction())
        {
            (await SqliteLock.IsHeld(db, 10, default)).Should().BeTrue();
        }

        (await SqliteLock.IsHeld(db, 10, default)).Should().BeFalse();
    }

    /// <summary>The circuit's thread stays free: the act is handed over before it waits.</summary>
    [Fact]
    public async Task Write_OnACircuitsThreadUnderALock_LeavesTheThread()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var denial = await workbench.GivenDenial();
        await using var other = new SqliteConnection(workbench.Options.ConnectionString);
        await other.OpenAsync();
        var held = other.BeginTransaction();
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
        var submitting = workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));
        SynchronizationContext.SetSynchronizationContext(before);

        submitting.IsCompleted.Should().BeFalse("it waits elsewhere");
        await held.DisposeAsync();
        (await submitting).IsDone.Should().BeTrue();
    }
}
