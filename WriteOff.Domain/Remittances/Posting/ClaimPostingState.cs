using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>A claim as posting needs it: with its lines, denials, and which payers adjudicated it.</summary>
internal sealed class ClaimPostingState(InsuranceClaim claim)
{
    public InsuranceClaim Claim { get; } = claim;

    public List<ClaimLine> Lines { get; } = [];

    public List<Denial> Denials { get; } = [];

    /// <summary>Identifiers of the payers whose claim payments are posted to it.</summary>
    public HashSet<string> Payers { get; } = new(StringComparer.Ordinal);

    /// <summary>Patient share in its ledger before this remittance, in cents.</summary>
    public long PatientCents { get; set; }

    /// <summary>Contractual rows in its ledger before this remittance, in cents.</summary>
    public long ContractualCents { get; set; }

    /// <summary>What was dealt with before it was opened from a file, in cents; null: it wasn't.</summary>
    public long? OpeningCents { get; set; }

    /// <summary>Opened from a file, and no remittance posted to it yet.</summary>
    public bool IsOpened => OpeningCents is not null && Payers.Count == 0;

    /// <summary>Live write-offs on it, in cents.</summary>
    public long WrittenOffCents { get; set; }

    /// <summary>The claim's lines that a payment's lines are about; null where one is new.</summary>
    /// <param name="isCorrection">What is left over then is matched by code, date and charge: a correction may change the modifiers.</param>
    public ClaimLine?[] Match(ClaimPayment payment, bool isCorrection = false)
    {
        var free = Lines.ToList();
        var matched = new ClaimLine?[payment.Lines.Length];
        Fill(LineIdentity.IsSame);
        if (isCorrection) Fill(LineIdentity.IsNearlySame);
        return matched;

        void Fill(Func<ClaimLine, ServicePayment, bool> isSame)
        {
            for (var n = 0; n < matched.Length; n++)
            {
                var service = payment.Lines[n];
                matched[n] ??= free.Find(line => isSame(line, service));
                if (matched[n] is { } taken) free.Remove(taken);
            }
        }
    }
}

/// <summary>When a remittance's line is a line that we know: REF*6R where both have it, else code, modifiers, date and charge.</summary>
internal static class LineIdentity
{
    public static bool IsSame(ClaimLine line, ServicePayment service)
    {
        var control = service.ControlNumber;
        if (line.ControlNumber.Length > 0 && control.Length > 0) return string.Equals(line.ControlNumber, control, StringComparison.Ordinal);
        return string.Equals(line.ProcedureCode, service.Code, StringComparison.OrdinalIgnoreCase)
            && string.Equals(line.Modifiers, string.Join(' ', service.Modifiers), StringComparison.OrdinalIgnoreCase)
            && line.ServiceDate == PostingDates.Read(service.ServiceDate)
            && line.ChargeCents == service.Charge.Cents;
    }

    /// <summary>The same but for its modifiers.</summary>
    public static bool IsNearlySame(ClaimLine line, ServicePayment service) =>
        string.Equals(line.ProcedureCode, service.Code, StringComparison.OrdinalIgnoreCase) && line.ServiceDate == PostingDates.Read(service.ServiceDate) && line.ChargeCents == service.Charge.Cents;
}
