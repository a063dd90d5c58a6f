using System.Globalization;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Unposting;

/// <summary>What stands in the way of unposting a remittance: the row, why, and the step that clears it.</summary>
/// <param name="DenialId">The denial to open; null: the claim or another remittance.</param>
/// <param name="RemittanceId">The remittance to open; null: a denial.</param>
public sealed record UnpostBlock(string Row, string Sentence, string Step, long? DenialId = null, long? RemittanceId = null);

/// <summary>Whether a posted remittance can be unposted, and what a claim was before it. Pure.</summary>
/// <remarks>Only what is still as the remittance left it is unposted; nothing that a person or the payer decided later is undone with it.</remarks>
public static class UnpostRules
{
    /// <summary>Most rows that a refusal names.</summary>
    public const int MostNamed = 20;

    public static Refusal NotFound { get; } = new("NotFound", "This remittance isn't here.", "Go back to the remittances; it may belong to another organisation.");

    /// <summary>Null when a remittance in this status may be unposted; else why not.</summary>
    public static Refusal? Refuse(RemittanceStatus status) => status switch
    {
        RemittanceStatus.Posted => null,
        RemittanceStatus.Posting => new Refusal("StillPosting", "Its claim payments are still being posted.", "Wait until it is posted; if it was interrupted, send the same file again first."),
        RemittanceStatus.Unposted => new Refusal("AlreadyUnposted", "It is unposted already.", "There is nothing left of it to unpost."),
        _ => new Refusal("NotPosted", "Nothing of it is posted.", "There is nothing to unpost; a held remittance can be rejected."),
    };

    /// <summary>The refusal that names what stands on it; null when nothing does.</summary>
    public static Refusal? Refuse(IReadOnlyList<UnpostBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        if (blocks.Count == 0) return null;
        var named = string.Join(" ", blocks.Take(3).Select(b => $"{b.Row}: {b.Sentence}"));
        var more = blocks.Count > 3 ? string.Create(CultureInfo.InvariantCulture, $" And {(blocks.Count >= MostNamed ? "at least " : "")}{blocks.Count - 3} more.") : "";
        return new Refusal("StandsOnIt", $"Something later stands on it. {named}{more}", blocks[0].Step);
    }

    /// <summary>What stands in the way on one claim.</summary>
    internal static IEnumerable<UnpostBlock> Blocks(UnpostClaim claim)
    {
        var number = $"Claim {claim.State.Claim.ClaimNumber}";
        if (claim.HasOpenCase || claim.Own.Any(p => p is { Outcome: ClaimPaymentOutcome.Held, CaseId: not null }))
        {
            yield return new UnpostBlock(number, "A reversal flag about it is open.", "Decide the flag on the denial's page first.", claim.State.Denials.Find(d => d.IsFlagged)?.Id);
            yield break;
        }

        if (claim.Own.FirstOrDefault(p => p.Outcome == ClaimPaymentOutcome.Posted && (p.IsReversal || p.ReversesId is not null || p.CorrectsId is not null)) is { } reversal)
        {
            yield return new UnpostBlock(number, $"Claim payment {reversal.Number.ToString(CultureInfo.InvariantCulture)} took an earlier adjudication back, or corrected one.", "Ask the payer for a corrected remittance: a reversal is put right by the payer's next word.");
            yield break;
        }

        if (claim.Later.Count > 0)
        {
            yield return new UnpostBlock(number, "A later remittance posted to it.", "Unpost that one first.", RemittanceId: claim.Later[^1].RemittanceId);
            yield break;
        }

        foreach (var denial in claim.State.Denials)
            if (Block(claim, denial) is { } block) yield return block with { Row = $"{number}, denial {denial.Group}-{denial.Carc}", DenialId = denial.Id };
    }

    private static UnpostBlock? Block(UnpostClaim claim, Denial denial)
    {
        var isOwn = claim.IsOwn(denial);
        var steps = claim.StepsOf(denial.Id);
        if (!isOwn && steps.Count == 0 && !claim.Live.Exists(r => r.DenialId == denial.Id)) return null;
        if (claim.IsWrittenOff(denial.Id)) return new UnpostBlock("", "It is written off.", "Reopen it first.");
        if (denial.Status == DenialStatus.PendingWriteOff) return new UnpostBlock("", "A write-off waits for a supervisor.", "Cancel the request, or have it decided, first.");
        if (denial.Status == DenialStatus.AppealPending) return new UnpostBlock("", "An appeal is running.", "Withdraw it first.");
        if (claim.OthersRows.Any(r => r.DenialId == denial.Id && isOwn)) return new UnpostBlock("", "Another remittance's money stands on it.", "Unpost that one first.");
        if (isOwn || steps.Count == 0) return null;
        var (first, last) = (steps[0], steps[^1]);
        if (IsResolved((DenialStatus?)first.StatusBefore)) return new UnpostBlock("", "It was resolved before, and this remittance resolved it in another way.", "Ask the payer for a corrected remittance.");
        return denial.BalanceCents == last.BalanceAfterCents && IsResolved(denial.Status) == IsResolved((DenialStatus?)last.StatusAfter) ? null
            : new UnpostBlock("", "It was settled by this remittance and changed since.", "Look at its timeline: what came later has to be undone first.");
    }

    private static bool IsResolved(DenialStatus? status) => status == DenialStatus.Resolved;

    /// <summary>What the claim's charge grew by with this remittance, in cents: more lines of a split claim, or more than the file that opened it said.</summary>
    internal static long ChargeGrowth(UnpostClaim claim)
    {
        if (claim.OpenedChargeCents is { } opened && claim.Earlier.Count == 0) return claim.State.Claim.ChargeCents - opened;
        // The payer's second claim payment for a claim, if it says nothing anew, is about more lines.
        return claim.OwnPosted.Skip(claim.EarlierPayers.Contains(claim.Payer) ? 0 : 1).Where(p => p.ResubmitsId is null).Sum(p => p.ChargeCents ?? 0);
    }
}
