using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Tests.Support;

/// <summary>Brings a denial into each of the six states by the desks' own acts, and by the intake.</summary>
internal static class States
{
    public static async Task<Denial> GivenIn(this World world, DenialStatus status, Money? amount = null)
    {
        var denial = await world.GivenDenial(amount);
        await world.Bring(denial, status);
        return await world.Reload(denial);
    }

    public static async Task Bring(this World world, Denial denial, DenialStatus status)
    {
        switch (status)
        {
            case DenialStatus.Open: break;
            case DenialStatus.InProgress: (await world.Denials.StartWork(world.Clerk, await world.Now(denial))).IsDone.Should().BeTrue(); break;
            case DenialStatus.AppealPending: (await world.Appeals.File(world.Clerk, await world.Now(denial), new AppealAsk(1, world.Today))).IsDone.Should().BeTrue(); break;
            case DenialStatus.PendingWriteOff:
                await world.SetGate(GateMode.Always);
                (await world.WriteOffs.Submit(world.Clerk, World.Whole(await world.Reload(denial)))).Value.IsPending.Should().BeTrue();
                await world.SetGate(GateMode.Off);
                break;
            case DenialStatus.WrittenOff: (await world.WriteOffs.Submit(world.Clerk, World.Whole(await world.Reload(denial)))).IsDone.Should().BeTrue(); break;
            case DenialStatus.Resolved: await world.Settle(denial); break;
        }
    }

    /// <summary>The payer pays what remains.</summary>
    public static async Task Settle(this World world, Denial denial) => await world.Pay(denial, (await world.Reload(denial)).Balance);

    public static Task SetGate(this World world, GateMode gate, long aboveCents = 0) => world.Change(async db =>
    {
        var policy = await db.Set<TenantPolicy>().SingleAsync();
        (policy.Gate, policy.GateAboveCents) = (gate, aboveCents);
    });

    public static Task ChangeReason(this World world, string code, Action<WriteOffReason> change) =>
        world.Change(async db => change(await db.Set<WriteOffReason>().SingleAsync(r => r.Code == code)));

    /// <summary>The mark that a reversal will leave.</summary>
    public static Task Flag(this World world, Denial denial) => world.Change(async db =>
        db.Entry(await db.Set<Denial>().SingleAsync(d => d.Id == denial.Id)).Property(d => d.IsFlagged).CurrentValue = true);

    /// <summary>Writes a part off, by the clerk.</summary>
    public static async Task<WriteOffReceipt> WriteOffPart(this World world, Denial denial, Money part, string reason = "other") =>
        (await world.WriteOffs.Submit(world.Clerk, Part(await world.Reload(denial), part, reason))).Value;

    public static WriteOffAsk Part(Denial denial, Money part, string reason = "other", string? note = "Payer out of business") =>
        new(denial.Id, denial.Version, Guid.NewGuid(), [new WriteOffAskLine(reason, part)], note);
}
