using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;
using WriteOff.Web.Demo;

namespace WriteOff.Tests.Support;

/// <summary>The demo's gated tenant in a running product: its people, and denials that a remittance brings.</summary>
internal sealed class GatedTenant(RunningApp app)
{
    public const int Id = 2;

    public static Actor Kofi { get; } = Of("Kofi Sarpong");

    public static Actor Rosa { get; } = Of("Rosa Benitez");

    private T Get<T>() where T : notnull => app.App.Services.GetRequiredService<T>();

    /// <summary>Starts the product with the tenant and denials of these amounts, on claims HP-1, HP-2…</summary>
    public static Task<(RunningApp App, GatedTenant Tenant)> Start(params long[] cents) => Start(null, cents);

    /// <summary>The same with a last word on the services.</summary>
    public static async Task<(RunningApp App, GatedTenant Tenant)> Start(Action<IServiceCollection>? also, params long[] cents)
    {
        var app = await RunningApp.Start(also);
        var tenant = new GatedTenant(app);
        if (!await tenant.Get<TenantSetup>().Exists(Id))
            await tenant.Get<TenantSetup>().Open(new NewTenant(Id, "Harbor Point Orthopedics", "America/New_York")
            {
                Gate = GateMode.AboveAmount,
                GateAboveCents = 25_000,
                People = [.. DemoPersonas.All.Where(p => p.TenantId == Id).Select(p => new NewPerson(p.Id, p.Name, p.Email, p.Role))],
            });
        await tenant.Deny(cents);
        return (app, tenant);
    }

    public async Task<Denial> Denial(int number)
    {
        await using var db = Get<WorkbenchDbs>().Open(Id);
        return await db.Set<Denial>().AsNoTracking().OrderBy(d => d.Id).Skip(number - 1).FirstAsync();
    }

    /// <summary>Somebody asks to write a denial off whole.</summary>
    public async Task<ApprovalAsk> Ask(Actor who, int number, string note = "Filed late, no proof of timely filing", string reason = "other", Money? part = null)
    {
        var denial = await Denial(number);
        var receipt = (await Get<WriteOffService>().Submit(who, States.Part(denial, part ?? denial.Balance, reason, note))).Value;
        return new ApprovalAsk(receipt.RequestId, 1, denial.Version + 1);
    }

    public Task<Outcome<ApprovalReceipt>> Approve(Actor who, ApprovalAsk ask) => Get<ApprovalService>().Approve(who, ask);

    /// <summary>Somebody else of the tenant who may approve.</summary>
    public async Task<Actor> GivenSupervisor(string name)
    {
        var actor = new Actor(Id, Guid.NewGuid(), name);
        _ = (await Get<WriteOff.Domain.Audit.WorkbenchWriter>().Write<bool>(Actor.System(Id), (entry, _) =>
        {
            entry.Add(new Person(Id, actor.UserId, name, "s@example.test"));
            entry.Add(new PersonRole(Id, actor.UserId, Role.BillingSupervisor));
            entry.Record(WriteOff.Domain.Audit.AuditAct.PersonAdded, new() { Detail = name });
            return Task.FromResult<Outcome<bool>>(true);
        })).Value;
        return actor;
    }

    public async Task Limit(Role role, Money amount) => _ = (await Get<WriteOff.Domain.Audit.WorkbenchWriter>().Write<bool>(Actor.System(Id), (entry, _) =>
    {
        entry.Add(ApprovalLimit.Of(Id, entry.NextKey(), role, amount));
        entry.Record(WriteOff.Domain.Audit.AuditAct.PolicyChanged, new() { Detail = "Limit" });
        return Task.FromResult<Outcome<bool>>(true);
    })).Value;

    /// <summary>A second payer pays some of a claim.</summary>
    public Task Pay(int number, Money charge, Money amount) => Take($"pay-{number}", "1700000001", [new OutgoingClaim
    {
        PatientControlNumber = $"HP-{number}", Status = "2", Charge = charge, Adjustments = charge == amount ? [] : [new OutgoingAdjustment("OA", "23", charge - amount)],
    }]);

    private Task Deny(long[] cents) => Take("denials", "1900000101", [.. cents.Select((c, n) => new OutgoingClaim
    {
        PatientControlNumber = $"HP-{n + 1}", Status = "1", PatientLastName = "SANDOVAL", PatientFirstName = $"PILAR {n + 1}", MemberId = $"W{n:0000}",
        Lines = [new OutgoingLine { Code = "29881", Charge = new Money(c), ServiceDate = Today.AddDays(-60), Adjustments = [new OutgoingAdjustment("CO", n % 2 == 0 ? "197" : "96", new Money(c))] }],
    })]);

    private DateOnly Today => DateOnly.FromDateTime(Get<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(-2);

    private async Task Take(string name, string payer, IReadOnlyList<OutgoingClaim> claims)
    {
        using var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, Today))
            writer.Write(new OutgoingRemittance { PayerName = "Aetna PPO", PayerId = payer, PaymentDate = Today, TraceNumber = name, Claims = claims });
        file.Position = 0;
        (await Get<RemittanceIntake>().Take(Actor.System(Id), $"{name}.835", file)).Value.Remittances.Should().OnlyContain(r => r.Status == RemittanceStatus.Posted && r.HeldCount == 0);
    }

    private static Actor Of(string name) => DemoPersonas.All.Where(p => p.Name == name).Select(p => new Actor(p.TenantId, p.Id, p.Name)).Single();
}
