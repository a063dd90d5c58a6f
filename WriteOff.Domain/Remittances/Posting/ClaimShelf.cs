using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The claims that a batch of claim payments could belong to, read in five queries whatever the batch's size.</summary>
internal sealed class ClaimShelf
{
    private readonly Dictionary<string, List<ClaimFile>> _files = new(StringComparer.Ordinal);

    /// <summary>The claims with this number.</summary>
    public IReadOnlyList<ClaimFile> With(string claimNumber) => _files.GetValueOrDefault(claimNumber) ?? [];

    /// <summary>Puts a claim on the shelf that this batch made.</summary>
    public void Put(ClaimFile file)
    {
        if (!_files.TryGetValue(file.Claim.ClaimNumber, out var same)) _files[file.Claim.ClaimNumber] = same = [];
        if (!same.Contains(file)) same.Add(file);
    }

    public static async Task<ClaimShelf> Fetch(BookEntry entry, IEnumerable<ClaimPayment> batch, CancellationToken cancellationToken)
    {
        var shelf = new ClaimShelf();
        var numbers = batch.Select(p => ClaimPoster.Cut(p.PatientControlNumber, 50)).Distinct(StringComparer.Ordinal).ToList();
        var claims = await entry.Db.Set<InsuranceClaim>().Where(c => numbers.Contains(c.ClaimNumber)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        if (claims.Count == 0) return shelf;
        var files = claims.ToDictionary(c => c.Id, c => new ClaimFile(c));
        foreach (var file in files.Values) shelf.Put(file);
        await Fill(entry.Db, files, cancellationToken);
        return shelf;
    }

    /// <summary>One claim, with what posting needs of it.</summary>
    public static async Task<ClaimFile> FetchOne(WorkbenchDb db, long claimId, CancellationToken cancellationToken)
    {
        var file = new ClaimFile(await db.Set<InsuranceClaim>().SingleAsync(c => c.Id == claimId, cancellationToken));
        await Fill(db, new Dictionary<long, ClaimFile> { [claimId] = file }, cancellationToken);
        return file;
    }

    /// <summary>Reads a claim again that an act changed beside the shelf.</summary>
    public async Task Refresh(BookEntry entry, long claimId, CancellationToken cancellationToken)
    {
        foreach (var files in _files.Values)
        {
            var at = files.FindIndex(f => f.Claim.Id == claimId);
            if (at >= 0) files[at] = await FetchOne(entry.Db, claimId, cancellationToken);
        }
    }

    private static async Task Fill(WorkbenchDb db, Dictionary<long, ClaimFile> files, CancellationToken cancellationToken)
    {
        var ids = files.Keys.ToList();
        foreach (var line in await db.Set<ClaimLine>().Where(l => ids.Contains(l.ClaimId)).OrderBy(l => l.Number).ToListAsync(cancellationToken))
            files[line.ClaimId].Lines.Add(line);
        foreach (var denial in await db.Set<Denial>().Where(d => ids.Contains(d.ClaimId)).OrderBy(d => d.Id).ToListAsync(cancellationToken))
            files[denial.ClaimId].Denials.Add(denial);
        var sums = await db.Set<PaymentApplication>()
            .Where(a => ids.Contains(a.ClaimId) && (a.Type == ApplicationType.PatientAr || a.Type == ApplicationType.WriteOff))
            .GroupBy(a => new { a.ClaimId, a.Type }).Select(g => new { g.Key.ClaimId, g.Key.Type, Cents = g.Sum(a => a.AmountCents) }).ToListAsync(cancellationToken);
        foreach (var sum in sums)
        {
            if (sum.Type == ApplicationType.PatientAr) files[sum.ClaimId].PatientCents = sum.Cents;
            else files[sum.ClaimId].WrittenOffCents = sum.Cents;
        }

        var payers = await db.Set<RemittanceClaim>().Where(c => c.ClaimId != null && ids.Contains(c.ClaimId.Value) && c.Outcome == ClaimPaymentOutcome.Posted)
            .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c.ClaimId, r.PayerIdentifier }).Distinct().ToListAsync(cancellationToken);
        foreach (var payer in payers) files[payer.ClaimId!.Value].Payers.Add(payer.PayerIdentifier);
    }
}
