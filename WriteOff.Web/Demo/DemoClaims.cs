using System.Globalization;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Web.Demo;

/// <summary>A denial that a claim payment of the demo makes.</summary>
/// <param name="Line">Number of the denied line, from 1.</param>
internal sealed record DemoDenial(OutgoingClaim Claim, DemoPayer Payer, DateOnly DeniedOn, int Line, string Group, string Carc, long Cents)
{
    /// <summary>Number of denials on the same claim.</summary>
    public int OnSameClaim { get; init; } = 1;

    /// <summary>Remark codes of the line.</summary>
    public string Remarks { get; init; } = "";

    /// <summary>A new claim or a negotiation comes first: nobody writes it off.</summary>
    public bool HasBetterRoute => RouteTable.Shipped.Of(Carc, Remarks).Guards;
}

/// <summary>Makes believable claim payments: patients, lines, what was paid and what was refused. All made up.</summary>
internal sealed class DemoClaims(DemoPractice practice, DeterministicRandom random)
{
    private readonly IReadOnlyList<DemoService> _services = [.. DemoCatalog.Services.Where(s => s.Fields.Contains(practice.Fields, StringComparison.Ordinal))];
    private int _next = practice.FirstClaim;
    private int _control = 1000;

    /// <summary>A claim payment of a payer, with the denials in it.</summary>
    public (OutgoingClaim Claim, IReadOnlyList<DemoDenial> Denials) Adjudicate(DemoPayer payer, DateOnly on)
    {
        _next += random.Between(1, 3);
        var served = on.AddDays(-random.Between(9, 38));
        var elsewhere = random.Chance(7) ? random.Pick(DemoCatalog.Refusals.Where(r => DemoCatalog.IsForAnotherPayer(r.Carc)).ToList(), r => r.Weight) : null;
        var lines = Enumerable.Range(1, LineCount()).Select(n => Line(n, served, elsewhere)).ToList();
        var claim = Outer(payer, $"{practice.Prefix}-{_next}") with { Lines = lines };
        if (claim.Paid == Money.Zero && random.Chance(25)) claim = claim with { Status = "4" };
        return (claim, Denials(claim, payer, on));
    }

    /// <summary>The same claim as the next payer adjudicates it, after the first one sent it away.</summary>
    public OutgoingClaim AdjudicateNext(OutgoingClaim claim, DemoPayer payer) => Outer(payer, claim.PatientControlNumber) with
    {
        Status = "2",
        PatientLastName = claim.PatientLastName,
        PatientFirstName = claim.PatientFirstName,
        Lines = [.. claim.Lines.Select(line => random.Chance(12) ? Refused(line, new DemoRefusal("CO", "197", 1)) : Paid(line))],
    };

    /// <summary>The payer's correction of a denied claim: now it pays.</summary>
    public OutgoingClaim Correct(OutgoingClaim claim) => claim with
    {
        Status = "1",
        PayerControlNumber = Control(),
        OriginalReference = claim.PayerControlNumber,
        Lines = [.. claim.Lines.Select(Paid)],
    };

    /// <summary>The denials that a claim payment makes, one per refused line.</summary>
    private static List<DemoDenial> Denials(OutgoingClaim claim, DemoPayer payer, DateOnly on)
    {
        var refused = claim.Lines.SelectMany((line, n) => line.Adjustments.Where(a => !IsUsual(a)).Select(a => new DemoDenial(claim, payer, on, n + 1, a.Group, a.Code, a.Amount.Cents) { Remarks = string.Join(' ', line.Remarks) })).ToList();
        return [.. refused.Select(d => d with { OnSameClaim = refused.Count })];
    }

    private static bool IsUsual(OutgoingAdjustment a) => a.Code is "45" or "253" || (a.Group is "PR" && a.Code is "1" or "2" or "3");

    private OutgoingClaim Outer(DemoPayer payer, string number) => new()
    {
        PatientControlNumber = number, PayerControlNumber = Control(),
        PatientLastName = random.Pick(DemoNames.Last), PatientFirstName = random.Pick(DemoNames.First),
        MemberId = string.Create(CultureInfo.InvariantCulture, $"{payer.Prefix}{random.Between(10_000_000, 99_999_999)}{(char)('A' + random.Roll(26))}"),
    };

    private string Control() => string.Create(CultureInfo.InvariantCulture, $"ICN{practice.Tenant.Id}{_control++:000000}");

    private int LineCount() => random.Pick<int>([1, 2, 3, 4], n => n switch { 1 => 45, 2 => 32, 3 => 16, _ => 7 });

    private OutgoingLine Line(int number, DateOnly served, DemoRefusal? elsewhere)
    {
        var service = random.Pick(_services, s => s.Weight);
        var units = service.Modifier.Length > 0 && random.Chance(40) ? 2 : 1;
        var line = new OutgoingLine
        {
            Code = service.Code, Modifiers = service.Modifier.Length > 0 ? [service.Modifier] : random.Chance(6) ? ["25"] : [],
            Charge = new Money((service.Dollars * units * 100) + (random.Chance(30) ? random.Pick<int>([25, 50, 75]) : 0)),
            ServiceDate = served, ControlNumber = number.ToString(CultureInfo.InvariantCulture),
        };
        if (elsewhere is not null) return Refused(line, elsewhere);
        var chance = random.Roll(100);
        // Small services are bundled into others far more often than they are paid.
        if (chance < (line.Charge.Cents < 1_000 ? 72 : 47)) return Refused(line, random.Pick(DemoCatalog.Refusals.Where(r => !DemoCatalog.IsForAnotherPayer(r.Carc)).ToList(), r => r.Weight));
        return chance < 79 ? Paid(line) : Cut(line);
    }

    private OutgoingLine Paid(OutgoingLine line)
    {
        var allowed = line.Charge.Cents * random.Between(46, 82) / 100;
        var share = random.Chance(45) ? allowed * random.Between(5, 20) / 100 : 0;
        List<OutgoingAdjustment> taken = [new("CO", "45", new Money(line.Charge.Cents - allowed))];
        if (share > 0) taken.Add(new("PR", random.Pick(["1", "2", "3"]), new Money(share)));
        return line with { Adjustments = taken, Remarks = [] };
    }

    /// <summary>Denied: the whole charge, or what the agreed rate leaves of it.</summary>
    private OutgoingLine Refused(OutgoingLine line, DemoRefusal refusal)
    {
        var agreed = line.Charge.Cents >= 2_000 && random.Chance(35) ? line.Charge.Cents * random.Between(20, 45) / 100 : 0;
        List<OutgoingAdjustment> taken = agreed > 0 ? [new("CO", "45", new Money(agreed))] : [];
        taken.Add(new(refusal.Group, refusal.Carc, new Money(line.Charge.Cents - agreed)));
        return line with { Adjustments = taken, Remarks = refusal.Rarc.Length > 0 ? [refusal.Rarc] : [] };
    }

    /// <summary>Paid but for a few dollars.</summary>
    private OutgoingLine Cut(OutgoingLine line)
    {
        var (paid, cut) = (Paid(line), random.Pick(DemoCatalog.Cuts, c => c.Weight));
        var most = Math.Min(paid.Paid.Cents, random.Chance(65) ? 975 : 6_000);
        return most < 100 ? paid : paid with
        {
            Adjustments = [.. paid.Adjustments, new(cut.Group, cut.Carc, new Money(random.Between(85, (int)most)))],
            Remarks = cut.Rarc.Length > 0 ? [cut.Rarc] : [],
        };
    }
}
