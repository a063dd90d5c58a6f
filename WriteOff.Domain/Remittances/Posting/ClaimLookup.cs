using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Reversals;
using WriteOff.Domain.Remittances.X12;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The claims that a batch of claim payments could belong to, read in seven queries whatever the batch's size.</summary>
/// <remarks>Rows are asked for by the keys alone, then sorted and sifted here: asked for an order or an outcome too, SQLite walks all rows of the tenant that have it.</remarks>
internal sealed class ClaimLookup
{
    private readonly PostingRows? _staged;
    private readonly Dictionary<string, List<ClaimPostingState>> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<long, ClaimPostingState> _byId = [];
    private readonly Dictionary<long, (List<PaymentApplication> Rows, List<RemittanceClaim> Payments, List<Determination> Determinations)> _ledgers = [];

    private ClaimLookup(PostingRows? staged) => _staged = staged;

    /// <summary>The claims with this number.</summary>
    public IReadOnlyList<ClaimPostingState> With(string claimNumber) => _states.GetValueOrDefault(claimNumber) ?? [];

    /// <summary>Puts a claim on the lookup that this batch made.</summary>
    public void Put(ClaimPostingState state)
    {
        if (!_states.TryGetValue(state.Claim.ClaimNumber, out var same)) _states[state.Claim.ClaimNumber] = same = [];
        if (!same.Contains(state)) same.Add(state);
        _byId[state.Claim.Id] = state;
    }

    /// <param name="adjudicated">Claims that the batch may speak of again: they are read with their ledgers.</param>
    public static async Task<ClaimLookup> Fetch(UnitOfWork unit, IEnumerable<ClaimPayment> batch, IReadOnlyCollection<long> adjudicated, CancellationToken cancellationToken)
    {
        var lookup = new ClaimLookup(unit.Staged as PostingRows);
        var numbers = batch.Select(p => ClaimPoster.Cut(p.PatientControlNumber, 50)).Distinct(StringComparer.Ordinal).ToList();
        var claims = await lookup.Rows(unit.Db.Set<InsuranceClaim>()).Where(c => EF.Parameter(numbers).Contains(c.ClaimNumber)).ToListAsync(cancellationToken);
        var others = adjudicated.Except(claims.Select(c => c.Id)).ToList();
        if (others.Count > 0) claims.AddRange(await lookup.Rows(unit.Db.Set<InsuranceClaim>()).Where(c => EF.Parameter(others).Contains(c.Id)).ToListAsync(cancellationToken));
        if (claims.Count == 0) return lookup;
        var states = claims.OrderBy(c => c.Id).ToDictionary(c => c.Id, c => new ClaimPostingState(c));
        foreach (var state in states.Values) lookup.Put(state);
        await lookup.Fill(unit.Db, states, cancellationToken);
        if (lookup._staged is not null) await lookup.ReadLedgers(unit.Db, adjudicated, cancellationToken);
        return lookup;
    }

    /// <summary>A claim with its ledger and adjudications, as the act has left them so far.</summary>
    public async Task<ClaimPlanState> Plan(UnitOfWork unit, long claimId, CancellationToken cancellationToken)
    {
        if (_staged is null)
        {
            await unit.Save(cancellationToken);
            return await ClaimPlanState.Load(unit.Db, claimId, cancellationToken);
        }

        if (!_byId.ContainsKey(claimId)) Put(await FetchAlone(unit.Db, claimId, cancellationToken));
        if (!_ledgers.ContainsKey(claimId)) await ReadLedgers(unit.Db, [claimId], cancellationToken);
        var (rows, payments, determinations) = _ledgers[claimId];
        return new ClaimPlanState(_byId[claimId], _staged.Ledger(claimId, rows), _staged.Posted(claimId, payments), _staged.Said(claimId, determinations));
    }

    /// <summary>Something was done to the claim: what comes next sees it so.</summary>
    public async Task Posted(UnitOfWork unit, long claimId, CancellationToken cancellationToken)
    {
        if (_staged is null)
        {
            await unit.Save(cancellationToken);
            await Refresh(unit, claimId, cancellationToken);
            return;
        }

        var sums = _staged.Ledger(claimId, _ledgers[claimId].Rows).ToLookup(r => r.Type, r => r.AmountCents);
        var state = _byId[claimId];
        (state.PatientCents, state.ContractualCents, state.WrittenOffCents) = (sums[ApplicationType.PatientAr].Sum(), sums[ApplicationType.Contractual].Sum(), sums[ApplicationType.WriteOff].Sum());
    }

    /// <summary>One claim, with what posting needs of it.</summary>
    public static Task<ClaimPostingState> FetchOne(WorkbenchDb db, long claimId, CancellationToken cancellationToken) => new ClaimLookup(null).FetchAlone(db, claimId, cancellationToken);

