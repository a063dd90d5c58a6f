namespace WriteOff.Domain.Remittances.X12;

/// <summary>What a transaction's claims and provider adjustments add up to; exact, also where an amount has fractions of a cent.</summary>
public sealed class TransactionTotals
{
    private Int128 _paid;
    private Int128 _providerAdjusted;
    private decimal _fractions;

    /// <summary>Σ CLP04 in cents.</summary>
    public long PaidCents => Narrow(_paid);

    /// <summary>Σ PLB in cents; positive lowers the payment.</summary>
    public long ProviderAdjustedCents => Narrow(_providerAdjusted);

    /// <summary>PLB pairs seen.</summary>
    public int ProviderAdjustmentCount { get; private set; }

    /// <summary>False when a provider adjustment could not be read, so that the sum proves nothing.</summary>
    public bool IsReadable { get; private set; } = true;

    /// <summary>An unreadable CLP04 counts as zero: its claim is held, and the transaction too unless it balances without it.</summary>
    internal void AddPaid(Amount amount, ReadOnlySpan<byte> text)
    {
        _paid += amount.Cents;
        if (amount.State == AmountState.SubCent) _fractions += Fraction(amount, Amount.ExactDollars(text));
    }

    internal void AddProviderAdjustment(ProviderAdjustment adjustment)
    {
        ProviderAdjustmentCount++;
        _providerAdjusted += adjustment.Amount.Cents;
        if (adjustment.Amount.State == AmountState.SubCent) _fractions -= Fraction(adjustment.Amount, Exact(adjustment.AmountText));
        else if (!adjustment.Amount.IsSound) IsReadable = false;
    }

    /// <summary>BPR02 − (Σ CLP04 − Σ PLB) is zero.</summary>
    internal bool Balances(Amount payment, string paymentText)
    {
        if (!IsReadable || payment.State is AmountState.Unreadable or AmountState.OutOfRange) return false;
        var fraction = payment.State == AmountState.SubCent ? Fraction(payment, Exact(paymentText)) : 0m;
        return payment.Cents == _paid - _providerAdjusted && fraction == _fractions;
    }

    private static decimal Exact(string text) => Amount.ExactDollars(System.Text.Encoding.Latin1.GetBytes(text));

    private static decimal Fraction(Amount amount, decimal dollars) => dollars - amount.Cents / 100m;

    private static long Narrow(Int128 cents) => cents > long.MaxValue ? long.MaxValue : cents < long.MinValue ? long.MinValue : (long)cents;
}
