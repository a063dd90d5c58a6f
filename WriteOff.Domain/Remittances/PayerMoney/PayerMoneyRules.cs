using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.PayerMoney;

/// <summary>A posted claim payment of the same remittance, as an adjustment may refer to it.</summary>
/// <param name="PaidCents">CLP04; below zero on a reversal.</param>
public sealed record ReferredPayment(long Id, bool IsReversal, long PaidCents, string ClaimNumber, string PayerControlNumber, string OriginalReference)
{
    /// <summary>The reference is one of its numbers.</summary>
    public bool Is(string reference) => reference.Length > 0
        && (string.Equals(reference, PayerControlNumber, StringComparison.OrdinalIgnoreCase) || string.Equals(reference, ClaimNumber, StringComparison.OrdinalIgnoreCase) || string.Equals(reference, OriginalReference, StringComparison.OrdinalIgnoreCase));
}

/// <summary>An announcement of the same payer that is not yet taken whole.</summary>
/// <param name="LeftCents">What remains of it, above zero.</param>
public sealed record OpenAnnouncement(long RowId, string Reference, long LeftCents);

/// <summary>A link to be written.</summary>
public sealed record PlannedLink(long RowId, PayerMoneyLinkKind Kind, long AmountCents, long? PaymentId, long? OtherRowId, string Why);

/// <summary>Which explanation a provider-level adjustment has. Pure. Nothing is guessed: what isn't certain stays unexplained until a person says.</summary>
public static class PayerMoneyRules
{
    /// <summary>An announcement that isn't taken so many days after its remittance is listed as overdue. Two months: most payers recoup within 41 days (Medicare) or their next weekly payments.</summary>
    public const int OverdueDays = 60;

    /// <summary>What a code is about.</summary>
    /// <param name="code">PLB03-1 in any case.</param>
    public static PayerMoneyKind KindOf(string code, long cents)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Trim().ToUpperInvariant() switch
        {
            "FB" => cents < 0 ? PayerMoneyKind.Announced : PayerMoneyKind.Taken,
            "WO" => PayerMoneyKind.Taken,
            "L6" => PayerMoneyKind.Interest,
            _ => PayerMoneyKind.Other,
        };
    }

    /// <summary>The certain explanations of a remittance's rows.</summary>
    /// <param name="rows">Its rows, in order.</param>
    /// <param name="payments">Its posted claim payments that the rows could refer to.</param>
    /// <param name="open">This payer's announcements that are not yet taken whole, those of <paramref name="rows"/> left out.</param>
    public static IReadOnlyList<PlannedLink> Explain(IReadOnlyList<PayerMoneyRow> rows, IReadOnlyList<ReferredPayment> payments, IReadOnlyList<OpenAnnouncement> open)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(payments);
        List<PlannedLink> links = [];
        var left = open.ToDictionary(o => o.RowId, o => o.LeftCents);
        foreach (var row in rows.Where(r => r.AmountCents != 0))
        {
            if (row.Kind == PayerMoneyKind.Announced) links.AddRange(Announced(row, rows, payments));
            else if (row is { Kind: PayerMoneyKind.Taken, AmountCents: > 0 } && Taken(row, open, left) is { } taken) links.Add(taken);
            else if (row.Kind == PayerMoneyKind.Interest && payments.FirstOrDefault(p => p.Is(row.Reference)) is { } on)
                links.Add(new PlannedLink(row.Id, PayerMoneyLinkKind.Interest, row.SizeCents, on.Id, null, $"{(row.AmountCents < 0 ? "Interest paid on" : "Interest taken back on")} claim {on.ClaimNumber}; it is beside the claim, not in its balance."));
        }

        return links;
    }

    /// <summary>An announcement belongs to the one reversal beside it that its reference names; what exceeds the payment taken back is a row of its own, with its cause.</summary>
    private static IEnumerable<PlannedLink> Announced(PayerMoneyRow row, IReadOnlyList<PayerMoneyRow> rows, IReadOnlyList<ReferredPayment> payments)
    {
        var named = payments.Where(p => p.IsReversal && p.PaidCents < 0 && p.Is(row.Reference)).ToList();
        if (named.Count != 1) yield break;
        var (reversal, paid) = (named[0], -named[0].PaidCents);
        yield return new PlannedLink(row.Id, PayerMoneyLinkKind.Reversal, Math.Min(row.SizeCents, paid), reversal.Id, null,
            $"Announced with the reversal of claim {reversal.ClaimNumber}: it took {new Money(paid)} back, and the reference {row.Reference} names it.");
        var more = row.SizeCents - paid;
        if (more <= 0) yield break;
        var interest = rows.FirstOrDefault(r => r.Kind == PayerMoneyKind.Interest && r.AmountCents == more && string.Equals(r.Reference, row.Reference, StringComparison.OrdinalIgnoreCase));
        yield return new PlannedLink(row.Id, PayerMoneyLinkKind.Difference, more, reversal.Id, interest?.Id,
            interest is null ? $"{new Money(more)} more than the payer had paid on claim {reversal.ClaimNumber}; ask the payer why." : $"{new Money(more)} interest taken back (L6) beside the payment.");
    }

    /// <summary>What is taken was announced under the same reference, by one announcement with enough left.</summary>
    private static PlannedLink? Taken(PayerMoneyRow row, IReadOnlyList<OpenAnnouncement> open, Dictionary<long, long> left)
    {
        var named = open.Where(o => row.Reference.Length > 0 && string.Equals(o.Reference, row.Reference, StringComparison.OrdinalIgnoreCase) && left[o.RowId] >= row.AmountCents).ToList();
        if (named.Count != 1) return null;
        left[named[0].RowId] -= row.AmountCents;
        return new PlannedLink(row.Id, PayerMoneyLinkKind.Announcement, row.AmountCents, null, named[0].RowId,
            $"Announced before under the reference {row.Reference}; {(left[named[0].RowId] == 0 ? "nothing is owed on it any more" : $"{new Money(left[named[0].RowId])} of it is still owed")}.");
    }

    /// <summary>Null when a person may explain the row so; else why not.</summary>
    /// <param name="linkedCents">What is explained of it already.</param>
    /// <param name="announced">The announcement that was chosen; null: explained by the note alone.</param>
    /// <param name="leftCents">What remains of that announcement.</param>
    /// <param name="isSamePayer">Both came from one payer.</param>
    public static Refusal? RefuseByHand(PayerMoneyRow row, long linkedCents, PayerMoneyRow? announced, long leftCents, bool isSamePayer)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (linkedCents >= row.SizeCents) return new Refusal("AlreadyExplained", "This row is explained already.", "Look at it again; someone may have done it just now.");
        if (announced is null) return null;
        if (row is not { Kind: PayerMoneyKind.Taken, AmountCents: > 0 } || announced.Kind != PayerMoneyKind.Announced)
            return new Refusal("NotTaken", "Only money that was taken belongs to an announcement.", "Explain this row with a note alone.", "announced");
        if (!isSamePayer) return new Refusal("OtherPayer", "Another payer announced that.", "Choose an announcement of the same payer.", "announced");
        return leftCents < row.SizeCents - linkedCents
            ? new Refusal("MoreThanOwed", $"{new Money(row.SizeCents - linkedCents)} was taken, but only {new Money(leftCents)} of that announcement is still owed.", "Choose another announcement, or explain it with a note alone.", "announced")
            : null;
    }
}
