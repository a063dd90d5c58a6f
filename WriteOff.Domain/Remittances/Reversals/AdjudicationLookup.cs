using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Reversals;

/// <summary>This payer's adjudications for this payee that a batch of claim payments could speak of, read in four queries whatever the batch's size.</summary>
internal sealed class AdjudicationLookup
{
    /// <summary>Payers send a handful of REF*F8 per claim; a hostile file must not make a query without end.</summary>
    private const int MostReferences = 4_000;

    private readonly List<KnownAdjudication> _all = [];
    private readonly Dictionary<long, int> _byId = [];
    private readonly Dictionary<string, List<int>> _byClaimKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _byControl = new(StringComparer.Ordinal);

    /// <summary>The adjudications that this payment could speak of, as they became known: by number, by normalised number, by the payer's own number.</summary>
    public List<KnownAdjudication> For(AdjudicationFacts payment)
    {
        if (_all.Count == 0) return [];
        SortedSet<int> found = [.. _byClaimKey.GetValueOrDefault(payment.ClaimKey) ?? []];
        foreach (var control in payment.References.Prepend(payment.PayerControlNumber))
            if (_byControl.TryGetValue(control, out var same)) found.UnionWith(same);
        return [.. found.Select(at => _all[at])];
    }

    /// <summary>The claims that were adjudicated.</summary>
    public List<long> Claims => [.. _all.Select(k => k.ClaimId).OfType<long>().Distinct()];

    /// <summary>This payer's adjudications of one of our claims.</summary>
    public HashSet<long> Of(long claimId) => [.. _all.Where(k => k.ClaimId == claimId && !k.IsHeld).Select(k => k.PaymentId)];

    public KnownAdjudication? Find(long paymentId) => _byId.TryGetValue(paymentId, out var at) ? _all[at] : null;

    public void Put(KnownAdjudication known)
    {
        _byId.TryAdd(known.PaymentId, _all.Count);
        Put(_byClaimKey, known.Facts.ClaimKey);
        if (known.Facts.PayerControlNumber.Length > 0) Put(_byControl, known.Facts.PayerControlNumber);
        _all.Add(known);
    }

    private void Put(Dictionary<string, List<int>> by, string key)
    {
        if (!by.TryGetValue(key, out var same)) by[key] = same = [];
        same.Add(_all.Count);
    }

    public static async Task<AdjudicationLookup> Fetch(WorkbenchDb db, string payer, string payee, IReadOnlyList<AdjudicationFacts> batch, CancellationToken cancellationToken)
    {
        var lookup = new AdjudicationLookup();
        var keys = batch.Select(p => p.ClaimKey).Where(k => k.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var controls = batch.Select(p => p.PayerControlNumber).Concat(batch.SelectMany(p => p.References).Take(MostReferences)).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var known = db.Set<RemittanceClaim>().AsNoTracking()
            .Where(c => c.StatusCode != "22" && (c.Outcome == ClaimPaymentOutcome.Posted || (c.Outcome == ClaimPaymentOutcome.Held && c.CaseId != null)))
            .Join(db.Set<Remittance>().Where(r => r.PayerIdentifier == payer && (r.PayeeIdentifier == payee || r.PayeeIdentifier == "" || payee == "")), c => c.RemittanceId, r => r.Id, (c, _) => c);
        // Two walks of two indexes; as one condition it could be none.
        var rows = await known.Where(c => EF.Parameter(keys).Contains(c.ClaimKey)).ToListAsync(cancellationToken);
        rows.AddRange(await known.Where(c => EF.Parameter(controls).Contains(c.PayerControlNumber)).ToListAsync(cancellationToken));
        rows = [.. rows.DistinctBy(c => c.Id).OrderBy(c => c.Id)];
        if (rows.Count > 0) await lookup.Fill(db, rows, cancellationToken);
        return lookup;
    }

    private async Task Fill(WorkbenchDb db, List<RemittanceClaim> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.ClaimId).OfType<long>().Distinct().ToList();
        // What takes an adjudication back, and the case about it, are its claim's.
        var takers = await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ClaimId != null && EF.Parameter(ids).Contains(c.ClaimId.Value)).Select(c => new { c.Id, c.ReversesId, c.Outcome, c.CaseId }).ToListAsync(cancellationToken);
        var cases = await db.Set<ReversalCase>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.ClaimId)).Select(c => new { c.Id, c.OriginalId, c.Status }).ToListAsync(cancellationToken);
        var takenBy = takers.Where(t => t.ReversesId is not null).OrderBy(t => t.Id).ToLookup(t => t.ReversesId);
        var openOn = cases.Where(c => c.Status == CaseStatus.Open).OrderBy(c => c.Id).ToLookup(c => c.OriginalId);
        foreach (var row in rows)
        {
            if (StoredSegments.Read(row) is not { } payment) continue;
            var taken = takenBy[row.Id].ToList();
            Put(new KnownAdjudication(row.Id, row.ClaimId, AdjudicationFacts.Of(payment))
            {
                IsHeld = row.Outcome == ClaimPaymentOutcome.Held,
                CaseId = row.Outcome == ClaimPaymentOutcome.Held ? row.CaseId : openOn[row.Id].FirstOrDefault()?.Id,
                ReversedById = taken.Find(t => t.Outcome == ClaimPaymentOutcome.Posted)?.Id,
                IsBeingReversed = taken.Exists(t => t.Outcome == ClaimPaymentOutcome.Held && t.CaseId is not null),
            });
        }
    }
}
