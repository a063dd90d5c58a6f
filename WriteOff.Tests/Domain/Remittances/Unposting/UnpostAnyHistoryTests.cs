using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.Unposting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Domain.Remittances.Resubmissions;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances.Unposting;

/// <summary>Whatever came before, unposting the last remittance leaves every balance as it was, and posting it again ends the same.</summary>
public sealed class UnpostAnyHistoryTests
{
    [Fact]
    public void Unpost_TheLastOfAnyHistory_RestoresEveryBalance_AndAgainEndsTheSame() => Prop.ForAll<byte[]>(moves => PropertyRuns.Wait(Play(moves))).Try(60, many: 3_000, size: 14);

    private static async Task Play(byte[] moves)
    {
        var workbench = await TestWorkbench.Open();
        var number = 0;
        foreach (var file in Histories.Files(Histories.History(moves), moves))
        {
            var remittance = Of(file).By(number % 5 == 4 ? South : North, $"EFT{++number}");
            var before = await Stand(workbench);
            var posted = await workbench.Post(remittance, number);
            if (posted.Status != RemittanceStatus.Posted) continue;
            await CheckUnpost(workbench, remittance, posted.RemittanceId, number, before);
        }

        await workbench.NoCentIsLost();
        workbench.LetGo();
    }

    private static async Task CheckUnpost(TestWorkbench workbench, OutgoingRemittance remittance, long id, int number, Dictionary<string, string> before)
    {
        var posted = await Stand(workbench);
        var service = new UnpostService(workbench.Writer, workbench.Dbs);
        var preview = (await service.Preview(workbench.PostingClerk, id)).Value;
        var unposted = await service.Unpost(workbench.PostingClerk, id, "Wrong file");
        unposted.IsDone.Should().Be(preview.Refusal is null, "the preview and the act ask the same rules");
        if (!unposted.IsDone)
        {
            (await Stand(workbench)).Should().Equal(posted, "a refusal writes nothing");
            return;
        }

        var after = await Stand(workbench);
        foreach (var (row, stood) in before) after[row].Should().Be(stood, row);
        foreach (var (row, stands) in after.Where(a => !before.ContainsKey(a.Key) && a.Key.StartsWith("denial", StringComparison.Ordinal))) stands.Should().Be("0 Resolved", row);
        await workbench.NoCentIsLost();

        var again = await workbench.Post(remittance, number + 1_000);
        (again.Status, again.HoldWord).Should().Be((RemittanceStatus.Held, "UNPOSTED_BEFORE"));
        (await new RemittanceService(workbench.Writer).Release(workbench.PostingClerk, again.RemittanceId, "It was right")).IsDone.Should().BeTrue();
        Sums(await Stand(workbench)).Should().Equal(Sums(posted));
    }

    private static async Task<Dictionary<string, string>> Stand(TestWorkbench workbench)
    {
        var claims = await workbench.Read(db => db.Set<InsuranceClaim>().AsNoTracking().ToListAsync());
        var denials = await workbench.Read(db => db.Set<Denial>().AsNoTracking().ToListAsync());
        return claims.Select(c => ($"claim {c.ClaimNumber} {c.Id}", $"{c.ChargeCents} {c.BalanceCents}"))
            .Concat(denials.Select(d => ($"denial {d.Group}-{d.Carc} {d.Id}", $"{d.BalanceCents} {(d.Status == DenialStatus.Resolved ? "Resolved" : "Open")}"))).ToDictionary(r => r.Item1, r => r.Item2, StringComparer.Ordinal);
    }

    /// <summary>By claim number and code: posted again, it makes denials of its own.</summary>
    private static List<string> Sums(Dictionary<string, string> stand) =>
        [.. stand.Where(r => !r.Value.StartsWith("0 ", StringComparison.Ordinal)).Select(r => $"{r.Key[..r.Key.LastIndexOf(' ')]} {r.Value}").Order(StringComparer.Ordinal)];
}
