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
    public async Task Open_ADenial_LeavesOneRowWithoutPatientAndWithoutATurn()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        var turn = await Turn(world);

        (await Views(world).Open(world.Clerk, denial.Id)).IsDone.Should().BeTrue();
        (await Views(world).Open(world.Clerk, denial.Id)).IsDone.Should().BeTrue();
        await world.Access.Write();

        var row = (await Rows(world)).Should().ContainSingle().Subject;
        row.Should().Match<AccessRow>(r => r.Kind == AccessKind.DenialOpened && r.DenialId == denial.Id && r.ClaimId == denial.ClaimId
            && r.ActorId == world.Clerk.UserId && r.ActorName == "Clerk" && r.At == world.Clock.GetUtcNow() && r.Count == 1);
        (await Turn(world)).Should().Be(turn, "reading takes nobody's turn");
        System.Text.Json.JsonSerializer.Serialize(row).Should().NotContain("Alpha").And.NotContain((await world.ClaimOf(denial)).ClaimNumber);
    }

    [Fact]
    public async Task Open_AgainLaterOrByAnother_IsAnotherRow()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await Views(world).Open(world.Clerk, denial.Id);
        await Views(world).Open(world.Supervisor, denial.Id);
        world.Clock.Advance(AccessLog.Repeat);
        await Views(world).Open(world.Clerk, denial.Id);
        await world.Access.Write();

        (await Rows(world)).Select(r => r.ActorName).Should().Equal("Clerk", "Supervisor", "Clerk");
    }

    [Fact]
    public async Task Open_Refused_LeavesNoRow()
    {
        var world = await World.Open();
        var foreign = await (await world.OpenNeighbour()).GivenDenial();
        await Views(world).Open(world.Clerk, foreign.Id);
        await Views(world).Open(world.Administrator, foreign.Id);
        world.Access.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task SearchGridAndQueue_Looked_LeaveRows()
    {
        var world = await World.Open();
        var denial = await world.GivenDenial();
        await world.Grid.Search(world.Clerk, "alpha", 6);
        await world.Grid.Page(world.Clerk, new GridAsk());
        await world.Grid.Page(world.Clerk, new GridAsk(Sort: GridSort.Balance));
        await world.Queue().Page(world.Supervisor, new WriteOff.Domain.WriteOffs.Approvals.QueueAsk());
        await world.Access.Write();

        (await Rows(world)).Select(r => (r.Kind, r.ClaimId)).Should().Equal((AccessKind.ClaimFound, denial.ClaimId), (AccessKind.DenialsListed, null), (AccessKind.ApprovalsListed, null));
    }

    [Fact]
    public async Task Write_DatabaseGone_RowsWaitOnAndComeLater()
    {
        var world = await World.OpenSqlite();
        world.Access.Note(world.Clerk, AccessKind.DenialsListed);
        await RawSql.Run(world, "ALTER TABLE access_row RENAME TO away");
        await FluentActions.Awaiting(() => world.Access.Write()).Should().ThrowAsync<DbUpdateException>();
        world.Access.Waiting.Should().Be(1);

        await RawSql.Run(world, "ALTER TABLE away RENAME TO access_row");
        await world.Access.Write();
        (await Rows(world)).Should().ContainSingle();
        world.Access.Waiting.Should().Be(0);
    }

    [Fact]
    public async Task Note_WhileTooManyWait_RefusesToShowMore()
    {
        var world = await World.Open();
        for (var n = 0; n < AccessLog.MostWaiting; n++) world.Access.Note(world.Clerk, AccessKind.DenialOpened, n);
        FluentActions.Invoking(() => world.Access.Note(world.Clerk, AccessKind.DenialOpened, -1)).Should().Throw<AccessLogFullException>();
    }

    [Theory]
    [InlineData("UPDATE access_row SET actor_name = 'x'")]
    [InlineData("DELETE FROM access_row")]
    [InlineData("INSERT OR REPLACE INTO access_row SELECT tenant_id, id, at, actor_id, 'x', kind, denial_id, claim_id, remittance_id, count FROM access_row")]
    [InlineData("INSERT OR REPLACE INTO access_row (rowid, tenant_id, id, at, actor_id, actor_name, kind, count) SELECT rowid, tenant_id, id + 1, at, actor_id, 'x', kind, count FROM access_row")]
    public async Task RawSql_ChangeOfAccessRows_RefusedByTheDatabase(string sql)
    {
        var world = await World.OpenSqlite();
        world.Access.Note(world.Clerk, AccessKind.DenialsListed);
        await world.Access.Write();
        foreach (var attack in new[] { RawSql.Run(world, sql), RawSql.RunBare(world, sql) })
            (await FluentActions.Awaiting(() => attack).Should().ThrowAsync<SqliteException>()).WithMessage("*append-only*");
    }

    private static DenialViews Views(World world) => new(world.Dbs, world.Clock, world.Access);

    private static Task<List<AccessRow>> Rows(World world) => world.Read(db => db.Set<AccessRow>().AsNoTracking().OrderBy(r => r.Id).ToListAsync());

    private static Task<long> Turn(World world) => world.Read(db => db.Set<AuditHead>().Select(h => h.Turn).SingleAsync());
}
