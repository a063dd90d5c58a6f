using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Verification;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Remittances.Reversals;

/// <summary>Remittances of a payer, taken in one sentence.</summary>
internal static class Payers
{
    public const string North = "1999888777";

    public static readonly DateOnly Visit = new(2026, 10, 5);

    private static int _traces;

    public static OutgoingClaim Denied(string number = "RC-1", string code = "197", long cents = 80_000, string control = "N1") =>
        Claim(number, control, Line("71046", cents, ("CO", code, cents)));

    public static OutgoingClaim Paid(string number = "RC-1", long paid = 52_000, long cents = 80_000, string control = "N1") =>
        Claim(number, control, Line("71046", cents, ("CO", "45", cents - paid)));

    public static OutgoingClaim Claim(string number, string control, params OutgoingLine[] lines) =>
        new() { PatientControlNumber = number, PayerControlNumber = control, PatientLastName = "ALPHA", PatientFirstName = "ANN", MemberId = "M1", Lines = lines };

    public static OutgoingLine Line(string code, long cents, params (string Group, string Code, long Cents)[] adjustments) => new()
    {
        Code = code, Charge = new Money(cents), ServiceDate = Visit, ControlNumber = code, Adjustments = [.. adjustments.Where(a => a.Cents != 0).Select(a => new OutgoingAdjustment(a.Group, a.Code, new Money(a.Cents)))],
    };

    public static MemoryStream Write(IEnumerable<OutgoingClaim> claims, string payer = North, string? trace = null, string payee = "1234567893")
    {
        var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, new DateOnly(2026, 11, 20)))
            writer.Write(new OutgoingRemittance { TraceNumber = trace ?? $"T{Interlocked.Increment(ref _traces)}", PaymentDate = new DateOnly(2026, 11, 20), PayerId = payer, PayeeId = payee, Claims = [.. claims] });
        file.Position = 0;
        return file;
    }

    /// <summary>Takes one remittance with these claims.</summary>
    public static Task<RemittanceReceipt> Take(this TestWorkbench workbench, params OutgoingClaim[] claims) => workbench.TakeFrom(North, claims);

    public static async Task<RemittanceReceipt> TakeFrom(this TestWorkbench workbench, string payer, params OutgoingClaim[] claims)
    {
        using var file = Write(claims, payer);
        return (await workbench.Intake.Take(workbench.PostingClerk, "remit.835", file)).Value.Remittances.Single();
    }

    public static Task<List<RemittanceClaim>> Payments(this TestWorkbench workbench) => workbench.Read(db => db.Set<RemittanceClaim>().AsNoTracking().OrderBy(c => c.Id).ToListAsync());

    public static Task<List<Denial>> Denials(this TestWorkbench workbench) => workbench.Read(db => db.Set<Denial>().AsNoTracking().OrderBy(d => d.Id).ToListAsync());

    public static async Task<Denial> TheDenial(this TestWorkbench workbench) => (await workbench.Denials())[0];

    /// <summary>A denial of $800.00 from a remittance, written off whole.</summary>
    public static async Task<Denial> GivenWrittenOff(this TestWorkbench workbench, OutgoingClaim? claim = null)
    {
        await workbench.Take(claim ?? Denied());
        var denial = (await workbench.Denials())[^1];
        (await workbench.WriteOffs.Submit(workbench.Clerk, TestWorkbench.Whole(denial))).IsDone.Should().BeTrue();
        return await workbench.Reload(denial);
    }

    public static async Task<Outcome<DenialStamp>> Reopen(this TestWorkbench workbench, Denial denial) => await workbench.Corrections.Reopen(workbench.Clerk, await workbench.Now(denial), "The payer corrected itself");

    public static async Task MustHold(this TestWorkbench workbench) =>
        (await new Verifier(workbench.Dbs).Run(workbench.TenantId)).Where(r => !r.Holds).Select(r => $"{r.Name}: {string.Join(", ", r.FirstKeys)}").Should().BeEmpty();

    public static AdjudicationFacts Facts(OutgoingClaim claim)
    {
        using var file = Write([claim]);
        using var reader = new RemittanceReader(file);
        reader.Survey().Should().BeTrue();
        reader.Rewind();
        reader.ReadClaim().Should().BeTrue();
        return AdjudicationFacts.Of(reader.Claim.Copy());
    }
}
