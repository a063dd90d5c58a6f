using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.WriteOffs;

/// <summary>A denial with everything that the rules ask about it, loaded the same way for the dialog and for the act.</summary>
public sealed class WriteOffCase
{
    private WriteOffCase(Denial denial, InsuranceClaim claim, DenialFacts facts, WriteOffSetting setting) =>
        (Denial, Claim, Facts, Setting) = (denial, claim, facts, setting);

    internal Denial Denial { get; }

    internal InsuranceClaim Claim { get; }

    public DenialFacts Facts { get; }

    public WriteOffSetting Setting { get; }

    /// <summary>Null: no such denial in the tenant that the database was opened for.</summary>
    internal static async Task<WriteOffCase?> Load(WorkbenchDb db, long denialId, Grants grants, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await db.Set<Denial>().Where(d => d.Id == denialId)
            .Join(db.Set<InsuranceClaim>(), d => d.ClaimId, c => c.Id, (denial, claim) => new { denial, claim })
            .Join(db.Set<Payer>(), x => x.denial.PayerId, p => p.Id, (x, payer) => new { x.denial, x.claim, payer })
            .Select(x => new
            {
                x.denial, x.claim, x.payer.FilingWindowDays, x.payer.IsFederal,
                Hardship = db.Set<CostShareEvidence>().Where(e => e.ClaimId == x.claim.Id && e.Kind == CostShareKind.Hardship).Max(e => e.ValidUntil),
                Statements = db.Set<CostShareEvidence>().Count(e => e.ClaimId == x.claim.Id && e.Kind == CostShareKind.Statement),
                // Beside the rows, not after them: each round trip costs more than any of these.
                Outcome = db.Set<Appeal>().Where(a => a.DenialId == denialId).OrderByDescending(a => a.Id).Select(a => (AppealOutcome?)a.Outcome).FirstOrDefault(),
                Level = db.Set<Appeal>().Where(a => a.DenialId == denialId).OrderByDescending(a => a.Id).Select(a => a.Level).FirstOrDefault(),
                // The claim's live write-offs (undone ones cancel out) and pending requests: what the gate compares.
                Live = db.Set<PaymentApplication>().Where(a => a.ClaimId == x.claim.Id && a.Type == ApplicationType.WriteOff).Sum(a => a.AmountCents),
                Pending = db.Set<WriteOffRequest>().Where(r => r.ClaimId == x.claim.Id && r.Status == RequestStatus.Pending).Sum(r => r.AmountCents),
            })
            .SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        var rules = await TenantRules.Read(db, cancellationToken);
        var facts = FactsOf(found.denial, found.claim, found.FilingWindowDays ?? rules.Policy.FilingWindowDays, found.Outcome, found.Level, new Money(checked(found.Live + found.Pending))) with
        {
            IsFederalPayer = found.IsFederal,
            HardshipUntil = found.Hardship,
            Statements = found.Statements,
        };
        return new WriteOffCase(found.denial, found.claim, facts, new WriteOffSetting(grants.Scopes, rules, rules.Tenant.DayOf(now)));
    }

    /// <summary>Per claim its live write-offs (undone ones cancel out) and pending requests, in one sum: what the gate compares.</summary>
    internal static async Task<Dictionary<long, Money>> Committed(WorkbenchDb db, List<long> claimIds, CancellationToken cancellationToken)
    {
        var live = await db.Set<PaymentApplication>().Where(a => claimIds.Contains(a.ClaimId) && a.Type == ApplicationType.WriteOff)
            .GroupBy(a => a.ClaimId).Select(g => new { Claim = g.Key, Cents = g.Sum(a => a.AmountCents) }).ToListAsync(cancellationToken);
        var pending = await db.Set<WriteOffRequest>().Where(r => claimIds.Contains(r.ClaimId) && r.Status == RequestStatus.Pending)
            .GroupBy(r => r.ClaimId).Select(g => new { Claim = g.Key, Cents = g.Sum(r => r.AmountCents) }).ToListAsync(cancellationToken);
        return live.Concat(pending).GroupBy(x => x.Claim).ToDictionary(g => g.Key, g => g.Aggregate(Money.Zero, (sum, x) => sum + new Money(x.Cents)));
    }

    internal static DenialFacts FactsOf(Denial denial, InsuranceClaim claim, Payer payer, TenantPolicy policy, Appeal? last, Money committed) =>
        FactsOf(denial, claim, payer.FilingWindowDays ?? policy.FilingWindowDays, last?.Outcome, last?.Level ?? 0, committed);

    private static DenialFacts FactsOf(Denial denial, InsuranceClaim claim, int filingWindowDays, AppealOutcome? outcome, int level, Money committed) => new(
        denial.Status, denial.Balance, denial.Reserved, denial.IsFlagged, denial.Group, denial.Carc, denial.DeniedOn,
        (claim.ServiceTo ?? claim.ServiceFrom)?.AddDays(filingWindowDays),
        denial.AppealBy, outcome, level, denial.ReturnedFromCollectionsOn, committed, denial.Version)
    {
        Route = denial.Route, RouteGuards = denial.RouteGuards,
    };
}
