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

/// <summary>An announcement of the same payer that belongs to a reversal and is not yet taken whole.</summary>
/// <param name="LeftCents">What remains of it, above zero.</param>
public sealed record OpenAnnouncement(long RowId, string Reference, long LeftCents);

/// <summary>What a person says a row belongs to.</summary>
/// <param name="Id">The announcement's row, for what was taken; the reversal's claim payment, for what was announced.</param>
/// <param name="LeftCents">What is still owed on the announcement; what of the reversal's payment nobody announced yet.</param>
public sealed record PayerMoneyTarget(long Id, bool IsSamePayer, long LeftCents);

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
    /// <param name="open">What this payer announced before and is still owed.</param>
    public static IReadOnlyList<PlannedLink> Explain(IReadOnlyList<PayerMoneyRow> rows, IReadOnlyList<ReferredPayment> payments, IReadOnlyList<OpenAnnouncement> open)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(payments);
        List<PlannedLink> links = [];
        var left = open.ToDictionary(o => o.RowId, o => o.LeftCents);
        HashSet<long> announced = [];
        foreach (var row in rows.Where(r => r.AmountCents != 0))
        {
            if (row.Kind == PayerMoneyKind.Announced) links.AddRange(Announced(row, rows, payments, announced));
            else if (row is { Kind: PayerMoneyKind.Taken, AmountCents: > 0 } && Taken(row, open, left) is { } taken) links.Add(taken);
            else if (row.Kind == PayerMoneyKind.Interest && payments.FirstOrDefault(p => p.Is(row.Reference)) is { } on)
                links.Add(new PlannedLink(row.Id, PayerMoneyLinkKind.Interest, row.SizeCents, on.Id, null, $"{(row.AmountCents < 0 ? "Interest paid on" : "Interest taken back on")} claim {on.ClaimNumber}; it is beside the claim, not in its balance."));
        }

        return links;
    }

    /// <summary>An announcement belongs to the one reversal beside it that its reference names, and each reversal is announced once; what exceeds the payment taken back is a row of its own, with its cause.</summary>
    private static IEnumerable<PlannedLink> Announced(PayerMoneyRow row, IReadOnlyList<PayerMoneyRow> rows, IReadOnlyList<ReferredPayment> payments, HashSet<long> announced)
    {
        var named = payments.Where(p => p.IsReversal && p.PaidCents < 0 && p.Is(row.Reference)).ToList();
        if (named.Count != 1 || !announced.Add(named[0].Id)) yield break;
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

    /// <summary>The links of an explanation by hand, or why not. The note is the caller's to ask for.</summary>
    /// <param name="unexplainedCents">What of the row nobody explained.</param>
    /// <param name="target">What was chosen; null: explained by the note alone.</param>
    public static Outcome<PlannedLink[]> ByHand(PayerMoneyRow row, long unexplainedCents, PayerMoneyTarget? target, string note)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (unexplainedCents <= 0) return new Refusal("AlreadyExplained", "This row is explained already.", "Look at it again; someone may have done it just now.");
        if (target is null) return One(new PlannedLink(row.Id, PayerMoneyLinkKind.ByHand, unexplainedCents, null, null, note));
        if (!CanHaveTarget(row.Kind, row.AmountCents)) return new Refusal("NoTarget", "Only money that was announced or taken belongs to something else.", "Explain this row with a note alone.", "target");
        if (!target.IsSamePayer) return new Refusal("OtherPayer", "Another payer sent that.", "Choose something of the same payer.", "target");
        if (row.Kind == PayerMoneyKind.Taken)
        {
            return target.LeftCents >= unexplainedCents ? One(new PlannedLink(row.Id, PayerMoneyLinkKind.Announcement, unexplainedCents, null, target.Id, note))
                : new Refusal("MoreThanOwed", $"{new Money(unexplainedCents)} was taken, but only {new Money(target.LeftCents)} of that announcement is still owed.", "Choose another announcement, or explain it with a note alone.", "target");
        }

        if (target.LeftCents <= 0) return new Refusal("AlreadyAnnounced", "That reversal was announced already.", "Choose another reversal, or explain it with a note alone: then nothing is owed on it.", "target");
        var paid = Math.Min(unexplainedCents, target.LeftCents);
        var link = new PlannedLink(row.Id, PayerMoneyLinkKind.Reversal, paid, target.Id, null, note);
        return paid == unexplainedCents ? One(link) : new[] { link, link with { Kind = PayerMoneyLinkKind.Difference, AmountCents = unexplainedCents - paid } };
    }

    /// <summary>What was taken belongs to an announcement, what was announced to a reversal; nothing else belongs to something.</summary>
    public static bool CanHaveTarget(PayerMoneyKind kind, long amountCents) => kind == PayerMoneyKind.Announced || (kind == PayerMoneyKind.Taken && amountCents > 0);

    private static Outcome<PlannedLink[]> One(PlannedLink link) => new[] { link };
}
