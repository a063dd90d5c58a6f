using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;

namespace WriteOff.Web.Demo;

/// <summary>Finds the denial that a script means. Reads what is new only when it meets one that it doesn't know yet.</summary>
internal sealed class DemoIndex(WorkbenchDbs dbs, int tenantId)
{
    private readonly Dictionary<(string Claim, int Line, string Group, string Carc), long> _ids = [];
    private long _last;

    /// <summary>The denial as it is now; null when the records have none such.</summary>
    public async Task<Denial?> Find(DemoDenial wanted, CancellationToken cancel)
    {
        await using var db = dbs.Open(tenantId);
        var key = (wanted.Claim.PatientControlNumber, wanted.Line, wanted.Group, wanted.Carc);
        if (!_ids.ContainsKey(key)) await Learn(db, cancel);
        return _ids.TryGetValue(key, out var id) ? await db.Set<Denial>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == id, cancel) : null;
    }

    private async Task Learn(WorkbenchDb db, CancellationToken cancel)
    {
        var news = await db.Set<Denial>().Where(d => d.Id > _last)
            .Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (d, c) => new { d, c.ClaimNumber })
            .Join(db.Set<ClaimLine>(), x => x.d.LineId, l => (long?)l.Id, (x, l) => new { x.d.Id, x.ClaimNumber, l.Number, x.d.Group, x.d.Carc })
            .OrderBy(x => x.Id).ToListAsync(cancel);
        foreach (var denial in news)
        {
            // The first payer's denial is the one with the lowest key; the next payer may deny the same line under the same code.
            _ids.TryAdd((denial.ClaimNumber, denial.Number, denial.Group, denial.Carc), denial.Id);
            _last = denial.Id;
        }
    }
}
