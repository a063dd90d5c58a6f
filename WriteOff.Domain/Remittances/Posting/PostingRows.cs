using System.Runtime.InteropServices;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;

namespace WriteOff.Domain.Remittances.Posting;

/// <summary>The rows of a batch as plain objects: what is new, and what was read and may change. Written table by table, past the mapper.</summary>
/// <remarks>
/// Nobody says what changed: a row that was read is compared with how it stood. Acts that go through the mapper (reversals, cases) begin when all of
/// this is written, and read what they need themselves; see <see cref="Reversals.ClaimPaymentRouter"/>.
/// </remarks>
internal sealed class PostingRows : IStagedRows
{
    private readonly List<InsuranceClaim> _claims = [];
    private readonly List<ClaimLine> _lines = [];
    private readonly List<RemittanceClaim> _payments = [];
    private readonly List<RemittanceClaim> _kept = [];
    private readonly List<Denial> _denials = [];
    private readonly List<PaymentApplication> _applications = [];
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
                return true;
            case Denial denial:
                _denials.Add(denial);
                return true;
            case PaymentApplication application:
                _applications.Add(application);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A claim and its denials as they stand in the tables; each takes the place of the object read before.</summary>
    public void Read(ClaimPostingState state)
    {
        Read(state.Claim);
        foreach (var denial in state.Denials) Read(denial);
    }

    /// <summary>A claim payment that was kept: its row changes.</summary>
    public void Change(RemittanceClaim kept) => _kept.Add(kept);

    /// <summary>The batch is over; the next one reads anew.</summary>
    public void Forget()
    {
        _readClaims.Clear();
        _readDenials.Clear();
    }

    public async Task Write(UnitOfWork unit, CancellationToken cancellationToken)
    {
        await unit.Insert(ClaimShapes.Claims, _claims, cancellationToken);
        await unit.Insert(ClaimShapes.Lines, _lines, cancellationToken);
        await unit.Insert(RemittanceShapes.Payments, _payments, cancellationToken);
        await unit.Insert(DenialShapes.Denials, _denials, cancellationToken);
        await unit.Insert(LedgerShapes.Applications, _applications, cancellationToken);
        await Update(unit, cancellationToken);
        _claims.ForEach(Read);
        _denials.ForEach(Read);
        _claims.Clear();
        _lines.Clear();
        _payments.Clear();
        _denials.Clear();
        _applications.Clear();
    }

    private async Task Update(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var filled = _readClaims.Values.Where(c => c.Claim.IsFilledIn).Select(c => c.Claim).ToList();
        await unit.Update(ClaimShapes.Fills, filled.ConvertAll(c => new ClaimFill(c.Id, c.Version, c.PatientName, c.MemberId, c.ProviderName)), cancellationToken);
        foreach (var claim in filled) claim.Rise();
        var claims = _readClaims.Values.Where(c => ClaimStand.Of(c.Claim) != c.Stood).Select(c => c.Claim).ToList();
        await unit.Update(ClaimShapes.Changes, claims, cancellationToken);
        foreach (var claim in claims)
        {
            claim.Rise();
            Read(claim);
        }

        var denials = _readDenials.Values.Where(d => DenialStand.Of(d.Denial) != d.Stood).Select(d => d.Denial).ToList();
        await unit.Update(DenialShapes.Changes, denials, cancellationToken);
        foreach (var denial in denials)
        {
            denial.Rise();
            Read(denial);
        }

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

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct DenialStand(long TakenBackCents, long BalanceCents, long ReservedCents, DenialStatus Status, Resolution? Resolution, Guid? AssigneeId, bool IsFlagged, DateOnly AppealBy, DateOnly? Returned)
    {
        public static DenialStand Of(Denial denial) => new(denial.TakenBackCents, denial.BalanceCents, denial.ReservedCents, denial.Status, denial.Resolution, denial.AssigneeId, denial.IsFlagged, denial.AppealBy, denial.ReturnedFromCollectionsOn);
    }
}
