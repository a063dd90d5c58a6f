using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Domain.Remittances.PayerMoney;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Attacks;

/// <summary>A tenant that has something of everything, all of it recognisable.</summary>
internal static class Attacked
{
    /// <summary>Fills it: every row that an act could be told the id of.</summary>
    public static async Task Fill(TestWorkbench workbench, string mark)
    {
        await workbench.SetPosting("csv");
        var known = Claim($"{mark}-1", Line("99213", 100, "CO-197 100")) with { PatientLastName = $"{mark}SECRET" };
        await workbench.Post(Of(known, Claim($"{mark}-2", Line("99213", 200, "CO-45 66.71"))), 1);
        var denial = (await workbench.Posted($"{mark}-1")).Denials.Single();
        Done(await workbench.Denials.AddNote(workbench.Clerk, denial.Id, $"{mark}SECRET called"));
        Done(await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.Reload(denial))));
        await workbench.Post(ToldMoney.With(Of(known.Reversed(), Claim($"{mark}-9", Line("99213", 50, "CO-45 10")).Reversed()), ("FB", $"{mark}-FB", -10)).By(North, "EFT2"), 2);
        var wrong = await workbench.Post(Of(Claim($"{mark}-5", Line("99213", 30, "CO-197 30"))).By(North, "EFT3"), 3);
        Done(await new UnpostService(workbench.Writer, workbench.Dbs).Unpost(workbench.PostingClerk, wrong.RemittanceId, $"{mark}SECRET"));
        await workbench.Post(Of(Claim($"{mark}-5", Line("99213", 30, "CO-197 30"))).By(North, "EFT3"), 4);
        await workbench.GivenWaiting();
        await workbench.Bring(await workbench.GivenDenial(), DenialStatus.AppealPending);
        await workbench.GivenDenial(new Money(700));
        await workbench.Run(await workbench.Look(filter: "balance = 7"));
        Done(await workbench.Batches().Make(workbench.PostingClerk));
        await workbench.Opened($"{mark}-7,\"{mark}SECRET, Pat\",North Plan,100,100,2026-01-05,197,2026-02-01,");
        Done(await workbench.Views.Keep(workbench.Clerk, $"{mark}SECRET view", "balance < 10", isShared: true));
        await Expect.Clean(workbench);
    }

    /// <summary>Words that nobody else may ever read.</summary>
    public static string[] Secrets(string mark) => [$"{mark}SECRET", $"{mark}-1", $"{mark}-2", $"{mark}-FB"];

    /// <summary>An id of each kind of row that the tenant has, and numbers that nobody has.</summary>
    public static async Task<IReadOnlyList<long>> Ids(TestWorkbench workbench)
    {
        await using var db = workbench.Dbs.Open(tenantId: 0);
        await db.Database.OpenConnectionAsync();
        List<long> ids = [0, -1, long.MaxValue];
        foreach (var table in db.Model.GetEntityTypes().Where(t => t.FindProperty("Id")?.ClrType == typeof(long) && t.FindProperty("TenantId") is not null).Select(t => t.GetTableName()!).Distinct().Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT MIN(id) FROM {table} WHERE tenant_id = {workbench.TenantId}");
            if (await command.ExecuteScalarAsync() is long id) ids.Add(id);
        }

        return ids;
    }

    /// <summary>Rows of the trails: nothing is written without one.</summary>
    public static async Task<int> Rows(params TestWorkbench[] workbenches)
    {
        var rows = 0;
        foreach (var workbench in workbenches) rows += await workbench.Read(db => db.Set<AuditRow>().CountAsync());
        return rows;
    }

    /// <summary>Makes somebody who may everything but administer: no person may do both.</summary>
    public static async Task GiveEveryOtherRole(TestWorkbench workbench, Actor actor)
    {
        var person = await workbench.Read(db => db.Set<Person>().AsNoTracking().SingleAsync(p => p.Id == actor.UserId));
        Done(await workbench.People.SetRoles(workbench.Administrator, actor.UserId, person.Version, [.. Enum.GetValues<Role>().Where(r => r != Role.Administrator)]));
    }

    private static void Done<T>(Outcome<T> outcome) => outcome.Refusal.Should().BeNull();
}
