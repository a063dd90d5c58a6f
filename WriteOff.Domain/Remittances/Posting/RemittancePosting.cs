using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>Posts one surveyed transaction inside one unit of work: duplicate, held, or its claims one batch after the other.</summary>
/// <remarks>One database transaction, unless others wait to write, or it is longer than <see cref="PostingPlace.MostInOneAct"/>: then it commits what is posted, as <see cref="RemittanceStatus.Posting"/>, and its next act goes on from there.</remarks>
internal sealed class RemittancePosting(UnitOfWork unit, RemittanceReader reader, long fileId, PostingPlace place)
{
    /// <summary>Megabytes.</summary>
    internal const int PageCache = 64;

    private const int MostFindings = 200;
    private readonly RemittanceTransaction _transaction = reader.Transaction!;

    /// <summary>The kind of error that stopped this transaction a moment ago: it is held, or waits where a part is posted; null: none.</summary>
    public string? Fault { get; init; }

    public async Task<Outcome<RemittanceReceipt>> Post(CancellationToken cancellationToken)
    {
        if (unit.Grants.Require(Scope.PaymentWrite) is { } missing) return missing;
        var transaction = _transaction;
        // Another node may have been quicker with the same file.
        var known = await unit.Db.Set<Remittance>().SingleOrDefaultAsync(r => r.FileId == fileId && r.Number == transaction.Index + 1, cancellationToken);
        if (known is not null && known.Status is not (RemittanceStatus.Held or RemittanceStatus.Posting)) return Receipt(known, null);
        var policy = await unit.Db.Set<TenantPolicy>().AsNoTracking().SingleAsync(cancellationToken);
        var today = (await unit.Db.Set<Tenant>().AsNoTracking().SingleAsync(cancellationToken)).DayOf(unit.Now);
        if (known?.Status == RemittanceStatus.Posting) return Fault is not null ? Interrupted(known) : await GoOn(known, policy, today, cancellationToken);
        // The same bytes once more: what is held of them is judged by today's rules.
        var remittance = known ?? Arrived(transaction);
        var earlier = await unit.Db.Set<Remittance>().Where(r => r.Identity == remittance.Identity && r.Id != remittance.Id).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        earlier.AddRange(await CutOff(remittance, cancellationToken));
        foreach (var held in earlier.Where(r => r.Status == RemittanceStatus.Held)) held.Status = RemittanceStatus.Replaced;

        if (earlier.Find(r => r.Status is RemittanceStatus.Posted or RemittanceStatus.Posting) is { } first) return await Duplicate(remittance, first, cancellationToken);
        if (RemittanceHolds.For(transaction, policy, earlier, Fault) is { } hold)
        {
            if (hold.Word is HeldRules.UnpostedBefore) remittance.FirstPostedId = earlier.FindLast(r => r.Status == RemittanceStatus.Unposted)?.Id;
            return await Held(remittance, hold.Word, hold.Why, today, cancellationToken);
        }

        if (known is not null && await HeldClaimPayments.Of(unit, known.Id).AnyAsync(cancellationToken)) return await HeldClaimPayments.Post(unit, known, cancellationToken);
        return await PostClaims(remittance, policy, today, cancellationToken);
    }

    /// <summary>Cut off, the same payment had other content: it is known by payer, trace, amount and day alone.</summary>
    private Task<List<Remittance>> CutOff(Remittance whole, CancellationToken cancellationToken)
    {
        var word = HoldWord.CutOff.Explain().Code;
        return unit.Db.Set<Remittance>()
            .Where(r => r.Status == RemittanceStatus.Held && r.HoldWord == word && r.Identity != whole.Identity && r.Trace != ""
                && r.PayerIdentifier == whole.PayerIdentifier && r.Trace == whole.Trace && r.AmountCents == whole.AmountCents && r.PaidOn == whole.PaidOn)
            .ToListAsync(cancellationToken);
    }

    private Remittance Arrived(RemittanceTransaction transaction)
    {
        var remittance = new Remittance(unit.Actor.TenantId, unit.NextKey(), fileId, transaction.Index + 1)
        {
            PayerIdentifier = PayerKey(transaction), PayerName = ClaimPoster.Cut(transaction.PayerName, 200), PayeeIdentifier = ClaimPoster.Cut(transaction.PayeeId, 200), PayeeName = ClaimPoster.Cut(transaction.PayeeName, 200),
            Trace = ClaimPoster.Cut(transaction.TraceNumber, 200), AmountCents = transaction.Payment.IsSound ? transaction.Payment.Cents : null,
            PaidOn = PostingDates.Read(transaction.PaymentDate), Identity = SHA256.HashData(Encoding.UTF8.GetBytes(transaction.Identity)),
            ClaimCount = transaction.ClaimCount,
        };
        unit.Add(remittance);
        foreach (var finding in transaction.Findings.Kept.Take(MostFindings)) Note(remittance, finding);
        return remittance;
    }

