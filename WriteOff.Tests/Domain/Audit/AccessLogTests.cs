using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Audit;

public sealed class AccessLogTests
{
    [Fact]
    public async Task Open_ADenial_LeavesOneRowWithoutPatientAndTakesNoTenantLock()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        var before = await LockVersion(workbench);

        (await Views(workbench).Open(workbench.Clerk, denial.Id)).IsDone.Should().BeTrue();
        (await Views(workbench).Open(workbench.Clerk, denial.Id)).IsDone.Should().BeTrue();
        await workbench.Access.Write();

        var row = (await Rows(workbench)).Should().ContainSingle().Subject;
        row.Should().Match<AccessRow>(r => r.Kind == AccessKind.DenialOpened && r.DenialId == denial.Id && r.ClaimId == denial.ClaimId
            && r.ActorId == workbench.Clerk.UserId && r.ActorName == "Clerk" && r.At == workbench.Clock.GetUtcNow() && r.Count == 1);
        (await LockVersion(workbench)).Should().Be(before, "reading takes no tenant lock");
        System.Text.Json.JsonSerializer.Serialize(row).Should().NotContain("Alpha").And.NotContain((await workbench.ClaimOf(denial)).ClaimNumber);
    }

    [Fact]
    public async Task Open_AgainLaterOrByAnother_IsAnotherRow()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await Views(workbench).Open(workbench.Clerk, denial.Id);
        await Views(workbench).Open(workbench.Supervisor, denial.Id);
        workbench.Clock.Advance(AccessLog.Repeat);
        await Views(workbench).Open(workbench.Clerk, denial.Id);
        await workbench.Access.Write();

        (await Rows(workbench)).Select(r => r.ActorName).Should().Equal("Clerk", "Supervisor", "Clerk");
    }

    [Fact]
    public async Task Open_Refused_LeavesNoRow()
    {
        var workbench = await TestWorkbench.Open();
        var foreign = await (await workbench.OpenNeighbour()).GivenDenial();
        await Views(workbench).Open(workbench.Clerk, foreign.Id);
        await Views(workbench).Open(workbench.Administrator, foreign.Id);
        workbench.Access.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task SearchGridAndQueue_Looked_LeaveRows()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await workbench.Grid.Search(workbench.Clerk, "alpha", 6);
        await workbench.Grid.Page(workbench.Clerk, new GridAsk());
        await workbench.Grid.Page(workbench.Clerk, new GridAsk(Sort: GridSort.Balance));
        await workbench.Queue().Page(workbench.Supervisor, new WriteOff.Domain.WriteOffs.Approvals.QueueAsk());
        await workbench.Access.Write();

        (await Rows(workbench)).Select(r => (r.Kind, r.ClaimId)).Should().Equal((AccessKind.ClaimFound, denial.ClaimId), (AccessKind.DenialsListed, null), (AccessKind.ApprovalsListed, null));
    }

    [Fact]
    public async Task Write_DatabaseGone_RowsWaitOnAndComeLater()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        workbench.Access.Note(workbench.Clerk, AccessKind.DenialsListed);
        await RawSql.Run(workbench, "ALTER TABLE access_row RENAME TO away");
        await FluentActions.Awaiting(() => workbench.Access.Write()).Should().ThrowAsync<DbUpdateException>();
        workbench.Access.Waiting.Should().Be(1);

        await RawSql.Run(workbench, "ALTER TABLE away RENAME TO access_row");
        await workbench.Access.Write();
        (await Rows(workbench)).Should().ContainSingle();
        workbench.Access.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Note_WhileTooManyWait_RefusesToShowMore()
    {
        var workbench = await TestWorkbench.Open();
        for (var n = 0; n < AccessLog.MostWaiting; n++) workbench.Access.Note(workbench.Clerk, AccessKind.DenialOpened, n);
        FluentActions.Invoking(() => workbench.Access.Note(workbench.Clerk, AccessKind.DenialOpened, -1)).Should().Throw<AccessLogFullException>();
    }

    [Theory]
    [InlineData("UPDATE access_row SET actor_name = 'x'")]
    [InlineData("DELETE FROM access_row")]
    [InlineData("INSERT OR REPLACE INTO access_row SELECT tenant_id, id, at, actor_id, 'x', kind, denial_id, claim_id, remittance_id, count FROM access_row")]
    [InlineData("INSERT OR REPLACE INTO access_row (rowid, tenant_id, id, at, actor_id, actor_name, kind, count) SELECT rowid, tenant_id, id + 1, at, actor_id, 'x', kind, count FROM access_row")]
    public async Task RawSql_ChangeOfAccessRows_RefusedByTheDatabase(string sql)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        workbench.Access.Note(workbench.Clerk, AccessKind.DenialsListed);
        await workbench.Access.Write();
        foreach (var attack in new[] { RawSql.Run(workbench, sql), RawSql.RunBare(workbench, sql) })
            (await FluentActions.Awaiting(() => attack).Should().ThrowAsync<SqliteException>()).WithMessage("*append-only*");
    }

    private static DenialViews Views(TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock, workbench.Access);

    private static Task<List<AccessRow>> Rows(TestWorkbench workbench) => workbench.Read(db => db.Set<AccessRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());

    private static Task<long> LockVersion(TestWorkbench workbench) => workbench.Read(db => db.Set<AuditHead>().Select(h => h.LockVersion).SingleAsync());
}
