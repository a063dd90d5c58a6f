using System.Globalization;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Bench;

/// <summary>Budget 7: reading an 835 against a vectorised count of its segment terminators over the same bytes in memory.</summary>
/// <remarks>
/// Judged is the single pass that yields every claim, line and adjustment and checks all balances. The survey and both passes together, which
/// posting makes because nothing may post before a transaction is known to balance, stand beside it.
/// </remarks>
internal static class ReadBench
{
    private const double SpeedLimit = 0.05;
    private const double AllocationLimit = 0.2;
    private const int BytesPerClaim = 395;
    private const int DefaultMegabytes = 128;

    // So that a row of the yardstick takes as long as one of ours, and an interruption hits both alike.
    private const int Counts = 20;

    public static int Run(string[] args)
    {
        var megabytes = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : DefaultMegabytes;
        var bytes = Sample(megabytes * 1_000_000);
        Harness.PrintMachine();
        Console.WriteLine($"{bytes.Length.ToString("N0", CultureInfo.InvariantCulture)} bytes in memory");
        long sink = 0;
        var rows = Harness.Measure(
            ("vectorised count of ~", () => sink += CountOften(bytes)),
            ("cut into segments and elements", () => sink += Cut(bytes)),
            ("survey: totals, hash, findings", () => sink += Survey(bytes)),
            ("claims: lines, adjustments, balances", () => sink += Claims(bytes)),
            ("both passes", () => sink += Both(bytes)));
        GC.KeepAlive(sink);
        var count = rows[0].Median.TotalSeconds / Counts;
        rows = [rows[0] with { Median = rows[0].Median / Counts }, .. rows.Skip(1)];
        Harness.PrintTable(["", "ms", "MB/s", "ratio", "B allocated/B"], rows.Select(row => (string[])
        [
            row.Name, Harness.Number(row.Median.TotalMilliseconds), Harness.Number(bytes.Length / 1e6 / row.Median.TotalSeconds, "0"),
            Harness.Number(count / row.Median.TotalSeconds, "0.000") + "x", Harness.Number((double)row.AllocatedBytes / bytes.Length, "0.000"),
        ]));
        return Harness.Verdict("budget 7, claims", count / rows[3].Median.TotalSeconds, SpeedLimit, "x", atMost: false)
            | Harness.Verdict("allocated", (double)rows[4].AllocatedBytes / bytes.Length, AllocationLimit, " B/B", atMost: true);
    }

    private static long CountOften(byte[] bytes)
    {
        long seen = 0;
        for (var i = 0; i < Counts; i++) seen += bytes.AsSpan().Count((byte)'~');
        return seen;
    }

    private static long Cut(byte[] bytes)
    {
        using var segments = new SegmentReader(new MemoryStream(bytes, writable: false));
        long seen = 0;
        while (segments.Read()) seen += segments.Count;
        return seen;
    }

    private static long Survey(byte[] bytes)
    {
        using var reader = new RemittanceReader(new MemoryStream(bytes, writable: false));
        long seen = 0;
        while (reader.Survey()) seen += reader.Transaction!.ClaimCount;
        return seen;
    }

    private static long Claims(byte[] bytes)
    {
        using var reader = new RemittanceReader(new MemoryStream(bytes, writable: false));
        long seen = 0;
        while (reader.Read())
        {
            seen += ReadClaims(reader);
            if (HoldRules.ForTransaction(reader.Transaction!) is { } hold) throw new InvalidOperationException(hold.Explain().Sentence);
        }
        return seen;
    }

    private static long Both(byte[] bytes)
    {
        using var reader = new RemittanceReader(new MemoryStream(bytes, writable: false));
        long seen = 0;
        while (reader.Survey())
        {
            if (HoldRules.ForTransaction(reader.Transaction!) is { } hold) throw new InvalidOperationException(hold.Explain().Sentence);
            reader.Rewind();
            seen += ReadClaims(reader);
        }
        return seen;
    }

    /// <summary>Every claim with its lines, adjustments and balances, as posting looks at them.</summary>
    private static long ReadClaims(RemittanceReader reader)
    {
        long cents = 0;
        while (reader.ReadClaim())
        {
            if (HoldRules.ForClaim(reader.Claim) is { } hold) throw new InvalidOperationException(hold.Explain().Sentence);
            foreach (ref readonly var adjustment in reader.Claim.AllAdjustments)
            {
                if (adjustment.Group is not "CO" || adjustment.Code is not "45") cents += adjustment.Amount.Cents;
            }
        }
        return cents;
    }

    private static byte[] Sample(int size)
    {
        using var memory = new MemoryStream(size + (size / 8));
        using (var writer = new RemittanceWriter(memory, new DateOnly(2026, 3, 2)))
        {
            writer.Write(new OutgoingRemittance
            {
                TraceNumber = "BENCH1",
                PaymentDate = new DateOnly(2026, 3, 2),
                Claims = Enumerable.Range(0, size / BytesPerClaim).Select(Claim),
            });
        }
        return memory.ToArray();
    }

    private static OutgoingClaim Claim(int number) => new()
    {
        PatientControlNumber = "ACCT" + number.ToString("00000000", CultureInfo.InvariantCulture),
        PayerControlNumber = "ICN" + (number * 7L).ToString("0000000000", CultureInfo.InvariantCulture),
        PatientLastName = "SAMPLE",
        PatientFirstName = "PAT",
        MemberId = "M" + number.ToString("000000000", CultureInfo.InvariantCulture),
        RenderingProviderId = "1999999984",
        Lines = [Line(number, 0), Line(number, 1), Line(number, 2)],
    };

    private static OutgoingLine Line(int number, int line) => new()
    {
        Code = line switch { 0 => "99213", 1 => "85025", _ => "J1100" },
        Modifiers = line == 1 ? ["59"] : [],
        Charge = new Money(12_500 + (number % 977) + line),
        ServiceDate = new DateOnly(2026, 1, 5).AddDays(number % 28),
        ControlNumber = number.ToString("0000000", CultureInfo.InvariantCulture) + line.ToString(CultureInfo.InvariantCulture),
        Remarks = line == 2 ? ["N130"] : [],
        Adjustments = (number + line) % 9 == 0
            ? [new("CO", "197", new Money(12_500 + (number % 977) + line))]
            : [new("CO", "45", new Money(3_125)), new("PR", "2", new Money(1_000))],
    };
}
