using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.Resubmissions;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>What comes for lines that this payer adjudicated before and did not take back.</summary>
internal sealed partial class ClaimPaymentRouter
{
    /// <summary>Sent again after a denial it posts at once; else a person looks at it.</summary>
    private async Task<int> Surprise(ClaimPayment payment, AdjudicationFacts facts, RemittanceClaim stored, PostingVerdict verdict, CancellationToken cancellationToken)
    {
        var original = verdict.Concerned![0];
        var work = await lookup.Plan(unit, original.ClaimId!.Value, cancellationToken);
        var report = verdict.Report!;
        if (verdict.Concerned.All(k => k.ClaimId == original.ClaimId && k.Facts.HasNumberOf(facts)))
        {
            var waiting = new WaitingPayment(stored, payment, context.Remittance, context.Payer);
            var toPost = work.ToPost(waiting, isCorrection: false);
            var judged = ResubmissionRules.Judge(new ResubmissionFacts(payment.Status, toPost, ChargesAgree(work, payment, toPost), context.DeniedOn, verdict.Concerned, known.Of(work.State.Claim.Id), work.Facts([])));
            report = report with { Sentence = judged.Why };
            stored.Match = report.ToStored();
            if (judged.Posts is { } sentAgain) return await PostAgain(work, waiting, facts, toPost with { SentAgain = sentAgain }, report with { Confidence = MatchConfidence.Certain, Rule = "R" }, cancellationToken);
        }

        var on = _cases.Open(work, report, original.PaymentId, stored, verdict.Concerned.Where(k => k.IsLive).Select(k => k.PaymentId));
        ReversalCaseWriter.Join(on, stored);
        foreach (var concerned in verdict.Concerned) concerned.CaseId ??= on.Id;
        known.Put(new KnownAdjudication(stored.Id, on.ClaimId, facts) { IsHeld = true, CaseId = on.Id });
        await lookup.Posted(unit, on.ClaimId, cancellationToken);
        return 0;
    }

    private async Task<int> PostAgain(ClaimPlanState work, WaitingPayment waiting, AdjudicationFacts facts, PaymentToPost toPost, MatchReport report, CancellationToken cancellationToken)
    {
        var stored = waiting.Row;
        (stored.ResubmitsId, stored.Match, stored.Why) = (report.OriginalId, report.ToStored(), ClaimPoster.Cut(report.Sentence, 400));
        WaitingPayment[] payments = [waiting];
        var made = await new PlanPoster(unit, work, payments, Cause).Post(ReopenPlanner.Plan(work.Facts(payments, [toPost])), cancellationToken);
        await lookup.Posted(unit, work.State.Claim.Id, cancellationToken);
        known.Put(new KnownAdjudication(stored.Id, work.State.Claim.Id, facts));
        return made;
    }

    /// <summary>The correction came before its reversal and was posted as sent again: it is known now what it corrects.</summary>
    private void CorrectedBefore(ClaimPlanState work, RemittanceClaim reversal, long original)
    {
        foreach (var early in work.Payments.Where(p => p.ResubmitsId == original && p.CorrectsId is null && p.Id < reversal.Id))
        {
            if (unit.Staged is PostingRows rows) rows.Corrects(early, reversal.Id);
            else early.CorrectsId = reversal.Id;
        }
    }

    private static bool ChargesAgree(ClaimPlanState work, ClaimPayment payment, PaymentToPost toPost)
    {
        for (var n = 0; n < payment.Lines.Length; n++)
            if (toPost.LineIds[n] is { } id && work.State.Lines.Find(l => l.Id == id)!.ChargeCents != payment.Lines[n].Charge.Cents) return false;
        return true;
    }
}
