using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Does what was decided with one stored claim payment: posts it, posts it with its reversal, or lets it wait in a case.</summary>
internal sealed partial class ClaimPaymentRouter(UnitOfWork unit, PostingContext context, ClaimLookup lookup, AdjudicationLookup known)
{
    private readonly ReversalCaseWriter _cases = new(unit);

    /// <summary>Acts on the verdict and returns how many denials were made.</summary>
    public Task<int> Take(ClaimPayment payment, AdjudicationFacts facts, RemittanceClaim stored, PostingVerdict verdict, CancellationToken cancellationToken) => verdict.Way switch
    {
        PostingWay.NewClaim or PostingWay.MoreLines or PostingWay.NextPayer or PostingWay.Opened => PostFirst(payment, facts, stored, verdict, cancellationToken),
        PostingWay.Reversal => Reverse(payment, stored, verdict.Report!, cancellationToken),
        PostingWay.Correction => Correct(payment, facts, stored, verdict.Concerned![0], cancellationToken),
        PostingWay.JoinsCase => Tracked(stored, () => Join(facts, stored, verdict, cancellationToken), cancellationToken),
        PostingWay.Surprise => Surprise(payment, facts, stored, verdict, cancellationToken),
        PostingWay.Held or PostingWay.Unmatched or PostingWay.ForInformation => Task.FromResult(0),
    };

    /// <summary>What is rare goes through the mapper: it begins when the batch's rows are written, so that it reads them, and ends with nothing left to save.</summary>
    private async Task<int> Tracked(RemittanceClaim stored, Func<Task<int>> act, CancellationToken cancellationToken)
    {
        if (unit.Staged is not { } staged) return await act();
        await unit.Flush(cancellationToken);
        unit.Staged = null;
        unit.Db.Attach(stored);
        var made = await act();
        await unit.Flush(cancellationToken);
        unit.Staged = staged;
        return made;
    }

    private async Task<int> PostFirst(ClaimPayment payment, AdjudicationFacts facts, RemittanceClaim stored, PostingVerdict verdict, CancellationToken cancellationToken)
    {
        var (state, denials) = await new ClaimPoster(unit, context).Post(payment, verdict, stored.Id, cancellationToken);
        stored.ClaimId = state.Claim.Id;
        lookup.Put(state);
        known.Put(new KnownAdjudication(stored.Id, state.Claim.Id, facts));
        return denials;
    }

    private async Task<int> Reverse(ClaimPayment payment, RemittanceClaim stored, MatchReport report, CancellationToken cancellationToken)
    {
        var original = known.Find(report.OriginalId!.Value)!;
        if (report.Confidence == MatchConfidence.Certain && original.CaseId is null)
        {
            var work = await lookup.Plan(unit, original.ClaimId!.Value, cancellationToken);
            if (!work.NeedsPerson(original.PaymentId))
            {
                (stored.ClaimId, stored.ReversesId) = (work.State.Claim.Id, original.PaymentId);
                var made = await PostNow(work, payment, stored, cancellationToken);
                original.ReversedById = stored.Id;
                CorrectedBefore(work, stored, original.PaymentId);
                return made;
            }
        }

        return await Tracked(stored, () => Wait(stored, report, original, cancellationToken), cancellationToken);
    }

    private async Task<int> Wait(RemittanceClaim stored, MatchReport report, KnownAdjudication original, CancellationToken cancellationToken)
    {
        await unit.Save(cancellationToken);
        var on = original.CaseId is { } id ? await Case(id, cancellationToken) : null;
        var work = await ClaimPlanState.Load(unit.Db, on?.ClaimId ?? original.ClaimId!.Value, cancellationToken);
        stored.ClaimId = work.State.Claim.Id;
        if (report.Confidence == MatchConfidence.Certain) stored.ReversesId = original.PaymentId;
        if (on is null) on = _cases.Open(work, report, original.PaymentId, stored, [original.PaymentId]);
        else if (!original.IsHeld) await TakeLead(on, stored, report, cancellationToken);
        ReversalCaseWriter.Join(on, stored);
        original.CaseId = on.Id;
        original.IsBeingReversed = report.Confidence == MatchConfidence.Certain;
        return await Judge(on, work, cancellationToken);
    }

