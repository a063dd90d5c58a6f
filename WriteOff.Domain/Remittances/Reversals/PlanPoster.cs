using System.Globalization;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Who or what makes a plan happen.</summary>
/// <param name="BySystem">The product, by a rule; not the actor of the unit of work.</param>
/// <param name="Reason">What the person wrote; empty for the product.</param>
internal sealed record PlanCause(bool BySystem, string Reason, TenantPolicy Policy, RouteTable Routes, DateOnly Today);

/// <summary>Writes a plan: the same steps that the preview showed, as ledger rows, balances, denials, states and audit rows.</summary>
internal sealed class PlanPoster(UnitOfWork unit, ClaimPlanState work, IReadOnlyList<WaitingPayment> payments, PlanCause cause)
{
    private readonly Dictionary<long, PaymentApplication> _rows = work.Rows.ToDictionary(r => r.Id);
    private readonly Dictionary<long, Denial> _denials = work.State.Denials.ToDictionary(d => d.Id);
    private readonly Dictionary<long, ClaimLine?[]> _lines = [];

    /// <summary>Writes it and returns how many denials it made.</summary>
    public async Task<int> Post(ReopenPlan plan, CancellationToken cancellationToken)
    {
        foreach (var step in plan.Steps) Write(step);
        var claim = work.State.Claim;
        if (claim.BalanceCents != plan.BalanceAfterCents) throw new InvalidOperationException($"The plan said {plan.BalanceAfterCents}, the ledger {claim.BalanceCents}.");
        foreach (var outcome in plan.Denials) await Settle(outcome, cancellationToken);
        foreach (var said in plan.Determinations) await Say(said, cancellationToken);
        foreach (var payment in payments) Mark(payment, plan);
        return plan.Denials.Count(d => d.Id < 0);
    }

    private void Write(PlanStep step)
    {
        var claim = work.State.Claim;
        switch (step.Kind)
        {
            case PlanStepKind.UndoWriteOff or PlanStepKind.UndoRow:
                var payment = Of(step.PaymentId!.Value);
                var row = _rows[step.RowId!.Value];
                DenialLedger.Reverse(unit, claim, row.DenialId is { } on ? _denials[on] : null, row, cause.Today, payment.Remittance.Id, payment.Row.Id, cause.BySystem);
                break;
            case PlanStepKind.TakeBack:
                _denials[step.DenialId!.Value].TakeBack(new Money(step.Cents));
                break;
            case PlanStepKind.DenyMore:
                _denials[step.DenialId!.Value].DenyMore(new Money(step.Cents));
                break;
            case PlanStepKind.Extend:
                claim.Extend(new Money(step.Cents));
                break;
            case PlanStepKind.Post:
                PostRow(step);
                break;
            case PlanStepKind.Deny:
                var maker = Of(step.PaymentId!.Value);
                var denial = Poster(maker).Deny(work.State, new PlannedDenial(step.Cents, step.Line, step.Group, step.Code, step.Rarcs), LineOf(maker, step.Line), maker.Row.Id, cause.BySystem);
                work.State.Denials.Add(denial);
                _denials[step.DenialId!.Value] = denial;
                break;
        }
    }

    private void PostRow(PlanStep step)
    {
        var payment = Of(step.PaymentId!.Value);
        var denial = step.DenialId is { } id ? _denials[id] : null;
        var row = new PaymentApplication(unit.Actor.TenantId, unit.NextKey(), work.State.Claim.Id, step.Type!.Value, step.Cents)
        {
            DenialId = denial?.Id, LineId = step.OnLineId ?? LineOf(payment, step.Line)?.Id, RemittanceId = payment.Remittance.Id, RemittanceClaimId = payment.Row.Id,
            AdjustmentGroup = ClaimPoster.Cut(step.Group, 10), AdjustmentCode = ClaimPoster.Cut(step.Code, 20),
            PostedOn = cause.Today, PostedAt = unit.Now, PostedBy = cause.BySystem ? Guid.Empty : unit.Actor.UserId,
        };
        DenialLedger.Post(unit, work.State.Claim, denial, row);
        _rows[step.RowId!.Value] = row;
    }

