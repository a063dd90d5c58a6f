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
    /// <summary>What to verify: the whole database; on a server, where other tests tamper with their tenants at the same time, this tenant.</summary>
    public static int? Verified(this TestWorkbench workbench) => TestDatabases.SqlServer is null ? null : workbench.TenantId;

    public static ApprovalService Approvals(this TestWorkbench workbench) => new(workbench.Writer);

    public static ApprovalQueue Queue(this TestWorkbench workbench) => new(workbench.Dbs, workbench.Clock, workbench.Access);

    /// <summary>A denial with a waiting request of the clerk's: whole, or a part.</summary>
    public static async Task<(Denial Denial, ApprovalAsk Ask)> GivenWaiting(this TestWorkbench workbench, Money? amount = null, Money? part = null, string reason = "other", DenialStatus from = DenialStatus.Open, Actor? asks = null)
    {
        var denial = await workbench.GivenDenial(amount);
        await workbench.Bring(denial, from);
        return (denial, await workbench.AskFor(await workbench.Reload(denial), part, reason, asks));
    }

    /// <summary>Somebody asks, whatever the gate says.</summary>
    public static async Task<ApprovalAsk> AskFor(this TestWorkbench workbench, Denial denial, Money? part = null, string reason = "other", Actor? asks = null)
    {
        await workbench.SetGate(GateMode.Always);
        var receipt = (await workbench.WriteOffs.Submit(asks ?? workbench.Clerk, States.Part(denial, part ?? denial.Balance, reason))).Value;
        await workbench.SetGate(GateMode.Off);
        receipt.IsPending.Should().BeTrue();
        return await workbench.Look(receipt.RequestId);
    }

    /// <summary>The request as somebody looks at it now.</summary>
    public static async Task<ApprovalAsk> Look(this TestWorkbench workbench, long requestId)
    {
        var request = await workbench.Request(requestId);
        return new ApprovalAsk(requestId, request.Version, (await workbench.Read(db => db.Set<Denial>().AsNoTracking().SingleAsync(d => d.Id == request.DenialId))).Version);
    }

    public static Task<WriteOffRequest> Request(this TestWorkbench workbench, long requestId) => workbench.Read(db => db.Set<WriteOffRequest>().AsNoTracking().SingleAsync(r => r.Id == requestId));

    /// <summary>Another supervisor of the same tenant.</summary>
    public static async Task<Actor> GivenSupervisor(this TestWorkbench workbench, string name)
    {
        var actor = new Actor(workbench.TenantId, Guid.NewGuid(), name);
        _ = (await workbench.Writer.Write<bool>(workbench.System, (entry, _) =>
        {
            entry.Add(new Person(workbench.TenantId, actor.UserId, name, $"{actor.UserId:N}@example.test"));
            entry.Add(new PersonRole(workbench.TenantId, actor.UserId, Role.BillingSupervisor));
            entry.Record(AuditAct.PersonAdded, new AuditRow { Detail = name });
            return Task.FromResult<Outcome<bool>>(true);
        })).Value;
        return actor;
    }

    public static Task Limit(this TestWorkbench workbench, Role role, Money? amount) => workbench.Add(key => ApprovalLimit.Of(workbench.TenantId, key, role, amount));

    public static Task Limit(this TestWorkbench workbench, Actor person, Money? amount) => workbench.Add(key => ApprovalLimit.Of(workbench.TenantId, key, person.UserId, amount));

    /// <summary>The payer pays some of a denial, through the intake.</summary>
    public static async Task Pay(this TestWorkbench workbench, Denial denial, Money amount, Actor? by = null)
    {
        var claim = await workbench.ClaimOf(denial);
        var taken = await new RemittanceIntake(workbench.Writer, workbench.Dbs).Take(by ?? workbench.System, $"{claim.ClaimNumber}-{amount.Cents}.835", Payment(claim.ClaimNumber, claim.Charge, amount, workbench.Today));
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

    private static async Task Add(this TestWorkbench workbench, Func<long, ApprovalLimit> limit) => _ = (await workbench.Writer.Write<bool>(workbench.System, (entry, _) =>
    {
        entry.Add(limit(entry.NextKey()));
        entry.Record(AuditAct.PolicyChanged, new AuditRow { Detail = "Limit" });
        return Task.FromResult<Outcome<bool>>(true);
    })).Value;
}
