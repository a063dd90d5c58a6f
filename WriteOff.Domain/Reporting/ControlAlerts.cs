using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>What a controller looks at twice.</summary>
public enum AlertKind
{
    /// <summary>Posted at once, for at least nine tenths of the amount above which a supervisor decides.</summary>
    JustUnderTheGate = 1,
    /// <summary>Written off on the day of the denial or the day after.</summary>
    WithinADay,
    /// <summary>Without a note, for a reason that has one in at least four of five requests of the period.</summary>
    NoNoteWhereUsual,
    /// <summary>One person asked for more than half of what several people wrote off.</summary>
    OnePersonsShare,
}

/// <summary>A write-off that an alert is about; for a person's share the denial is 0.</summary>
public sealed record AlertRow(long DenialId, string ClaimNumber, string Who, Money Amount);

/// <summary>One alert: how many, how much, and the largest of them.</summary>
public sealed record ControlAlert(AlertKind Kind, int Count, Money Amount, IReadOnlyList<AlertRow> Largest);

/// <summary>Looks for write-offs that deserve a second look. They are no proof of anything.</summary>
public sealed class ControlAlerts(WorkbenchDbs dbs, TimeProvider clock)
{
    private const int Most = 10;
    private const int EnoughRequests = 10;

    /// <summary>All four, also those that found nothing. Refused: reports.read.financial is missing.</summary>
    public Task<Outcome<IReadOnlyList<ControlAlert>>> Of(Actor actor, string? period, CancellationToken cancellationToken = default) =>
        ReportRead.Of<IReadOnlyList<ControlAlert>>(dbs, actor, async db =>
        {
            var span = ReportPeriod.Read(period, await ReportRead.Today(db, clock, cancellationToken));
            var posted = Posted(db, span);
            return
            [
                await Alert(db, AlertKind.JustUnderTheGate, await UnderTheGate(db, posted, cancellationToken), cancellationToken),
                await Alert(db, AlertKind.WithinADay, posted.Join(db.Set<Denial>(), p => p.DenialId, d => d.Id, (p, d) => new { p, d.DeniedOn }).Where(x => x.p.PostedOn <= x.DeniedOn.AddDays(1)).Select(x => x.p), cancellationToken),
                await Alert(db, AlertKind.NoNoteWhereUsual, await WithoutNote(posted, cancellationToken), cancellationToken),
                await Share(db, posted, cancellationToken),
            ];
        }, cancellationToken);

    private static IQueryable<Loss> Posted(WorkbenchDb db, ReportPeriod span) =>
        from row in db.Set<PaymentApplication>()
        join request in db.Set<WriteOffRequest>() on row.RequestId equals (long?)request.Id
        where row.Type == ApplicationType.WriteOff && row.ReversesId == null && row.PostedOn >= span.From && row.PostedOn <= span.To
        select new Loss
        {
            Id = row.Id, DenialId = request.DenialId, ClaimId = request.ClaimId, ReasonId = row.ReasonId!.Value, PostedOn = row.PostedOn, Cents = row.AmountCents,
            Asked = request.AmountCents, AtOnce = request.Status == RequestStatus.Posted, HasNote = request.Note != "", By = request.RequestedBy,
        };

    private static async Task<IQueryable<Loss>?> UnderTheGate(WorkbenchDb db, IQueryable<Loss> posted, CancellationToken cancellationToken)
    {
        var policy = await db.Set<TenantPolicy>().SingleAsync(cancellationToken);
        if (policy.Gate != GateMode.AboveAmount) return null;
        var (least, most) = (policy.GateAboveCents - policy.GateAboveCents / 10, policy.GateAboveCents);
        return posted.Where(p => p.AtOnce && p.Asked >= least && p.Asked <= most);
    }

    private static async Task<IQueryable<Loss>?> WithoutNote(IQueryable<Loss> posted, CancellationToken cancellationToken)
    {
        var reasons = await posted.GroupBy(p => p.ReasonId).Select(g => new { g.Key, All = g.Count(), Noted = g.Count(p => p.HasNote) }).ToListAsync(cancellationToken);
        var usual = reasons.Where(r => r.All >= EnoughRequests && r.Noted < r.All && r.Noted * 5 >= r.All * 4).Select(r => r.Key).ToList();
        return usual.Count == 0 ? null : posted.Where(p => !p.HasNote && usual.Contains(p.ReasonId));
    }

    private static async Task<ControlAlert> Share(WorkbenchDb db, IQueryable<Loss> posted, CancellationToken cancellationToken)
    {
        var people = await posted.GroupBy(p => p.By).Select(g => new { g.Key, Rows = g.Count(), Cents = g.Sum(p => p.Cents) }).OrderByDescending(g => g.Cents).ToListAsync(cancellationToken);
        var all = people.Aggregate(Money.Zero, (sum, p) => sum + new Money(p.Cents));
        if (people.Count < 2 || people[0].Cents <= all.Cents / 2) return new ControlAlert(AlertKind.OnePersonsShare, 0, Money.Zero, []);
        var name = await db.Set<Person>().Where(p => p.Id == people[0].Key).Select(p => p.DisplayName).SingleOrDefaultAsync(cancellationToken) ?? "System";
        return new ControlAlert(AlertKind.OnePersonsShare, people[0].Rows, new Money(people[0].Cents), [new AlertRow(0, "", name, new Money(people[0].Cents))]);
    }

    private static async Task<ControlAlert> Alert(WorkbenchDb db, AlertKind kind, IQueryable<Loss>? found, CancellationToken cancellationToken)
    {
        if (found is null) return new ControlAlert(kind, 0, Money.Zero, []);
        var sum = await found.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Cents = g.Sum(p => p.Cents) }).SingleOrDefaultAsync(cancellationToken);
        if (sum is null) return new ControlAlert(kind, 0, Money.Zero, []);
        var largest = await found.OrderByDescending(p => p.Cents).ThenBy(p => p.Id).Take(Most).Join(db.Set<InsuranceClaim>(), p => p.ClaimId, c => c.Id, (p, c) => new { p.Id, p.DenialId, p.Cents, p.By, c.ClaimNumber })
            .Select(x => new { x.Id, x.DenialId, x.Cents, x.ClaimNumber, Who = db.Set<Person>().Where(w => w.Id == x.By).Select(w => w.DisplayName).FirstOrDefault() }).ToListAsync(cancellationToken);
        return new ControlAlert(kind, sum.Count, new Money(sum.Cents), [.. largest.OrderByDescending(p => p.Cents).ThenBy(p => p.Id).Select(p => new AlertRow(p.DenialId, p.ClaimNumber, p.Who ?? "System", new Money(p.Cents)))]);
    }

    private sealed class Loss
    {
        public long Id { get; init; }
        public long DenialId { get; init; }
        public long ClaimId { get; init; }
        public long ReasonId { get; init; }
        public DateOnly PostedOn { get; init; }
        public long Cents { get; init; }
        public long Asked { get; init; }
        public bool AtOnce { get; init; }
        public bool HasNote { get; init; }
        public Guid By { get; init; }
    }
}
