using Microsoft.Extensions.DependencyInjection;
using WriteOff.Domain.Access;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Web.Demo;

namespace WriteOff.Tests.Support;

/// <summary>A handful of denials for each of the three demo tenants, through the intake: enough for a browser, made in a second.</summary>
internal static class SmallPractices
{
    /// <summary>Claims of each tenant: <c>J-1-001</c>… in tenant 1.</summary>
    public const int Claims = 60;

    public static async Task Fill(RunningApp app)
    {
        var services = app.App.Services;
        foreach (var tenant in DemoPersonas.Tenants)
        {
            using var file = Remittance(tenant.Id, DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime).AddDays(-40));
            var taken = await services.GetRequiredService<RemittanceIntake>().Take(Actor.System(tenant.Id), $"journey-{tenant.Id}.835", file);
            taken.Value.Remittances.Should().OnlyContain(r => r.Status == RemittanceStatus.Posted && r.DenialCount == Claims);
        }
    }

    /// <summary>The day on which the denials were made.</summary>
    public static DateOnly Day => DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-40);

    /// <summary>A claim payment as it first came, on <see cref="Day"/> unless another is meant.</summary>
    public static OutgoingClaim Claim(int tenant, int n, DateOnly? on = null)
    {
        var day = on ?? Day;
        return new OutgoingClaim
        {
            PatientControlNumber = $"J-{tenant}-{n:000}", PayerControlNumber = $"ICN{tenant}{n:000}", PatientLastName = "Abernathy", PatientFirstName = $"Patient{n}", MemberId = $"M{tenant}{n:0000}",
            Lines =
            [
                new OutgoingLine { Code = "72148", Charge = new Money(45_000 + n * 100), ServiceDate = day.AddDays(-20), ControlNumber = "1", Remarks = ["N54"], Adjustments = [new OutgoingAdjustment("CO", "45", new Money(5_000)), new OutgoingAdjustment("CO", "197", new Money(40_000 + n * 100))] },
                new OutgoingLine { Code = "99214", Charge = new Money(31_000), ServiceDate = day.AddDays(-20), ControlNumber = "2", Adjustments = [new OutgoingAdjustment("CO", "45", new Money(11_840)), new OutgoingAdjustment("PR", "3", new Money(2_500))] },
            ],
        };
    }

    /// <summary>The same claim as the payer corrects it: line 1 is paid but for $50.00 coinsurance.</summary>
    public static OutgoingClaim Corrected(int tenant, int n)
    {
        var claim = Claim(tenant, n);
        return claim with { Lines = [claim.Lines[0] with { Remarks = [], Adjustments = [new OutgoingAdjustment("CO", "45", new Money(5_000)), new OutgoingAdjustment("PR", "2", new Money(5_000))] }, claim.Lines[1]] };
    }

    /// <summary>A remittance of the same payer.</summary>
    public static MemoryStream Write(string trace, DateOnly day, params IReadOnlyList<OutgoingClaim> claims)
    {
        var file = new MemoryStream();
        using (var writer = new RemittanceWriter(file, day, 1))
            writer.Write(new OutgoingRemittance { TraceNumber = trace, PaymentDate = day, PayerName = "North Plan", PayerId = "1999888777", Claims = claims });
        return new MemoryStream(file.ToArray());
    }

    private static MemoryStream Remittance(int tenant, DateOnly day) => Write($"EFT{tenant}", day, [.. Enumerable.Range(1, Claims).Select(n => Claim(tenant, n, day))]);
}
