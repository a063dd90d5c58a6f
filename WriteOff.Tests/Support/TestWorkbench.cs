using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Support;

/// <summary>One tenant with its people and services on a database of its own: tests read as sentences on it.</summary>
internal sealed class TestWorkbench
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    private static int _nodes;

    private TestWorkbench(DatabaseOptions options, int tenantId, FakeTimeProvider clock, WriteGate gate, params IInterceptor[] interceptors)
    {
        (Options, TenantId, Clock) = (options, tenantId, clock);
        Dbs = new WorkbenchDbs(options, [NoSync.Instance, .. interceptors]);
        Keys = new Keys(clock, Interlocked.Increment(ref _nodes));
        Feed = new ChangeFeed();
        Writer = new WorkbenchWriter(Dbs, clock, Keys, gate, Feed);
        Access = new AccessLog(Writer, clock, Keys);
        Setup = new TenantSetup(Writer, Dbs);
        Denials = new DenialService(Writer);
        Appeals = new AppealService(Writer);
        WriteOffs = new WriteOffService(Writer, Dbs, clock);
        Reopens = new ReopenService(Writer);
        Intake = new RemittanceIntake(Writer, Dbs);
        Corrections = new RemittanceReopen(Writer, Dbs, clock);
        HandMatches = new HandMatch(Writer, Dbs);
        Held = new HeldPaymentService(Writer);
        Policies = new PolicyService(Writer, Dbs);
        Reasons = new ReasonService(Writer, Dbs);
        Payers = new PayerService(Writer, Dbs);
        People = new PeopleService(Writer, Dbs);
        Limits = new ApprovalLimitService(Writer, Dbs);
        Previews = new PolicyPreview(Dbs, clock);
        Grid = new DenialGrid(Dbs, clock, LiveRequests.Facts, Access);
        Bulk = new DenialBulk(Grid, Denials, Writer);
        Views = new SavedViews(Writer, Dbs);
        Gate = gate;
    }

    public DatabaseOptions Options { get; }
    public int TenantId { get; }
    public FakeTimeProvider Clock { get; }
    public WorkbenchDbs Dbs { get; }
    public Keys Keys { get; }
    public ChangeFeed Feed { get; }
    public WriteGate Gate { get; }
    public WorkbenchWriter Writer { get; }
    public AccessLog Access { get; }
    public TenantSetup Setup { get; }
    public DenialService Denials { get; }
    public AppealService Appeals { get; }
    public WriteOffService WriteOffs { get; }
    public ReopenService Reopens { get; }
    public RemittanceIntake Intake { get; }
    public RemittanceReopen Corrections { get; }
    public HandMatch HandMatches { get; }
    public HeldPaymentService Held { get; }
    public PolicyService Policies { get; }
    public ReasonService Reasons { get; }
    public PayerService Payers { get; }
    public PeopleService People { get; }
    public ApprovalLimitService Limits { get; }
    public PolicyPreview Previews { get; }
    public DenialGrid Grid { get; }
    public DenialBulk Bulk { get; }
    public SavedViews Views { get; }

    public Actor Clerk { get; private set; } = null!;
    public Actor PostingClerk { get; private set; } = null!;
    public Actor Supervisor { get; private set; } = null!;
    public Actor Manager { get; private set; } = null!;
    public Actor Administrator { get; private set; } = null!;
    public Actor System => Actor.System(TenantId);
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/Chicago")).DateTime);

    /// <summary>A new database with one tenant: ungated, with the eight reasons, unless changed.</summary>
    public static async Task<TestWorkbench> Open(Func<NewTenant, NewTenant>? change = null)
    {
        var options = await TestDatabases.Fresh();
        return await OpenTenant(options, new FakeTimeProvider(Start), new WriteGate(options), change);
    }

    /// <summary>A new SQLite database, whatever the environment says.</summary>
    public static Task<TestWorkbench> OpenSqlite(Func<NewTenant, NewTenant>? change = null, params IInterceptor[] interceptors) => OpenAt(Start, change, interceptors);

    /// <summary>A new SQLite database whose clock starts somewhere else than at <see cref="Start"/>.</summary>
    public static async Task<TestWorkbench> OpenAt(DateTimeOffset start, Func<NewTenant, NewTenant>? change = null, params IInterceptor[] interceptors)
    {
        var options = await TestDatabases.FreshSqlite();
        return await OpenTenant(options, new FakeTimeProvider(start), new WriteGate(options), change, interceptors);
    }

    /// <summary>Another tenant in the same database, with the same clock and write gate.</summary>
    public Task<TestWorkbench> OpenNeighbour(Func<NewTenant, NewTenant>? change = null) => OpenTenant(Options, Clock, Gate, change);

    private static async Task<TestWorkbench> OpenTenant(DatabaseOptions options, FakeTimeProvider clock, WriteGate gate, Func<NewTenant, NewTenant>? change, params IInterceptor[] interceptors)
    {
        var workbench = new TestWorkbench(options, TestDatabases.NextTenant(), clock, gate, interceptors);
        var ask = new NewTenant(workbench.TenantId, $"Tenant {workbench.TenantId}");
        await workbench.Setup.Open((change is null ? ask : change(ask)) with { People = workbench.MakePeople() });
        return workbench;
    }

    private List<NewPerson> MakePeople()
    {
        List<NewPerson> people = [];
        Actor Add(string name, Role role)
        {
            var person = new NewPerson(Guid.NewGuid(), name, $"{name.ToLowerInvariant()}@example.test", role);
            people.Add(person);
            return new Actor(TenantId, person.Id, name);
        }

        Clerk = Add("Clerk", Role.BillingClerk);
        PostingClerk = Add("Poster", Role.PostingClerk);
        Supervisor = Add("Supervisor", Role.BillingSupervisor);
        Manager = Add("Manager", Role.Manager);
        Administrator = Add("Admin", Role.Administrator);
        return people;
    }

    /// <summary>A claim with one line and one open denial of the whole line, denied so many days ago.</summary>
    public async Task<Denial> GivenDenial(Money? amount = null, string carc = "197", string group = "CO", int age = 30, long? claimId = null, string rarcs = "")
    {
        var denied = amount ?? new Money(80_000);
        var made = await Writer.Write<Denial>(System, async (entry, cancel) =>
        {
            var payer = await entry.Db.Set<Payer>().FirstOrDefaultAsync(p => p.Identifier == "1999888777", cancel);
            if (payer is null) entry.Add(payer = new Payer(TenantId, entry.NextKey(), "1999888777", "North Plan"));
            var claim = claimId is { } id ? await entry.Db.Set<InsuranceClaim>().SingleAsync(c => c.Id == id, cancel) : null;
            var number = claim is null ? 1 : 1 + await entry.Db.Set<ClaimLine>().CountAsync(l => l.ClaimId == claim.Id, cancel);
            if (claim is null)
                entry.Add(claim = new InsuranceClaim(TenantId, entry.NextKey(), $"RC-{entry.NextKey() % 1_000_000:000000}", payer.Id, denied.Cents)
                {
                    PatientName = "Alpha, Ann", MemberId = "M100200300", ProviderName = "River Clinic", ServiceFrom = Today.AddDays(-age - 20), ServiceTo = Today.AddDays(-age - 20),
                });
            else claim.Extend(denied);
            var line = new ClaimLine(TenantId, entry.NextKey(), claim.Id, number, "71046", denied.Cents) { ServiceDate = claim.ServiceFrom };
            entry.Add(line);
            var denial = new Denial(TenantId, entry.NextKey(), claim.Id, payer.Id, group, carc, denied.Cents, Today.AddDays(-age)) { LineId = line.Id, Rarcs = rarcs };
            denial.SetAppealWindow(denial.DeniedOn.AddDays(120));
            entry.Add(denial);
            entry.Record(AuditAct.DenialMade, new AuditRow
            {
                DenialId = denial.Id, ClaimId = claim.Id, AmountCents = denied.Cents, StatusAfter = (int)denial.Status, BalanceAfterCents = denied.Cents,
            });
            return denial;
        });
        return made.Value;
    }

    /// <summary>An ask to write off the denial whole, for one reason.</summary>
    public static WriteOffAsk Whole(Denial denial, string reason = "other", string? note = "Payer out of business") =>
        new(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine(reason, denial.Balance)], note);

    /// <summary>Changes the tenant's policy or reasons as an administrator later will, through the records.</summary>
    public async Task Change(Func<WorkbenchDb, Task> change) => _ = (await Writer.Write<bool>(System, async (entry, _) =>
    {
        await change(entry.Db);
        entry.Record(AuditAct.PolicyChanged, new AuditRow { Detail = "Changed by a test" });
        return true;
    })).Value;

    /// <summary>The denial as it is now, for an act on it.</summary>
    public async Task<DenialAsk> Now(Denial denial) => new(denial.Id, (await Reload(denial)).Version);

    /// <summary>The same database opened by a second process: its own gate, keys and services on the same database.</summary>
    public TestWorkbench OpenSecondProcess() => new(Options, TenantId, Clock, new WriteGate(Options))
    {
        Clerk = Clerk, PostingClerk = PostingClerk, Supervisor = Supervisor, Manager = Manager, Administrator = Administrator,
    };

    public async Task<T> Read<T>(Func<WorkbenchDb, Task<T>> read)
    {
        await using var db = Dbs.Open(TenantId);
        return await read(db);
    }

    public Task<Denial> Reload(Denial denial) => Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.Id == denial.Id));

    public Task<InsuranceClaim> ClaimOf(Denial denial) => Read(db => db.Set<InsuranceClaim>().AsNoTracking().SingleAsync(c => c.Id == denial.ClaimId));

    public Task<List<PaymentApplication>> LedgerOf(Denial denial) => Read(db => db.Set<PaymentApplication>().AsNoTracking().Where(a => a.ClaimId == denial.ClaimId).OrderBy(a => a.Id).ToListAsync());

    public Task<List<AuditRow>> Trail() => Read(db => db.Set<AuditRow>().AsNoTracking().OrderBy(a => a.Sequence).ToListAsync());
}
