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
    public void Acts_AnySequence_KeepTheInvariants() => Prop.ForAll<byte[]>(moves => PropertyRuns.Wait(Play(moves))).Try(60, many: 3_000, size: 30);

    private static async Task Play(byte[] moves)
    {
        var workbench = await TestWorkbench.Open();
        await workbench.SetGate(GateMode.AboveAmount, aboveCents: 40_000);
        var player = new RandomRemittanceActs(workbench);
        foreach (var move in moves) await player.Play(move);
        await workbench.MustHold();
        workbench.LetGo();
    }

    /// <summary>A correction matched by hand, without a reversal, takes the payer's money back itself.</summary>
    [Fact]
    public Task Acts_CorrectionWithoutReversalMatchedByHand_KeepTheInvariants() => Play([96, 0, 63]);

    [Fact]
    public void ReversalAndCorrection_EitherOrder_SameEnd() => Prop.ForAll<byte, byte>((shape, given) => PropertyRuns.Wait(InEachOrder(shape, given))).Try(20, many: 500);

    private static async Task InEachOrder(byte shape, byte given)
    {
        List<string> ends = [];
        foreach (var order in Enumerable.Range(0, 4)) ends.Add(await End(shape, given, order));
        ends.Should().OnlyContain(e => e == ends[0]);
    }

    private static async Task<string> End(byte shape, byte given, int order)
    {
        var workbench = await TestWorkbench.Open();
        if (given % 4 == 3) await workbench.Change(async db => (await db.Set<TenantPolicy>().SingleAsync()).AutomaticReopen = true);
        var (original, correction) = Pair(shape);
        await workbench.Take(original);
        foreach (var denial in await workbench.Denials())
        {
            if (given % 4 is 1 or 3) await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial));
            if (given % 4 == 2) await workbench.WriteOffPart(denial, new WriteOff.Domain.Shared.Money(denial.BalanceCents / 2));
        }

        var reversal = original.Reversed();
        switch (order)
        {
            case 0: await workbench.Take(reversal, correction); break;
            case 1: await workbench.Take(correction, reversal); break;
            case 2: await workbench.Take(reversal); await workbench.Take(correction); break;
            default: await workbench.Take(correction); await workbench.Take(reversal); break;
        }

        foreach (var denial in (await workbench.Denials()).Where(d => d.IsFlagged))
            if ((await workbench.Reload(denial)).IsFlagged) (await workbench.Reopen(denial)).IsDone.Should().BeTrue();
        await workbench.MustHold();
        // Denied again under the same code before its reversal came, it is the same denial; after it, a new one in its place. Either stands open once.
        var all = await workbench.Denials();
        var denials = all.Where(d => d.Resolution != Resolution.Superseded || !all.Exists(o => o.BalanceCents == d.DeniedCents && o.Group == d.Group && o.Carc == d.Carc)).Select(d => $"{d.Group}-{d.Carc} {d.Status} {d.Resolution} {d.BalanceCents} {d.TakenBackCents}").Order(StringComparer.Ordinal);
        var rows = (await workbench.Read(db => db.Set<PaymentApplication>().ToListAsync())).Select(r => $"{r.Type} {r.AmountCents} {r.AdjustmentGroup}-{r.AdjustmentCode} {r.ReversesId is not null}").Order(StringComparer.Ordinal);
        var claim = (await workbench.Read(db => db.Set<InsuranceClaim>().ToListAsync())).Single();
        var payments = await workbench.Payments();
        workbench.LetGo();
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
