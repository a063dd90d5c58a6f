using System.Runtime.InteropServices;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Remittances.Reversals;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The rows of a batch as plain objects: what is new, and what was read and may change. Written table by table, past the mapper.</summary>
/// <remarks>
/// Nobody says what changed: a row that was read is compared with how it stood. Acts that go through the mapper (reversals, cases) begin when all of
/// this is written, and read what they need themselves; see <see cref="ClaimPaymentRouter"/>.
/// </remarks>
internal sealed class PostingRows : IStagedRows
{
    private readonly List<InsuranceClaim> _claims = [];
    private readonly List<ClaimLine> _lines = [];
    private readonly List<RemittanceClaim> _payments = [];
    private readonly List<RemittanceClaim> _kept = [];
    private readonly List<(RemittanceClaim Correction, long ReversalId)> _corrections = [];
    private readonly List<Denial> _denials = [];
    private readonly List<PaymentApplication> _applications = [];
    private readonly List<ReversalCase> _cases = [];
    private readonly List<ReversalFlag> _flags = [];
    private readonly List<Determination> _determinations = [];
    private readonly List<Determination> _batchDeterminations = [];
    private readonly List<RemittanceClaim> _batchPayments = [];
    private readonly List<PaymentApplication> _batchApplications = [];
    private readonly HashSet<long> _touched = [];
    private readonly Dictionary<long, (InsuranceClaim Claim, ClaimStand Stood)> _readClaims = [];
    private readonly Dictionary<long, (Denial Denial, DenialStand Stood)> _readDenials = [];

    public bool Take(ITenantOwned row)
    {
        switch (row)
        {
            case InsuranceClaim claim:
                _claims.Add(claim);
                return true;
            case ClaimLine line:
                _lines.Add(line);
                return true;
            case RemittanceClaim payment:
                _payments.Add(payment);
                _batchPayments.Add(payment);
                return true;
            case Denial denial:
                _denials.Add(denial);
                return true;
            case PaymentApplication application:
                _applications.Add(application);
                _batchApplications.Add(application);
                return true;
            case ReversalCase opened:
                _cases.Add(opened);
                return true;
            case Determination said:
                _determinations.Add(said);
                _batchDeterminations.Add(said);
                return true;
            case ReversalFlag flag:
                _flags.Add(flag);
                return true;
            default:
                return false;
        }
    }

    public bool Touch(IVersioned row)
    {
        if (row is not Denial denial) return false;
        _touched.Add(denial.Id);
        return true;
    }

    /// <summary>A claim's ledger: what was read of it, and what the batch added, written or not.</summary>
    public List<PaymentApplication> Ledger(long claimId, IEnumerable<PaymentApplication> read) => [.. read.Concat(_batchApplications.Where(a => a.ClaimId == claimId)).DistinctBy(a => a.Id)];

    /// <summary>A claim's posted claim payments, likewise.</summary>
    public List<RemittanceClaim> Posted(long claimId, IEnumerable<RemittanceClaim> read) =>
        [.. read.Concat(_batchPayments.Where(p => p.ClaimId == claimId && p.Outcome == ClaimPaymentOutcome.Posted)).DistinctBy(p => p.Id).OrderBy(p => p.Id)];

    /// <summary>What was said again of a claim's denials, likewise.</summary>
    public List<Determination> Said(long claimId, IEnumerable<Determination> read) => [.. read.Concat(_batchDeterminations.Where(d => d.ClaimId == claimId)).DistinctBy(d => d.Id)];

    /// <summary>A claim and its denials as they stand in the tables; each takes the place of the object read before.</summary>
    public void Read(ClaimPostingState state)
    {
        Read(state.Claim);
        foreach (var denial in state.Denials) Read(denial);
    }

    /// <summary>A claim payment that was kept: its row changes.</summary>
    public void Change(RemittanceClaim kept)
    {
        _kept.Add(kept);
        _batchPayments.Add(kept);
    }

    /// <summary>A payment corrects what a later one took back: said when both are written.</summary>
    public void Corrects(RemittanceClaim correction, long reversalId) => _corrections.Add((correction, reversalId));

    /// <summary>The batch is over; the next one reads anew.</summary>
    public void Forget()
    {
        _readClaims.Clear();
        _readDenials.Clear();
        _batchPayments.Clear();
        _batchApplications.Clear();
        _batchDeterminations.Clear();
    }

    public async Task Write(UnitOfWork unit, CancellationToken cancellationToken)
    {
        await unit.Insert(ClaimShapes.Claims, _claims, cancellationToken);
        await unit.Insert(ClaimShapes.Lines, _lines, cancellationToken);
        await unit.Insert(CaseShapes.Cases, _cases, cancellationToken);
        await unit.Insert(RemittanceShapes.Payments, _payments, cancellationToken);
        await unit.Insert(DenialShapes.Denials, _denials, cancellationToken);
        await unit.Insert(CaseShapes.Flags, _flags, cancellationToken);
        await unit.Insert(DeterminationShapes.Rows, _determinations, cancellationToken);
        await unit.Insert(LedgerShapes.Applications, _applications, cancellationToken);
        await Update(unit, cancellationToken);
        _claims.ForEach(Read);
        _denials.ForEach(Read);
        _claims.Clear();
        _lines.Clear();
        _cases.Clear();
        _payments.Clear();
        _denials.Clear();
        _flags.Clear();
        _determinations.Clear();
        _applications.Clear();
    }

    private async Task Update(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var filled = _readClaims.Values.Where(c => c.Claim.IsFilledIn).Select(c => c.Claim).ToList();
        await unit.Update(ClaimShapes.Fills, filled.ConvertAll(c => new ClaimFill(c.Id, c.Version, c.PatientName, c.MemberId, c.ProviderName)), cancellationToken);
        foreach (var claim in filled)
        {
            if (claim.IsProviderFilledIn) unit.FillProvider(claim.Id);
            claim.Rise();
        }

        var claims = _readClaims.Values.Where(c => ClaimStand.Of(c.Claim) != c.Stood).Select(c => c.Claim).ToList();
        await unit.Update(ClaimShapes.Changes, claims, cancellationToken);
        foreach (var claim in claims)
        {
            claim.Rise();
            Read(claim);
        }

        var denials = _readDenials.Values.Where(d => DenialStand.Of(d.Denial) != d.Stood || _touched.Contains(d.Denial.Id)).Select(d => d.Denial).ToList();
        await unit.Update(DenialShapes.Changes, denials, cancellationToken);
        foreach (var denial in denials)
        {
            denial.Rise();
            Read(denial);
        }

        _touched.Clear();
        foreach (var (correction, reversalId) in _corrections)
        {
            correction.CorrectsId = reversalId;
            if (!_kept.Contains(correction)) _kept.Add(correction);
        }

        _corrections.Clear();
        await unit.Update(RemittanceShapes.Changes, _kept, cancellationToken);
        foreach (var kept in _kept) kept.Rise();
        _kept.Clear();
    }

    private void Read(InsuranceClaim claim) => _readClaims[claim.Id] = (claim, ClaimStand.Of(claim));

    private void Read(Denial denial) => _readDenials[denial.Id] = (denial, DenialStand.Of(denial));

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct ClaimStand(long ChargeCents, long BalanceCents)
    {
        public static ClaimStand Of(InsuranceClaim claim) => new(claim.ChargeCents, claim.BalanceCents);
    }
}
