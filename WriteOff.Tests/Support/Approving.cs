using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Approvals;

namespace WriteOff.Tests.Support;

/// <summary>Requests that wait, and who decides them.</summary>
internal static class Approving
{
    public static ApprovalDesk Approvals(this World world) => new(world.Books);

    public static ApprovalQueue Queue(this World world) => new(world.Dbs, world.Clock, world.Access);

    /// <summary>A denial with a waiting request of the clerk's: whole, or a part.</summary>
    public static async Task<(Denial Denial, ApprovalAsk Ask)> GivenWaiting(this World world, Money? amount = null, Money? part = null, string reason = "other", DenialStatus from = DenialStatus.Open, Actor? asks = null)
    {
        var denial = await world.GivenDenial(amount);
        await world.Bring(denial, from);
        return (denial, await world.AskFor(await world.Reload(denial), part, reason, asks));
    }

    /// <summary>Somebody asks, whatever the gate says.</summary>
    public static async Task<ApprovalAsk> AskFor(this World world, Denial denial, Money? part = null, string reason = "other", Actor? asks = null)
    {
        await world.SetGate(GateMode.Always);
        var receipt = (await world.WriteOffs.Submit(asks ?? world.Clerk, States.Part(denial, part ?? denial.Balance, reason))).Value;
        await world.SetGate(GateMode.Off);
        receipt.IsPending.Should().BeTrue();
        return await world.Look(receipt.RequestId);
    }

    /// <summary>The request as somebody looks at it now.</summary>
    public static async Task<ApprovalAsk> Look(this World world, long requestId)
    {
        var request = await world.Request(requestId);
        return new ApprovalAsk(requestId, request.Version, (await world.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.Id == request.DenialId))).Version);
    }

    public static Task<WriteOffRequest> Request(this World world, long requestId) => world.Read(db => db.Set<WriteOffRequest>().AsNoTracking().SingleAsync(r => r.Id == requestId));

    /// <summary>Another supervisor of the same tenant.</summary>
    public static async Task<Actor> GivenSupervisor(this World world, string name)
    {
        var actor = new Actor(world.TenantId, Guid.NewGuid(), name);
        _ = (await world.Books.Write<bool>(world.System, (entry, _) =>
        {
            entry.Add(new Person(world.TenantId, actor.UserId, name, $"{actor.UserId:N}@example.test"));
            entry.Add(new PersonRole(world.TenantId, actor.UserId, Role.BillingSupervisor));
            entry.Record(AuditAct.PersonAdded, new AuditRow { Detail = name });
            return Task.FromResult<Outcome<bool>>(true);
        })).Value;
        return actor;
    }

    public static Task Limit(this World world, Role role, Money? amount) => world.Add(key => ApprovalLimit.Of(world.TenantId, key, role, amount));

    public static Task Limit(this World world, Actor person, Money? amount) => world.Add(key => ApprovalLimit.Of(world.TenantId, key, person.UserId, amount));

    /// <summary>The payer pays some of a denial, through the intake.</summary>
    public static async Task Pay(this World world, Denial denial, Money amount, Actor? by = null)
    {
        var claim = await world.ClaimOf(denial);
        var taken = await new RemittanceIntake(world.Books, world.Dbs).Take(by ?? world.System, $"{claim.ClaimNumber}-{amount.Cents}.835", Payment(claim.ClaimNumber, claim.Charge, amount, world.Today));
        taken.Value.Remittances.Should().OnlyContain(t => t.Status == RemittanceStatus.Posted);
    }

    /// <summary>What a second payer pays on the whole claim.</summary>
    private static MemoryStream Payment(string claim, Money charge, Money amount, DateOnly on)
    {
        var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, on))
        {
            writer.Write(new OutgoingRemittance
            {
                PaymentDate = on,
                TraceNumber = $"{claim}-{amount.Cents}",
                Claims = [new OutgoingClaim { PatientControlNumber = claim, Status = "2", Charge = charge, Adjustments = charge == amount ? [] : [new OutgoingAdjustment("OA", "23", charge - amount)] }],
            });
        }

        file.Position = 0;
        return file;
    }

    private static async Task Add(this World world, Func<long, ApprovalLimit> limit) => _ = (await world.Books.Write<bool>(world.System, (entry, _) =>
    {
        entry.Add(limit(entry.NextKey()));
        entry.Record(AuditAct.PolicyChanged, new AuditRow { Detail = "Limit" });
        return Task.FromResult<Outcome<bool>>(true);
    })).Value;
}
