using WriteOff.Domain.Remittances;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>150 ways to send a reversal wrong: a finding, a hold or no match; the written-off denial never moves by itself and nothing is half posted.</summary>
public sealed class BadReversalTests
{
    private static readonly string[] Reversal =
    [
        "CLP*RC-1*22*-800*0**12*N1*11*1", "NM1*QC*1*ALPHA*ANN****MI*M1", "DTM*232*20261005", "SVC*HC:71046*-800*0**1", "DTM*472*20261005", "CAS*CO*197*-800", "REF*6R*71046",
    ];

    private static readonly string[] Values = ["", "x", "-", "0", "-0.001", "1e5", "99999999999999", "-99999999999999", "+800", "800,00", "*", ":", "NaN", " ", "22222222", "ZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZZ"];

    public static TheoryData<int> Tenths => [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

    private static List<string> Broken()
    {
        List<string> all = [];
        for (var s = 0; s < Reversal.Length; s++)
        {
            var elements = Reversal[s].Split('*');
            for (var e = 1; e < elements.Length; e++)
            {
                for (var v = (s + e) % 3; v < Values.Length; v += 3)
                {
                    string[] changed = [.. elements];
                    changed[e] = Values[v];
                    all.Add(Join([.. Reversal.Take(s), string.Join('*', changed), .. Reversal.Skip(s + 1)]));
                }
            }

            all.Add(Join([.. Reversal.Take(s), .. Reversal.Skip(s + 1)]));
            all.Add(Join([.. Reversal.Take(s + 1), Reversal[s], .. Reversal.Skip(s + 1)]));
        }

        return all;
    }

    [Fact]
    public void Broken_Inputs_AreMany() => Broken().Should().HaveCountGreaterThan(150);

    [Theory]
    [MemberData(nameof(Tenths))]
    public async Task Take_BrokenReversal_PostsNothingOfIt(int tenth)
    {
        var workbench = await TestWorkbench.Open();
        var denial = await workbench.GivenWrittenOff();
        var rows = (await workbench.LedgerOf(denial)).Count;
        foreach (var text in Broken().Where((_, n) => n % 10 == tenth))
        {
            var taken = await workbench.TakeText(RawRemittances.File(text, 0));
            if (!taken.IsDone) taken.Refusal.Step.Should().NotBeEmpty();
            (await workbench.LedgerOf(denial)).Should().HaveCount(rows, text);
            (await workbench.Reload(denial)).Status.Should().Be(WriteOff.Domain.Denials.DenialStatus.WrittenOff);
        }

        (await workbench.Payments()).Where(p => p.IsReversal).Should().NotContain(p => p.Outcome == ClaimPaymentOutcome.Posted);
        await workbench.MustHold();
    }

    private static string Join(IEnumerable<string> segments) => string.Join('\n', segments.Select(s => s + "~"));
}
