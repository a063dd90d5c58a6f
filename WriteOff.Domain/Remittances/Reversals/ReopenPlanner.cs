using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Plans what reversals and corrections do to a claim. Pure; the preview and the act both come from here.</summary>
/// <remarks>
/// A reversal takes back every live write-off of the denials that its adjudication made, every live ledger row that it posted, and what
/// remains of its denials. A correction then posts its own rows and denials. Rows are never netted: each is taken back by a row of its own.
/// </remarks>
public static partial class ReopenPlanner
{
    /// <summary>The plan for a claim's payments in their order.</summary>
    public static ReopenPlan Plan(ReopenFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var work = new Work(facts);
        foreach (var payment in facts.Payments)
        {
            if (payment.ReversesId is { } original) work.TakeBack(payment, original);
            if (payment.SentAgain is not null) work.Resubmit(payment);
            else if (payment.Plan is not null) work.Correct(payment);
        }

        return work.Result();
    }

    /// <summary>The plan of a plain reopening: the denial's live write-offs are taken back, nothing else.</summary>
    public static ReopenPlan Undo(ReopenFacts facts, long denialId)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var work = new Work(facts);
        work.UndoWriteOffs(denialId);
        return work.Result();
    }

    private sealed partial class Work(ReopenFacts facts)
    {
        private readonly List<LedgerFacts> _rows = [.. facts.Rows];
        private readonly List<DenialPlanState> _denials = [.. facts.Denials.Select(d => new DenialPlanState(d))];
        private readonly List<ChargeFacts> _adjudications = [.. facts.Adjudications];
        private readonly List<PlanStep> _steps = [];
        private readonly List<PlannedDetermination> _determinations = [];
        private readonly Dictionary<long, long> _reversals = [];
        private long _balance = facts.BalanceCents;
        private long _charge = facts.ChargeCents;
        private long _planned;

        public void UndoWriteOffs(long denialId)
        {
            foreach (var row in Live(r => r.Type == ApplicationType.WriteOff && r.DenialId == denialId)) Undo(PlanStepKind.UndoWriteOff, row, null);
        }

        public void Correct(PaymentToPost payment)
        {
            var corrects = CorrectionOf(payment);
            Extend(payment, corrects);
            foreach (var row in payment.Plan!.Rows) Settle(payment, row, ToSettle(payment, row, corrects));
            foreach (var denial in _denials.Where(d => d.CanSettle && IsOpenAgain(payment, d, corrects))) Supersede(payment, denial, denial.Resolution ?? Resolution.Superseded);
            foreach (var denial in payment.Plan.Denials) Deny(payment, denial);

            foreach (var denial in _denials.Where(d => d.TakenBackBy is not null && d.TakenBackBy == corrects || d.Stand is { Status: DenialStatus.Resolved, Resolution: Resolution.Reversed } && TakenBackEarlier(d, corrects)))
                denial.Conclude(ResolutionBy(payment, denial.Stand.LineId));
            if (payment.IsNextPayer) ReturnEarlierShares(payment);
        }

        /// <summary>The denials that stand open on its line and that it decides about: an earlier payer's, and what it opened again.</summary>
        private List<DenialPlanState> ToSettle(PaymentToPost payment, PlannedRow row, long? corrects)
        {
            var line = LineOf(payment, row.Line);
            return _denials.FindAll(d => d.CanSettle && d.Stand.PaymentId != payment.Id && (line is null || d.Stand.LineId is null || d.Stand.LineId == line) && (payment.IsNextPayer || IsOpenAgain(payment, d, corrects)));
        }

        /// <summary>First onto the denials that stand, oldest first; the rest onto the claim.</summary>
        private void Settle(PaymentToPost payment, PlannedRow row, List<DenialPlanState> open)
        {
            var rest = row.Cents;
            foreach (var denial in rest > 0 ? open : [])
            {
                var part = Math.Min(rest, denial.Balance);
                if (part <= 0) continue;
                Write(payment, row with { Cents = part }, denial.Stand.Id);
                denial.Balance -= part;
                rest -= part;
                denial.IsSettled |= denial.Balance == 0;
                denial.Resolution = row.Type == ApplicationType.Payment ? Resolution.Paid : denial.Resolution ?? Resolution.Accepted;
            }

            if (rest != 0) Write(payment, row with { Cents = rest }, null);
        }

        private void Write(PaymentToPost payment, PlannedRow row, long? denialId, long? lineId = null)
        {
            _balance -= row.Cents;
            Add(new PlanStep(PlanStepKind.Post, payment.Id, --_planned, denialId, row.Line, row.Type, row.Cents, row.Group, row.Code, "", _balance) { OnLineId = lineId });
            _rows.Add(new LedgerFacts(_planned, row.Type, row.Cents, denialId, lineId ?? LineOf(payment, row.Line), payment.Id, row.Group, row.Code, false, false));
        }

        /// <summary>What the adjudication deals with anew no longer stands as dealt with before the claim was opened, nor on the patient's account.</summary>
        private void ReturnEarlierShares(PaymentToPost payment)
        {
            foreach (var type in (ReadOnlySpan<ApplicationType>)[ApplicationType.Opening, ApplicationType.PatientAr])
            {
                var earlier = _rows.Where(r => r.Type == type).Sum(r => r.Cents);
                var over = Math.Min(_denials.Sum(d => d.Balance) - _balance, earlier);
                if (over > 0) Write(payment, new PlannedRow(type, -over, -1, "", ""), null);
            }
        }

        public ReopenPlan Result() => new(_charge, facts.BalanceCents, _balance, _steps, [.. _denials.Where(d => !d.IsRepeated).Select(d => d.Outcome()).Where(f => f.Changes)]) { Determinations = _determinations };

        /// <summary>The reversal that this payment follows: its own, else the last in the plan, else the one posted before.</summary>
        private long? CorrectionOf(PaymentToPost payment) =>
            payment.ReversesId is not null ? payment.Id
            : _reversals.Count > 0 ? _reversals.Keys.Last()
            : _adjudications.Find(a => a.PaymentId == payment.Id)?.CorrectsId;

        /// <summary>What is corrected had settled it, and with that taken back it stands open: the correction decides about it, too.</summary>
        private bool IsOpenAgain(PaymentToPost payment, DenialPlanState denial, long? corrects) =>
            corrects is not null && _adjudications.Find(a => a.ReversedById == corrects) is { } taken && denial.Stand.PaymentId != taken.PaymentId && denial.Stand.PaymentId != payment.Id
            && (denial.Stand.LineId is null || payment.LineIds.Count == 0 || payment.LineIds.Contains(denial.Stand.LineId))
            && _rows.Exists(r => r.PaymentId == taken.PaymentId && r.DenialId == denial.Stand.Id);

        private void Deny(PaymentToPost payment, PlannedDenial denial)
        {
            Add(new PlanStep(PlanStepKind.Deny, payment.Id, null, --_planned, denial.Line, null, denial.Cents, denial.Group, denial.Code, denial.Rarcs, _balance));
            _denials.Add(new DenialPlanState(new DenialSnapshot(_planned, DenialStatus.Open, null, denial.Cents, LineOf(payment, denial.Line), payment.Id, denial.Group, denial.Code, 0)));
        }

        private bool TakenBackEarlier(DenialPlanState denial, long? reversal) =>
            reversal is not null && _adjudications.Exists(a => a.PaymentId == denial.Stand.PaymentId && a.ReversedById == reversal);

        /// <summary>The charge grows only by what the corrections of one reversal are billed above what was taken back.</summary>
        private void Extend(PaymentToPost payment, long? corrects)
        {
            if (_adjudications.Find(a => a.ReversedById == corrects && corrects is not null) is not { } original) return;
            var earlier = _adjudications.Where(a => a.CorrectsId == corrects && a.PaymentId != payment.Id).Sum(a => a.ChargeCents);
            var grown = Math.Max(original.ChargeCents, earlier + payment.ChargeCents) - Math.Max(original.ChargeCents, earlier);
            _adjudications.RemoveAll(a => a.PaymentId == payment.Id);
            _adjudications.Add(new ChargeFacts(payment.Id, payment.ChargeCents, null, corrects));
            if (grown == 0) return;
            (_charge, _balance) = (_charge + grown, _balance + grown);
            Add(new PlanStep(PlanStepKind.Extend, payment.Id, null, null, -1, null, grown, "", "", "", _balance));
        }

        private List<LedgerFacts> Live(Func<LedgerFacts, bool> which) => [.. _rows.Where(r => !r.IsUndo && !r.IsUndone && which(r))];

        private void Undo(PlanStepKind kind, LedgerFacts row, long? paymentId)
        {
            _rows[_rows.IndexOf(row)] = row with { IsUndone = true };
            _rows.Add(row with { Id = long.MinValue, Cents = -row.Cents, PaymentId = paymentId, IsUndo = true });
            _balance += row.Cents;
            if (_denials.Find(d => d.Stand.Id == row.DenialId) is { } denial)
            {
                denial.Balance += row.Cents;
                if (kind == PlanStepKind.UndoWriteOff) denial.Undone += row.Cents;
            }

            Add(new PlanStep(kind, paymentId, row.Id, row.DenialId, -1, row.Type, -row.Cents, row.Group, row.Code, "", _balance));
        }

        private void Add(PlanStep step) => _steps.Add(step);

        /// <summary>What a correction means for a denial that was taken back: money on its line, denied again, or neither.</summary>
        private static Resolution ResolutionBy(PaymentToPost payment, long? lineId)
        {
            var byLine = lineId is not null && payment.LineIds.Contains(lineId);
            bool IsMeant(int line) => !byLine || line < 0 || LineOf(payment, line) == lineId;
            if (payment.Plan!.Rows.Where(r => r.Type == ApplicationType.Payment && IsMeant(r.Line)).Sum(r => r.Cents) > 0) return Resolution.Paid;
            return payment.Plan.Denials.Any(d => IsMeant(d.Line)) ? Resolution.Superseded : Resolution.Reversed;
        }

        private static long? LineOf(PaymentToPost payment, int line) => line < 0 ? null : payment.LineIds[line];
    }
}
