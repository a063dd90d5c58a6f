using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>Whatever comes, in whatever order and twice: every cent is explained, and nothing is half posted.</summary>
public sealed class PostingPropertyTests
{
    private static readonly string[] Codes =
        ["CO-45", "CO-45", "PR-1", "PR-2", "PR-45", "CO-197", "CO-16", "PR-96", "OA-18", "OA-23", "OA-94", "CO-97", "OA-209", "OA-133", "CO-253", "CO-ZZ1", "PI-A1", "CO-22", "CO-109"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Take_RandomRemittancesInRandomOrderTwice_ExplainsEveryCent(int seed)
    {
        var (random, workbench) = (new Random(seed), await TestWorkbench.Open());
        var remittances = Enumerable.Range(0, 10).Select(n => Of([.. Enumerable.Range(0, random.Next(1, 9)).Select(_ => RandomClaim(random))]).By(random.Next(3) == 0 ? South : North, $"EFT{n}")).ToArray();
        var files = remittances.Concat(remittances).Select((r, n) => File(n + 1, r)).ToArray();
        random.Shuffle(files);

        foreach (var file in files) (await workbench.Take(file)).IsDone.Should().BeTrue();

        await Explained(workbench);
    }

    [Fact]
    public async Task Take_GarbledFiles_PostsNothingByHalves()
    {
        var (random, workbench) = (new Random(20261124), await TestWorkbench.Open());
        var posted = 0;
        for (var n = 0; n < 120; n++)
        {
            var file = File(n + 1, Of(RandomClaim(random, n), RandomClaim(random, 500 + n)).By(North, $"EFT{n}"), Of(RandomClaim(random, 1_000 + n)).By(South, $"EFS{n}"));
            var taken = await workbench.Take(Garble(file, random), $"{n}.835");
            if (taken.IsDone) posted += taken.Value.Remittances.Sum(r => r.PostedCount);
            else taken.Refusal.Step.Should().NotBeEmpty();
        }

        posted.Should().BePositive();
        await workbench.NoCentIsLost();
    }

    private static async Task Explained(TestWorkbench workbench)
    {
        await workbench.NoCentIsLost();
        var payments = (await workbench.ClaimPayments()).Where(c => c.ClaimId is not null).ToLookup(c => c.ClaimId!.Value);
        foreach (var claim in await workbench.Read(db => db.Set<InsuranceClaim>().AsNoTracking().ToListAsync()))
        {
            var denied = await workbench.Read(db => db.Set<Denial>().Where(d => d.ClaimId == claim.Id).SumAsync(d => d.BalanceCents));
            var payers = await workbench.Read(db => db.Set<Denial>().Where(d => d.ClaimId == claim.Id).Select(d => d.PayerId).Distinct().CountAsync());
            // Two payers who both deal with the same cent leave a credit; one never does.
            if (payments[claim.Id].Count() == 1 && payers < 2) claim.BalanceCents.Should().Be(denied + payments[claim.Id].Sum(Pended), claim.ClaimNumber);
        }

        payments.Should().NotBeEmpty();
    }

    /// <summary>What a claim payment leaves open without a denial: its CAS triples with 133 and 209.</summary>
    private static long Pended(RemittanceClaim payment) => payment.Segments.Split('~').Select(segment => segment.Trim().Split('*')).Where(e => e[0] == "CAS")
        .Sum(e => Enumerable.Range(0, (e.Length - 1) / 3).Where(n => e[2 + (3 * n)] is "133" or "209").Sum(n => (long)(decimal.Parse(e[3 + (3 * n)], System.Globalization.CultureInfo.InvariantCulture) * 100)));

    private static OutgoingClaim RandomClaim(Random random, int? number = null) =>
        Claim($"RC-{number ?? random.Next(30)}", [.. Enumerable.Range(1, random.Next(1, 4)).Select(n => RandomLine(random, n))]) with
        {
            Status = random.Next(12) == 0 ? "22" : random.Next(2) == 0 ? "1" : "4",
        };

    private static OutgoingLine RandomLine(Random random, int number)
    {
        var charge = random.Next(1, 40_000) / 100m;
        List<string> taken = [];
        var left = charge;
        for (var n = random.Next(4); n > 0 && left > 0; n--)
        {
            var part = n == 1 && random.Next(2) == 0 ? left : Math.Round(left * random.Next(1, 90) / 100m, 2);
            if (random.Next(15) == 0) part = -part;
            taken.Add(FormattableString.Invariant($"{Codes[random.Next(Codes.Length)]} {part}"));
            left -= part;
        }

        return Line(random.Next(2) == 0 ? "99213" : "20610", charge, [.. taken]) with { ControlNumber = $"{number}" };
    }

    private static byte[] Garble(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var n = random.Next(1, 6); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)"*~:^-.09A \n\0"[random.Next(12)]); break;
                case 3: bytes.RemoveRange(at, Math.Min(random.Next(40), bytes.Count - at)); break;
                case 4: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(120), bytes.Count - at))); break;
                case 5: bytes.RemoveRange(at, bytes.Count - at); bytes.Add((byte)'~'); break;
                default: bytes[at] = (byte)'9'; break;
            }
        }

        return [.. bytes];
    }
}
