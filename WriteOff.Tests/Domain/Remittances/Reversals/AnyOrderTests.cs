using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Tenants;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>Whatever comes in whatever order: the invariants hold, and the order of reversal and correction does not matter.</summary>
public sealed class AnyOrderTests
{
    [Fact]
    public void Acts_AnySequence_KeepTheInvariants() => Prop.ForAll<byte[]>(moves => Trials.Wait(Play(moves))).Try(60, many: 3_000, size: 30);

    private static async Task Play(byte[] moves)
    {
        var world = await World.Open();
        await world.SetGate(GateMode.AboveAmount, aboveCents: 40_000);
        var player = new RemittancePlayer(world);
        foreach (var move in moves) await player.Play(move);
        await world.MustHold();
        world.LetGo();
    }

    /// <summary>A correction matched by hand, without a reversal, takes the payer's money back itself.</summary>
    [Fact]
    public Task Acts_CorrectionWithoutReversalMatchedByHand_KeepTheInvariants() => Play([96, 0, 63]);

    [Fact]
    public void ReversalAndCorrection_EitherOrder_SameEnd() => Prop.ForAll<byte, byte>((shape, given) => Trials.Wait(InEachOrder(shape, given))).Try(20, many: 500);

    private static async Task InEachOrder(byte shape, byte given)
    {
        List<string> ends = [];
        foreach (var order in Enumerable.Range(0, 4)) ends.Add(await End(shape, given, order));
        ends.Should().OnlyContain(e => e == ends[0]);
    }

    private static async Task<string> End(byte shape, byte given, int order)
    {
        var world = await World.Open();
        if (given % 4 == 3) await world.Change(async db => (await db.Set<TenantPolicy>().SingleAsync()).AutomaticReopen = true);
        var (original, correction) = Pair(shape);
        await world.Take(original);
        foreach (var denial in await world.Denials())
        {
            if (given % 4 is 1 or 3) await world.WriteOffs.Submit(world.Clerk, World.Whole(denial));
            if (given % 4 == 2) await world.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(denial.BalanceCents / 2));
        }

        var reversal = original.Reversed();
        switch (order)
        {
            case 0: await world.Take(reversal, correction); break;
            case 1: await world.Take(correction, reversal); break;
            case 2: await world.Take(reversal); await world.Take(correction); break;
            default: await world.Take(correction); await world.Take(reversal); break;
        }

        foreach (var denial in (await world.Denials()).Where(d => d.IsFlagged))
            if ((await world.Reload(denial)).IsFlagged) (await world.Reopen(denial)).IsDone.Should().BeTrue();
        await world.MustHold();
        var denials = (await world.Denials()).Select(d => $"{d.Group}-{d.Carc} {d.Status} {d.Resolution} {d.BalanceCents} {d.TakenBackCents}").Order(StringComparer.Ordinal);
        var rows = (await world.Read(db => db.Set<PaymentApplication>().ToListAsync())).Select(r => $"{r.Type} {r.AmountCents} {r.AdjustmentGroup}-{r.AdjustmentCode} {r.ReversesId is not null}").Order(StringComparer.Ordinal);
        var claim = (await world.Read(db => db.Set<InsuranceClaim>().ToListAsync())).Single();
        var payments = await world.Payments();
        world.LetGo();
        return $"{claim.ChargeCents} {claim.BalanceCents}\n{string.Join('\n', denials)}\n{string.Join('\n', rows)}\n{string.Join(',', payments.Select(p => p.Outcome).Order())}";
    }

    private static (OutgoingClaim Original, OutgoingClaim Correction) Pair(byte shape)
    {
        OutgoingClaim Of(int kind, string control) => Payers.Claim("RC-1", control, (kind % 4) switch
        {
            0 => [Payers.Line("71046", 80_000, ("CO", "197", 80_000))],
            1 => [Payers.Line("71046", 80_000, ("CO", "45", 20_000), ("PR", "2", 8_000))],
            2 => [Payers.Line("71046", 50_000, ("CO", "50", 50_000)), Payers.Line("99213", 30_000, ("CO", "45", 10_000))],
            _ => [Payers.Line("71046", 50_000, ("CO", "29", 20_000), ("PR", "96", 5_000)), Payers.Line("99213", 30_000, ("CO", "197", 30_000))],
        });
        return (Of(shape, "N1"), Of(shape / 4, shape % 3 == 0 ? "N2" : "N1") with { OriginalReference = shape % 3 == 0 ? "N1" : "" });
    }
}
