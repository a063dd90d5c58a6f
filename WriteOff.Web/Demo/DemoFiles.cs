using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Demo;

/// <summary>Writes the demo's remittance files, and spoils a few on purpose: payers do.</summary>
internal static partial class DemoFiles
{
    /// <summary>A file with one payment.</summary>
    public static byte[] Write(DemoPractice practice, DemoPayer payer, DateOnly on, int control, IReadOnlyList<OutgoingClaim> claims)
    {
        using var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, on, control, lineBreak: "\n"))
        {
            writer.Write(new OutgoingRemittance
            {
                PayerName = payer.Name, PayerId = payer.Id, PayeeName = practice.Name, PayeeId = practice.Npi, PaymentDate = on, Claims = claims, ProviderAdjustments = Adjust(on, claims),
                TraceNumber = string.Create(CultureInfo.InvariantCulture, $"EFT{payer.Id[^3..]}{on:yyMMdd}{practice.Tenant.Id}"),
            });
        }

        return file.ToArray();
    }

    /// <summary>Now and then interest for a claim that was paid late, or money that the payer takes without a word that anybody could match.</summary>
    private static List<(string Code, string Reference, Money Amount)> Adjust(DateOnly on, IReadOnlyList<OutgoingClaim> claims)
    {
        if (claims.FirstOrDefault(c => c.Paid.Cents > 5_000 && c.Status is not "22") is not { } paid) return [];
        return (on.DayNumber % 24) switch
        {
            5 => [("L6", paid.PayerControlNumber, new Money(-paid.Paid.Cents / 200))],
            17 => [("WO", string.Create(CultureInfo.InvariantCulture, $"OVP{on:yyMMdd}"), new Money(4_000))],
            _ => [],
        };
    }

    public static string Name(DemoPayer payer, DateOnly on) => string.Create(CultureInfo.InvariantCulture, $"{payer.Name.Replace(' ', '_')}_{on:yyyyMMdd}.835");

    /// <summary>The first adjustment of a claim is a cent off: UNBALANCED_CLAIM.</summary>
    public static byte[] Unbalance(byte[] file, string claim) => Spoil(file, claim, amount => (amount + 0.01m).ToString("0.00", CultureInfo.InvariantCulture));

    /// <summary>The first adjustment of a claim has half a cent: SUB_CENT_AMOUNT.</summary>
    public static byte[] AddHalfCent(byte[] file, string claim) => Spoil(file, claim, amount => amount.ToString("0.00", CultureInfo.InvariantCulture) + "5");

    /// <summary>The payment is a dollar more than its claims: UNBALANCED_TRANSACTION.</summary>
    public static byte[] UnbalancePayment(byte[] file) => Latin1(file, text => Payment().Replace(text,
        found => found.Groups["before"].Value + (Dollars(found) + 1).ToString("0.##", CultureInfo.InvariantCulture), 1));

    private static byte[] Spoil(byte[] file, string claim, Func<decimal, string> wrong) => Latin1(file, text =>
    {
        var at = text.IndexOf($"CLP*{claim}*", StringComparison.Ordinal);
        return text[..at] + Adjustment().Replace(text[at..], found => found.Groups["before"].Value + wrong(Dollars(found)), 1);
    });

    private static byte[] Latin1(byte[] file, Func<string, string> change) => Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(file)));

    private static decimal Dollars(Match found) => decimal.Parse(found.Groups["amount"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<before>CAS\*\w+\*\w+\*)(?<amount>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Adjustment();

    [GeneratedRegex(@"(?<before>BPR\*I\*)(?<amount>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Payment();
}
