using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.Resubmissions;

namespace WriteOff.Domain.Remittances.Reversals;

public static partial class ReopenPlanner
{
    private sealed partial class Work
    {
        /// <summary>
        /// Part by part: what the payer posted on it before is given back by rows of this payment, then its own rows and denials come. Denied
        /// before, a dollar is now paid, explained, or denied anew: never open twice.
        /// </summary>
        public void Resubmit(PaymentToPost payment)
        {
            foreach (var part in payment.SentAgain!.Parts)
            {
                var plan = payment.Plan!;
                var standing = _denials.Where(d => d.Stand is { Id: > 0, PaymentId: { } by } && payment.SentAgain.Own.Contains(by) && part.Holds(d.Stand.LineId, d.Stand.PaymentId)).ToList();
                if (ResubmissionRules.IsDuplicate(plan, part))
                {
                    foreach (var denial in standing.Where(d => d.CanSettle)) Say(payment, denial, DeterminationKind.CalledDuplicate, plan.Denials.Where(d => part.Lines.Contains(d.Line)).Sum(d => d.Cents));
                    continue;
                }

                GiveBack(payment, part);
                Decide(payment, part, [.. standing.Where(d => d.CanSettle)]);
            }
        }

        /// <summary>What this payer's earlier rows come to, each kind by a row of its own: never netted against the new ones.</summary>
        private void GiveBack(PaymentToPost payment, ResubmittedPart part)
        {
            var earlier = Live(r => r.Type != ApplicationType.WriteOff && r.PaymentId is { } by && by != payment.Id && payment.SentAgain!.Own.Contains(by) && part.Holds(r.LineId, by));
            foreach (var kind in earlier.GroupBy(r => (r.Type, r.LineId, r.DenialId, r.Group, r.Code)))
            {
                var cents = kind.Sum(r => r.Cents);
                if (cents == 0) continue;
                Write(payment, new PlannedRow(kind.Key.Type, -cents, IndexOf(payment, kind.Key.LineId), kind.Key.Group, kind.Key.Code), kind.Key.DenialId, kind.Key.LineId);
                if (_denials.Find(d => d.Stand.Id == kind.Key.DenialId) is { } denial) denial.Balance += cents;
            }
        }

        private void Decide(PaymentToPost payment, ResubmittedPart part, List<DenialPlanState> open)
        {
            var rows = payment.Plan!.Rows.Where(r => part.Lines.Contains(r.Line)).OrderBy(r => r.Type != ApplicationType.Payment).ToList();
            var denied = payment.Plan.Denials.Where(d => part.Lines.Contains(d.Line)).ToList();
            var isPaid = ResubmissionRules.Paid(payment.Plan, part) > 0;
            if (!isPaid && denied.Count > 0)
            {
                // Nothing was paid, so what is refused anew takes the place of what was refused before, or is the same.
                foreach (var row in rows) Write(payment, row, null);
                var repeated = denied.Where(d => open.Find(o => !o.IsRepeated && IsSame(payment, o, d)) is { } same && Repeat(payment, same, d)).ToList();
                denied.RemoveAll(repeated.Contains);
                foreach (var denial in open.Where(d => !d.IsRepeated)) Supersede(payment, denial, Resolution.Superseded);
            }
            else
            {
                foreach (var row in rows) Settle(payment, row, open);
                foreach (var denial in open) Supersede(payment, denial, denial.Resolution ?? Resolution.Superseded);
            }

            foreach (var denial in denied) Deny(payment, denial);
        }

        /// <summary>What is left of it the payer doesn't deny any more.</summary>
        private void Supersede(PaymentToPost payment, DenialPlanState denial, Resolution resolution)
        {
            if (denial.Balance != 0) Add(new PlanStep(PlanStepKind.TakeBack, payment.Id, null, denial.Stand.Id, -1, null, denial.Balance, denial.Stand.Group, denial.Stand.Carc, "", _balance));
            (denial.Balance, denial.IsSettled) = (0, true);
            denial.Resolution = resolution == Resolution.Accepted && payment.Plan!.Denials.Count > 0 ? Resolution.Superseded : resolution;
        }

        private bool Repeat(PaymentToPost payment, DenialPlanState denial, PlannedDenial again)
        {
            var more = again.Cents - denial.Balance;
            if (more != 0)
                Add(new PlanStep(more > 0 ? PlanStepKind.DenyMore : PlanStepKind.TakeBack, payment.Id, null, denial.Stand.Id, -1, null, Math.Abs(more), denial.Stand.Group, denial.Stand.Carc, "", _balance));
            Say(payment, denial, DeterminationKind.DeniedAgain, again.Cents);
            denial.Balance = again.Cents;
            return true;
        }

        private void Say(PaymentToPost payment, DenialPlanState denial, DeterminationKind kind, long cents)
        {
            denial.IsRepeated = true;
            _determinations.Add(new PlannedDetermination(denial.Stand.Id, payment.Id, kind, cents, denial.Stand.BalanceCents));
        }

        private static bool IsSame(PaymentToPost payment, DenialPlanState denial, PlannedDenial again) =>
            string.Equals(denial.Stand.Group, again.Group, StringComparison.Ordinal) && string.Equals(denial.Stand.Carc, again.Code, StringComparison.Ordinal)
            && (denial.Stand.LineId is null || LineOf(payment, again.Line) is not { } line || denial.Stand.LineId == line);

        private static int IndexOf(PaymentToPost payment, long? lineId)
        {
            for (var n = 0; lineId is not null && n < payment.LineIds.Count; n++)
                if (payment.LineIds[n] == lineId) return n;
            return -1;
        }
    }
}
