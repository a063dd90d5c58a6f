using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.X12;

/// <summary>A remittance to be written: one payment with its claims. Totals, counts and control numbers come from <see cref="RemittanceWriter"/>.</summary>
public sealed record OutgoingRemittance
{
    /// <summary>N102 of the payer.</summary>
    public string PayerName { get; init; } = "EXAMPLE HEALTH PLAN";

    /// <summary>TRN03 and N104 of the payer.</summary>
    public string PayerId { get; init; } = "1512345678";

    /// <summary>N102 of the payee.</summary>
    public string PayeeName { get; init; } = "EXAMPLE CLINIC";

    /// <summary>N104 of the payee, an NPI.</summary>
    public string PayeeId { get; init; } = "1999999984";

    /// <summary>TRN02.</summary>
    public required string TraceNumber { get; init; }

    /// <summary>BPR16.</summary>
    public required DateOnly PaymentDate { get; init; }

    /// <summary>DTM*405; the payment date when null.</summary>
    public DateOnly? ProductionDate { get; init; }

    /// <summary>The claims. Enumerated twice (the payment stands before them): give a list, or something that yields the same again.</summary>
    public required IEnumerable<OutgoingClaim> Claims { get; init; }

    /// <summary>PLB: code (WO, FB…), reference and amount; a positive amount lowers the payment.</summary>
    public IReadOnlyList<(string Code, string Reference, Money Amount)> ProviderAdjustments { get; init; } = [];
}

/// <summary>A claim payment to be written. What is paid follows from charge and adjustments.</summary>
public sealed record OutgoingClaim
{
    /// <summary>CLP01.</summary>
    public required string PatientControlNumber { get; init; }

    /// <summary>CLP02: 1 primary, 4 denied, 22 reversal…</summary>
    public string Status { get; init; } = "1";

    /// <summary>CLP03; the sum of the lines when null.</summary>
    public Money? Charge { get; init; }

    /// <summary>CLP07.</summary>
    public string PayerControlNumber { get; init; } = "";

    /// <summary>REF*F8; not written when empty.</summary>
    public string OriginalReference { get; init; } = "";

    /// <summary>NM103 of the patient.</summary>
    public string PatientLastName { get; init; } = "";

    /// <summary>NM104 of the patient.</summary>
    public string PatientFirstName { get; init; } = "";

    /// <summary>NM109 of the patient.</summary>
    public string MemberId { get; init; } = "";

    /// <summary>NM109 of the rendering provider; not written when empty.</summary>
    public string RenderingProviderId { get; init; } = "";

    /// <summary>MOA remark codes, at most five.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>CAS of the claim itself.</summary>
    public IReadOnlyList<OutgoingAdjustment> Adjustments { get; init; } = [];

    /// <summary>Service lines.</summary>
    public IReadOnlyList<OutgoingLine> Lines { get; init; } = [];

    /// <summary>CLP03.</summary>
    public Money TotalCharge => Charge ?? new Money(Lines.Sum(line => line.Charge.Cents));

    /// <summary>CLP04: the charge less all adjustments.</summary>
    public Money Paid => TotalCharge - new Money(Adjustments.Sum(a => a.Amount.Cents) + Lines.Sum(line => line.Adjustments.Sum(a => a.Amount.Cents)));

    /// <summary>CLP05: adjustments of group PR.</summary>
    public Money PatientResponsibility =>
        new(Adjustments.Concat(Lines.SelectMany(line => line.Adjustments)).Where(a => a.Group is "PR").Sum(a => a.Amount.Cents));

    /// <summary>The same claim with everything negated and status 22: its reversal.</summary>
    public OutgoingClaim Reversed() => this with
    {
        Status = "22",
        Charge = Charge is { } charge ? -charge : null,
        Adjustments = [.. Adjustments.Select(a => a with { Amount = -a.Amount })],
        Lines = [.. Lines.Select(line => line with { Charge = -line.Charge, Adjustments = [.. line.Adjustments.Select(a => a with { Amount = -a.Amount })] })],
    };
}

/// <summary>A service line to be written.</summary>
public sealed record OutgoingLine
{
    /// <summary>SVC01-2, with qualifier HC.</summary>
    public required string Code { get; init; }

    /// <summary>SVC01-3 to 6.</summary>
    public IReadOnlyList<string> Modifiers { get; init; } = [];

    /// <summary>SVC02.</summary>
    public required Money Charge { get; init; }

    /// <summary>DTM*472; not written when null.</summary>
    public DateOnly? ServiceDate { get; init; }

    /// <summary>REF*6R; not written when empty.</summary>
    public string ControlNumber { get; init; } = "";

    /// <summary>LQ*HE remark codes.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>CAS of the line.</summary>
    public IReadOnlyList<OutgoingAdjustment> Adjustments { get; init; } = [];

    /// <summary>SVC03: the charge less the adjustments.</summary>
    public Money Paid => Charge - new Money(Adjustments.Sum(a => a.Amount.Cents));
}

/// <summary>An adjustment to be written.</summary>
/// <param name="Group">CO, PR, OA, PI.</param>
/// <param name="Code">Reason code.</param>
/// <param name="Amount">What is taken off.</param>
/// <param name="Quantity">Units; null leaves the place blank.</param>
public sealed record OutgoingAdjustment(string Group, string Code, Money Amount, int? Quantity = null);
