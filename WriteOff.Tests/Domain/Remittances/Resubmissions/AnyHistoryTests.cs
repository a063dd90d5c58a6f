using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Domain.Remittances.Reversals;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>A payer denies, is sent the claim again, pays, calls it a duplicate and takes back, in any order and any split into files: no dollar is open twice.</summary>
public sealed class AnyHistoryTests
{
    private static readonly string[] Codes = ["197", "50", "197", "29"];

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

    /// <summary>Each number is one adjudication of one of two claims with two lines, or takes one back.</summary>
    private static List<OutgoingClaim> History(byte[] moves)
    {
        List<OutgoingClaim> history = [];
        foreach (var move in moves)
        {
            var (pick, number) = (move / 16, $"RC-{move / 8 % 2}");
            if (move % 8 == 7)
            {
                if (history.FindLast(c => c.PatientControlNumber == number && c.Status != "22") is { } last && !history.Exists(c => c.Status == "22" && c.PayerControlNumber == last.PayerControlNumber)) history.Add(last.Reversed());
                continue;
            }

            OutgoingLine[] lines = [Decided("71046", 50_000, move % 8, pick), Decided("99213", 30_000, (move % 8) + 1, pick + 1)];
            history.Add(Payers.Claim(number, $"N{history.Count + 1}", (pick % 3) switch { 0 => [lines[0]], 1 => [lines[1]], _ => lines }));
        }

        return history;
    }

    private static OutgoingLine Decided(string code, long cents, int how, int pick) => how switch
    {
        0 or 1 => Payers.Line(code, cents, ("CO", Codes[pick % 4], cents)),
        2 => Payers.Line(code, cents, ("CO", "45", 10_000), ("CO", Codes[pick % 4], cents - 10_000)),
        3 => Payers.Line(code, cents, ("OA", "18", cents)),
        4 => Payers.Line(code, cents, ("CO", "45", 10_000), ("PR", "2", 4_000)),
        5 => Payers.Line(code, cents, ("CO", Codes[pick % 4], 9_000)),
        _ => Payers.Line(code, cents, ("PR", "1", cents)),
    };

    private static IEnumerable<OutgoingClaim[]> Files(List<OutgoingClaim> history, byte[] moves)
    {
        for (var at = 0; at < history.Count;)
        {
            var take = Math.Min(1 + (moves[at % moves.Length] % 3), history.Count - at);
            yield return [.. history.Skip(at).Take(take)];
            at += take;
        }
    }
}
