using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.Verification;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;
using WriteOff.Web.Demo;

namespace WriteOff.Tests.Web.Demo;

/// <summary>The filled demo: one filling, looked at by all tests of this class.</summary>
public sealed class DemoFillTests(FilledDemo demo) : IClassFixture<FilledDemo>
{
    [Fact]
    public void Fill_ScriptedActs_AreNotRefused() => demo.Refusals.Should().BeEmpty();

    [Theory]
    [InlineData(1, 3_200)]
    [InlineData(2, 1_500)]
    [InlineData(3, 300)]
    public async Task Fill_Denials_AreAboutAsManyAsPromised(int tenant, int about) =>
        (await demo.Read(tenant, db => db.Set<Denial>().CountAsync())).Should().BeInRange(about * 97 / 100, about * 104 / 100);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Fill_EveryStatus_IsThere(int tenant)
    {
        var expected = Enum.GetValues<DenialStatus>().Where(s => s != DenialStatus.PendingWriteOff || tenant == 2);
        (await demo.Read(tenant, db => db.Set<Denial>().Select(d => d.Status).Distinct().ToListAsync())).Should().BeEquivalentTo(expected);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Fill_ThingsToLookAt_AreThere(int tenant)
    {
        var held = await demo.Read(tenant, db => db.Set<RemittanceClaim>().Where(c => c.Outcome == ClaimPaymentOutcome.Held).Select(c => c.HoldWord).Distinct().ToListAsync());
        held.Should().Contain(["UNBALANCED_CLAIM", "SUB_CENT_AMOUNT", "REPEATED_CLAIM"]);
        var remittances = await demo.Read(tenant, db => db.Set<Remittance>().Select(r => r.Status).ToListAsync());
        remittances.Should().Contain(RemittanceStatus.Held).And.ContainSingle(s => s == RemittanceStatus.Duplicate);
        var acts = await demo.Read(tenant, db => db.Set<AuditRow>().Select(a => a.Act).Distinct().ToListAsync());
        acts.Should().Contain([AuditAct.WorkStarted, AuditAct.Assigned, AuditAct.NoteAdded, AuditAct.AppealFiled, AuditAct.AppealWithdrawn, AuditAct.AppealUpheld,
            AuditAct.AppealOverturned, AuditAct.WrittenOff, AuditAct.Reopened, AuditAct.Settled]);
        var reasons = await demo.Read(tenant, db => db.Set<WriteOffRequestLine>().Select(l => l.ReasonCode).Distinct().CountAsync());
        reasons.Should().BeGreaterThanOrEqualTo(6);
        (await demo.Read(tenant, db => db.Set<Denial>().CountAsync(d => d.BalanceCents > 0 && d.BalanceCents < 1_000))).Should().BeGreaterThan(100);
        (await demo.Read(tenant, db => db.Set<Denial>().CountAsync(d => d.Resolution == Resolution.Paid))).Should().BePositive();
    }

    [Fact]
    public async Task Fill_Gate_IsWhatTheSignInPageSays()
    {
        (await demo.Read(1, db => db.Set<TenantPolicy>().SingleAsync())).Gate.Should().Be(GateMode.Off);
        (await demo.Read(1, db => db.Set<WriteOffRequest>().CountAsync(r => r.Status == RequestStatus.Pending))).Should().Be(0);
        (await demo.Read(2, db => db.Set<WriteOffRequest>().CountAsync(r => r.Status == RequestStatus.Pending))).Should().BeGreaterThan(7, "what has to be sent anew waits for nobody");
        (await demo.Read(2, db => db.Set<WriteOffRequest>().CountAsync(r => r.Status == RequestStatus.Posted))).Should().BeGreaterThan(50);
        (await demo.Read(3, db => db.Set<WriteOffReason>().CountAsync())).Should().Be(0);
    }

    [Fact]
    public async Task Fill_Audit_RisesFromTheOpeningToNow()
    {
        var instants = await demo.Read(1, db => db.Set<AuditRow>().OrderBy(a => a.Sequence).Select(a => a.At).ToListAsync());

        instants.Should().BeInAscendingOrder();
        instants[0].Should().Be(FilledDemo.Now.AddDays(-DemoDays.Length));
        instants[^1].Should().Be(FilledDemo.Now);
        (await demo.Read(1, db => db.Set<AuditRow>().Where(a => a.Act == AuditAct.WrittenOff).Select(a => a.At).ToListAsync())).Select(a => a.Month).Distinct().Count().Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task Fill_Books_HoldEveryInvariant() =>
        (await new Verifier(demo.Dbs).Run()).Where(r => !r.Holds).Should().BeEmpty();

    [Fact]
    public async Task Fill_Again_ChangesNothing()
    {
        var before = await demo.Read(2, db => db.Set<AuditRow>().CountAsync());
        using var screen = new StringWriter();

        await DemoData.Make(demo.Options, FilledDemo.Now.AddDays(2), screen, CancellationToken.None);

        screen.ToString().Should().BeEmpty();
        (await demo.Read(2, db => db.Set<AuditRow>().CountAsync())).Should().Be(before);
    }

    [Fact]
    public async Task Fill_Interrupted_GoesOnToTheSameEnd()
    {
        var (options, practice) = (await TestDatabases.FreshSqlite(), DemoPractice.All[2]);
        using var gate = new WriteGate(options);
        var dbs = new WorkbenchDbs(options);
        for (var n = 1; !await new DemoSeeder(dbs, gate).IsDone(practice, CancellationToken.None); n++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(150 * n));
            try
            {
                await new DemoSeeder(dbs, gate).Fill(practice, FilledDemo.Now.AddHours(n - 1), stop.Token);
            }
            catch (OperationCanceledException)
            {
                // Killed in the middle, as a start can be.
            }
        }

        await using var db = dbs.Open(3);
        var states = await db.Set<Denial>().OrderBy(d => d.Id).Select(d => new { d.Carc, d.Status, d.BalanceCents, d.DeniedOn }).ToListAsync();
        var whole = await demo.Read(3, other => other.Set<Denial>().OrderBy(d => d.Id).Select(d => new { d.Carc, d.Status, d.BalanceCents, d.DeniedOn }).ToListAsync());
        states.Should().Equal(whole);
        (await db.Set<AuditRow>().CountAsync()).Should().Be(await demo.Read(3, other => other.Set<AuditRow>().CountAsync()));
    }

    [Fact]
    public async Task Fill_TenantOpenedForReal_IsLeftAlone()
    {
        var options = await TestDatabases.FreshSqlite();
        var (dbs, clock) = (new WorkbenchDbs(options), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(FilledDemo.Now));
        using var gate = new WriteGate(options);
        await new TenantSetup(new WorkbenchWriter(dbs, clock, new WriteOff.Domain.Shared.Keys(clock), gate, new ChangeFeed()), dbs).Open(new NewTenant(1, "River Clinic"));

        (await new DemoSeeder(dbs, gate).IsDone(DemoPractice.All[0], CancellationToken.None)).Should().BeTrue();
    }
}

/// <summary>The whole demo in a database of its own.</summary>
public sealed class FilledDemo : IAsyncLifetime
{
    public static readonly DateTimeOffset Now = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    public DatabaseOptions Options { get; private set; } = null!;
    public WorkbenchDbs Dbs { get; private set; } = null!;
    public IReadOnlyList<WriteOff.Domain.Shared.Refusal> Refusals { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Options = await TestDatabases.FreshSqlite();
        Dbs = new WorkbenchDbs(Options);
        using var gate = new WriteGate(Options);
        var fill = new DemoSeeder(Dbs, gate);
        List<WriteOff.Domain.Shared.Refusal> refusals = [];
        foreach (var practice in DemoPractice.All) refusals.AddRange((await fill.Fill(practice, Now, CancellationToken.None)).Refusals);
        Refusals = refusals;
    }

    public async Task<T> Read<T>(int tenant, Func<WorkbenchDb, Task<T>> read)
    {
        await using var db = Dbs.Open(tenant);
        return await read(db);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
