using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances;

/// <summary>Reads what arrived, for the inbox. Every read asks for the scope to see remittances.</summary>
public sealed class RemittanceInbox(WorkbenchDbs dbs, AccessLog access)
{
    /// <summary>Claim payments of a page.</summary>
    public const int PaymentsPage = 50;

    /// <summary>Remittances, the newest first.</summary>
    public Task<Outcome<InboxPage>> List(Actor actor, InboxAsk ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return Read<InboxPage>(actor, async db =>
        {
            var chosen = db.Set<Remittance>().Where(r => ask.Before == null || r.Id < ask.Before);
            if (!ask.IsAll) chosen = chosen.Where(r => r.Status == RemittanceStatus.Held || r.Status == RemittanceStatus.Posting || (r.Status == RemittanceStatus.Posted && (r.HeldCount > 0 || r.UnmatchedCount > 0)));
            var rows = await Rows(db, chosen.OrderByDescending(r => r.Id).Take(InboxAsk.PageSize + 1), cancellationToken);
            return rows.Count > InboxAsk.PageSize ? new InboxPage(rows[..InboxAsk.PageSize], rows[InboxAsk.PageSize - 1].Id) : new InboxPage(rows, null);
        }, cancellationToken);
    }

    /// <summary>One remittance with its findings and those of its file.</summary>
    public Task<Outcome<InboxRemittance>> Open(Actor actor, long remittanceId, CancellationToken cancellationToken = default) =>
        Read(actor, async db =>
        {
            var rows = await Rows(db, db.Set<Remittance>().Where(r => r.Id == remittanceId), cancellationToken);
            if (rows.Count == 0) return (Outcome<InboxRemittance>)NotFound;
            var stored = await db.Set<Remittance>().SingleAsync(r => r.Id == remittanceId, cancellationToken);
            var by = await db.Set<RemittanceFile>().Where(f => f.Id == stored.FileId).Select(f => f.ReceivedBy).SingleAsync(cancellationToken);
            var findings = await db.Set<RemittanceFinding>().Where(f => f.FileId == stored.FileId && (f.RemittanceId == null || f.RemittanceId == remittanceId))
                .OrderByDescending(f => f.Severity).ThenBy(f => f.Segment).Take(PaymentsPage).Select(f => new FindingView(f.Severity, f.Segment, f.Code, f.What, f.ToDo)).ToListAsync(cancellationToken);
            var kept = stored.Status == RemittanceStatus.Held ? await db.Set<RemittanceClaim>().CountAsync(c => c.RemittanceId == remittanceId && c.Outcome == ClaimPaymentOutcome.Kept, cancellationToken) : 0;
            var isPosted = await db.Set<Remittance>().AnyAsync(r => r.Identity == stored.Identity && r.Id != remittanceId && (r.Status == RemittanceStatus.Posted || r.Status == RemittanceStatus.Posting), cancellationToken);
            return new InboxRemittance(rows[0], stored.PayerIdentifier, stored.PayeeName, stored.PayeeIdentifier, await NameOf(db, by, cancellationToken), StepOf(stored.HoldWord), findings,
                HeldRules.RefuseRelease(stored, kept, isPosted), HeldRules.RefuseReject(stored), new Money(stored.UnexplainedCents));
        }, cancellationToken);

