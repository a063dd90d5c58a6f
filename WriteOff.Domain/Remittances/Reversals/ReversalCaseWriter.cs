using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Opens, fills, posts and closes cases inside one unit of work.</summary>
internal sealed class ReversalCaseWriter(UnitOfWork unit)
{
    /// <summary>Opens a case and flags the denials that it is about. They are still to be saved.</summary>
    public ReversalCase Open(ClaimPlanState work, MatchReport report, long originalId, RemittanceClaim cause, IEnumerable<long> concerned, bool bySystem = true)
    {
        var opened = new ReversalCase(unit.Actor.TenantId, unit.NextKey(), work.State.Claim.Id, unit.Now)
        {
            OriginalId = originalId, ReversalId = cause.IsReversal ? cause.Id : null, Confidence = report.Confidence, Match = report.ToStored(),
        };
        unit.Add(opened);
        foreach (var denial in concerned.SelectMany(work.MovedBy).Distinct().Where(d => d.Status != DenialStatus.Resolved || work.WrittenOff(d.Id).Count > 0)) Flag(opened, denial, report, cause, bySystem);
        return opened;
    }

    /// <summary>Puts a claim payment to the case; it waits with it.</summary>
    public static void Join(ReversalCase on, RemittanceClaim payment)
    {
        (payment.CaseId, payment.ClaimId, payment.Outcome) = (on.Id, on.ClaimId, ClaimPaymentOutcome.Held);
        Say(on, payment);
    }

    /// <summary>Word and sentence of a payment that waits in the case, as the case stands now.</summary>
    public static void Say(ReversalCase on, RemittanceClaim payment)
    {
        var word = on.Confidence == MatchConfidence.Certain ? HoldWord.AwaitingReopen : HoldWord.ReversalReview;
        payment.HoldWord = word.Explain().Code;
        payment.Why = ClaimPoster.Cut((on.Confidence, payment.IsReversal) switch
        {
            (MatchConfidence.Certain, true) => "The payer took back a denial that was written off here: reopen it, and this posts with the correction.",
            (MatchConfidence.Certain, false) => "Correction, waits with the reversal.",
            _ => (MatchReport.Read(payment.Match) ?? MatchReport.Read(on.Match))?.Sentence ?? word.Explain().Sentence,
        }, 400);
    }

    /// <summary>The payments that wait in the case, in the order in which they post: each reversal right before what replaces it. Strays are reversals that match nothing in it for certain.</summary>
    public static async Task<(List<RemittanceClaim> Order, bool HasStrays)> Waiting(WorkbenchDb db, ReversalCase on, CancellationToken cancellationToken)
    {
        var held = await db.Set<RemittanceClaim>().Where(c => c.CaseId == on.Id && c.Outcome == ClaimPaymentOutcome.Held).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var order = held.Where(c => !c.IsReversal).ToList();
        if (held.Find(c => c.Id == on.ReversalId) is { } main) order.Insert(0, main);
        foreach (var other in held.Where(c => c.IsReversal && c.Id != on.ReversalId))
        {
            var at = order.FindIndex(c => c.Id == other.ReversesId);
            if (at >= 0) order.Insert(at + 1, other);
        }

        return (order, order.Count < held.Count);
    }

    /// <summary>Two waiting payments of the same lines, none taken back, make the case one for a person.</summary>
    public static bool HasTwins(IReadOnlyList<RemittanceClaim> waiting)
    {
        var live = waiting.Where(c => !c.IsReversal && !waiting.Any(t => t.ReversesId == c.Id)).Select(StoredSegments.Read).OfType<ClaimPayment>().Select(AdjudicationFacts.Of).ToList();
        return live.Where((one, n) => live.Skip(n + 1).Any(other => one.Lines.Count == 0 || other.Lines.Count == 0
            ? one.ChargeCents == other.ChargeCents
            : one.Lines.Any(a => other.Lines.Any(b => a.IsSame(b))))).Any();
    }

