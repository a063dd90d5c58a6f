using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

public sealed class TenantIsolationTests
{
    public static IEnumerable<TheoryDataRow<string>> Acts() => ServiceActs.All.Select(a => new TheoryDataRow<string>(a.Name));

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_OnAnotherTenantsDenial_RefusedAsIfItWereNowhere(string name)
    {
        var act = ServiceActs.Named(name);
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var theirs = await neighbour.GivenIn(act.From);
        var before = await workbench.Dump(neighbour);

        foreach (var role in act.Who)
        {
            var foreign = await act.Do(workbench, workbench.With(role), new DenialAsk(theirs.Id, theirs.Version));
            foreign.Should().Be(await act.Do(workbench, workbench.With(role), new DenialAsk(42, theirs.Version)));
            foreign!.Code.Should().Be("NotFound");
        }

        (await workbench.Dump(neighbour)).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Acts))]
    public async Task Act_ByAnotherTenantsPerson_HasNoScopes(string name)
    {
        var act = ServiceActs.Named(name);
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var denial = await workbench.GivenIn(act.From);
        var intruder = neighbour.Supervisor with { TenantId = workbench.TenantId };
        (await act.Do(workbench, intruder, await workbench.Now(denial)))!.Code.Should().Be("ScopeMissing");
    }

    [Fact]
    public async Task Assign_ToAnotherTenantsPerson_Refused()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var denial = await workbench.GivenDenial();
        var ask = await workbench.Now(denial);
        await Expect.Refused(workbench, () => workbench.Denials.Assign(workbench.Clerk, ask, neighbour.Clerk.UserId), "AssigneeUnknown");
    }

    [Fact]
    public async Task Write_UnknownTenant_Refused()
    {
        var workbench = await TestWorkbench.Open();
        (await workbench.Denials.AddNote(new Actor(1, workbench.Clerk.UserId, "Clerk"), 1, "Hello")).Refusal!.Code.Should().Be("NotFound");
    }

    public static IEnumerable<TheoryDataRow<string>> Stubs() => new[] { "add", "update", "attach", "remove" }.Select(s => new TheoryDataRow<string>(s));

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task Save_AnotherTenantsStub_IsRefused(string how)
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var theirs = await neighbour.GivenDenial();
        var before = await workbench.Dump(neighbour);

        await FluentActions.Awaiting(() => workbench.Change(db => { Stub(db, neighbour.TenantId, theirs.PayerId, how); return Task.CompletedTask; }))
            .Should().ThrowAsync<TenantIsolationException>().WithMessage("*another tenant*");
        (await workbench.Dump(neighbour)).Should().Be(before);
    }

    [Theory]
    [InlineData("update")]
    [InlineData("attach")]
    [InlineData("remove")]
    public async Task Save_ForeignIdUnderOwnTenant_FindsNoRow(string how)
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        var theirs = await neighbour.GivenDenial();
        var before = await workbench.Dump(neighbour);

        await FluentActions.Awaiting(() => workbench.Change(db => { Stub(db, workbench.TenantId, theirs.PayerId, how); return Task.CompletedTask; }))
            .Should().ThrowAsync<DbUpdateConcurrencyException>();
        (await workbench.Dump(neighbour)).Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Stubs))]
    public async Task Save_OutsideTheWriter_IsRefused(string how)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        Stub(db, workbench.TenantId, how == "add" ? 42 : denial.PayerId, how);

        (await FluentActions.Awaiting(() => db.SaveChangesAsync()).Should().ThrowAsync<TenantIsolationException>()).WithMessage("*outside WorkbenchWriter*");
        FluentActions.Invoking(() => db.SaveChanges()).Should().Throw<TenantIsolationException>();
    }

    [Fact]
    public async Task Save_LoadedRowChangedOutsideTheWriter_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenDenial();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        (await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id)).AssignTo(workbench.Clerk.UserId);
        await FluentActions.Awaiting(() => db.SaveChangesAsync()).Should().ThrowAsync<TenantIsolationException>();
    }

    [Fact]
    public async Task Write_ActThatLeavesNoAuditRow_IsRefused()
    {
        var workbench = await TestWorkbench.Open();
        await FluentActions.Awaiting(() => workbench.Writer.Write<bool>(workbench.System, (entry, _) =>
        {
            entry.Add(new Payer(workbench.TenantId, entry.NextKey(), "1", "Silent"));
            return Task.FromResult<WriteOff.Domain.Shared.Outcome<bool>>(true);
        })).Should().ThrowAsync<TenantIsolationException>().WithMessage("*no audit row*");
    }

    [Fact]
    public async Task Read_AnyTable_SeesOneTenant()
    {
        var workbench = await TestWorkbench.Open();
        var neighbour = await workbench.OpenNeighbour();
        await neighbour.GivenIn(DenialStatus.WrittenOff);
        await using var nobody = workbench.Dbs.Open(tenantId: 0);
        (await nobody.Set<Denial>().CountAsync()).Should().Be(0);
        (await workbench.Read(db => db.Set<Denial>().CountAsync())).Should().Be(0);
        (await workbench.Read(db => db.Set<PaymentApplication>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task ForeignKeys_AllReferences_CarryTheTenant()
    {
        var workbench = await TestWorkbench.Open();
        await using var db = workbench.Dbs.Open(0);
        var references = db.Model.GetEntityTypes().SelectMany(t => t.GetForeignKeys()).ToList();
        references.Should().HaveCountGreaterThan(20).And.OnlyContain(f => f.Properties[0].Name == "TenantId" && f.PrincipalKey.Properties[0].Name == "TenantId");
        db.Model.GetEntityTypes().Should().OnlyContain(t => t.FindPrimaryKey()!.Properties[0].Name == "TenantId");
    }

    [Theory]
    [InlineData("UPDATE denial SET claim_id = (SELECT id FROM claim WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE denial SET payer_id = (SELECT id FROM payer WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE denial SET assignee_id = (SELECT MIN(id) FROM person WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE denial SET tenant_id = {1} WHERE tenant_id = {0}")]
    [InlineData("UPDATE claim SET payer_id = (SELECT id FROM payer WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE claim_line SET claim_id = (SELECT id FROM claim WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE write_off_request SET denial_id = (SELECT id FROM denial WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE write_off_request_line SET reason_id = (SELECT MIN(id) FROM write_off_reason WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("UPDATE person_role SET person_id = (SELECT MIN(id) FROM person WHERE tenant_id = {1}) WHERE tenant_id = {0}")]
    [InlineData("INSERT INTO denial_note SELECT {0}, 42, id, 'x', zeroblob(16), 0 FROM denial WHERE tenant_id = {1}")]
    [InlineData("INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, adjustment_group, adjustment_code, posted_on, posted_at, posted_by) SELECT {0}, 42, id, 1, 1, '', '', '2026-11-24', 0, '' FROM claim WHERE tenant_id = {1}")]
    [InlineData("INSERT INTO payment_application (tenant_id, id, claim_id, type, amount_cents, reverses_id, adjustment_group, adjustment_code, posted_on, posted_at, posted_by) SELECT {0}, 42, (SELECT id FROM claim WHERE tenant_id = {0}), 5, -1, id, '', '', '2026-11-24', 0, '' FROM payment_application WHERE tenant_id = {1}")]
    public async Task RawSql_ReferenceIntoAnotherTenant_RefusedByTheDatabase(string sql)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var neighbour = await workbench.OpenNeighbour();
        await workbench.GivenIn(DenialStatus.WrittenOff);
        await neighbour.GivenIn(DenialStatus.WrittenOff);
        var text = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, workbench.TenantId, neighbour.TenantId);
        (await FluentActions.Awaiting(() => RawSql.Run(workbench, text)).Should().ThrowAsync<SqliteException>()).WithMessage("*FOREIGN KEY*");
    }

    private static void Stub(WorkbenchDb db, int tenantId, long payerId, string how)
    {
        var stub = new Payer(tenantId, how == "add" ? payerId + 1 : payerId, "stub", "Stub");
        switch (how)
        {
            case "add": db.Add(stub); break;
            case "update": db.Update(stub); break;
            case "remove": db.Remove(stub); break;
            default:
                db.Attach(stub);
                db.Entry(stub).Property(p => p.Name).CurrentValue = "Changed";
                break;
        }
    }
}
