using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>What matching a waiting payment by hand would write.</summary>
/// <param name="Fields">The waiting payment beside the original, field by field.</param>
/// <param name="Posts">The claim payments that post, in their order: the reversal, where one waits, and the corrections.</param>
public sealed record HandMatchPreview(long PaymentId, long OriginalId, long ClaimId, IReadOnlyList<MatchField> Fields, IReadOnlyList<long> Posts, ReopenPlan Plan);

/// <summary>Posts a held or unmatched claim payment against the adjudication that a person says it is about: the same end state as a certain match.</summary>
public sealed class HandMatch(WorkbenchWriter writer, WorkbenchDbs dbs)
{
    /// <summary>What <see cref="Match"/> would do now, to the cent.</summary>
    public async Task<Outcome<HandMatchPreview>> Preview(Actor actor, long paymentId, long originalId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.ReceivableRead) is { } missing) return missing;
        var found = await Find(db, paymentId, originalId, cancellationToken);
        if (!found.IsDone) return found.Refusal;
        var (pair, fields) = (found.Value, Fields(found.Value));
        return new HandMatchPreview(paymentId, originalId, pair.Work.State.Claim.Id, fields, [.. pair.Payments.Select(p => p.Row.Id)], ReopenPlanner.Plan(pair.Work.Facts(pair.Payments)));
    }

    /// <summary>Matches and posts. Needs a note; where a write-off is taken back, also the scope to reopen it.</summary>
    public Task<Outcome<long>> Match(Actor actor, long paymentId, long originalId, string? note, CancellationToken cancellationToken = default) =>
        writer.Write<long>(actor, async (unit, cancel) =>
        {
            if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
            var found = await Find(unit.Db, paymentId, originalId, cancel);
            if (!found.IsDone) return found.Refusal;
            if (Notes.Refuse(note, needed: true) is { } refusal) return refusal;
            var pair = found.Value;
            var plan = ReopenPlanner.Plan(pair.Work.Facts(pair.Payments));
            if (plan.Denials.Any(d => d.WriteOffUndoneCents != 0) && unit.Grants.Require(Scope.DenialWrite) is { } cannotReopen)
                return cannotReopen with { Step = "It takes a write-off back: have the denial reopened first, or ask your administrator for the scope." };
            await Write(unit, pair, plan, note!.Trim(), cancel);
            return pair.Work.State.Claim.Id;
        }, cancellationToken);

    private static async Task Write(UnitOfWork unit, Pair pair, ReopenPlan plan, string note, CancellationToken cancellationToken)
    {
        var report = new MatchReport(MatchConfidence.Certain, "H", pair.Original.Id, $"Matched by hand by {unit.Actor.Name}: {note}", Fields(pair));
        foreach (var payment in pair.Payments) (payment.Row.DecidedBy, payment.Row.DecidedAt, payment.Row.Note) = (unit.Actor.UserId, unit.Now, note);
        pair.Payments.First(p => p.Row.Id == pair.Asked.Id).Row.Match = report.ToStored();
        unit.Record(AuditAct.MatchedByHand, new AuditRow { ClaimId = pair.Work.State.Claim.Id, RemittanceId = pair.Asked.RemittanceId, AmountCents = pair.Asked.PaidCents, Note = note, Detail = $"Claim payment {pair.Asked.Number} against {pair.Original.ClaimNumber}" });
        await new PlanPoster(unit, pair.Work, pair.Payments, await RemittanceReopen.CauseOf(unit, note, cancellationToken)).Post(plan, cancellationToken);
        await unit.Save(cancellationToken);
        foreach (var on in pair.Cases) await new ReversalCaseWriter(unit).Close(on, CaseStatus.Reopened, note, bySystem: false, cancellationToken);
    }

    private sealed record Pair(RemittanceClaim Asked, RemittanceClaim Original, ClaimPlanState Work, List<WaitingPayment> Payments, List<ReversalCase> Cases);

    private static async Task<Outcome<Pair>> Find(WorkbenchDb db, long paymentId, long originalId, CancellationToken cancellationToken)
    {
        var asked = await db.Set<RemittanceClaim>().SingleOrDefaultAsync(c => c.Id == paymentId, cancellationToken);
        var original = await db.Set<RemittanceClaim>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == originalId, cancellationToken);
        if (asked is null || original?.ClaimId is null) return HeldRules.NotFound;
        if (asked.Outcome is not (ClaimPaymentOutcome.Held or ClaimPaymentOutcome.Unmatched)) return HeldRules.NotWaiting;
        if (original.Outcome != ClaimPaymentOutcome.Posted || original.IsReversal) return HeldRules.NoOriginal;
        if (!await IsSamePayer(db, asked, original, cancellationToken)) return HeldRules.OtherPayer;
        var taker = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ReversesId == originalId && c.Outcome == ClaimPaymentOutcome.Posted).Select(c => (long?)c.Id).SingleOrDefaultAsync(cancellationToken);
        if (taker is not null && asked.IsReversal) return HeldRules.AlreadyTakenBack;
        var cases = await db.Set<ReversalCase>().Where(c => c.Status == CaseStatus.Open && (c.Id == asked.CaseId || c.OriginalId == originalId)).ToListAsync(cancellationToken);
        var rows = await Together(db, asked, cases, cancellationToken);
        foreach (var correction in rows.Where(r => !r.IsReversal))
            if (StoredSegments.Read(correction) is not { } payment || HoldRules.ForClaim(payment) is not null) return HeldRules.CannotPost(correction);
        Point(rows, original.Id, taker);
        return new Pair(asked, original, await ClaimPlanState.Load(db, original.ClaimId.Value, cancellationToken), await ClaimPlanState.Read(db, rows, cancellationToken), cases);
    }

    /// <summary>The reversal first, where one waits; then the corrections that wait in the case, or beside it in the same remittance.</summary>
    private static async Task<List<RemittanceClaim>> Together(WorkbenchDb db, RemittanceClaim asked, List<ReversalCase> cases, CancellationToken cancellationToken)
    {
        var caseIds = cases.ConvertAll(c => (long?)c.Id);
        var others = await db.Set<RemittanceClaim>().Where(c => c.Id != asked.Id && (c.Outcome == ClaimPaymentOutcome.Held || c.Outcome == ClaimPaymentOutcome.Unmatched))
            .Where(c => caseIds.Contains(c.CaseId) || (c.RemittanceId == asked.RemittanceId && c.ClaimNumber == asked.ClaimNumber && c.StatusCode != "25" && c.StatusCode != "23"))
            .OrderBy(c => c.Id).ToListAsync(cancellationToken);
        var reversal = asked.IsReversal ? asked : others.Find(c => c.IsReversal && cases.Exists(k => k.ReversalId == c.Id)) ?? others.Find(c => c.IsReversal);
        var corrections = others.Where(c => !others.Exists(t => t.IsReversal && t.ReversesId == c.Id)).Append(asked).Where(c => !c.IsReversal).OrderBy(c => c.Id);
        return reversal is null ? [.. corrections] : [reversal, .. corrections];
    }

    /// <summary>Says what each takes back or replaces; where no reversal waits, the first correction itself takes the original back.</summary>
    private static void Point(List<RemittanceClaim> rows, long originalId, long? taker)
    {
        if (taker is not null)
        {
            rows.RemoveAll(r => r.IsReversal);
            foreach (var row in rows) (row.CorrectsId, row.ReversesId) = (taker, null);
            return;
        }

        rows[0].ReversesId = originalId;
        foreach (var row in rows.Skip(1)) (row.CorrectsId, row.ReversesId) = (rows[0].Id, null);
    }

    private static async Task<bool> IsSamePayer(WorkbenchDb db, RemittanceClaim one, RemittanceClaim other, CancellationToken cancellationToken)
    {
        var ids = new[] { one.RemittanceId, other.RemittanceId };
        var payers = await db.Set<Remittance>().Where(r => ids.Contains(r.Id)).Select(r => r.PayerIdentifier).Distinct().ToListAsync(cancellationToken);
        return payers.Count == 1;
    }

    private static IReadOnlyList<MatchField> Fields(Pair pair)
    {
        if (StoredSegments.Read(pair.Original) is not { } original || StoredSegments.Read(pair.Asked) is not { } asked) return [];
        var (ours, theirs) = (AdjudicationFacts.Of(original), AdjudicationFacts.Of(asked));
        return asked.IsReversal ? Comparison.OfReversal(ours, theirs) : Comparison.OfPayment(ours, theirs);
    }
}
