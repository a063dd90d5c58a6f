using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;

namespace WriteOff.Domain.Receivables.Opening;

/// <summary>What opening needs to know of the tenant.</summary>
/// <param name="AppealDays">The tenant's appeal window; a payer's own goes before it.</param>
internal sealed record OpeningContext(DateOnly Today, int AppealDays, RouteTable Routes, OpeningPayers Payers, OpeningPeople People);

/// <summary>Decided claims on their way into the records, written table by table.</summary>
internal sealed class OpeningBatch(UnitOfWork unit, OpeningContext context, long importId)
{
    private readonly List<InsuranceClaim> _claims = [];
    private readonly List<Denial> _denials = [];
    private readonly List<PaymentApplication> _applications = [];
    private readonly List<ClaimFill> _fills = [];
    private readonly List<long> _providers = [];
    private readonly List<DenialAssignment> _assignments = [];

    /// <summary>Opens a claim: the claim, its OPENING ledger row, its denials, their audit rows.</summary>
    public void Open(OpeningClaim from)
    {
        var first = from.Rows[0];
        var payer = context.Payers.Of(first, unit);
        var claim = new InsuranceClaim(unit.Actor.TenantId, unit.NextKey(), from.ClaimNumber, payer.Id, from.ChargeCents)
        {
            PatientName = First(from, r => r.PatientName), MemberId = First(from, r => r.MemberId), ProviderName = First(from, r => r.ProviderName),
            ServiceFrom = from.ServiceFrom, ServiceTo = from.Rows.Max(r => r.ServiceTo) ?? from.ServiceFrom,
        };
        var row = new PaymentApplication(claim.TenantId, unit.NextKey(), claim.Id, ApplicationType.Opening, checked(from.ChargeCents - from.BalanceCents))
        {
            OpeningImportId = importId, SourceRow = first.Number, OpenedChargeCents = from.ChargeCents, PostedOn = context.Today, PostedAt = unit.Now, PostedBy = unit.Actor.UserId,
        };
        claim.Apply(row);
        _claims.Add(claim);
        _applications.Add(row);
        foreach (var denial in from.Denials) Deny(claim, denial);
    }

    /// <summary>Does what a later file may: fills in what was empty, assigns what nobody works.</summary>
    public void Update(KnownOpeningClaim claim, OpeningVerdict verdict)
    {
        if (verdict.Fills is { } fills)
        {
            _fills.Add(new ClaimFill(claim.Id, claim.Version, fills.Patient, fills.Member, fills.Provider));
            if (claim.ProviderName.Length == 0 && fills.Provider.Length > 0) _providers.Add(claim.Id);
            unit.Record(AuditAct.OpeningFilledIn, new AuditRow { ClaimId = claim.Id, Detail = "Patient, member id or provider, which were empty" });
        }

        foreach (var (denial, to) in verdict.Assigns ?? [])
        {
            var after = Transitions.After(denial.Status, DenialAct.Assign);
            _assignments.Add(new DenialAssignment(denial.Id, denial.Version, after, to.Id));
            RecordAssigned(denial.Id, claim.Id, denial.Status, after, denial.BalanceCents, to.Name);
        }
    }

    /// <summary>Writes what was taken in and forgets it. Still one transaction.</summary>
    public async Task Write(CancellationToken cancellationToken)
    {
        await unit.Save(cancellationToken);
        await unit.Insert(ClaimShapes.Claims, _claims, cancellationToken);
        await unit.Insert(DenialShapes.Denials, _denials, cancellationToken);
        await unit.Insert(LedgerShapes.Applications, _applications, cancellationToken);
        await unit.Update(ClaimShapes.Fills, _fills, cancellationToken);
        _providers.ForEach(unit.FillProvider);
        await unit.Update(OpeningShapes.Assignments, _assignments, cancellationToken);
        await unit.Flush(cancellationToken);
        _claims.Clear();
        _denials.Clear();
        _applications.Clear();
        _fills.Clear();
        _providers.Clear();
        _assignments.Clear();
    }

    private void Deny(InsuranceClaim claim, OpeningDenial from)
    {
        var row = from.From;
        var payer = context.Payers.Of(row, unit);
        var denial = new Denial(claim.TenantId, unit.NextKey(), claim.Id, payer.Id, row.Group, row.Carc, from.Cents, row.DeniedOn!.Value) { Rarcs = row.Rarcs };
        denial.TakeRoute(context.Routes.Of(denial.Carc, denial.Rarcs));
        denial.SetAppealWindow(row.DeniedOn!.Value.AddDays(payer.AppealWindowDays ?? context.AppealDays));
        unit.Record(AuditAct.DenialMade, new AuditRow
        {
            DenialId = denial.Id, ClaimId = claim.Id, AmountCents = from.Cents, StatusAfter = (int)denial.Status, BalanceAfterCents = denial.BalanceCents,
            Detail = $"{denial.Group}-{denial.Carc}, opened from row {row.Number}",
        });
        if (context.People.Find(row.Assignee) is { } person)
        {
            var before = denial.Status;
            denial.AssignTo(person.Id);
            denial.Step(DenialAct.Assign);
            RecordAssigned(denial.Id, claim.Id, before, denial.Status, denial.BalanceCents, person.Name);
        }

        _denials.Add(denial);
    }

    private void RecordAssigned(long denialId, long claimId, DenialStatus before, DenialStatus after, long balanceCents, string name) => unit.Record(AuditAct.Assigned, new AuditRow
    {
        DenialId = denialId, ClaimId = claimId, StatusBefore = (int)before, StatusAfter = (int)after, BalanceBeforeCents = balanceCents, BalanceAfterCents = balanceCents, Detail = $"To {name}",
    });

    private static string First(OpeningClaim from, Func<OpeningRow, string> field) => from.Rows.Select(field).FirstOrDefault(t => t.Length > 0) ?? "";
}
