using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.PayerMoney;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>What a posted remittance says of itself: how many claim payments of each outcome, and whether it adds up.</summary>
internal static class RemittanceCounts
{
    /// <summary>Counted at the end: what was held can have been posted by what came after it.</summary>
    public static async Task Count(UnitOfWork unit, Remittance stored, int denials, CancellationToken cancellationToken)
    {
        // One by one along the remittance's own index: grouped, SQLite would walk the outcomes of all remittances.
        Dictionary<ClaimPaymentOutcome, int> counts = [];
        long paid = 0;
        await foreach (var (outcome, cents) in unit.Db.Set<RemittanceClaim>().Where(c => c.RemittanceId == stored.Id && c.Number > 0).Select(c => new ValueTuple<ClaimPaymentOutcome, long?>(c.Outcome, c.PaidCents)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            counts[outcome] = counts.GetValueOrDefault(outcome) + 1;
            paid = checked(paid + (cents ?? 0));
        }

        stored.UnexplainedCents = (stored.AmountCents ?? 0) - paid + await unit.Db.Set<PayerMoneyRow>().Where(r => r.RemittanceId == stored.Id).SumAsync(r => r.AmountCents, cancellationToken);
        int Of(ClaimPaymentOutcome outcome) => counts.GetValueOrDefault(outcome);
        (stored.PostedCount, stored.HeldCount, stored.UnmatchedCount, stored.DenialCount) = (Of(ClaimPaymentOutcome.Posted), Of(ClaimPaymentOutcome.Held), Of(ClaimPaymentOutcome.Unmatched), denials);
    }
}
