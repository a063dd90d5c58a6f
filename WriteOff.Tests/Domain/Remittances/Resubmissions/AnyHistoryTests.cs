using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Domain.Remittances.Resubmissions.Histories;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>A payer denies, is sent the claim again, pays, calls it a duplicate and takes back, in any order and any split into files: no dollar is open twice.</summary>
public sealed class AnyHistoryTests
{
    [Fact]
    public void History_AnyOrderAndSplit_OpensNoDollarTwice() => Prop.ForAll<byte[]>(moves => PropertyRuns.Wait(Play(moves))).Try(60, many: 3_000, size: 24);

    /// <summary>Cut into files or not, the same history ends the same.</summary>
    [Fact]
    public void History_InOneFileOrMany_EndsTheSame() => Prop.ForAll<byte[]>(moves => PropertyRuns.Wait(InBothSplits(moves))).Try(20, many: 1_000, size: 14);

    private static async Task Play(byte[] moves)
    {
        var workbench = await TestWorkbench.Open();
        foreach (var file in Files(History(moves), moves)) await workbench.Take(file);
        await Holds(workbench);
        workbench.LetGo();
    }

    private static async Task InBothSplits(byte[] moves)
    {
        var history = History(moves);
        List<string> ends = [];
        foreach (var isOne in new[] { true, false })
        {
            var workbench = await TestWorkbench.Open();
            if (isOne && history.Count > 0) await workbench.Take([.. history]);
            else foreach (var claim in history) await workbench.Take(claim);
            await Holds(workbench);
            var claims = await workbench.Read(db => db.Set<InsuranceClaim>().OrderBy(c => c.ClaimNumber).Select(c => $"{c.ClaimNumber} {c.BalanceCents}").ToListAsync());
            var denials = (await workbench.Denials()).Select(d => $"{d.Group}-{d.Carc} {d.Status} {d.Resolution} {d.BalanceCents}").Order(StringComparer.Ordinal);
            ends.Add(string.Join('\n', claims.Concat(denials)));
            workbench.LetGo();
        }

        ends[1].Should().Be(ends[0]);
    }

    private static async Task Holds(TestWorkbench workbench)
    {
        await workbench.MustHold();
        var lines = await workbench.Read(db => db.Set<ClaimLine>().AsNoTracking().ToListAsync());
        var rows = await workbench.Read(db => db.Set<PaymentApplication>().AsNoTracking().ToListAsync());
        var claims = await workbench.Read(db => db.Set<InsuranceClaim>().AsNoTracking().ToListAsync());
        var denials = await workbench.Denials();
        foreach (var line in lines) denials.Where(d => d.LineId == line.Id).Sum(d => d.BalanceCents).Should().BeLessThanOrEqualTo(line.ChargeCents, "a line's open denials are never above its charge");
        foreach (var claim in claims)
        {
            claim.BalanceCents.Should().Be(claim.ChargeCents - rows.Where(r => r.ClaimId == claim.Id).Sum(r => r.AmountCents));
            denials.Where(d => d.ClaimId == claim.Id).Sum(d => d.BalanceCents).Should().BeLessThanOrEqualTo(claim.BalanceCents, "what is denied is open on the claim");
        }
    }
}