    /// <summary>True when a correction waits that nothing in the case takes back.</summary>
    public static bool HasCorrection(IReadOnlyList<RemittanceClaim> waiting) => waiting.Any(c => !c.IsReversal && !waiting.Any(t => t.ReversesId == c.Id));

    /// <summary>Posts what waits in the case and closes it.</summary>
    public async Task<int> Post(ReversalCase on, ClaimPlanState work, IReadOnlyList<WaitingPayment> payments, PlanCause cause, CancellationToken cancellationToken)
    {
        var made = await new PlanPoster(unit, work, payments, cause).Post(ReopenPlanner.Plan(work.Facts(payments)), cancellationToken);
        await Close(on, CaseStatus.Reopened, cause.Reason, cause.BySystem, cancellationToken);
        return made;
    }

    /// <summary>Closes the case and takes its flags down, where no other case holds them up.</summary>
    public async Task Close(ReversalCase on, CaseStatus how, string note, bool bySystem, CancellationToken cancellationToken)
    {
        on.Close(how, unit.Now, bySystem ? Guid.Empty : unit.Actor.UserId, note);
        await unit.Save(cancellationToken);
        foreach (var left in await unit.Db.Set<RemittanceClaim>().Where(c => c.CaseId == on.Id && c.Outcome == ClaimPaymentOutcome.Held).ToListAsync(cancellationToken))
        {
            (left.CaseId, left.ReversesId) = (null, null);
            (left.HoldWord, left.Why) = (HoldWord.ReversalReview.Explain().Code, ClaimPoster.Cut(how == CaseStatus.Dismissed ? $"The flag was dismissed: {note}" : "Its case was closed without it.", 400));
        }

        foreach (var flag in await unit.Db.Set<ReversalFlag>().Where(f => f.CaseId == on.Id && f.Status == CaseStatus.Open).ToListAsync(cancellationToken))
        {
            flag.Close(how);
            var isHeldUp = await unit.Db.Set<ReversalFlag>().AnyAsync(f => f.DenialId == flag.DenialId && f.CaseId != on.Id && f.Status == CaseStatus.Open, cancellationToken);
            var denial = await unit.Db.Set<Denial>().SingleAsync(d => d.Id == flag.DenialId, cancellationToken);
            denial.Flag(isHeldUp);
            unit.Touch(denial);
            unit.Record(how == CaseStatus.Dismissed ? AuditAct.FlagDismissed : AuditAct.Unflagged, new AuditRow
            {
                DenialId = denial.Id, ClaimId = denial.ClaimId, Note = note.Length == 0 ? null : note, StatusBefore = (int)denial.Status, StatusAfter = (int)denial.Status,
                BalanceBeforeCents = denial.BalanceCents, BalanceAfterCents = denial.BalanceCents,
            }, bySystem);
        }
    }

    /// <summary>Flags a denial for the case, once.</summary>
    private void Flag(ReversalCase on, Denial denial, MatchReport report, RemittanceClaim cause, bool bySystem)
    {
        unit.Add(new ReversalFlag(denial.TenantId, on.Id, denial.Id));
        denial.Flag(true);
        unit.Touch(denial);
        unit.Record(AuditAct.ReversalFlagged, new AuditRow
        {
            DenialId = denial.Id, ClaimId = denial.ClaimId, RemittanceId = cause.RemittanceId, AmountCents = cause.PaidCents,
            StatusBefore = (int)denial.Status, StatusAfter = (int)denial.Status, BalanceBeforeCents = denial.BalanceCents, BalanceAfterCents = denial.BalanceCents,
            Detail = ClaimPoster.Cut($"{(report.Confidence == MatchConfidence.Certain ? "Certain" : "To review")}{(report.Rule.Length == 0 ? "" : $" ({report.Rule})")}: {report.Sentence}", 4000),
        }, bySystem);
    }
}
