using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>What holds a remittance whole: the published word, and why as a sentence. Pure.</summary>
internal static class RemittanceHolds
{
    /// <param name="earlier">Remittances with the same identity that came before.</param>
    /// <param name="fault">The kind of error that stopped it a moment ago.</param>
    public static (string Word, string Why)? For(RemittanceTransaction transaction, TenantPolicy policy, IReadOnlyList<Remittance> earlier, string? fault)
    {
        if (fault is not null) return (HeldRules.PostingFailed, $"An error of the product stopped it ({fault}); nothing of it is posted. Report it; release it, or send the same file again, when it is mended.");
        if (earlier.LastOrDefault(r => r.Status == RemittanceStatus.Unposted) is { } before) return (HeldRules.UnpostedBefore, ClaimPoster.Shorten($"The same payment was posted here before and unposted. {before.Why}", 400));
        if (policy.RefuseTestFiles && transaction.Interchange.Usage is "T") return (HeldRules.TestFile, "The interchange is marked as test (ISA15 = T), and your organisation refuses test files.");
        var payees = policy.OwnPayees.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return HoldRules.ForTransaction(transaction, payees) is { } word ? (word.Explain().Code, word.Explain().Sentence) : null;
    }
}
