using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>Posts a claim payment's rows against the denials that stand open on its lines, and closes those that are settled.</summary>
internal sealed class Settlement(UnitOfWork unit, PostingContext context, ClaimPostingState state, long paymentId, bool isNextPayer)
{
    private readonly Dictionary<long, (Denial Denial, DenialStatus Status, long Balance, Resolution Resolution)> _touched = [];

    /// <summary>Posts a planned row: first onto the open denials of its line, oldest first; the rest onto the claim.</summary>
    public void Post(PlannedRow row, ClaimLine? line)
    {
        var rest = row.Cents;
        if (rest > 0)
        {
            foreach (var denial in Open(line))
            {
                var part = Math.Min(rest, denial.BalanceCents);
                Touch(denial, row.Type == ApplicationType.Payment ? Resolution.Paid : Resolution.Accepted);
                DenialLedger.Post(unit, state.Claim, denial, Row(row, part, line, denial.Id));
                rest -= part;
                if (rest == 0) return;
            }
        }

        if (rest != 0) DenialLedger.Post(unit, state.Claim, null, Row(row, rest, line, null));
    }

    /// <summary>The next payer denies too: its denial takes the place of the open ones on the line.</summary>
    public void Supersede(Money amount, ClaimLine? line)
    {
        var rest = amount;
        foreach (var denial in Open(line))
        {
            if (rest == Money.Zero) return;
            var part = rest < denial.Balance ? rest : denial.Balance;
            Touch(denial, Resolution.Superseded);
            denial.TakeBack(part);
            rest -= part;
        }
    }

    /// <summary>
    /// The patient's share was billed to the next payer: what that payer dealt with no longer stands on the patient's account. A next payer
    /// that adjudicates the charge anew, with no word of the one before (OA-23), outdates that one's discount too.
    /// </summary>
    public void ReturnEarlierShares()
    {
        Return(ApplicationType.PatientAr, state.PatientCents);
        if (isNextPayer) Return(ApplicationType.Contractual, state.ContractualCents);
        if (isNextPayer && state.OpeningCents is > 0 and var opening) state.OpeningCents = opening - Return(ApplicationType.Opening, opening);
    }

    /// <summary>Gives back as much as is posted beyond the charge. What is denied is open on the claim: a share that the next payer refused isn't settled either.</summary>
    private long Return(ApplicationType type, long earlierCents)
    {
        var over = Math.Min(state.Denials.Sum(d => d.BalanceCents) - state.Claim.BalanceCents, earlierCents);
        if (over <= 0) return 0;
        DenialLedger.Post(unit, state.Claim, null, Row(new PlannedRow(type, -over, -1, "", ""), -over, null, null));
        return over;
    }

    /// <summary>Resolves what is settled; an open request is closed as stale and an open appeal as overturned.</summary>
    public async Task Close(CancellationToken cancellationToken)
    {
        foreach (var (denial, before, balance, resolution) in _touched.Values)
        {
            if (denial.BalanceCents == 0)
            {
                await DenialClosing.EndWaiting(unit, denial, context.Remittance.Id, context.Today, bySystem: false, cancellationToken);
                denial.Step(DenialAct.Settle, resolution: resolution);
            }

            unit.Record(AuditAct.Settled, new AuditRow
            {
                DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = context.Remittance.Id, AmountCents = balance - denial.BalanceCents,
                StatusBefore = (int)before, StatusAfter = (int)denial.Status, BalanceBeforeCents = balance, BalanceAfterCents = denial.BalanceCents,
                Detail = $"{resolution} by {context.Payer.Name}",
            });
        }
    }

    private void Touch(Denial denial, Resolution resolution)
    {
        // Money outweighs an adjustment, and a new denial outweighs both: something is still open.
        var kept = _touched.TryGetValue(denial.Id, out var earlier) ? earlier : (denial, denial.Status, denial.BalanceCents, resolution);
        var best = kept.Item4 == Resolution.Superseded || resolution == Resolution.Superseded ? Resolution.Superseded
            : kept.Item4 == Resolution.Paid || resolution == Resolution.Paid ? Resolution.Paid : resolution;
        _touched[denial.Id] = (kept.Item1, kept.Item2, kept.Item3, best);
    }

    /// <summary>Only the next payer's word settles what the one before refused. More lines of a split claim leave the other lines' denials alone.</summary>
    private List<Denial> Open(ClaimLine? line) => !isNextPayer ? [] : [.. state.Denials
        .Where(d => d.RemittanceId != context.Remittance.Id && d.BalanceCents > 0 && (line is null || d.LineId is null || d.LineId == line.Id))
        .Where(d => Transitions.Find(d.Status, DenialAct.Settle) is not null).OrderBy(d => d.Id)];

    private PaymentApplication Row(PlannedRow row, long cents, ClaimLine? line, long? denialId) =>
        new(unit.Actor.TenantId, unit.NextKey(), state.Claim.Id, row.Type, cents)
        {
            DenialId = denialId, LineId = line?.Id, RemittanceId = context.Remittance.Id, RemittanceClaimId = paymentId,
            AdjustmentGroup = ClaimPoster.Cut(row.Group, 10), AdjustmentCode = ClaimPoster.Cut(row.Code, 20),
            PostedOn = context.Today, PostedAt = unit.Now, PostedBy = unit.Actor.UserId,
        };
}
