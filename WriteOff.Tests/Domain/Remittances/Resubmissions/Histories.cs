using WriteOff.Domain.Remittances.X12;
using WriteOff.Tests.Domain.Remittances.Reversals;

namespace WriteOff.Tests.Domain.Remittances.Resubmissions;

/// <summary>What a payer can say of two claims with two lines each, from random numbers, and how it is cut into files.</summary>
internal static class Histories
{
    private static readonly string[] Codes = ["197", "50", "197", "29"];

    /// <summary>Each number is one adjudication of one of two claims with two lines, or takes one back.</summary>
    public static List<OutgoingClaim> History(byte[] moves)
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

    public static IEnumerable<OutgoingClaim[]> Files(List<OutgoingClaim> history, byte[] moves)
    {
        for (var at = 0; at < history.Count;)
        {
            var take = Math.Min(1 + (moves[at % moves.Length] % 3), history.Count - at);
            yield return [.. history.Skip(at).Take(take)];
            at += take;
        }
    }
}
