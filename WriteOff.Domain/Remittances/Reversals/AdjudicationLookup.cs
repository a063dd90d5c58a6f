using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>This payer's adjudications for this payee that a batch of claim payments could speak of, read in three queries whatever the batch's size.</summary>
internal sealed class AdjudicationLookup
{
    /// <summary>Payers send a handful of REF*F8 per claim; a hostile file must not make a query without end.</summary>
    private const int MostNumbers = 900;

    private readonly List<KnownAdjudication> _all = [];

    /// <summary>The adjudications that this payment could speak of: by number, by normalised number, by the payer's own number.</summary>
    public List<KnownAdjudication> For(AdjudicationFacts payment) => _all.FindAll(k =>
        string.Equals(k.Facts.ClaimKey, payment.ClaimKey, StringComparison.Ordinal) || payment.Names(k.Facts)
        || (payment.PayerControlNumber.Length > 0 && string.Equals(k.Facts.PayerControlNumber, payment.PayerControlNumber, StringComparison.Ordinal)));

    public KnownAdjudication? Find(long paymentId) => _all.Find(k => k.PaymentId == paymentId);

    /// <summary>True when this payer and payee adjudicated the claim.</summary>
    public bool Knows(long claimId) => _all.Exists(k => k.ClaimId == claimId && !k.IsHeld);

    public void Put(KnownAdjudication known) => _all.Add(known);

    public static async Task<AdjudicationLookup> Fetch(WorkbenchDb db, string payer, string payee, IReadOnlyList<AdjudicationFacts> batch, CancellationToken cancellationToken)
    {
        var lookup = new AdjudicationLookup();
        var keys = batch.Select(p => p.ClaimKey).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var controls = batch.SelectMany(p => p.References.Prepend(p.PayerControlNumber)).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).Take(MostNumbers).ToList();
        var rows = await db.Set<RemittanceClaim>().AsNoTracking()
            .Where(c => keys.Contains(c.ClaimKey) || controls.Contains(c.PayerControlNumber))
            .Where(c => c.StatusCode != "22" && (c.Outcome == ClaimPaymentOutcome.Posted || (c.Outcome == ClaimPaymentOutcome.Held && c.CaseId != null)))
            .Join(db.Set<Remittance>().Where(r => r.PayerIdentifier == payer && (r.PayeeIdentifier == payee || r.PayeeIdentifier == "" || payee == "")), c => c.RemittanceId, r => r.Id, (c, _) => c)
            .OrderBy(c => c.Id).ToListAsync(cancellationToken);
        if (rows.Count > 0) await lookup.Fill(db, rows, cancellationToken);
        return lookup;
    }

    private async Task Fill(WorkbenchDb db, List<RemittanceClaim> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Id);
        var takers = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ReversesId != null && ids.Contains(c.ReversesId.Value)).Select(c => new { c.Id, c.ReversesId, c.Outcome, c.CaseId }).ToListAsync(cancellationToken);
        var cases = await db.Set<ReversalCase>().AsNoTracking().Where(c => c.Status == CaseStatus.Open && ids.Contains(c.OriginalId)).Select(c => new { c.Id, c.OriginalId }).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            if (StoredSegments.Read(row) is not { } payment) continue;
            var taken = takers.FindAll(t => t.ReversesId == row.Id);
            Put(new KnownAdjudication(row.Id, row.ClaimId, AdjudicationFacts.Of(payment))
            {
                IsHeld = row.Outcome == ClaimPaymentOutcome.Held,
                CaseId = row.Outcome == ClaimPaymentOutcome.Held ? row.CaseId : cases.Find(c => c.OriginalId == row.Id)?.Id,
                ReversedById = taken.Find(t => t.Outcome == ClaimPaymentOutcome.Posted)?.Id,
                IsBeingReversed = taken.Exists(t => t.Outcome == ClaimPaymentOutcome.Held && t.CaseId is not null),
            });
        }
    }
}
