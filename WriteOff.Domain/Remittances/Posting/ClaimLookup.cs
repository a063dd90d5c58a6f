using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The claims that a batch of claim payments could belong to, read in five queries whatever the batch's size.</summary>
internal sealed class ClaimLookup
{
    private readonly Dictionary<string, List<ClaimPostingState>> _files = new(StringComparer.Ordinal);

    /// <summary>The claims with this number.</summary>
    public IReadOnlyList<ClaimPostingState> With(string claimNumber) => _files.GetValueOrDefault(claimNumber) ?? [];

    /// <summary>Puts a claim on the lookup that this batch made.</summary>
    public void Put(ClaimPostingState file)
    {
        if (!_files.TryGetValue(file.Claim.ClaimNumber, out var same)) _files[file.Claim.ClaimNumber] = same = [];
        if (!same.Contains(file)) same.Add(file);
    }

    public static async Task<ClaimLookup> Fetch(UnitOfWork unit, IEnumerable<ClaimPayment> batch, CancellationToken cancellationToken)
    {
        var lookup = new ClaimLookup();
        var numbers = batch.Select(p => ClaimPoster.Cut(p.PatientControlNumber, 50)).Distinct(StringComparer.Ordinal).ToList();
        var claims = await unit.Db.Set<InsuranceClaim>().Where(c => numbers.Contains(c.ClaimNumber)).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        if (claims.Count == 0) return lookup;
        var files = claims.ToDictionary(c => c.Id, c => new ClaimPostingState(c));
        foreach (var file in files.Values) lookup.Put(file);
        await Fill(unit.Db, files, cancellationToken);
        return lookup;
    }

    /// <summary>One claim, with what posting needs of it.</summary>
    public static async Task<ClaimPostingState> FetchOne(WorkbenchDb db, long claimId, CancellationToken cancellationToken)
    {
        var file = new ClaimPostingState(await db.Set<InsuranceClaim>().SingleAsync(c => c.Id == claimId, cancellationToken));
        await Fill(db, new Dictionary<long, ClaimPostingState> { [claimId] = file }, cancellationToken);
        return file;
    }

    /// <summary>Reads a claim again that an act changed beside the lookup.</summary>
    public async Task Refresh(UnitOfWork unit, long claimId, CancellationToken cancellationToken)
    {
        foreach (var files in _files.Values)
        {
            var at = files.FindIndex(f => f.Claim.Id == claimId);
            if (at >= 0) files[at] = await FetchOne(unit.Db, claimId, cancellationToken);
        }
    }

    private static async Task Fill(WorkbenchDb db, Dictionary<long, ClaimPostingState> files, CancellationToken cancellationToken)
    {
        var ids = files.Keys.ToList();
        foreach (var line in await db.Set<ClaimLine>().Where(l => ids.Contains(l.ClaimId)).OrderBy(l => l.Number).ToListAsync(cancellationToken))
            files[line.ClaimId].Lines.Add(line);
        foreach (var denial in await db.Set<Denial>().Where(d => ids.Contains(d.ClaimId)).OrderBy(d => d.Id).ToListAsync(cancellationToken))
            files[denial.ClaimId].Denials.Add(denial);
        var sums = await db.Set<PaymentApplication>()
            .Where(a => ids.Contains(a.ClaimId) && (a.Type == ApplicationType.PatientAr || a.Type == ApplicationType.Contractual || a.Type == ApplicationType.WriteOff))
            .GroupBy(a => new { a.ClaimId, a.Type }).Select(g => new { g.Key.ClaimId, g.Key.Type, Cents = g.Sum(a => a.AmountCents) }).ToListAsync(cancellationToken);
        foreach (var sum in sums)
        {
            var file = files[sum.ClaimId];
            if (sum.Type == ApplicationType.PatientAr) file.PatientCents = sum.Cents;
            else if (sum.Type == ApplicationType.Contractual) file.ContractualCents = sum.Cents;
            else file.WrittenOffCents = sum.Cents;
        }

        var payers = await db.Set<RemittanceClaim>().Where(c => c.ClaimId != null && ids.Contains(c.ClaimId.Value) && c.Outcome == ClaimPaymentOutcome.Posted)
            .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c.ClaimId, r.PayerIdentifier }).Distinct().ToListAsync(cancellationToken);
        foreach (var payer in payers) files[payer.ClaimId!.Value].Payers.Add(payer.PayerIdentifier);
    }
}
