using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Reversals;
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

    /// <summary>A claim payment was posted to it and is unposted.</summary>
    public bool HasUnposted { get; set; }

    /// <summary>No remittance stands on it: it was opened from a file, or what was posted to it is unposted.</summary>
    public bool IsOpened => Payers.Count == 0 && (OpeningCents is not null || HasUnposted);

    /// <summary>Live write-offs on it, in cents.</summary>
    public long WrittenOffCents { get; set; }

    /// <summary>The claim's lines that a payment's lines are about; null where one is new.</summary>
    /// <param name="isCorrection">What is left over then is matched by code, date and charge: a correction may change the modifiers.</param>
    public ClaimLine?[] Match(ClaimPayment payment, bool isCorrection = false)
    {
        var matched = new ClaimLine?[payment.Lines.Length];
        if (Lines.Count == 0) return matched;
        var services = LineFacts.Of(payment);
        var free = Lines.ConvertAll(line => (Line: line, Facts: LineFacts.Of(line)));
        Fill((ours, theirs) => ours.IsSame(theirs));
        if (isCorrection) Fill((ours, theirs) => ours.IsNearlySame(theirs));
        return matched;

        void Fill(Func<LineFacts, LineFacts, bool> isSame)
        {
            for (var n = 0; n < matched.Length; n++)
            {
                if (matched[n] is not null || free.FindIndex(ours => isSame(ours.Facts, services[n])) is not (>= 0 and var at)) continue;
                matched[n] = free[at].Line;
                free.RemoveAt(at);
            }
        }
    }
}
