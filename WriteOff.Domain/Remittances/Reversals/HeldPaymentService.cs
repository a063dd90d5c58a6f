using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>Where a posting clerk decides claim payments that are held or unmatched.</summary>
public sealed class HeldPaymentService(WorkbenchWriter writer)
{
    /// <summary>
    /// Posts it after all, by the same rules as if it came now, without the check that held it. Refused where the rules would hold it
    /// again, and where nothing may post it. What a released claim leaves unexplained becomes a denial with code <c>unknown</c>.
    /// </summary>
    public Task<Outcome<RemittanceClaim>> Release(Actor actor, long paymentId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<RemittanceClaim>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var held = await entry.Db.Set<RemittanceClaim>().SingleOrDefaultAsync(c => c.Id == paymentId, cancel);
            if (held is null) return HeldRules.NotFound;
            var payment = StoredSegments.Read(held);
            if (HeldRules.RefuseRelease(held, payment) is { } refusal) return refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            var remittance = await entry.Db.Set<Remittance>().SingleAsync(r => r.Id == held.RemittanceId, cancel);
            var payer = await entry.Db.Set<Payer>().AsNoTracking().SingleAsync(p => p.Identifier == remittance.PayerIdentifier, cancel);
            var cause = await RemittanceReopen.CauseOf(entry, note!, cancel);
            var facts = AdjudicationFacts.Of(payment!);
            var known = await AdjudicationLookup.Fetch(entry.Db, payer.Identifier, remittance.PayeeIdentifier, [facts], cancel);
            var lookup = await ClaimLookup.Fetch(entry, [payment!], [], cancel);
            var verdict = PostingRules.Decide(payment!, lookup.With(ClaimPoster.Cut(payment!.PatientControlNumber, 50)), payer, false, createsUnknown: true, known.For(facts), isReleased: true);
            if (verdict.Way is PostingWay.Held or PostingWay.Unmatched or PostingWay.ForInformation)
                return new Refusal("StillHeld", verdict.Why, "Do what it asks for first, match it by hand, or reject it.");
            (held.DecidedBy, held.DecidedAt, held.Note, held.HoldWord, held.Why) = (entry.Actor.UserId, entry.Now, note!.Trim(), "", "");
            Move(remittance, held.Outcome, ClaimPaymentOutcome.Posted);
            held.Outcome = ClaimPaymentOutcome.Posted;
            if (verdict.Report is { } report) held.Match = report.ToStored();
            var context = new PostingContext(remittance, payer, cause.Policy, cause.Routes, remittance.AdjudicatedOn ?? cause.Today, cause.Today, remittance.PayeeName);
            remittance.DenialCount += await new ClaimPaymentRouter(entry, context, lookup, known).Take(payment, facts, held, verdict, cancel);
            if (held.Outcome == ClaimPaymentOutcome.Held) return new Refusal("StillHeld", held.Why, "Match it by hand, or reject it.");
            entry.Record(AuditAct.ClaimReleased, Row(held, note.Trim()));
            return held;
        }, cancellationToken);

    /// <summary>Decides that it is never posted.</summary>
    public Task<Outcome<RemittanceClaim>> Reject(Actor actor, long paymentId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<RemittanceClaim>(actor, async (entry, cancel) =>
        {
            if (entry.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var held = await entry.Db.Set<RemittanceClaim>().SingleOrDefaultAsync(c => c.Id == paymentId, cancel);
            if (held is null) return HeldRules.NotFound;
            if (HeldRules.RefuseReject(held) is { } refusal) return refusal;
            if (Notes.Refuse(note, needed: true) is { } needed) return needed;
            var remittance = await entry.Db.Set<Remittance>().SingleAsync(r => r.Id == held.RemittanceId, cancel);
            Move(remittance, held.Outcome, ClaimPaymentOutcome.Rejected);
            (held.Outcome, held.DecidedBy, held.DecidedAt, held.Note) = (ClaimPaymentOutcome.Rejected, entry.Actor.UserId, entry.Now, note!.Trim());
            entry.Record(AuditAct.ClaimRejected, Row(held, note.Trim()));
            return held;
        }, cancellationToken);

    private static AuditRow Row(RemittanceClaim held, string note) =>
        new() { ClaimId = held.ClaimId, RemittanceId = held.RemittanceId, AmountCents = held.PaidCents, Note = note, Detail = $"Claim payment {held.Number}{(held.HoldWord.Length == 0 ? "" : $": {held.HoldWord}")}" };

    private static void Move(Remittance remittance, ClaimPaymentOutcome from, ClaimPaymentOutcome to)
    {
        remittance.HeldCount += Count(to, ClaimPaymentOutcome.Held) - Count(from, ClaimPaymentOutcome.Held);
        remittance.UnmatchedCount += Count(to, ClaimPaymentOutcome.Unmatched) - Count(from, ClaimPaymentOutcome.Unmatched);
        remittance.PostedCount += Count(to, ClaimPaymentOutcome.Posted) - Count(from, ClaimPaymentOutcome.Posted);
    }

    private static int Count(ClaimPaymentOutcome one, ClaimPaymentOutcome other) => one == other ? 1 : 0;
}
