using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A claim payment with what posting it needs: its row, its segments read again, the remittance and payer it came from.</summary>
internal sealed record WaitingPayment(RemittanceClaim Row, ClaimPayment Payment, Remittance Remittance, Payer Payer);

/// <summary>A claim with its ledger and adjudications, and the facts that planning asks for.</summary>
internal sealed class ClaimPlanState
{
    public ClaimPlanState(ClaimPostingState state, List<PaymentApplication> rows, List<RemittanceClaim> payments, List<Determination> determinations) =>
        (State, Rows, Payments, Determinations) = (state, rows, payments, determinations);

    public ClaimPostingState State { get; }

    public List<PaymentApplication> Rows { get; }

    /// <summary>Its posted claim payments.</summary>
    public List<RemittanceClaim> Payments { get; }

    /// <summary>What was said again of its denials.</summary>
    public List<Determination> Determinations { get; }

    /// <summary>Reads it inside an act; what the act staged before must be saved.</summary>
    public static async Task<ClaimPlanState> Load(WorkbenchDb db, long claimId, CancellationToken cancellationToken)
    {
        var state = await ClaimLookup.FetchOne(db, claimId, cancellationToken);
        var rows = await db.Set<PaymentApplication>().AsNoTracking().Where(a => a.ClaimId == claimId).OrderBy(a => a.Id).ToListAsync(cancellationToken);
        var payments = await db.Set<RemittanceClaim>().Where(c => c.ClaimId == claimId && c.Outcome == ClaimPaymentOutcome.Posted).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var determinations = await db.Set<Determination>().AsNoTracking().Where(d => d.ClaimId == claimId).OrderBy(d => d.Id).ToListAsync(cancellationToken);
        return new ClaimPlanState(state, rows, payments, determinations);
    }

    /// <summary>The claim payments as waiting ones, in the order given. Left out: what can't be read again.</summary>
    public static async Task<List<WaitingPayment>> Read(WorkbenchDb db, IReadOnlyList<RemittanceClaim> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.RemittanceId).Distinct().ToList();
        var remittances = await db.Set<Remittance>().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
        var identifiers = remittances.ConvertAll(r => r.PayerIdentifier);
        var payers = await db.Set<Payer>().AsNoTracking().Where(p => identifiers.Contains(p.Identifier)).ToListAsync(cancellationToken);
        return [.. from row in rows
                   let payment = StoredSegments.Read(row)
                   where payment is not null
                   let remittance = remittances.Single(r => r.Id == row.RemittanceId)
                   select new WaitingPayment(row, payment, remittance, payers.Single(p => string.Equals(p.Identifier, remittance.PayerIdentifier, StringComparison.Ordinal)))];
    }

    public bool IsUndone(PaymentApplication row) => Rows.Exists(u => u.ReversesId == row.Id);

    /// <summary>Live write-off rows of a denial.</summary>
    public List<PaymentApplication> WrittenOff(long denialId) => Rows.FindAll(r => r.DenialId == denialId && r.Type == ApplicationType.WriteOff && r.ReversesId is null && !IsUndone(r));

    /// <summary>The denials that taking an adjudication back would move: those it made, and those that its rows settled.</summary>
    public List<Denial> MovedBy(long paymentId) => State.Denials.FindAll(d => d.RemittanceClaimId == paymentId
        || Rows.Exists(r => r.RemittanceClaimId == paymentId && r.DenialId == d.Id && r.ReversesId is null && !IsUndone(r)));

    /// <summary>Only a write-off needs a person: one of the denials is written off, or has a live partial write-off.</summary>
    public bool NeedsPerson(long paymentId) => MovedBy(paymentId).Exists(d => WrittenOff(d.Id).Count > 0);

    /// <summary>The facts for planning these payments, in their order.</summary>
    public ReopenFacts Facts(IReadOnlyList<WaitingPayment> payments) => Facts(payments, [.. payments.Select(p => ToPost(p, isCorrection: true))]);

    /// <summary>The same, with what they post said by the caller.</summary>
    public ReopenFacts Facts(IReadOnlyList<WaitingPayment> payments, IReadOnlyList<PaymentToPost> toPost)
    {
        var others = payments.Where(p => Payments.TrueForAll(posted => posted.Id != p.Row.Id)).Select(p => p.Row);
        var adjudications = Payments.Concat(others).Where(c => !c.IsReversal)
            .Select(c => new ChargeFacts(c.Id, c.ChargeCents ?? 0, Payments.Find(t => t.ReversesId == c.Id)?.Id, c.CorrectsId, c.ResubmitsId is not null)).ToList();
        return new ReopenFacts(
            State.Claim.ChargeCents, State.Claim.BalanceCents,
            Rows.ConvertAll(r => new LedgerFacts(r.Id, r.Type, r.AmountCents, r.DenialId, r.LineId, r.RemittanceClaimId, r.AdjustmentGroup, r.AdjustmentCode, r.ReversesId is not null, IsUndone(r))),
            State.Denials.ConvertAll(Snapshot), adjudications, toPost);
    }

    private DenialSnapshot Snapshot(Denial d)
    {
        var again = Denials.Determinations.Standing(Determinations).Where(x => x.DenialId == d.Id).ToList();
        return new DenialSnapshot(d.Id, d.Status, d.Resolution, d.BalanceCents, d.LineId, d.RemittanceClaimId, d.Group, d.Carc, WrittenOff(d.Id).Sum(r => r.AmountCents),
            again.Select(x => x.DeterminedOn).Append(d.DeniedOn).Max(), [.. again.Where(x => x.Kind == DeterminationKind.DeniedAgain).Select(x => x.RemittanceClaimId)]);
    }

    /// <summary>What a claim payment posts on this claim.</summary>
    /// <param name="isCorrection">A changed modifier doesn't make another line.</param>
    public PaymentToPost ToPost(WaitingPayment waiting, bool isCorrection)
    {
        if (waiting.Payment.IsReversal) return new PaymentToPost(waiting.Row.Id, waiting.Row.ReversesId, null, [], waiting.Payment.Charge.Cents, false);
        var isNext = State.Payers.Any(p => !string.Equals(p, waiting.Remittance.PayerIdentifier, StringComparison.Ordinal)) && State.Claim.PayerId != waiting.Payer.Id;
        return new PaymentToPost(waiting.Row.Id, waiting.Row.ReversesId, PostingPlan.Of(waiting.Payment, isNext),
            [.. State.Match(waiting.Payment, isCorrection).Select(l => l?.Id)], waiting.Payment.Charge.Cents, isNext || Rows.Exists(r => r.OpeningImportId is not null));
    }
}
