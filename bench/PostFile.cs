using System.Globalization;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Bench;

/// <summary>Remittances as payers send them: of 100 claim payments 78 are new and paid with discount and patient share, 12 new and denied, 4 are sent again after a denial, 2 taken back and corrected, 2 another payer's word, one is in it twice.</summary>
/// <remarks>Everything follows from a claim's number, so the earlier files that this one speaks of can be written without remembering any.</remarks>
internal static class PostFile
{
    public const string Payer = "1512345678";
    public const string FirstPayer = "1598765432";

    private static readonly DateOnly Day = new(2026, 3, 2);
    private static readonly string[] Codes = ["99213", "99214", "85025", "J1100", "36415", "80053"];
    private static readonly string[] Refusals = ["197", "16", "50", "96", "29", "109"];

    /// <summary>What earlier remittances said of the claims that <see cref="Current"/> speaks of again: this payer's own, and the first payer's.</summary>
    public static FileStream History(string path, int claims) => Write(path, 1,
        Remittance("HISTORY", Payer, Slots(claims, n => n % 100 is >= 90 and < 95 ? [Known(n)] : [])),
        Remittance("FIRST", FirstPayer, Slots(claims, n => n % 100 is 95 or 96 ? [First(n)] : [])));

    /// <summary>Denials that somebody writes off meanwhile.</summary>
    public static FileStream Open(string path, int claims) => Write(path, 2, Remittance("OPEN", FirstPayer, Slots(claims, n => [Denied(50_000_000 + n)])));

    /// <summary>The file whose posting is measured: so many claim payments in one transaction.</summary>
    public static FileStream Current(string path, int claims) => Write(path, 3, Remittance("MAIN", Payer, Slots(claims, New)));

    private static FileStream Write(string path, int control, params OutgoingRemittance[] remittances)
    {
        var file = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using (var writer = new RemittanceWriter(file, Day, control))
        {
            foreach (var remittance in remittances) writer.Write(remittance);
        }

        file.Position = 0;
        return file;
    }

    private static OutgoingRemittance Remittance(string trace, string payer, IEnumerable<OutgoingClaim> claims) => new()
    {
        TraceNumber = trace, PayerId = payer, PayerName = "EXAMPLE HEALTH PLAN " + payer[^2..], PaymentDate = Day, Claims = claims,
    };

    private static IEnumerable<OutgoingClaim> Slots(int claims, Func<int, OutgoingClaim[]> of) => Enumerable.Range(0, claims).SelectMany(of);

    private static OutgoingClaim[] New(int n) => (n % 100) switch
    {
        < 78 => [Paid(n)],
        < 90 => [Denied(n)],
        < 94 => [Again(n)],
        94 => [Known(n).Reversed() with { PayerControlNumber = Control(n, 2) }, Corrected(n)],
        95 or 96 => [Next(n)],
        97 => [Paid(n), Paid(n)],
        _ => [],
    };

    private static OutgoingClaim Claim(int n, string status, params OutgoingLine[] lines) => new()
    {
        PatientControlNumber = "ACCT" + Scattered(n).ToString("00000000", CultureInfo.InvariantCulture), PayerControlNumber = Control(n, 1), Status = status,
        PatientLastName = "SAMPLE" + (Scattered(n) % 5_000).ToString("0000", CultureInfo.InvariantCulture), PatientFirstName = "PAT",
        MemberId = "M" + n.ToString("000000000", CultureInfo.InvariantCulture), RenderingProviderId = "1999999984", Lines = lines,
    };

    private static OutgoingClaim Paid(int n) => Claim(n, "1", [.. Enumerable.Range(0, 1 + (n % 3)).Select(line => Line(n, line, [new("CO", "45", new Money(3_125)), new("PR", line == 0 ? "3" : "2", new Money(1_000))]))]);

    /// <summary>One line is refused, the others paid; every third is refused whole.</summary>
    private static OutgoingClaim Denied(int n) => Claim(n, n % 3 == 0 ? "4" : "1",
        [.. Enumerable.Range(0, 1 + (n % 3)).Select(line => line == 0 ? Line(n, line, [new("CO", Refusals[n % Refusals.Length], Charge(n, line))], "N130") : Line(n, line, [new("CO", "45", new Money(3_125)), new("PR", "2", new Money(1_000))]))]);

    /// <summary>Denied before where it is sent again, else paid.</summary>
    private static OutgoingClaim Known(int n) => n % 100 == 94 ? Paid(n) : Claim(n, "4", Line(n, 0, [new("CO", Refusals[n % Refusals.Length], Charge(n, 0))], "N130"));

    private static OutgoingClaim Again(int n) => Claim(n, "1", Line(n, 0, [new("CO", "45", new Money(3_125)), new("PR", "2", new Money(1_000))])) with { PayerControlNumber = Control(n, 2) };

    private static OutgoingClaim Corrected(int n) => Claim(n, "1", [.. Paid(n).Lines.Select(line => line with { Adjustments = [new("CO", "45", new Money(4_125))] })]) with { PayerControlNumber = Control(n, 3), OriginalReference = Control(n, 1) };

    /// <summary>The first payer left the patient a share; the next one takes most of it.</summary>
    private static OutgoingClaim First(int n) => Claim(n, "1", Line(n, 0, [new("CO", "45", new Money(3_125)), new("PR", "2", new Money(2_000))]));

    private static OutgoingClaim Next(int n) => Claim(n, "2", Line(n, 0, [new("OA", "23", new Money(Charge(n, 0).Cents - 2_000)), new("PR", "2", new Money(500))]));

    private static OutgoingLine Line(int n, int line, IReadOnlyList<OutgoingAdjustment> adjustments, params string[] remarks) => new()
    {
        Code = Codes[(n + line) % Codes.Length], Modifiers = line == 1 ? ["59"] : [], Charge = Charge(n, line), ServiceDate = new DateOnly(2026, 1, 5).AddDays(n % 28),
        ControlNumber = n.ToString("0000000", CultureInfo.InvariantCulture) + line.ToString(CultureInfo.InvariantCulture), Adjustments = adjustments, Remarks = remarks,
    };

    private static Money Charge(int n, int line) => new(12_500 + (n % 977) + line);

    private static string Control(int n, int times) => $"ICN{((n * 7L) + 13).ToString("0000000000", CultureInfo.InvariantCulture)}{times}";

    /// <summary>Numbers as accounts have them: no file has them in order.</summary>
    private static long Scattered(int n) => n * 48_271L % 99_999_989L;
}