    private static string PayerKey(RemittanceTransaction transaction) => transaction.PayerKey.Length == 0 ? Adjustment.Unknown : ClaimPoster.Cut(transaction.PayerKey, 80);

    /// <summary>Holds it whole and keeps its claim payments, so that it can be released without the file.</summary>
    private async Task<RemittanceReceipt> Held(Remittance remittance, string word, string why, DateOnly today, CancellationToken cancellationToken)
    {
        var isKept = await HeldClaimPayments.Of(unit, remittance.Id).AnyAsync(cancellationToken);
        if (isKept && remittance.Status == RemittanceStatus.Held && string.Equals(remittance.HoldWord, word, StringComparison.Ordinal)) return Receipt(remittance, null);
        (remittance.Status, remittance.HoldWord, remittance.Why) = (RemittanceStatus.Held, word, why);
        remittance.AdjudicatedOn = PostingDates.Choose(_transaction, today).Date;
        await PayerMoneyPosting.Keep(unit, remittance, _transaction, cancellationToken);
        unit.Record(AuditAct.RemittanceHeld, new AuditRow { RemittanceId = remittance.Id, AmountCents = remittance.AmountCents, Detail = $"{word}: {why}" });
        await unit.Flush(cancellationToken);
        if (!isKept && !HeldRules.NeverReleased(word)) await HeldClaimPayments.Keep(unit, remittance, reader, cancellationToken);
        return Receipt(remittance, null);
    }

    private async Task<Outcome<RemittanceReceipt>> Duplicate(Remittance remittance, Remittance first, CancellationToken cancellationToken)
    {
        DateTimeOffset? posted = first.Status == RemittanceStatus.Posting ? null
            : await unit.Db.Set<AuditRow>().Where(a => a.RemittanceId == first.Id && a.Act == AuditAct.RemittancePosted).Select(a => a.At).SingleAsync(cancellationToken);
        (remittance.Status, remittance.FirstPostedId) = (RemittanceStatus.Duplicate, first.Id);
        remittance.Why = posted is { } at
            ? $"The same payment was posted on {at:yyyy-MM-dd HH:mm} UTC; nothing was posted now."
            : "The same payment came in another file and is posted in part: it goes on by itself, or, after an interruption, when that file is sent again. Nothing was posted now.";
        unit.Record(AuditAct.RemittanceDuplicate, new AuditRow { RemittanceId = remittance.Id, AmountCents = remittance.AmountCents, Detail = remittance.Why });
        return Receipt(remittance, posted);
    }

    private async Task<Outcome<RemittanceReceipt>> PostClaims(Remittance remittance, TenantPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        (remittance.Status, remittance.HoldWord, remittance.Why) = (RemittanceStatus.Posting, "", "");
        var date = PostingDates.Choose(_transaction, today);
        foreach (var finding in date.Findings) Note(remittance, finding);
        remittance.AdjudicatedOn = date.Date;
        place.GoTo(0);
        return await Post(remittance, policy, today, cancellationToken);
    }

