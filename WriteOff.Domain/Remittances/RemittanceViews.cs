using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Remittances;

/// <summary>A claim payment as a denial's page shows it.</summary>
/// <param name="Interest">What it names beside the claim (AMT*I); null: nothing.</param>
public sealed record ClaimPaymentView(long RemittanceId, string Trace, string PayerName, DateOnly? PaidOn, ClaimPaymentOutcome Outcome, string HoldWord, string Why, IReadOnlyList<SegmentView> Segments, Money? Interest = null);

/// <summary>Reads remittances for pages.</summary>
public sealed class RemittanceViews(WorkbenchDbs dbs)
{
    /// <summary>The claim payments that were posted to a claim, the first first. Refused: the scope to see remittances is missing.</summary>
    public async Task<Outcome<IReadOnlyList<ClaimPaymentView>>> Of(Actor actor, long claimId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.ReceivableRead) is { } missing) return missing;
        var found = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ClaimId == claimId)
            .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c, r })
            .OrderBy(x => x.c.Id).Take(20).ToListAsync(cancellationToken);
        var texts = await SegmentWords.TextsFor(db, found.Select(x => x.c), cancellationToken);
        return found.ConvertAll(x => new ClaimPaymentView(x.r.Id, x.r.Trace, x.r.PayerName, x.r.PaidOn, x.c.Outcome, x.c.HoldWord, x.c.Why, SegmentWords.Explain(x.c.Segments, x.c.Delimiters, texts), x.c.InterestCents is { } interest ? new Money(interest) : null));
    }
}