    /// <summary>The first claim payments of a remittance that wait for a person.</summary>
    public Task<Outcome<IReadOnlyList<InboxPayment>>> Waiting(Actor actor, long remittanceId, int most, CancellationToken cancellationToken = default) =>
        Read<IReadOnlyList<InboxPayment>>(actor, async db => await Payments(db,
            db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId && (c.Outcome == ClaimPaymentOutcome.Held || c.Outcome == ClaimPaymentOutcome.Unmatched)).OrderBy(c => c.Number).Take(most), cancellationToken), cancellationToken);

    /// <summary>A remittance's claim payments as they stand in the file.</summary>
    public Task<Outcome<InboxPayments>> Payments(Actor actor, long remittanceId, bool onlyWaiting, int after = 0, CancellationToken cancellationToken = default) =>
        Read<InboxPayments>(actor, async db =>
        {
            var chosen = db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId && c.Number > after);
            if (onlyWaiting) chosen = chosen.Where(c => c.Outcome == ClaimPaymentOutcome.Held || c.Outcome == ClaimPaymentOutcome.Unmatched);
            var rows = await Payments(db, chosen.OrderBy(c => c.Number).Take(PaymentsPage + 1), cancellationToken);
            return rows.Count > PaymentsPage ? new InboxPayments(rows[..PaymentsPage], rows[PaymentsPage - 1].Number) : new InboxPayments(rows, null);
        }, cancellationToken);

    /// <summary>One claim payment with its segments in words, what it was compared with, and what may be done.</summary>
    public Task<Outcome<InboxPaymentView>> Payment(Actor actor, long paymentId, CancellationToken cancellationToken = default) =>
        Read(actor, async db =>
        {
            var rows = await Payments(db, db.Set<RemittanceClaim>().Where(c => c.Id == paymentId), cancellationToken);
            if (rows.Count == 0) return (Outcome<InboxPaymentView>)HeldRules.NotFound;
            var stored = await db.Set<RemittanceClaim>().SingleAsync(c => c.Id == paymentId, cancellationToken);
            access.Note(actor, AccessKind.ClaimPaymentOpened, claimId: stored.ClaimId, remittanceId: stored.RemittanceId);
            var flagged = await db.Set<ReversalFlag>().Where(f => f.CaseId == stored.CaseId).Join(db.Set<Denial>(), f => f.DenialId, d => d.Id, (f, d) => new { f, d })
                .Select(x => new FlaggedDenial(x.d.Id, x.d.Group, x.d.Carc, new Money(x.d.DeniedCents), x.d.Status, x.f.Status)).ToListAsync(cancellationToken);
            var by = stored.DecidedBy is { } decided ? await NameOf(db, decided, cancellationToken) : "";
            return new InboxPaymentView(rows[0], stored.RemittanceId, stored.PayerControlNumber, stored.MemberId, StepOf(stored.HoldWord), SegmentWords.Explain(stored.Segments, stored.Delimiters, await SegmentWords.TextsFor(db, [stored], cancellationToken)),
                MatchReport.Read(stored.Match), HeldRules.RefuseRelease(stored, StoredSegments.Read(stored)), HeldRules.RefuseReject(stored), stored.Note, by, stored.DecidedAt, flagged);
        }, cancellationToken);

    private static Refusal NotFound { get; } = new("NotFound", "This remittance isn't here.", "Go back to the remittances; it may belong to another organisation.");

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, Task<Outcome<T>>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        return await read(db);
    }

    private static async Task<List<InboxRow>> Rows(WorkbenchDb db, IQueryable<Remittance> chosen, CancellationToken cancellationToken)
    {
        var found = await chosen.Join(db.Set<RemittanceFile>(), r => r.FileId, f => f.Id, (r, f) => new { r, f.Name, f.ReceivedAt }).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(x => x.r.Id);
        var flagged = await db.Set<RemittanceClaim>().Where(c => ids.Contains(c.RemittanceId) && c.CaseId != null && c.Outcome == ClaimPaymentOutcome.Held)
            .GroupBy(c => c.RemittanceId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var firstIds = found.Select(x => x.r.FirstPostedId).OfType<long>().ToList();
        var first = await db.Set<Remittance>().Where(r => firstIds.Contains(r.Id)).Join(db.Set<RemittanceFile>(), r => r.FileId, f => f.Id, (r, f) => new { r.Id, f.ReceivedAt })
            .ToDictionaryAsync(x => x.Id, x => x.ReceivedAt, cancellationToken);
        return [.. found.OrderByDescending(x => x.r.Id).Select(x => new InboxRow(
            x.r.Id, x.Name, x.ReceivedAt, x.r.PayerName.Length == 0 ? x.r.PayerIdentifier : x.r.PayerName, x.r.Trace, x.r.AmountCents is { } cents ? new Money(cents) : null, x.r.PaidOn, x.r.Status, x.r.HoldWord, x.r.Why,
            x.r.ClaimCount, x.r.PostedCount, x.r.DenialCount, x.r.HeldCount, x.r.UnmatchedCount, flagged.GetValueOrDefault(x.r.Id),
            x.r.FirstPostedId, x.r.FirstPostedId is { } posted && first.TryGetValue(posted, out var at) ? at : null))];
    }

    private static async Task<List<InboxPayment>> Payments(WorkbenchDb db, IQueryable<RemittanceClaim> chosen, CancellationToken cancellationToken)
    {
        var found = await chosen.Select(c => new { c.Id, c.Number, c.ClaimNumber, c.PatientName, c.StatusCode, c.ChargeCents, c.PaidCents, c.Outcome, c.HoldWord, c.Why, c.ClaimId, c.CaseId }).ToListAsync(cancellationToken);
        var (ids, cases) = (found.ConvertAll(c => (long?)c.Id), found.Select(c => c.CaseId).OfType<long>().ToList());
        var made = await db.Set<Denial>().Where(d => ids.Contains(d.RemittanceClaimId)).GroupBy(d => d.RemittanceClaimId)
            .Select(g => new { g.Key, First = g.Min(d => d.Id), Count = g.Count(), Cents = g.Sum(d => d.DeniedCents) }).ToListAsync(cancellationToken);
        var flags = await db.Set<ReversalFlag>().Where(f => cases.Contains(f.CaseId)).GroupBy(f => f.CaseId).Select(g => new { g.Key, First = g.Min(f => f.DenialId) }).ToDictionaryAsync(g => g.Key, g => g.First, cancellationToken);
        return found.ConvertAll(c =>
        {
            var own = made.Find(m => m.Key == c.Id);
            return new InboxPayment(c.Id, c.Number, c.ClaimNumber, c.PatientName, c.StatusCode, Money(c.ChargeCents), Money(c.PaidCents), c.Outcome, c.HoldWord, c.Why, c.ClaimId, c.CaseId,
                own?.First ?? (c.CaseId is { } on && flags.TryGetValue(on, out var denial) ? denial : null), own?.Count ?? 0, new Money(own?.Cents ?? 0));
        });
    }

    private static Money? Money(long? cents) => cents is { } known ? new Money(known) : null;

    private static async Task<string> NameOf(WorkbenchDb db, Guid id, CancellationToken cancellationToken) => id == Guid.Empty ? "System"
        : await db.Set<Person>().Where(p => p.Id == id).Select(p => p.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "Someone who left";

    /// <summary>The step of a published hold word; empty for none of them.</summary>
    private static string StepOf(string word) => Array.Find(Enum.GetValues<HoldWord>(), w => string.Equals(w.Explain().Code, word, StringComparison.Ordinal)) is var found && string.Equals(found.Explain().Code, word, StringComparison.Ordinal)
        ? found.Explain().Step : "";
}
