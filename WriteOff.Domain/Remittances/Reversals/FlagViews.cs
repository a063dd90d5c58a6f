using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A claim payment of a case: what came.</summary>
/// <param name="Segments">Its segments in words.</param>
public sealed record CasePaymentView(long PaymentId, bool IsReversal, long RemittanceId, string Trace, DateOnly? PaidOn, ClaimPaymentOutcome Outcome, string Why, Money? Charge, Money? Paid, IReadOnlyList<SegmentView> Segments);

/// <summary>A denial that a case is about.</summary>
public sealed record FlaggedDenial(long DenialId, string Group, string Carc, Money Denied, DenialStatus Status, CaseStatus Flag);

/// <summary>A case as the denial's page and the inbox show it: what came, what it matched, how it agreed, and what waits.</summary>
/// <param name="PayerReason">Why the payer reversed it (RARC N687–N698), in words; empty when it didn't say.</param>
/// <param name="AwaitsCorrection">The reversal is certain, and what replaces the denial has not come.</param>
/// <param name="CanReopenWithCorrection">Reopening posts the reversal and the correction.</param>
public sealed record FlagView(
    long CaseId, long ClaimId, CaseStatus Status, MatchReport Match, string PayerName, string PayerReason, bool AwaitsCorrection, bool CanReopenWithCorrection,
    CasePaymentView? Original, IReadOnlyList<CasePaymentView> Came, IReadOnlyList<FlaggedDenial> Denials, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string ClosedByName, string Note);

/// <summary>An open reversal flag, for the bell.</summary>
public sealed record OpenFlag(long DenialId, string ClaimNumber, bool IsCertain, DateTimeOffset FoundAt);

/// <summary>Reads cases for pages.</summary>
public sealed class FlagViews(WorkbenchDbs dbs)
{
    private const int Most = 20;

    /// <summary>The cases that a denial is or was flagged for, open ones first, then the newest.</summary>
    public async Task<Outcome<IReadOnlyList<FlagView>>> Of(Actor actor, long denialId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var cases = await db.Set<ReversalCase>().AsNoTracking().Where(c => db.Set<ReversalFlag>().Any(f => f.CaseId == c.Id && f.DenialId == denialId))
            .OrderBy(c => c.Status).ThenByDescending(c => c.Id).Take(Most).ToListAsync(cancellationToken);
        return await View(db, cases, cancellationToken);
    }

    /// <summary>One case.</summary>
    public async Task<Outcome<FlagView>> Open(Actor actor, long caseId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        var found = await db.Set<ReversalCase>().AsNoTracking().Where(c => c.Id == caseId).ToListAsync(cancellationToken);
        return found.Count == 0 ? HeldRules.NotFound : (await View(db, found, cancellationToken))[0];
    }

    /// <summary>Open flags for the bell: on denials that the person wrote off, and all of them for who approves. The newest first.</summary>
    public async Task<Outcome<IReadOnlyList<OpenFlag>>> Mine(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        var grants = await Grants.Read(db, actor, cancellationToken);
        if (grants.Require(Scope.DenialRead) is { } missing) return missing;
        var seesAll = grants.Scopes.Contains(Scope.DenialApprove);
        return await db.Set<ReversalFlag>().AsNoTracking().Where(f => f.Status == CaseStatus.Open)
            .Where(f => seesAll || db.Set<PaymentApplication>().Any(a => a.DenialId == f.DenialId && a.Type == ApplicationType.WriteOff && a.ReversesId == null && a.PostedBy == actor.UserId)
                || db.Set<WriteOffRequest>().Any(r => r.DenialId == f.DenialId && r.RequestedBy == actor.UserId))
            .Join(db.Set<ReversalCase>(), f => f.CaseId, c => c.Id, (f, c) => new { f, c }).Join(db.Set<InsuranceClaim>(), x => x.c.ClaimId, k => k.Id, (x, k) => new { x.f, x.c, k.ClaimNumber })
            .OrderByDescending(x => x.c.Id).ThenBy(x => x.f.DenialId).Take(Most)
            .Select(x => new OpenFlag(x.f.DenialId, x.ClaimNumber, x.c.Confidence == MatchConfidence.Certain, x.c.OpenedAt)).ToListAsync(cancellationToken);
    }

    private static async Task<List<FlagView>> View(WorkbenchDb db, List<ReversalCase> cases, CancellationToken cancellationToken)
    {
        List<FlagView> views = [];
        var names = await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken);
        foreach (var on in cases)
        {
            var payments = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.CaseId == on.Id || c.Id == on.OriginalId || c.Id == on.ReversalId).OrderBy(c => c.Id)
                .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c, r }).ToListAsync(cancellationToken);
            var denials = await db.Set<ReversalFlag>().Where(f => f.CaseId == on.Id).Join(db.Set<Denial>(), f => f.DenialId, d => d.Id, (f, d) => new { f, d }).AsNoTracking().ToListAsync(cancellationToken);
            var (waiting, hasStrays) = on.Status == CaseStatus.Open ? await ReversalCaseWriter.Waiting(db, on, cancellationToken) : ([], false);
            var texts = await SegmentWords.TextsFor(db, payments.Select(p => p.c), cancellationToken);
            var came = payments.Where(p => p.c.Id != on.OriginalId).Select(p => See(p.c, p.r, texts)).ToList();
            var original = payments.Find(p => p.c.Id == on.OriginalId);
            var remarks = payments.Where(p => p.c.Id == on.ReversalId).Select(p => StoredSegments.Read(p.c)).OfType<X12.ClaimPayment>().SelectMany(p => AdjudicationFacts.Of(p).Remarks);
            views.Add(new FlagView(
                on.Id, on.ClaimId, on.Status, MatchReport.Read(on.Match) ?? new MatchReport(on.Confidence, "", on.OriginalId, "", []), original?.r.PayerName ?? "",
                string.Join(" ", remarks.Where(RemarkCodes.IsReversalReason).Select(code => $"{code}: {texts.Rarc(code)}.")),
                on is { Status: CaseStatus.Open, Confidence: MatchConfidence.Certain } && !ReversalCaseWriter.HasCorrection(waiting), on.Status == CaseStatus.Open && RemittanceReopen.IsReady(on, waiting, hasStrays),
                original is null ? null : See(original.c, original.r, texts), came,
                denials.ConvertAll(x => new FlaggedDenial(x.d.Id, x.d.Group, x.d.Carc, x.d.Denied, x.d.Status, x.f.Status)),
                on.OpenedAt, on.ClosedAt, on.ClosedBy is { } by ? by == Guid.Empty ? "System" : names.GetValueOrDefault(by, "Someone who left") : "", on.Note));
        }

        return views;
    }

    private static CasePaymentView See(RemittanceClaim c, Remittance r, CodeTexts texts) => new(c.Id, c.IsReversal, r.Id, r.Trace, r.PaidOn, c.Outcome, c.Why,
        c.ChargeCents is { } charge ? new Money(charge) : null, c.PaidCents is { } paid ? new Money(paid) : null, SegmentWords.Explain(c.Segments, c.Delimiters, texts));
}