    private async Task<ClaimPostingState> FetchAlone(WorkbenchDb db, long claimId, CancellationToken cancellationToken)
    {
        var state = new ClaimPostingState(await Rows(db.Set<InsuranceClaim>()).SingleAsync(c => c.Id == claimId, cancellationToken));
        await Fill(db, new Dictionary<long, ClaimPostingState> { [claimId] = state }, cancellationToken);
        return state;
    }

    /// <summary>Reads a claim again that an act changed beside the lookup.</summary>
    public async Task Refresh(UnitOfWork unit, long claimId, CancellationToken cancellationToken)
    {
        _ledgers.Remove(claimId);
        if (!_byId.TryGetValue(claimId, out var known)) return;
        var states = _states[known.Claim.ClaimNumber];
        states[states.IndexOf(known)] = _byId[claimId] = await FetchAlone(unit.Db, claimId, cancellationToken);
    }

    private async Task ReadLedgers(WorkbenchDb db, IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0) return;
        foreach (var id in ids) _ledgers[id] = ([], [], []);
        foreach (var row in (await db.Set<PaymentApplication>().AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.ClaimId)).ToListAsync(cancellationToken)).OrderBy(a => a.Id))
            _ledgers[row.ClaimId].Rows.Add(row);
        foreach (var payment in (await db.Set<RemittanceClaim>().AsNoTracking().Where(c => c.ClaimId != null && EF.Parameter(ids).Contains(c.ClaimId.Value)).ToListAsync(cancellationToken)).OrderBy(c => c.Id))
            if (payment.Outcome == ClaimPaymentOutcome.Posted) _ledgers[payment.ClaimId!.Value].Payments.Add(payment);
        foreach (var said in (await db.Set<Determination>().AsNoTracking().Where(d => EF.Parameter(ids).Contains(d.ClaimId)).ToListAsync(cancellationToken)).OrderBy(d => d.Id))
            _ledgers[said.ClaimId].Determinations.Add(said);
    }

    /// <summary>Through the mapper where the act saves through it; else plain rows.</summary>
    private IQueryable<T> Rows<T>(IQueryable<T> rows) where T : class => _staged is null ? rows : rows.AsNoTracking();

    private async Task Fill(WorkbenchDb db, Dictionary<long, ClaimPostingState> states, CancellationToken cancellationToken)
    {
        var ids = states.Keys.ToList();
        foreach (var line in (await Rows(db.Set<ClaimLine>()).Where(l => EF.Parameter(ids).Contains(l.ClaimId)).ToListAsync(cancellationToken)).OrderBy(l => l.Number))
            states[line.ClaimId].Lines.Add(line);
        foreach (var denial in (await Rows(db.Set<Denial>()).Where(d => EF.Parameter(ids).Contains(d.ClaimId)).ToListAsync(cancellationToken)).OrderBy(d => d.Id))
            states[denial.ClaimId].Denials.Add(denial);
        var sums = await db.Set<PaymentApplication>()
            .Where(a => EF.Parameter(ids).Contains(a.ClaimId) && (a.Type == ApplicationType.PatientAr || a.Type == ApplicationType.Contractual || a.Type == ApplicationType.WriteOff || a.Type == ApplicationType.Opening))
            .GroupBy(a => new { a.ClaimId, a.Type }).Select(g => new { g.Key.ClaimId, g.Key.Type, Cents = g.Sum(a => a.AmountCents) }).ToListAsync(cancellationToken);
        foreach (var sum in sums)
        {
            var state = states[sum.ClaimId];
            if (sum.Type == ApplicationType.PatientAr) state.PatientCents = sum.Cents;
            else if (sum.Type == ApplicationType.Contractual) state.ContractualCents = sum.Cents;
            else if (sum.Type == ApplicationType.Opening) state.OpeningCents = sum.Cents;
            else state.WrittenOffCents = sum.Cents;
        }

        var payers = await db.Set<RemittanceClaim>().Where(c => c.ClaimId != null && EF.Parameter(ids).Contains(c.ClaimId.Value))
            .Join(db.Set<Remittance>(), c => c.RemittanceId, r => r.Id, (c, r) => new { c.ClaimId, c.Outcome, r.PayerIdentifier }).Distinct().ToListAsync(cancellationToken);
        foreach (var payer in payers.Where(p => p.Outcome == ClaimPaymentOutcome.Posted)) states[payer.ClaimId!.Value].Payers.Add(payer.PayerIdentifier);
        foreach (var payer in payers.Where(p => p.Outcome == ClaimPaymentOutcome.Unposted)) states[payer.ClaimId!.Value].HasUnposted = true;
        if (_staged is null) return;
        foreach (var state in states.Values) _staged.Read(state);
    }
}
