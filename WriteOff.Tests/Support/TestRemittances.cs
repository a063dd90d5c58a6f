using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Tests.Support;

/// <summary>Remittances of made-up payers, and taking them in.</summary>
internal static class TestRemittances
{
    public const string North = "1999888777";
    public const string South = "1999888666";
    public static readonly DateOnly Served = new(2026, 10, 12);
    public static readonly DateOnly PaidOn = new(2026, 11, 20);

    /// <summary>A line: <c>Line("99213", 150, "CO-45 50", "PR-2 20")</c>.</summary>
    public static OutgoingLine Line(string code, decimal charge, params string[] adjustments) => new()
    {
        Code = code, Charge = Dollars(charge), ServiceDate = Served, Adjustments = [.. adjustments.Select(Adjustment)],
    };

    public static OutgoingClaim Claim(string number, params OutgoingLine[] lines) => new()
    {
        PatientControlNumber = number, PayerControlNumber = $"ICN{number}", PatientLastName = "Alpha", PatientFirstName = "Ann", MemberId = "M100200300", Lines = lines,
    };

    public static OutgoingAdjustment Adjustment(string text)
    {
        var parts = text.Split(' ');
        return new OutgoingAdjustment(parts[0].Split('-')[0], parts[0].Split('-', 2)[1], Dollars(decimal.Parse(parts[1], CultureInfo.InvariantCulture)));
    }

    public static Money Dollars(decimal amount) => new((long)(amount * 100));

    public static OutgoingRemittance Of(params OutgoingClaim[] claims) =>
        new() { PayerId = North, PayerName = "North Plan", TraceNumber = "EFT1", PaymentDate = PaidOn, Claims = claims };

    public static OutgoingRemittance By(this OutgoingRemittance remittance, string payer, string trace = "EFT1") =>
        remittance with { PayerId = payer, PayerName = payer == South ? "South Plan" : "North Plan", TraceNumber = trace };

    public static byte[] File(int control, params OutgoingRemittance[] remittances) => File(control, null, "", false, remittances);

    public static byte[] File(int control, Delimiters? delimiters, string lineBreak, bool isTest, params OutgoingRemittance[] remittances)
    {
        using var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, PaidOn, control, delimiters, lineBreak, isTest))
            foreach (var remittance in remittances) writer.Write(remittance);
        return file.ToArray();
    }

    /// <summary>The file with a text in it replaced, everywhere.</summary>
    public static byte[] With(this byte[] file, string text, string other)
    {
        var before = Encoding.Latin1.GetString(file);
        before.Should().Contain(text);
        return Encoding.Latin1.GetBytes(before.Replace(text, other, StringComparison.Ordinal));
    }

    public static async Task<Outcome<FileReceipt>> Take(this TestWorkbench workbench, byte[] file, string name = "payment.835", Actor? actor = null, CancellationToken cancel = default)
    {
        using var content = new MemoryStream(file);
        return await new RemittanceIntake(workbench.Writer, workbench.Dbs).Take(actor ?? workbench.System, name, content, cancel);
    }

    /// <summary>Posts one remittance in a file of its own and answers what became of it.</summary>
    public static async Task<RemittanceReceipt> Post(this TestWorkbench workbench, OutgoingRemittance remittance, int control = 1) =>
        (await workbench.Take(File(control, remittance), $"{control}.835")).Value.Remittances.Single();

    public static Task<RemittanceReceipt> Post(this TestWorkbench workbench, params OutgoingClaim[] claims) => workbench.Post(Of(claims));

    /// <summary>A claim with its ledger and denials.</summary>
    public static async Task<PostedClaim> Posted(this TestWorkbench workbench, string number)
    {
        var claim = await workbench.Read(db => db.Set<InsuranceClaim>().AsNoTracking().SingleAsync(c => c.ClaimNumber == number));
        return new PostedClaim(claim,
            await workbench.Read(db => db.Set<PaymentApplication>().AsNoTracking().Where(a => a.ClaimId == claim.Id).OrderBy(a => a.Id).ToListAsync()),
            await workbench.Read(db => db.Set<Denial>().AsNoTracking().Where(d => d.ClaimId == claim.Id).OrderBy(d => d.Id).ToListAsync()));
    }

    public static Task<int> CountClaims(this TestWorkbench workbench) => workbench.Read(db => db.Set<InsuranceClaim>().CountAsync());

    public static Task<List<RemittanceClaim>> ClaimPayments(this TestWorkbench workbench) => workbench.Read(db => db.Set<RemittanceClaim>().AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    public static Task<List<string>> Findings(this TestWorkbench workbench) => workbench.Read(db => db.Set<RemittanceFinding>().Select(f => f.Code).ToListAsync());

    public static Task SetPolicy(this TestWorkbench workbench, Action<TenantPolicy> set) => workbench.Change(async db => set(await db.Set<TenantPolicy>().SingleAsync()));

    /// <summary>Every claim's open balance is what is denied and still open, plus what is pended, less credits: no cent is lost.</summary>
    public static async Task NoCentIsLost(this TestWorkbench workbench, string because = "")
    {
        var broken = await new WriteOff.Domain.Verification.Verifier(workbench.Dbs).Run(workbench.TenantId);
        broken.Where(r => !r.Holds).Should().BeEmpty(because);
    }
}

/// <summary>A claim with its ledger and denials.</summary>
internal sealed record PostedClaim(InsuranceClaim Claim, List<PaymentApplication> Rows, List<Denial> Denials)
{
    /// <summary>The ledger in short: <c>Payment 80.00</c>, <c>Contractual 20.00</c>.</summary>
    public IEnumerable<string> Ledger => Rows.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Type} {r.AmountCents / 100m:0.00}"));

    /// <summary>The denials in short: <c>CO-197 80.00 Open</c>.</summary>
    public IEnumerable<string> Refused => Denials.Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Group}-{d.Carc} {d.DeniedCents / 100m:0.00} {d.Status}"));

    /// <summary>What is open on the claim beyond its denials.</summary>
    public long UnexplainedCents => Claim.BalanceCents - Denials.Sum(d => d.BalanceCents);
}
