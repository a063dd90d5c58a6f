using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>A posted reversal that took a payment back.</summary>
public sealed class PayerMoneyReversal
{
    /// <summary>The claim payment.</summary>
    public long Id { get; init; }

    public long RemittanceId { get; init; }

    public string PayerIdentifier { get; init; } = "";

    public string ClaimNumber { get; init; } = "";

    public DateOnly? PaidOn { get; init; }

    /// <summary>What it took back, less what was announced of it, in cents.</summary>
    public long LeftCents { get; init; }
}

/// <summary>The query.</summary>
internal static class PayerMoneyReversals
{
    /// <summary>Posted reversals with a payment.</summary>
    public static IQueryable<PayerMoneyReversal> Of(WorkbenchDb db) => db.Set<RemittanceClaim>().Where(c => c.StatusCode == "22" && c.Outcome == ClaimPaymentOutcome.Posted && c.PaidCents < 0)
        .Join(db.Set<Remittance>(), c => c.RemittanceId, m => m.Id, (c, m) => new PayerMoneyReversal
        {
            Id = c.Id, RemittanceId = c.RemittanceId, PayerIdentifier = m.PayerIdentifier, ClaimNumber = c.ClaimNumber, PaidOn = m.PaidOn ?? m.AdjudicatedOn,
            LeftCents = -c.PaidCents!.Value - PayerMoneyStands.Links(db).Where(l => l.PaymentId == c.Id && l.Kind == PayerMoneyLinkKind.Reversal).Sum(l => l.AmountCents),
        });
}
