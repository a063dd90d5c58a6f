using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.PayerMoney;
using WriteOff.Domain.Remittances.Posting;
using WriteOff.Domain.Remittances.Reversals;

namespace WriteOff.Domain.Remittances.Unposting;

/// <summary>Reads a posted remittance's claims, a batch at a time in seven queries.</summary>
internal static class UnpostLookup
{
    private static readonly AuditAct[] Settling = [AuditAct.Settled, AuditAct.DeniedAgain, AuditAct.CalledDuplicate];

    /// <summary>Its claims by id, as plain objects.</summary>
    public static async IAsyncEnumerable<List<UnpostClaim>> Batches(WorkbenchDb db, Remittance remittance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var last = after;
            var ids = await db.Set<RemittanceClaim>().Where(c => c.RemittanceId == remittance.Id && c.ClaimId > last).Select(c => c.ClaimId!.Value).Distinct().OrderBy(id => id).Take(ClaimBatch.Size).ToListAsync(cancellationToken);
            if (ids.Count == 0) yield break;
            after = ids[^1];
            yield return await Read(db, remittance, ids, cancellationToken);
        }
    }

    /// <summary>What stands on it, at most <see cref="UnpostRules.MostNamed"/> rows.</summary>
    public static async Task<List<UnpostBlock>> Blocks(WorkbenchDb db, Remittance remittance, CancellationToken cancellationToken)
    {
        var blocks = await Taken(db, remittance, cancellationToken);
        await foreach (var batch in Batches(db, remittance, cancellationToken))
        {
            blocks.AddRange(batch.SelectMany(UnpostRules.Blocks).Take(UnpostRules.MostNamed - blocks.Count));
            if (blocks.Count >= UnpostRules.MostNamed) break;
        }

        return blocks;
    }

    /// <summary>What it announced and a later remittance took.</summary>
    private static async Task<List<UnpostBlock>> Taken(WorkbenchDb db, Remittance remittance, CancellationToken cancellationToken)
    {
        var found = await (from link in db.Set<PayerMoneyLink>()
                           where link.Kind == PayerMoneyLinkKind.Announcement
                           join announced in db.Set<PayerMoneyRow>().Where(r => r.RemittanceId == remittance.Id) on link.OtherRowId equals announced.Id
                           join taken in db.Set<PayerMoneyRow>().Where(r => r.RemittanceId != remittance.Id) on link.RowId equals taken.Id
                           join taker in db.Set<Remittance>().Where(r => r.Status == RemittanceStatus.Posted) on taken.RemittanceId equals taker.Id
                           orderby link.Id
                           select new { announced.Reference, announced.Number, taker.Trace, taker.Id }).Take(UnpostRules.MostNamed).ToListAsync(cancellationToken);
        return found.ConvertAll(f => new UnpostBlock($"Payer money {f.Reference}", $"What it announced was taken by the remittance with trace {f.Trace}.", "Unpost that one first.", RemittanceId: f.Id));
    }

    private static async Task<List<UnpostClaim>> Read(WorkbenchDb db, Remittance remittance, List<long> ids, CancellationToken cancellationToken)
    {
        var claims = (await db.Set<InsuranceClaim>().AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.Id)).ToListAsync(cancellationToken))
            .ToDictionary(c => c.Id, c => new UnpostClaim(new ClaimPostingState(c), remittance));
        foreach (var denial in (await db.Set<Denial>().AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.ClaimId)).ToListAsync(cancellationToken)).OrderBy(d => d.Id))
            claims[denial.ClaimId].State.Denials.Add(denial);
        foreach (var row in (await db.Set<PaymentApplication>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.ClaimId)).ToListAsync(cancellationToken)).OrderBy(a => a.Id))
            claims[row.ClaimId].Rows.Add(row);
        foreach (var payment in (await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ClaimId != null && EF.Parameter(ids).Contains(c.ClaimId.Value)).ToListAsync(cancellationToken)).OrderBy(c => c.Id))
            claims[payment.ClaimId!.Value].Payments.Add(payment);
        foreach (var said in (await db.Set<Determination>().AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.ClaimId)).ToListAsync(cancellationToken)).OrderBy(d => d.Id))
            claims[said.ClaimId].Determinations.Add(said);
        foreach (var open in await db.Set<ReversalCase>().Where(c => EF.Parameter(ids).Contains(c.ClaimId) && c.Status == CaseStatus.Open).Select(c => c.ClaimId).ToListAsync(cancellationToken))
            claims[open].HasOpenCase = true;
        await ReadSteps(db, remittance, claims, cancellationToken);
        await ReadEarlierPayers(db, claims.Values, cancellationToken);
        return [.. claims.Values.OrderBy(c => c.State.Claim.Id)];
    }

    private static async Task ReadSteps(WorkbenchDb db, Remittance remittance, Dictionary<long, UnpostClaim> claims, CancellationToken cancellationToken)
    {
        var others = claims.Values.SelectMany(c => c.State.Denials.Where(d => !c.IsOwn(d))).Select(d => d.Id).ToList();
        if (others.Count == 0) return;
        var steps = await db.Set<AuditRow>().AsNoTracking()
            .Where(a => a.DenialId != null && EF.Parameter(others).Contains(a.DenialId.Value) && a.RemittanceId == remittance.Id && Settling.Contains(a.Act)).ToListAsync(cancellationToken);
        foreach (var step in steps.OrderBy(s => s.Sequence)) claims[step.ClaimId!.Value].Steps.Add(step);
    }

    private static async Task ReadEarlierPayers(WorkbenchDb db, IEnumerable<UnpostClaim> claims, CancellationToken cancellationToken)
    {
        var earlier = claims.Select(c => (Claim: c, Remittances: c.Earlier.ConvertAll(p => p.RemittanceId))).Where(c => c.Remittances.Count > 0).ToList();
        var ids = earlier.SelectMany(e => e.Remittances).Distinct().ToList();
        if (ids.Count == 0) return;
        var payers = await db.Set<Remittance>().Where(r => EF.Parameter(ids).Contains(r.Id)).Select(r => new { r.Id, r.PayerIdentifier }).ToDictionaryAsync(r => r.Id, r => r.PayerIdentifier, cancellationToken);
        foreach (var (claim, remittances) in earlier) claim.EarlierPayers.UnionWith(remittances.Select(id => payers[id]));
    }
}
