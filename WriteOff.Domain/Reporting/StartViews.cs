using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>How many denials of one kind, and their balance, for the start page.</summary>
public sealed record DenialTotal(int Count, Money Balance);

/// <summary>A person's own work.</summary>
/// <param name="Assigned">Denials given to the person and still open.</param>
/// <param name="AppealsDue">Of them, those whose window to appeal closes soon (<see cref="AppealRules.SoonDays"/>) and that are not in appeal.</param>
/// <param name="InAppeal">Of them, those in appeal.</param>
/// <param name="Waiting">The person's own requests that wait for a supervisor.</param>
/// <param name="Unassigned">Open denials that nobody works.</param>
public sealed record MyWork(DenialTotal Assigned, DenialTotal AppealsDue, DenialTotal InAppeal, DenialTotal Waiting, DenialTotal Unassigned);

/// <summary>Requests that wait, of one age.</summary>
/// <param name="From">Least whole days, by the tenant's calendar: 0 is today.</param>
/// <param name="To">Most; null: no end.</param>
public sealed record WaitingAgeBand(int From, int? To, int Count, Money Amount);

/// <summary>What waits for a supervisor.</summary>
/// <param name="Bands">Oldest first.</param>
/// <param name="Oldest">When the oldest was asked; null when none waits.</param>
public sealed record WaitingView(IReadOnlyList<WaitingAgeBand> Bands, int Count, Money Amount, DateTimeOffset? Oldest, int OldestDays);

/// <summary>What a person sees first. Refuses when the scope to see denials is missing.</summary>
public sealed class StartViews(WorkbenchDbs dbs, TimeProvider clock)
{
    private static readonly (int From, int? To)[] Bands = [(4, null), (2, 3), (1, 1), (0, 0)];

    /// <summary>The person's own work.</summary>
    public Task<Outcome<MyWork>> Mine(Actor actor, CancellationToken cancellationToken = default) => Read(actor, async (db, today) =>
    {
        var open = db.Set<Denial>().Where(d => d.Status != DenialStatus.WrittenOff && d.Status != DenialStatus.Resolved);
        var mine = open.Where(d => d.AssigneeId == actor.UserId);
        var (workable, until) = (mine.Where(d => d.Status == DenialStatus.Open || d.Status == DenialStatus.InProgress), AppealRules.SoonUntil(today));
        var waiting = db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending && r.RequestedBy == actor.UserId);
        return new MyWork(await Total(mine, cancellationToken), await Total(workable.Where(d => d.AppealBy >= today && d.AppealBy <= until), cancellationToken),
            await Total(mine.Where(d => d.Status == DenialStatus.AppealPending), cancellationToken),
            await Sum(waiting.Select(r => r.AmountCents), cancellationToken),
            await Total(db.Set<Denial>().Where(d => d.Status == DenialStatus.Open && d.AssigneeId == null), cancellationToken));
    }, cancellationToken);

    /// <summary>What waits for a supervisor, by age.</summary>
    public Task<Outcome<WaitingView>> Waiting(Actor actor, CancellationToken cancellationToken = default) => Read(actor, async (db, today) =>
    {
        var tenant = await db.Set<Tenant>().SingleAsync(cancellationToken);
        var waiting = await db.Set<WriteOffRequest>().Where(r => r.Status == RequestStatus.Pending).Select(r => new { r.RequestedAt, r.AmountCents }).ToListAsync(cancellationToken);
        var aged = waiting.ConvertAll(r => (Days: Math.Max(0, today.DayNumber - tenant.DayOf(r.RequestedAt).DayNumber), r.AmountCents));
        var bands = Bands.Select(band =>
        {
            var of = aged.FindAll(r => r.Days >= band.From && (band.To is not { } to || r.Days <= to));
            return new WaitingAgeBand(band.From, band.To, of.Count, of.Aggregate(Money.Zero, (sum, r) => sum + new Money(r.AmountCents)));
        }).ToList();
        return new WaitingView(bands, aged.Count, bands.Aggregate(Money.Zero, (sum, b) => sum + b.Amount),
            waiting.Count == 0 ? null : waiting.Min(r => r.RequestedAt), aged.Select(r => r.Days).DefaultIfEmpty().Max());
    }, cancellationToken);

    private async Task<Outcome<T>> Read<T>(Actor actor, Func<WorkbenchDb, DateOnly, Task<T>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = dbs.Open(actor.TenantId);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if ((await Grants.Read(db, actor, cancellationToken)).Require(Scope.DenialRead) is { } missing) return missing;
        return await read(db, await ReportRead.Today(db, clock, cancellationToken));
    }

    private static Task<DenialTotal> Total(IQueryable<Denial> rows, CancellationToken cancellationToken) => Sum(rows.Select(d => d.BalanceCents), cancellationToken);

    private static async Task<DenialTotal> Sum(IQueryable<long> cents, CancellationToken cancellationToken)
    {
        var sum = await cents.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Cents = g.Sum() }).SingleOrDefaultAsync(cancellationToken);
        return new DenialTotal(sum?.Count ?? 0, new Money(sum?.Cents ?? 0));
    }
}
