using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Support;

/// <summary>Brings a denial into each of the six states by the services' own acts, and by the intake.</summary>
internal static class States
{
    public static async Task<Denial> GivenIn(this TestWorkbench workbench, DenialStatus status, Money? amount = null)
    {
        var denial = await workbench.GivenDenial(amount);
        await workbench.Bring(denial, status);
        return await workbench.Reload(denial);
    }

    public static async Task Bring(this TestWorkbench workbench, Denial denial, DenialStatus status)
    {
        switch (status)
        {
            case DenialStatus.Open: break;
            case DenialStatus.InProgress: (await workbench.Denials.StartWork(workbench.Clerk, await workbench.Now(denial))).IsDone.Should().BeTrue(); break;
            case DenialStatus.AppealPending: (await workbench.Appeals.File(workbench.Clerk, await workbench.Now(denial), new AppealAsk(1, workbench.Today))).IsDone.Should().BeTrue(); break;
            case DenialStatus.PendingWriteOff:
                await workbench.SetGate(GateMode.Always);
                (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.Reload(denial)))).Value.IsPending.Should().BeTrue();
                await workbench.SetGate(GateMode.Off);
                break;
            case DenialStatus.WrittenOff: (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(await workbench.Reload(denial)))).IsDone.Should().BeTrue(); break;
            case DenialStatus.Resolved: await workbench.Settle(denial); break;
        }
    }

    /// <summary>The payer pays what remains.</summary>
    public static async Task Settle(this TestWorkbench workbench, Denial denial) => await workbench.Pay(denial, (await workbench.Reload(denial)).Balance);

    public static Task SetGate(this TestWorkbench workbench, GateMode gate, long aboveCents = 0) => workbench.Change(async db =>
    {
        var policy = await db.Set<TenantPolicy>().SingleAsync();
        (policy.Gate, policy.GateAboveCents) = (gate, aboveCents);
    });

    public static Task ChangeReason(this TestWorkbench workbench, string code, Action<WriteOffReason> change) =>
        workbench.Change(async db => change(await db.Set<WriteOffReason>().SingleAsync(r => r.Code == code)));

    /// <summary>The mark that a reversal will leave.</summary>
    public static Task Flag(this TestWorkbench workbench, Denial denial) => workbench.Change(async db =>
        db.Entry(await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id)).Property(d => d.IsFlagged).CurrentValue = true);

    /// <summary>Writes a part off, by the clerk.</summary>
    public static async Task<WriteOffReceipt> WriteOffPart(this TestWorkbench workbench, Denial denial, Money part, string reason = "other") =>
        (await workbench.WriteOffs.Submit(workbench.Clerk, Part(await workbench.Reload(denial), part, reason))).Value;

    public static WriteOffAsk Part(Denial denial, Money part, string reason = "other", string? note = "Payer out of business") =>
        new(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine(reason, part)], note);
}