    private async Task Settle(DenialOutcome outcome, CancellationToken cancellationToken)
    {
        var denial = _denials[outcome.Id];
        if (outcome is { Id: < 0, TakenBackBy: null }) return;
        var remittanceId = outcome.TakenBackBy is { } by ? Of(by).Remittance.Id : payments[^1].Remittance.Id;
        if (outcome.After == DenialStatus.Resolved && denial.Status != DenialStatus.Resolved)
        {
            await DenialClosing.EndWaiting(unit, denial, remittanceId, cause.Today, cause.BySystem, cancellationToken);
            denial.Step(denial.Status == DenialStatus.WrittenOff ? DenialAct.ReopenWithCorrection : DenialAct.Settle, resolution: outcome.Resolution);
        }
        else if (outcome.After != denial.Status)
        {
            denial.Step(DenialAct.Reopen);
        }
        else if (outcome.Resolution is { } resolution)
        {
            denial.Conclude(resolution);
        }

        unit.Touch(denial);
        unit.Record(outcome.WriteOffUndoneCents != 0 ? AuditAct.Reopened : AuditAct.Settled, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = remittanceId, Note = cause.Reason.Length == 0 ? null : cause.Reason,
            AmountCents = outcome.WriteOffUndoneCents != 0 ? outcome.WriteOffUndoneCents : outcome.BalanceBeforeCents - outcome.BalanceAfterCents,
            StatusBefore = (int)outcome.Before, StatusAfter = (int)denial.Status, BalanceBeforeCents = outcome.BalanceBeforeCents, BalanceAfterCents = denial.BalanceCents,
            Detail = Words(outcome, IsSentAgain),
        }, cause.BySystem);
    }

    /// <summary>The payer said the same of it again, or called the claim a duplicate: the denial stands, with one more determination.</summary>
    private async Task Say(PlannedDetermination said, CancellationToken cancellationToken)
    {
        var (denial, payment, before) = (_denials[said.DenialId], Of(said.PaymentId), _denials[said.DenialId].Status);
        var on = payment.Remittance.AdjudicatedOn ?? cause.Today;
        if (said.Kind == DeterminationKind.DeniedAgain)
        {
            await DenialClosing.CloseStale(unit, denial, payment.Remittance.Id, cause.BySystem, cancellationToken);
            if (cause.Policy.AppealFromLatest) denial.SetAppealWindow(on.AddDays(payment.Payer.AppealWindowDays ?? cause.Policy.AppealWindowDays));
        }

        unit.Add(new Determination(denial.TenantId, unit.NextKey(), denial.Id, denial.ClaimId, payment.Row.Id, said.Kind, on) { PayerControlNumber = payment.Row.PayerControlNumber, AmountCents = said.Cents });
        unit.Touch(denial);
        unit.Record(said.Kind == DeterminationKind.DeniedAgain ? AuditAct.DeniedAgain : AuditAct.CalledDuplicate, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = payment.Remittance.Id, AmountCents = said.Cents,
            StatusBefore = (int)before, StatusAfter = (int)denial.Status, BalanceBeforeCents = said.BalanceBeforeCents, BalanceAfterCents = denial.BalanceCents,
            Detail = string.Create(CultureInfo.InvariantCulture, $"{(said.Kind == DeterminationKind.DeniedAgain ? $"{denial.Group}-{denial.Carc}" : "Sent again, called a duplicate")} on {on:yyyy-MM-dd}, payer's number {(payment.Row.PayerControlNumber.Length == 0 ? "not given" : payment.Row.PayerControlNumber)}"),
        }, cause.BySystem);
    }

    private bool IsSentAgain => payments.Any(p => p.Row.ResubmitsId is not null);

    private static string Words(DenialOutcome outcome, bool isSentAgain) => (outcome.TakenBackBy, outcome.Resolution) switch
    {
        (null, Resolution.Paid) when isSentAgain => "Paid after it was sent again",
        (null, Resolution.Superseded) when isSentAgain => "Decided anew after it was sent again",
        (null, Resolution.Accepted) when isSentAgain => "No longer denied after it was sent again",
        (_, Resolution.Paid) => "Paid by the payer's correction",
        (_, Resolution.Superseded) => "Denied again by the payer's correction",
        (not null, _) => "Taken back by the payer",
        (null, _) => "A reversal took back what had settled it",
    };

    private void Mark(WaitingPayment payment, ReopenPlan plan)
    {
        var row = payment.Row;
        if (row.Outcome == ClaimPaymentOutcome.Held) (payment.Remittance.HeldCount, payment.Remittance.PostedCount) = (payment.Remittance.HeldCount - 1, payment.Remittance.PostedCount + 1);
        if (row.Outcome == ClaimPaymentOutcome.Unmatched) (payment.Remittance.UnmatchedCount, payment.Remittance.PostedCount) = (payment.Remittance.UnmatchedCount - 1, payment.Remittance.PostedCount + 1);
        (row.Outcome, row.HoldWord, row.ClaimId) = (ClaimPaymentOutcome.Posted, "", work.State.Claim.Id);
        row.Why = row.ResubmitsId is not null ? row.Why : payment.Payment.IsReversal ? "The reversal is posted: what it takes back was taken back row by row." : row.ReversesId is not null ? "Posted in place of what it was matched with." : "The correction is posted.";
        if (!payment.Payment.IsReversal && row.ReversesId is null && row.ResubmitsId is null) row.CorrectsId ??= payments.TakeWhile(p => p != payment).LastOrDefault(p => p.Payment.IsReversal)?.Row.Id;
        work.State.Payers.Add(payment.Remittance.PayerIdentifier);
        unit.Record(row.ResubmitsId is not null ? AuditAct.ResubmissionPosted : payment.Payment.IsReversal ? AuditAct.ReversalPosted : AuditAct.CorrectionPosted, new AuditRow
        {
            ClaimId = work.State.Claim.Id, RemittanceId = payment.Remittance.Id,
            AmountCents = plan.Steps.Where(s => s.PaymentId == row.Id && s.IsRow).Sum(s => s.Cents), Note = cause.Reason.Length == 0 ? null : cause.Reason,
            Detail = $"Claim payment {row.Number}",
        }, cause.BySystem);
    }

    private WaitingPayment Of(long paymentId) => payments.First(p => p.Row.Id == paymentId);

    private ClaimLine? LineOf(WaitingPayment payment, int line)
    {
        if (line < 0) return null;
        if (!_lines.TryGetValue(payment.Row.Id, out var lines))
        {
            _lines[payment.Row.Id] = lines = work.State.Match(payment.Payment, isCorrection: true);
            Poster(payment).AddLines(work.State, payment.Payment, lines);
        }

        return lines[line];
    }

    private ClaimPoster Poster(WaitingPayment payment) => new(unit,
        new PostingContext(payment.Remittance, payment.Payer, cause.Policy, cause.Routes, payment.Remittance.AdjudicatedOn ?? cause.Today, cause.Today, payment.Remittance.PayeeName));
}