    /// <summary>The reversal is the one that the case was waiting for; one that was there before and fitted less waits on its own.</summary>
    private async Task TakeLead(ReversalCase on, RemittanceClaim stored, MatchReport report, CancellationToken cancellationToken)
    {
        if (on.ReversalId is not null && report.Confidence != MatchConfidence.Certain) return;
        if (on.ReversalId is { } earlier)
        {
            var other = await unit.Db.Set<RemittanceClaim>().SingleAsync(c => c.Id == earlier, cancellationToken);
            (other.CaseId, other.ReversesId) = (null, null);
            (other.HoldWord, other.Why) = (HoldWord.ReversalReview.Explain().Code, "Another reversal that fits better came for the same adjudication.");
        }

        (on.ReversalId, on.Match, on.Confidence) = (stored.Id, report.ToStored(), report.Confidence);
    }

    private async Task<int> Correct(ClaimPayment payment, AdjudicationFacts facts, RemittanceClaim stored, KnownAdjudication replaced, CancellationToken cancellationToken)
    {
        stored.CorrectsId = replaced.ReversedById;
        stored.ClaimId = replaced.ClaimId;
        var work = await lookup.Plan(unit, replaced.ClaimId!.Value, cancellationToken);
        var made = await PostNow(work, payment, stored, cancellationToken);
        known.Put(new KnownAdjudication(stored.Id, work.State.Claim.Id, facts));
        return made;
    }

    private async Task<int> Join(AdjudicationFacts facts, RemittanceClaim stored, PostingVerdict verdict, CancellationToken cancellationToken)
    {
        await unit.Save(cancellationToken);
        var on = await Case(verdict.Concerned![0].CaseId!.Value, cancellationToken);
        if (verdict.Report is { Confidence: MatchConfidence.Review } report && on.Confidence == MatchConfidence.Certain) (on.Confidence, on.Match) = (MatchConfidence.Review, report.ToStored());
        ReversalCaseWriter.Join(on, stored);
        known.Put(new KnownAdjudication(stored.Id, on.ClaimId, facts) { IsHeld = true, CaseId = on.Id });
        return await Judge(on, await ClaimPlanState.Load(unit.Db, on.ClaimId, cancellationToken), cancellationToken);
    }

    /// <summary>Looks at the case after something joined it: certain again or not, and whether it can post by itself.</summary>
    private async Task<int> Judge(ReversalCase on, ClaimPlanState work, CancellationToken cancellationToken)
    {
        await unit.Save(cancellationToken);
        var (waiting, hasStrays) = await ReversalCaseWriter.Waiting(unit.Db, on, cancellationToken);
        var main = waiting.Find(c => c.Id == on.ReversalId);
        if (main?.ReversesId is not null)
        {
            on.Confidence = hasStrays || ReversalCaseWriter.HasTwins(waiting) ? MatchConfidence.Review : MatchConfidence.Certain;
            if (on.Confidence == MatchConfidence.Certain) on.Match = main.Match;
        }

        foreach (var payment in waiting) ReversalCaseWriter.Say(on, payment);
        var made = 0;
        if (on.Confidence == MatchConfidence.Certain && ReversalCaseWriter.HasCorrection(waiting) && (context.Policy.AutomaticReopen || !work.NeedsPerson(on.OriginalId)))
        {
            made = await _cases.Post(on, work, await ClaimPlanState.Read(unit.Db, waiting, cancellationToken), Cause, cancellationToken);
            foreach (var payment in waiting) Posted(payment);
        }

        await unit.Save(cancellationToken);
        await lookup.Refresh(unit, on.ClaimId, cancellationToken);
        return made;
    }

    private async Task<int> PostNow(ClaimPlanState work, ClaimPayment payment, RemittanceClaim stored, CancellationToken cancellationToken)
    {
        WaitingPayment[] payments = [new(stored, payment, context.Remittance, context.Payer)];
        var made = await new PlanPoster(unit, work, payments, Cause).Post(ReopenPlanner.Plan(work.Facts(payments)), cancellationToken);
        await lookup.Posted(unit, work.State.Claim.Id, cancellationToken);
        return made;
    }

    /// <summary>What waited is posted: the batch's next payments see it so.</summary>
    private void Posted(RemittanceClaim payment)
    {
        if (payment.IsReversal)
        {
            if (payment.ReversesId is { } id && known.Find(id) is { } taken) (taken.ReversedById, taken.IsBeingReversed, taken.CaseId) = (payment.Id, false, null);
            return;
        }

        if (known.Find(payment.Id) is { } waited) (waited.CaseId, waited.IsHeld) = (null, false);
    }

    private PlanCause Cause => new(BySystem: true, "", context.Policy, context.Routes, context.Today);

    private Task<ReversalCase> Case(long id, CancellationToken cancellationToken) => unit.Db.Set<ReversalCase>().SingleAsync(c => c.Id == id, cancellationToken);
}
