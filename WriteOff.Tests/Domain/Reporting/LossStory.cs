using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Reporting;

/// <summary>Random write-offs, approvals and reopens over six weeks around a month's end and the end of daylight saving, drawn from a seed.</summary>
internal sealed class LossStory(TestWorkbench workbench, Random random)
{
    /// <summary>Nine days before New York's clocks go back, which they do on the first of a month.</summary>
    public static readonly DateTimeOffset Start = new(2026, 10, 23, 14, 0, 0, TimeSpan.Zero);

    private static readonly string[] Reasons = ["other", "timely-filing-expired", "auth-denied-final", "non-covered", "contractual"];
    private readonly List<Denial> _denials = [];
    private readonly List<ApprovalAsk> _waiting = [];

    public static Task<TestWorkbench> Open() => TestWorkbench.OpenAt(Start, t => t with { TimeZone = "America/New_York", Gate = GateMode.AboveAmount, GateAboveCents = 60_000 });

    /// <summary>Plays so many acts; the clock runs on by minutes, mostly around midnight.</summary>
    public async Task Play(int acts, int denials)
    {
        long? claim = null;
        for (var n = 0; n < denials; n++)
        {
            var denial = await workbench.GivenDenial(new Money(random.Next(500, 90_000)), carc: random.Next(2) == 0 ? "197" : "29", age: random.Next(5, 200), claimId: random.Next(3) == 0 ? claim : null);
            claim = denial.ClaimId;
            _denials.Add(denial);
        }

        for (var n = 0; n < acts; n++)
        {
            await Act();
            workbench.Clock.Advance(TimeSpan.FromSeconds(random.Next(1, 86_400 * 40 / acts * 2)));
            if (n == acts / 2) await workbench.ChangeReason("other", r => r.Take(ReasonSettings.Of(r) with { Label = "Renamed", Category = ReasonCategory.Preventable }));
            if (n == acts / 3) await workbench.ChangeReason("non-covered", r => r.Take(ReasonSettings.Of(r) with { Category = null }));
        }
    }

    private async Task Act()
    {
        var denial = await workbench.Reload(_denials[random.Next(_denials.Count)]);
        switch (random.Next(10))
        {
            case < 5: await WriteOff(denial); break;
            case < 7 when _waiting.Count > 0: await Decide(); break;
            default: await workbench.Reopens.Reopen(workbench.Supervisor, new DenialAsk(denial.Id, denial.Version), "Told so"); break;
        }
    }

    private async Task WriteOff(Denial denial)
    {
        if (denial.BalanceCents < 10) return;
        var total = random.Next(2) == 0 ? denial.BalanceCents : random.NextInt64(2, denial.BalanceCents);
        var first = random.Next(3) == 0 ? random.NextInt64(1, total) : total;
        WriteOffAskLine Line(long cents) => new(Reasons[random.Next(Reasons.Length)], new Money(cents));
        WriteOffAskLine[] lines = first == total ? [Line(total)] : [Line(first), Line(total - first)];
        var done = await workbench.WriteOffs.Submit(workbench.Supervisor, new WriteOffAsk(denial.Id, denial.Version, Guid.NewGuid(), lines, "Told in a story"));
        if (done.IsDone && done.Value.IsPending) _waiting.Add(new ApprovalAsk(done.Value.RequestId, 1, denial.Version + 1));
    }

    private async Task Decide()
    {
        var ask = _waiting[^1];
        _waiting.RemoveAt(_waiting.Count - 1);
        // The supervisor asked, so somebody else decides.
        var boss = await Boss();
        _ = random.Next(3) > 0 ? await workbench.Approvals().Approve(boss, ask) : await workbench.Approvals().Reject(boss, ask, "Appeal first");
    }

    private Actor? _boss;

    private async Task<Actor> Boss()
    {
        if (_boss is not null) return _boss;
        var boss = new Actor(workbench.TenantId, Guid.NewGuid(), "Boss");
        await workbench.Change(db =>
        {
            db.Add(new Person(workbench.TenantId, boss.UserId, boss.Name, "boss@example.test"));
            db.Add(new PersonRole(workbench.TenantId, boss.UserId, Role.BillingSupervisor));
            return Task.CompletedTask;
        });
        return _boss = boss;
    }

    /// <summary>The causes between two instants by a plain GROUP BY over the ledger, past the product's own days.</summary>
    public static async Task<Dictionary<(long Reason, int Category), (long, long, long, long)>> GroupBy(TestWorkbench workbench, DateTimeOffset from, DateTimeOffset to)
    {
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT a.reason_id, COALESCE(l.category, 0),
                   SUM(CASE WHEN a.reverses_id IS NULL THEN a.amount_cents ELSE 0 END), SUM(CASE WHEN a.reverses_id IS NULL THEN 1 ELSE 0 END),
                   SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE -a.amount_cents END), SUM(CASE WHEN a.reverses_id IS NULL THEN 0 ELSE 1 END)
            FROM payment_application a
            JOIN (SELECT DISTINCT tenant_id, request_id, reason_id, category FROM write_off_request_line) l
              ON l.tenant_id = a.tenant_id AND l.request_id = a.request_id AND l.reason_id = a.reason_id
            WHERE a.tenant_id = {workbench.TenantId} AND a.type = 5 AND a.posted_at >= {from.ToUnixTimeMilliseconds()} AND a.posted_at < {to.ToUnixTimeMilliseconds()}
            GROUP BY a.reason_id, COALESCE(l.category, 0)
            """);
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<(long, int), (long, long, long, long)> sums = [];
        while (await reader.ReadAsync()) sums.Add((reader.GetInt64(0), reader.GetInt32(1)), (reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5)));
        return sums;
    }
}
