using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;

namespace WriteOff.Domain.Remittances.Unposting;

/// <summary>A claim as unposting a remittance needs it: with its whole ledger, its claim payments, and what the remittance did to earlier denials.</summary>
internal sealed class UnpostClaim(ClaimPostingState state, Remittance remittance)
{
    public ClaimPostingState State { get; } = state;

    /// <summary>The identifier of the remittance's payer.</summary>
    public string Payer { get; } = remittance.PayerIdentifier;

    public List<PaymentApplication> Rows { get; } = [];

    /// <summary>Its claim payments of all remittances, the first first.</summary>
    public List<RemittanceClaim> Payments { get; } = [];

    /// <summary>Audit rows of the remittance about denials that others made, the first first.</summary>
    public List<AuditRow> Steps { get; } = [];

    /// <summary>What was said again of its denials.</summary>
    public List<Determination> Determinations { get; } = [];

    /// <summary>Payers that adjudicated it before.</summary>
    public HashSet<string> EarlierPayers { get; } = new(StringComparer.Ordinal);

    /// <summary>A reversal or a surprise payment waits for a person.</summary>
    public bool HasOpenCase { get; set; }

    public IEnumerable<RemittanceClaim> Own => Payments.Where(p => p.RemittanceId == remittance.Id);

    public IEnumerable<RemittanceClaim> OwnPosted => Own.Where(p => p.Outcome == ClaimPaymentOutcome.Posted);

    /// <summary>Posted before.</summary>
    public List<RemittanceClaim> Earlier => Others.FindAll(p => OwnPosted.All(own => p.Id < own.Id));

    /// <summary>Posted since.</summary>
    public List<RemittanceClaim> Later => Others.FindAll(p => OwnPosted.Any(own => p.Id > own.Id));

    /// <summary>The charge that a file opened it with, in cents.</summary>
    public long? OpenedChargeCents => Rows.Find(r => r.OpeningImportId is not null)?.OpenedChargeCents;

    /// <summary>What the remittance posted and nobody took back, the first first.</summary>
    public List<PaymentApplication> Live => Rows.FindAll(r => r.RemittanceId == remittance.Id && r.ReversesId is null && !IsUndone(r));

    /// <summary>Live rows of other remittances.</summary>
    public IEnumerable<PaymentApplication> OthersRows => Rows.Where(r => r.RemittanceId is { } by && by != remittance.Id && r.ReversesId is null && !IsUndone(r));

    private List<RemittanceClaim> Others => Payments.FindAll(p => p.RemittanceId != remittance.Id && p.Outcome == ClaimPaymentOutcome.Posted);

    public bool IsOwn(Denial denial) => denial.RemittanceId == remittance.Id;

    public List<AuditRow> StepsOf(long denialId) => Steps.FindAll(s => s.DenialId == denialId);

    public bool IsWrittenOff(long denialId) => Rows.Exists(r => r.DenialId == denialId && r.Type == ApplicationType.WriteOff && r.ReversesId is null && !IsUndone(r));

    private bool IsUndone(PaymentApplication row) => Rows.Exists(u => u.ReversesId == row.Id);
}
