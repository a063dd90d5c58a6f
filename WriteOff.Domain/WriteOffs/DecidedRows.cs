using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.WriteOffs;

/// <summary>Denials, claims and requests that were read to be decided or reopened, as plain objects, and the ledger rows that come of it: written table by table, past the mapper.</summary>
/// <remarks>Nobody says what changed: a row that was read is compared with how it stood.</remarks>
internal sealed class DecidedRows : IStagedRows
{
    private readonly Dictionary<long, (Denial Row, DenialStand Stood)> _denials = [];
    private readonly Dictionary<long, (InsuranceClaim Row, long Stood)> _claims = [];
    private readonly Dictionary<long, (WriteOffRequest Row, RequestStatus Stood)> _requests = [];
    private readonly List<PaymentApplication> _applications = [];

    /// <summary>The one object of a denial: each reading makes another.</summary>
    public Denial Read(Denial row)
    {
        if (_denials.TryGetValue(row.Id, out var known)) return known.Row;
        _denials.Add(row.Id, (row, DenialStand.Of(row)));
        return row;
    }

    /// <summary>The one object of a claim.</summary>
    public InsuranceClaim Read(InsuranceClaim row)
    {
        if (_claims.TryGetValue(row.Id, out var known)) return known.Row;
        _claims.Add(row.Id, (row, row.BalanceCents));
        return row;
    }

    /// <summary>The one object of a request.</summary>
    public WriteOffRequest Read(WriteOffRequest row)
    {
        if (_requests.TryGetValue(row.Id, out var known)) return known.Row;
        _requests.Add(row.Id, (row, row.Status));
        return row;
    }

    public bool Take(ITenantOwned row)
    {
        if (row is not PaymentApplication application) return false;
        _applications.Add(application);
        return true;
    }

    /// <summary>Whoever decides changes what he decides; the mapper would write an untracked row a second time.</summary>
    public bool Touch(IVersioned row) => throw new InvalidOperationException("A decided row rises by its change alone.");

    public async Task Write(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var requests = _requests.Values.Where(r => r.Row.Status != r.Stood).Select(r => r.Row).ToList();
        var denials = _denials.Values.Where(d => DenialStand.Of(d.Row) != d.Stood).ToList();
        var claims = _claims.Values.Where(c => c.Row.BalanceCents != c.Stood).Select(c => c.Row).ToList();
        await unit.Update(WriteOffShapes.Decisions, requests, cancellationToken);
        await unit.Insert(LedgerShapes.Applications, _applications, cancellationToken);
        // Most change in money alone; all that may change stands in a wider row of changes, and each column named costs its indexes.
        var moved = denials.ToLookup(d => DenialStand.Of(d.Row).DiffersInMoneyAlone(d.Stood));
        await unit.Update(WriteOffShapes.Denials, [.. moved[true].Select(d => new DenialChange(d.Row.Id, d.Row.Version, d.Row.Status, d.Row.BalanceCents, d.Row.ReservedCents))], cancellationToken);
        await unit.Update(DenialShapes.Changes, [.. moved[false].Select(d => d.Row)], cancellationToken);
        await unit.Update(LedgerShapes.Balances, claims.ConvertAll(c => new ClaimChange(c.Id, c.Version, c.BalanceCents)), cancellationToken);
        // What is decided next reads anew.
        _requests.Clear();
        _denials.Clear();
        _claims.Clear();
        _applications.Clear();
    }
}
