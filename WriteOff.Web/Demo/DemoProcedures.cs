using System.Globalization;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Demo;

/// <summary>The claims that payers simply pay: few, but most of a practice's revenue, against which its losses are measured. Random of their own, so that the denials stay the same.</summary>
internal sealed class DemoProcedures(DemoPractice practice)
{
    /// <summary>Claims of procedures are numbered in a range of their own.</summary>
    private const int FirstNumber = 500_000;

    private static readonly (string Code, string Fields, int Dollars)[] Procedures =
    [
        ("J2350", "G", 16_400), ("93458", "G", 11_900), ("45385", "G", 4_800), ("J0178", "G", 5_600),
        ("27130", "O", 18_600), ("27447", "O", 17_200), ("22551", "O", 21_500), ("29827", "O", 9_800),
    ];

    private readonly DeterministicRandom _dice = new((ulong)practice.Tenant.Id * 104_729);
    private int _made;

    /// <summary>What one payment has of them.</summary>
    public IEnumerable<OutgoingClaim> PaidOn(DateOnly on, DemoPayer payer) => Enumerable.Range(0, practice.Procedures).Select(_ => Paid(on, payer));

    private OutgoingClaim Paid(DateOnly on, DemoPayer payer)
    {
        _made++;
        var procedure = _dice.Pick(Procedures.Where(p => p.Fields.Contains(practice.Fields, StringComparison.Ordinal)).ToList());
        var charge = procedure.Dollars * 100L;
        var allowed = charge * _dice.Between(52, 74) / 100;
        var share = _dice.Chance(60) ? allowed * _dice.Between(3, 12) / 100 : 0;
        List<OutgoingAdjustment> taken = [new("CO", "45", new Money(charge - allowed))];
        if (share > 0) taken.Add(new("PR", _dice.Pick(["1", "2"]), new Money(share)));
        return new OutgoingClaim
        {
            PatientControlNumber = string.Create(CultureInfo.InvariantCulture, $"{practice.Prefix}-{practice.FirstClaim + FirstNumber + _made}"),
            PayerControlNumber = string.Create(CultureInfo.InvariantCulture, $"ICN{practice.Tenant.Id}9{_made:00000}"),
            PatientLastName = _dice.Pick(DemoNames.Last), PatientFirstName = _dice.Pick(DemoNames.First),
            MemberId = string.Create(CultureInfo.InvariantCulture, $"{payer.Prefix}{_dice.Between(10_000_000, 99_999_999)}P"),
            Lines = [new OutgoingLine { Code = procedure.Code, Charge = new Money(charge), ServiceDate = on.AddDays(-_dice.Between(9, 38)), ControlNumber = "1", Adjustments = taken }],
        };
    }
}
