using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>A claim payment that waits for a person.</summary>
/// <param name="Match">What it was compared with; null: with nothing.</param>
/// <param name="Release">Null: it may be released; else why not.</param>
public sealed record WaitingView(RemittanceClaim Payment, string PayerName, string PayerIdentifier, string Trace, DateOnly? PaidOn, MatchReport? Match, Refusal? Release);

/// <summary>A posted adjudication that a waiting payment can be matched with by hand.</summary>
/// <param name="Fields">The two side by side.</param>
/// <param name="Agreeing">How many fields agree, also after cleaning.</param>
public sealed record MatchCandidate(long PaymentId, long ClaimId, string ClaimNumber, string PatientName, Money Charge, Money Paid, DateOnly? PaidOn, string Trace, bool IsTakenBack, IReadOnlyList<MatchField> Fields, int Agreeing);

/// <summary>Reads what waits for a person, and what it could be matched with.</summary>
public sealed class WaitingPayments(WorkbenchDbs dbs)
{
    private const int Most = 50;

    /// <summary>Held and unmatched claim payments, the newest first, after a key for the next page.</summary>
    /// <param name="before">Only those with a smaller key; null: from the newest.</param>
    public async Task<Outcome<IReadOnlyList<WaitingView>>> List(Actor actor, ClaimPaymentOutcome? only = null, long? before = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        var found = await db.Set<RemittanceClaim>().AsNoTracking()
            .Where(c => only == null ? c.Outcome == ClaimPaymentOutcome.Held || c.Outcome == ClaimPaymentOutcome.Unmatched : c.Outcome == only)
            .Where(c => before == null || c.Id < before).OrderByDescending(c => c.Id).Take(Most)
            .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c, r }).OrderByDescending(x => x.c.Id).ToListAsync(cancellationToken);
        return found.ConvertAll(x => new WaitingView(x.c, x.r.PayerName, x.r.PayerIdentifier, x.r.Trace, x.r.PaidOn, MatchReport.Read(x.c.Match), HeldRules.RefuseRelease(x.c, StoredSegments.Read(x.c))));
    }

    /// <summary>Posted adjudications of the same payer that a waiting payment could be about, the likeliest first; <paramref name="search"/> looks for a claim number or the payer's number.</summary>
    public async Task<Outcome<IReadOnlyList<MatchCandidate>>> Candidates(Actor actor, long paymentId, string? search = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        var asked = await db.Set<RemittanceClaim>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == paymentId, cancellationToken);
        if (asked is null || StoredSegments.Read(asked) is not { } payment) return HeldRules.NotFound;
        var facts = AdjudicationFacts.Of(payment);
        var payer = await db.Set<Remittance>().Where(r => r.Id == asked.RemittanceId).Select(r => r.PayerIdentifier).SingleAsync(cancellationToken);
        var posted = db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.Outcome == ClaimPaymentOutcome.Posted && c.ClaimId != null && c.StatusCode != "22");
        var key = ClaimKeys.Of(search);
        var text = (search ?? "").Trim();
        posted = text.Length > 0
            ? posted.Where(c => c.ClaimKey == key || c.PayerControlNumber == text || c.ClaimNumber.StartsWith(text))
            : posted.Where(c => c.ClaimKey == asked.ClaimKey || c.PayerControlNumber == asked.PayerControlNumber || c.PayerControlNumber == asked.OriginalReference
                || (c.MemberId == asked.MemberId && (c.ChargeCents == asked.ChargeCents || c.ChargeCents == -asked.ChargeCents)));
        var found = await posted.Join(db.Set<Remittance>().Where(r => r.PayerIdentifier == payer), c => c.RemittanceId, r => r.Id, (c, r) => new { c, r }).OrderByDescending(x => x.c.Id).Take(Most).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(x => (long?)x.c.Id);
        var taken = await db.Set<RemittanceClaim>().Where(c => ids.Contains(c.ReversesId) && c.Outcome == ClaimPaymentOutcome.Posted).Select(c => c.ReversesId).ToListAsync(cancellationToken);
        List<MatchCandidate> candidates = [];
        foreach (var x in found)
        {
            if (StoredSegments.Read(x.c) is not { } original) continue;
            var fields = facts.IsReversal ? Comparison.OfReversal(AdjudicationFacts.Of(original), facts) : Comparison.OfPayment(AdjudicationFacts.Of(original), facts);
            candidates.Add(new MatchCandidate(x.c.Id, x.c.ClaimId!.Value, x.c.ClaimNumber, x.c.PatientName, new Money(x.c.ChargeCents ?? 0), new Money(x.c.PaidCents ?? 0), x.r.PaidOn, x.r.Trace,
                taken.Contains(x.c.Id), fields, fields.Count(f => f.Verdict != FieldVerdict.Differs)));
        }

        return candidates.OrderBy(c => c.IsTakenBack).ThenByDescending(c => c.Agreeing).ThenByDescending(c => c.PaymentId).ToList();
    }
}
