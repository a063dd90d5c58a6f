using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>Interest as a claim payment names it. Pure.</summary>
/// <remarks>TR3 005010X221 §1.10.2.9: AMT*I is informational; the money is paid at provider level, with PLB code L6.</remarks>
internal static class InterestRules
{
    /// <summary>Σ AMT*I in cents; null: it names none, or one that can't be read.</summary>
    public static long? OnClaim(ClaimPayment payment)
    {
        long? sum = null;
        foreach (var value in payment.SupplementalAmounts)
        {
            if (value.Qualifier is not "I") continue;
            var amount = Amount.Read(value.Value.Of(payment.Bytes));
            if (!amount.IsSound) return null;
            sum = (sum ?? 0) + amount.Cents;
        }

        return sum;
    }
}
