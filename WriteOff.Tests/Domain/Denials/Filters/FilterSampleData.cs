using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials.Filters;

/// <summary>Random denials of every kind, with many ties, and everything that the naive evaluation looks at, in memory.</summary>
internal sealed class FilterSampleData
{
    private static readonly string[] Patients = ["Alpha, Ann", "ALPHA, ann", "O'Brien", "100% a_b", "É é", "ß", "日本 😀", "", "say \"hi\"", "[x]*\\", "İstanbul ı"];
    private static readonly string[] Payers = ["Aetna", "North Plan", "AETNA", "O'Brien é", ""];
    private static readonly string[] Codes = ["29", "197", "45", "B7", "16", "unknown", "999"];

    public required TestWorkbench Workbench { get; init; }
    public required List<Denial> Denials { get; init; }
    public required Dictionary<long, InsuranceClaim> Claims { get; init; }
    public required Dictionary<long, Payer> AllPayers { get; init; }
    public required Dictionary<Guid, Person> People { get; init; }
    public required Dictionary<long, WriteOffReason> Reasons { get; init; }
    public required ILookup<long, (WriteOffRequest Request, WriteOffRequestLine Line)> LiveLines { get; init; }
    public required ILookup<long, PostedRow> Posted { get; init; }
    public required Tenant Tenant { get; init; }
    public DateOnly Today => Workbench.Today;

    public static async Task<FilterSampleData> Make(int seed, int rows)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        var random = new Random(seed);
        var made = await Fill(workbench, random, rows);
        foreach (var denial in made) await Live(workbench, random, denial);
        return await Read(workbench);
    }

    private static async Task<List<Denial>> Fill(TestWorkbench workbench, Random random, int rows) => (await workbench.Writer.Write<List<Denial>>(workbench.System, (entry, _) =>
    {
        var payers = Payers.Select((name, n) => new Payer(workbench.TenantId, entry.NextKey(), $"P{n}", name) { FilingWindowDays = n == 1 ? 90 : null }).ToList();
        payers.ForEach(entry.Add);
        List<Denial> made = [];
        InsuranceClaim? claim = null;
        for (var n = 0; n < rows; n++)
        {
            if (claim is null || random.Next(3) > 0)
            {
                var payer = payers[random.Next(payers.Count)];
                entry.Add(claim = new InsuranceClaim(workbench.TenantId, entry.NextKey(), $"{(random.Next(2) == 0 ? "RC" : "rc")}-{random.Next(40)}", payer.Id, 500_000)
                {
                    PatientName = Patients[random.Next(Patients.Length)], ProviderName = Payers[n % Payers.Length], ServiceFrom = random.Next(4) == 0 ? null : workbench.Today.AddDays(-random.Next(300)),
                });
            }

            var denial = new Denial(workbench.TenantId, entry.NextKey(), claim.Id, claim.PayerId, random.Next(2) == 0 ? "CO" : "PR", Codes[random.Next(Codes.Length)],
                new long[] { 1, 999, 1_000, 1_001, 100_000 }[random.Next(5)], workbench.Today.AddDays(-new[] { 0, 14, 30, 90, 91, 200 }[random.Next(6)]))
            { Rarcs = new[] { "", "N130", "N1 MA01", "MA01 N130", "MA130", "N1 N877" }[random.Next(6)] };
            // The route stays; the rail would stand in the way of what the sample does next.
            denial.TakeRoute(RouteTable.Shipped.Of(denial.Carc, denial.Rarcs) with { Guards = false });
            denial.SetAppealWindow(workbench.Today.AddDays(random.Next(-30, 40)));
            entry.Add(denial);
            entry.Record(AuditAct.DenialMade, new AuditRow { DenialId = denial.Id, ClaimId = claim.Id });
            made.Add(denial);
        }

        return Task.FromResult<Outcome<List<Denial>>>(made);
    })).Value;

    private static async Task Live(TestWorkbench workbench, Random random, Denial denial)
    {
        var to = (DenialStatus)random.Next(1, 7);
        if (random.Next(3) > 0 && (to != DenialStatus.AppealPending || denial.AppealBy >= workbench.Today)) await workbench.Bring(denial, to);
        var now = await workbench.Reload(denial);
        if (now.Status is DenialStatus.Open or DenialStatus.InProgress && random.Next(3) == 0)
            await workbench.Denials.Assign(workbench.Supervisor, await workbench.Now(denial), random.Next(3) == 0 ? null : new[] { workbench.Clerk, workbench.Supervisor }[random.Next(2)].UserId);
        if (now.Status is DenialStatus.Open && now.BalanceCents > 10 && random.Next(3) == 0)
        {
            await workbench.WriteOffPart(denial, new Money(1));
            if (random.Next(2) == 0) await workbench.Reopens.Reopen(workbench.Clerk, await workbench.Now(denial), "not this one");
        }

        if (random.Next(8) == 0) await workbench.Flag(denial);
        workbench.Clock.Advance(TimeSpan.FromMinutes(random.Next(20)));
    }

    private static Task<FilterSampleData> Read(TestWorkbench workbench) => workbench.Read(async db =>
    {
        var applications = await db.Set<PaymentApplication>().AsNoTracking().ToListAsync();
        var undone = applications.Where(a => a.ReversesId is not null).Select(a => a.ReversesId!.Value).ToHashSet();
        var requests = await db.Set<WriteOffRequest>().AsNoTracking().ToDictionaryAsync(r => r.Id);
        var lines = await db.Set<WriteOffRequestLine>().AsNoTracking().ToListAsync();
        return new FilterSampleData
        {
            Workbench = workbench,
            Tenant = await db.Set<Tenant>().AsNoTracking().SingleAsync(),
            Denials = await db.Set<Denial>().AsNoTracking().ToListAsync(),
            Claims = await db.Set<InsuranceClaim>().AsNoTracking().ToDictionaryAsync(c => c.Id),
            AllPayers = await db.Set<Payer>().AsNoTracking().ToDictionaryAsync(c => c.Id),
            People = await db.Set<Person>().AsNoTracking().ToDictionaryAsync(c => c.Id),
            Reasons = await db.Set<WriteOffReason>().AsNoTracking().ToDictionaryAsync(c => c.Id),
            LiveLines = lines.Select(l => (Request: requests[l.RequestId], Line: l)).Where(x => x.Request.Status == RequestStatus.Pending
                || (x.Request.Status is RequestStatus.Posted or RequestStatus.Approved && applications.Any(a => a.RequestId == x.Request.Id && a.ReasonId == x.Line.ReasonId && a.ReversesId is null && !undone.Contains(a.Id))))
                .ToLookup(x => x.Request.DenialId),
            Posted = applications.Where(a => a.Type == ApplicationType.WriteOff && a.ReversesId is null).Select(a => new PostedRow(a,
                lines.First(l => l.RequestId == a.RequestId && l.ReasonId == a.ReasonId), requests[a.RequestId!.Value].RequestedBy,
                applications.SingleOrDefault(u => u.ReversesId == a.Id)?.PostedOn)).ToLookup(r => r.Row.DenialId!.Value),
        };
    });
}

/// <summary>A write-off row of the ledger with what filters ask about it.</summary>
internal sealed record PostedRow(PaymentApplication Row, WriteOffRequestLine Line, Guid RequestedBy, DateOnly? ReopenedOn);
