using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The claim payments of a remittance that is held whole: kept as they came, posted when nothing holds it any more.</summary>
internal static class HeldClaimPayments
{
    /// <summary>Those that are kept.</summary>
    public static IQueryable<RemittanceClaim> Of(UnitOfWork unit, long remittanceId) =>
        unit.Db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittanceId && c.Outcome == ClaimPaymentOutcome.Kept);

    /// <summary>Keeps all claim payments of the surveyed transaction.</summary>
    public static async Task Keep(UnitOfWork unit, Remittance held, RemittanceReader reader, CancellationToken cancellationToken)
    {
        var kept = 0;
        unit.Staged = new PostingRows();
        reader.Rewind();
        while (reader.ReadClaim())
        {
            var claim = reader.Claim.Copy();
            ClaimBatch.Arrived(unit, held.Id, claim, AdjudicationFacts.Of(claim)).Outcome = ClaimPaymentOutcome.Kept;
            if (++kept % ClaimBatch.Size == 0) await unit.Flush(cancellationToken);
        }

        await unit.Flush(cancellationToken);
        unit.Staged = null;
    }

    /// <summary>Posts them by the rules of now. Refused where one can't be read again.</summary>
    public static async Task<Outcome<RemittanceReceipt>> Post(UnitOfWork unit, Remittance held, CancellationToken cancellationToken)
    {
        var repeated = await Repeated(unit, held.Id, cancellationToken);
        if (repeated is null) return new Refusal("CannotRelease", "Its claim payments can't be read again.", "Send the same file again; it is judged anew then.");
        (held.Status, held.HoldWord, held.Why) = (RemittanceStatus.Posted, "", "");
        var policy = await unit.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        var today = (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(unit.Now);
        var payer = await RemittancePosting.FindPayer(unit, held, cancellationToken);
        var routes = await RouteTable.Read(unit.Db, cancellationToken);
        var batches = new ClaimBatch(unit, new PostingContext(held, payer, policy, routes, held.AdjudicatedOn ?? today, today, held.PayeeName), repeated, (_, _) => { });
        await unit.Flush(cancellationToken);
        unit.ExpectMany(RemittancePosting.PageCache);
        var after = 0;
        while (await Of(unit, held.Id).AsNoTracking().Where(c => c.Number > after).OrderBy(c => c.Number).Take(ClaimBatch.Size).ToListAsync(cancellationToken) is { Count: > 0 } rows)
        {
            after = rows[^1].Number;
            await batches.Post(rows.ConvertAll(row => StoredSegments.Read(row)!), cancellationToken, rows);
        }

        var stored = await unit.Db.Set<Remittance>().SingleAsync(r => r.Id == held.Id, cancellationToken);
        await PayerMoneyPosting.Explain(unit, stored, cancellationToken);
        await RemittanceCounts.Count(unit, stored, batches.Denials, cancellationToken);
        unit.Record(AuditAct.RemittancePosted, new AuditRow
        {
            RemittanceId = stored.Id, AmountCents = stored.AmountCents,
            Detail = $"{stored.PostedCount} of {stored.ClaimCount} claim payments posted, {stored.DenialCount} denials, {stored.HeldCount} held, {stored.UnmatchedCount} unmatched",
        });
        return RemittancePosting.Receipt(stored, null);
    }

    /// <summary>Which claim payments are in it twice; null when one of them can't be read again.</summary>
    private static async Task<RepeatedClaims?> Repeated(UnitOfWork unit, long remittanceId, CancellationToken cancellationToken)
    {
        HashSet<ulong> seen = [], shared = [];
        await foreach (var row in Of(unit, remittanceId).Select(c => new { c.Segments, c.Delimiters }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (StoredSegments.Read(row.Segments, row.Delimiters) is not { } payment) return null;
            if (!seen.Add(payment.QuickHash())) shared.Add(payment.QuickHash());
        }

        return new RepeatedClaims(shared);
    }
}
