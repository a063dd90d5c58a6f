using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;

namespace WriteOff.Domain.Remittances.Reversals;

public static partial class ReopenPlanner
{
    private sealed partial class Work
    {
        public void TakeBack(PaymentToPost payment, long original)
        {
            MarkTaken(payment.Id, original);
            var own = _denials.Where(d => Decided(d).Contains(original)).ToList();
            foreach (var denial in own.Where(d => d.Stand.PaymentId == original))
                foreach (var row in Live(r => r.Type == ApplicationType.WriteOff && r.DenialId == denial.Stand.Id)) Undo(PlanStepKind.UndoWriteOff, row, payment.Id);
            var rows = Live(r => r.PaymentId == original && r.Type != ApplicationType.WriteOff);
            var returned = rows.ConvertAll(Returned).OfType<LedgerFacts>().Distinct().ToList();
            foreach (var row in rows.Concat(returned)) Undo(PlanStepKind.UndoRow, row, payment.Id);
            foreach (var denial in _denials.Where(d => own.Contains(d) || rows.Exists(r => r.DenialId == d.Stand.Id)))
            {
                // It stands on another word of the payer still, or was settled by what came after it.
                if (!Decided(denial).Any() || !Decided(denial).All(IsTaken) || IsSettledSince(denial, original)) continue;
                if (!own.Contains(denial) && denial.Balance == 0) continue;
                (denial.TakenBackBy, denial.Resolution) = (payment.Id, Resolution.Reversed);
                if (denial.Balance == 0) continue;
                Add(new PlanStep(PlanStepKind.TakeBack, payment.Id, null, denial.Stand.Id, -1, null, denial.Balance, denial.Stand.Group, denial.Stand.Carc, "", _balance));
                denial.Balance = 0;
            }
        }

        private void MarkTaken(long by, long original)
        {
            _reversals[by] = original;
            var at = _adjudications.FindIndex(a => a.PaymentId == original);
            if (at >= 0) _adjudications[at] = _adjudications[at] with { ReversedById = by };
        }

        /// <summary>The claim payments whose word the denial stands on.</summary>
        private static IEnumerable<long> Decided(DenialPlanState denial) => (denial.Stand.RepeatedBy ?? []).Concat(denial.Stand.PaymentId is { } maker ? [maker] : []);

        private bool IsTaken(long paymentId) => _adjudications.Exists(a => a.PaymentId == paymentId && a.ReversedById is not null);

        /// <summary>A later resubmission that stands resolved it, and nothing that is taken back here opened it again.</summary>
        private bool IsSettledSince(DenialPlanState denial, long original) =>
            denial is { Balance: 0, Stand: { Status: DenialStatus.Resolved, Resolution: Resolution.Paid or Resolution.Superseded or Resolution.Accepted } }
            && _adjudications.Exists(a => a.IsResubmission && a.ReversedById is null && a.PaymentId > original);

        /// <summary>What a later resubmission gave back of such rows: taken back with them, so that what it posted itself still explains its lines.</summary>
        private LedgerFacts? Returned(LedgerFacts row)
        {
            var alike = Live(r => r.Type == row.Type && r.LineId == row.LineId && r.DenialId == row.DenialId && r.PaymentId is not null
                && string.Equals(r.Group, row.Group, StringComparison.Ordinal) && string.Equals(r.Code, row.Code, StringComparison.Ordinal));
            var sum = alike.Where(r => r.PaymentId == row.PaymentId).Sum(r => r.Cents);
            return sum == 0 ? null : alike.Find(r => r.Cents == -sum && r.PaymentId > row.PaymentId && _adjudications.Exists(a => a.PaymentId == r.PaymentId && a.IsResubmission));
        }
    }
}
