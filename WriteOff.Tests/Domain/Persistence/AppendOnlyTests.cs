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
        var workbench = await TestWorkbench.OpenSqlite();
        var denial = await workbench.GivenIn(DenialStatus.WrittenOff);
        await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "So that an undo row is there");
        var before = await workbench.Dump();

        (await FluentActions.Awaiting(() => bareConnection ? RawSql.RunBare(workbench, sql) : RawSql.Run(workbench, sql)).Should().ThrowAsync<SqliteException>())
            .WithMessage("*append-only*");
        (await workbench.Dump()).Should().Be(before);
    }

    [Fact]
    public async Task Save_ChangedLedgerRow_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await workbench.GivenIn(DenialStatus.WrittenOff);
        await FluentActions.Awaiting(() => workbench.Change(async db => db.Entry(await db.Set<PaymentApplication>().SingleAsync()).Property(a => a.AmountCents).CurrentValue = 1))
            .Should().ThrowAsync<TenantIsolationException>().WithMessage("*append-only*");
        await FluentActions.Awaiting(() => workbench.Change(async db => db.Remove(await db.Set<PaymentApplication>().SingleAsync())))
            .Should().ThrowAsync<TenantIsolationException>().WithMessage("*append-only*");
        await Expect.Clean(workbench);
    }

    [Fact]
    public async Task Save_ChangedAuditRow_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await FluentActions.Awaiting(() => workbench.Change(async db => db.Entry(await db.Set<AuditRow>().FirstAsync()).Property(a => a.Note).CurrentValue = "x"))
            .Should().ThrowAsync<TenantIsolationException>().WithMessage("*append-only*");
    }

    [Fact]
    public async Task Save_RowChangedBySomeoneElseMeanwhile_WritesNothing()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var denial = await workbench.GivenDenial();
        var before = await workbench.Dump();
        await FluentActions.Awaiting(() => workbench.Change(async db =>
        {
            var row = await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id);
            await db.Database.ExecuteSqlRawAsync("UPDATE denial SET version = version + 1");
            row.AssignTo(workbench.Clerk.UserId);
        })).Should().ThrowAsync<DbUpdateConcurrencyException>();
        (await workbench.Dump()).Should().Be(before);
    }

    public static IEnumerable<TheoryDataRow<string>> Versioned() => ServiceActs.All.Where(a => a.HasVersion).Select(a => new TheoryDataRow<string>(a.Name));

    [Theory]
    [MemberData(nameof(Versioned))]
    public async Task Act_OnAnOlderOrNewerVersion_RefusedAsChanged(string name)
    {
        var (workbench, act) = (await TestWorkbench.Open(), ServiceActs.Named(name));
        var denial = await workbench.GivenIn(act.From);
        var before = await workbench.Dump();
        foreach (var version in new[] { denial.Version - 1, denial.Version + 1, 0 })
            (await act.Do(workbench, workbench.Supervisor, new DenialAsk(denial.Id, version)))!.Code.Should().Be("ChangedSinceYouLooked");
        (await workbench.Dump()).Should().Be(before);
    }
}
