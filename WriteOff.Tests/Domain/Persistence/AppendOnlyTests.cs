using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

public sealed class AppendOnlyTests
{
    private const string Application = "tenant_id, id, claim_id, type, amount_cents, denial_id, line_id, reverses_id, request_id, reason_id, remittance_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by";
    private const string Audit = "tenant_id, sequence, at, actor_id, actor_name, act, denial_id, claim_id, request_id, remittance_id, reason_code, amount_cents, status_before, status_after, balance_before_cents, balance_after_cents, note, detail, previous_hash, hash";

    public static IEnumerable<TheoryDataRow<string, bool>> Attacks()
    {
        string[] attacks =
        [
            "UPDATE payment_application SET amount_cents = 1",
            "UPDATE payment_application SET posted_on = posted_on",
            "UPDATE OR REPLACE payment_application SET id = id",
            "DELETE FROM payment_application",
            $"INSERT OR REPLACE INTO payment_application ({Application}) SELECT {Application.Replace("amount_cents", "1")} FROM payment_application WHERE reverses_id IS NULL",
            $"REPLACE INTO payment_application ({Application}) SELECT {Application.Replace("tenant_id, id,", "tenant_id, id + 1000,")} FROM payment_application WHERE reverses_id IS NOT NULL",
            $"INSERT OR REPLACE INTO payment_application (rowid, {Application}) SELECT rowid, {Application.Replace("tenant_id, id,", "tenant_id, id + 1000,").Replace("reverses_id", "NULL")} FROM payment_application",
            $"INSERT INTO payment_application ({Application}) SELECT {Application} FROM payment_application WHERE true ON CONFLICT DO UPDATE SET amount_cents = 1",
            $"INSERT OR IGNORE INTO payment_application ({Application}) SELECT {Application} FROM payment_application",
            "UPDATE audit_row SET note = 'x' WHERE sequence = 3",
            "UPDATE audit_row SET sequence = sequence + 1000",
            "DELETE FROM audit_row WHERE sequence = (SELECT MAX(sequence) FROM audit_row)",
            $"INSERT OR REPLACE INTO audit_row ({Audit}) SELECT {Audit.Replace("note", "'x'")} FROM audit_row",
            $"INSERT OR REPLACE INTO audit_row (rowid, {Audit}) SELECT rowid, {Audit.Replace("sequence", "sequence + 1000")} FROM audit_row",
            $"INSERT INTO audit_row ({Audit}) SELECT {Audit} FROM audit_row WHERE true ON CONFLICT DO UPDATE SET note = 'x'",
        ];
        return attacks.SelectMany(a => new[] { new TheoryDataRow<string, bool>(a, false), new TheoryDataRow<string, bool>(a, true) });
    }

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task RawSql_ChangeOfTheBooks_RefusedByTheDatabase(string sql, bool bareConnection)
    {
        var world = await World.OpenSqlite();
        var denial = await world.GivenIn(DenialStatus.WrittenOff);
        await world.Reopens.Reopen(world.Clerk, await world.Now(denial), "So that an undo row is there");
        var before = await world.Dump();

        (await FluentActions.Awaiting(() => bareConnection ? RawSql.RunBare(world, sql) : RawSql.Run(world, sql)).Should().ThrowAsync<SqliteException>())
            .WithMessage("*append-only*");
        (await world.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Save_ChangedLedgerRow_HitsTheWall()
    {
        var world = await World.Open();
        await world.GivenIn(DenialStatus.WrittenOff);
        await FluentActions.Awaiting(() => world.Change(async db => db.Entry(await db.Set<PaymentApplication>().SingleAsync()).Property(a => a.AmountCents).CurrentValue = 1))
            .Should().ThrowAsync<WallException>().WithMessage("*append-only*");
        await FluentActions.Awaiting(() => world.Change(async db => db.Remove(await db.Set<PaymentApplication>().SingleAsync())))
            .Should().ThrowAsync<WallException>().WithMessage("*append-only*");
        await Expect.Clean(world);
    }

    [Fact]
    public async Task Save_ChangedAuditRow_HitsTheWall()
    {
        var world = await World.Open();
        await FluentActions.Awaiting(() => world.Change(async db => db.Entry(await db.Set<AuditRow>().FirstAsync()).Property(a => a.Note).CurrentValue = "x"))
            .Should().ThrowAsync<WallException>().WithMessage("*append-only*");
    }

    [Fact]
    public async Task Save_RowChangedBySomeoneElseMeanwhile_WritesNothing()
    {
        var world = await World.OpenSqlite();
        var denial = await world.GivenDenial();
        var before = await world.Dump();
        await FluentActions.Awaiting(() => world.Change(async db =>
        {
            var row = await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id);
            await db.Database.ExecuteSqlRawAsync("UPDATE denial SET version = version + 1");
            row.AssignTo(world.Clerk.UserId);
        })).Should().ThrowAsync<DbUpdateConcurrencyException>();
        (await world.Dump()).Should().Be(before);
    }

    public static IEnumerable<TheoryDataRow<string>> Versioned() => DeskActs.All.Where(a => a.HasVersion).Select(a => new TheoryDataRow<string>(a.Name));

    [Theory]
    [MemberData(nameof(Versioned))]
    public async Task Act_OnAnOlderOrNewerVersion_RefusedAsChanged(string name)
    {
        var (world, act) = (await World.Open(), DeskActs.Named(name));
        var denial = await world.GivenIn(act.From);
        var before = await world.Dump();
        foreach (var version in new[] { denial.Version - 1, denial.Version + 1, 0 })
            (await act.Do(world, world.Supervisor, new DenialAsk(denial.Id, version)))!.Code.Should().Be("ChangedSinceYouLooked");
        (await world.Dump()).Should().Be(before);
    }
}