    /// <summary>An act before this one posted a part of it.</summary>
    private async Task<Outcome<RemittanceReceipt>> GoOn(Remittance remittance, TenantPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        place.GoTo(await unit.Db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittance.Id).MaxAsync(c => (int?)c.Number, cancellationToken) ?? 0);
        return await Post(remittance, policy, today, cancellationToken);
    }

    private async Task<Outcome<RemittanceReceipt>> Post(Remittance remittance, TenantPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        var payer = await FindPayer(unit, remittance, cancellationToken);
        var context = new PostingContext(remittance, payer, policy, await RouteTable.Read(unit.Db, cancellationToken), remittance.AdjudicatedOn ?? today, today, remittance.PayeeName);
        var batches = new ClaimBatch(unit, context, place.Repeated, Note);
        await unit.Flush(cancellationToken);
        unit.ExpectMany(PageCache);
        var inThisAct = 0;
        do
        {
            var batch = place.Next();
            inThisAct += batch.Count;
            var (posted, denials, waiting) = (batches.Posted, batches.Denials, batches.Held + batches.Unmatched);
            await batches.Post(batch, cancellationToken);
            place.Tell(batch.Count, batches.Posted - posted, batches.Denials - denials, batches.Held + batches.Unmatched - waiting);
        }
        while (!place.IsAtEnd && !place.IsWanted() && inThisAct < place.Most);

        var stored = await unit.Db.Set<Remittance>().SingleAsync(r => r.Id == remittance.Id, cancellationToken);
        return place.IsAtEnd ? await Finish(stored, batches.Denials, cancellationToken) : InPart(stored, batches);
    }

    /// <summary>A part stands; the rest of the file goes on without it.</summary>
    private RemittanceReceipt Interrupted(Remittance stored)
    {
        stored.Why = $"An error of the product stopped it ({Fault}) when a part was posted. Report it; when it is mended, send the same file again, and it goes on where it stopped.";
        unit.Record(AuditAct.RemittancePostedInPart, new AuditRow { RemittanceId = stored.Id, AmountCents = stored.AmountCents, Detail = $"Stopped: {Fault}" });
        return Receipt(stored, null);
    }

    private RemittanceReceipt InPart(Remittance stored, ClaimBatch batches)
    {
        (stored.PostedCount, stored.HeldCount, stored.UnmatchedCount, stored.DenialCount) =
            (stored.PostedCount + batches.Posted, stored.HeldCount + batches.Held, stored.UnmatchedCount + batches.Unmatched, stored.DenialCount + batches.Denials);
        stored.Why = "Its claim payments are being posted. If the counts stand still, it was interrupted: send the same file again, and it goes on where it stopped.";
        unit.Record(AuditAct.RemittancePostedInPart, new AuditRow { RemittanceId = stored.Id, AmountCents = stored.AmountCents, Detail = $"{stored.PostedCount} of {stored.ClaimCount} claim payments posted so far" });
        return Receipt(stored, null);
    }

    private async Task<Outcome<RemittanceReceipt>> Finish(Remittance stored, int denials, CancellationToken cancellationToken)
    {
        (stored.Status, stored.Why) = (RemittanceStatus.Posted, "");
        await PayerMoneyPosting.Keep(unit, stored, _transaction, cancellationToken);
        await PayerMoneyPosting.Explain(unit, stored, cancellationToken);
        await RemittanceCounts.Count(unit, stored, stored.DenialCount + denials, cancellationToken);
        unit.Record(AuditAct.RemittancePosted, new AuditRow
        {
            RemittanceId = stored.Id, AmountCents = stored.AmountCents,
            Detail = $"{stored.PostedCount} of {stored.ClaimCount} claim payments posted, {stored.DenialCount} denials, {stored.HeldCount} held, {stored.UnmatchedCount} unmatched",
        });
        return Receipt(stored, null);
    }

    internal static async Task<Payer> FindPayer(UnitOfWork unit, Remittance remittance, CancellationToken cancellationToken)
    {
        var known = await unit.Db.Set<Payer>().AsNoTracking().SingleOrDefaultAsync(p => p.Identifier == remittance.PayerIdentifier, cancellationToken);
        if (known is not null) return known;
        var byName = Payer.IdentifierFor(remittance.PayerName);
        if (remittance.PayerName.Length > 0 && await unit.Db.Set<Payer>().SingleOrDefaultAsync(p => p.Identifier == byName, cancellationToken) is { } opened)
        {
            // A file of open claims knew it by its name alone.
            opened.IdentifyAs(remittance.PayerIdentifier);
            return opened;
        }

        var payer = new Payer(unit.Actor.TenantId, unit.NextKey(), remittance.PayerIdentifier, remittance.PayerName.Length == 0 ? remittance.PayerIdentifier : remittance.PayerName);
        unit.Add(payer);
        return payer;
    }

    private void Note(Remittance remittance, Finding finding) => unit.Add(new RemittanceFinding(
        remittance.TenantId, unit.NextKey(), fileId, remittance.Id, (int)finding.Severity + 1, finding.Segment, finding.Code, finding.What, finding.Step));

    internal static RemittanceReceipt Receipt(Remittance r, DateTimeOffset? firstPostedAt) => new(
        r.Id, r.Number, r.PayerName, r.Trace, r.Status, r.HoldWord, r.Why, r.ClaimCount, r.PostedCount, r.DenialCount, r.HeldCount, r.UnmatchedCount, firstPostedAt);
}
