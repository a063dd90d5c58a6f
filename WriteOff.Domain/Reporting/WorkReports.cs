using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>Open denials of an age.</summary>
/// <param name="From">Least days since the denial.</param>
/// <param name="To">Most days; null: no end.</param>
/// <param name="InAppeal">Of them, those in appeal.</param>
/// <param name="InApproval">Of them, those that wait for a supervisor.</param>
public sealed record AgeBand(int From, int? To, int Count, Money Balance, int InAppeal, int InApproval)
{
    /// <summary>The same rows in the grid.</summary>
    public Filter DrillDown => Filter.Both(
        new Denials.Filters.Membership(FilterField.Status, true, [new WordValue(DenialStatus.WrittenOff.Word()), new WordValue(DenialStatus.Resolved.Word())]), (From, To) switch
        {
            // A denial dated after today is as young as can be.
            (0, { } to) => new Comparison(FilterField.Age, FilterOperator.LessOrEqual, new NumberValue(to)),
            (_, { } to) => new Span(FilterField.Age, new NumberValue(From), new NumberValue(to)),
            _ => new Comparison(FilterField.Age, FilterOperator.GreaterOrEqual, new NumberValue(From)),
        });
}

/// <summary>How requests of a period were decided.</summary>
/// <param name="Median">Half of them were decided within this time; null when none was.</param>
/// <param name="Ninetieth">Nine of ten were.</param>
public sealed record Turnaround(int Approved, Money ApprovedAmount, int Rejected, int Cancelled, int Stale, TimeSpan? Median, TimeSpan? Ninetieth, TimeSpan? Longest);

/// <summary>How much of what was written off came back.</summary>
/// <param name="Posted">Write-offs of the period.</param>
/// <param name="ReopenedSince">Of those, what was reopened up to today.</param>
/// <param name="ReopenedIn">Reopens of the period, whenever they were written off.</param>
public sealed record ReversalShare(Money Posted, long PostedRows, Money ReopenedSince, long ReopenedSinceRows, Money ReopenedIn, long ReopenedInRows)
{
    /// <summary>Share of the period's write-offs that was reopened since, by amount; null when none was posted.</summary>
    public decimal? Rate => Posted.IsPositive ? (decimal)ReopenedSince.Cents / Posted.Cents : null;
}

/// <summary>Reports on the work itself: aging, decisions, reversals.</summary>
/// <remarks>Every method refuses when reports.read.financial is missing.</remarks>
public sealed class WorkReports(WorkbenchDbs dbs, TimeProvider clock)
{
    private static readonly (int From, int? To)[] Bands = [(0, 30), (31, 60), (61, 90), (91, 120), (121, 180), (181, null)];

    /// <summary>Open denials by age, whatever the period.</summary>
    public Task<Outcome<IReadOnlyList<AgeBand>>> Aging(Actor actor, CancellationToken cancellationToken = default) =>
        ReportRead.Of<IReadOnlyList<AgeBand>>(dbs, actor, async db =>
        {
            var today = await ReportRead.Today(db, clock, cancellationToken);
            var days = await db.Set<Denial>().Where(d => d.Status != DenialStatus.WrittenOff && d.Status != DenialStatus.Resolved).GroupBy(d => new { d.DeniedOn, d.Status })
                .Select(g => new { g.Key.DeniedOn, g.Key.Status, Count = g.Count(), Cents = g.Sum(d => d.BalanceCents) }).ToListAsync(cancellationToken);
            return [.. Bands.Select(band =>
            {
                var of = days.FindAll(d => IsIn(Math.Max(0, today.DayNumber - d.DeniedOn.DayNumber), band));
                int In(DenialStatus status) => of.Where(d => d.Status == status).Sum(d => d.Count);
                return new AgeBand(band.From, band.To, of.Sum(d => d.Count), of.Aggregate(Money.Zero, (sum, d) => sum + new Money(d.Cents)), In(DenialStatus.AppealPending), In(DenialStatus.PendingWriteOff));
            })];
        }, cancellationToken);

    /// <summary>The decisions of a period.</summary>
    public Task<Outcome<Turnaround>> Decisions(Actor actor, string? period, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            var (from, to) = await Instants(db, period, cancellationToken);
            var decided = await db.Set<WriteOffRequest>().Where(r => r.DecidedAt >= from && r.DecidedAt < to)
                .Select(r => new { r.Status, r.AmountCents, r.RequestedAt, DecidedAt = r.DecidedAt!.Value }).ToListAsync(cancellationToken);
            var judged = decided.FindAll(r => r.Status is RequestStatus.Approved or RequestStatus.Rejected);
            var times = judged.ConvertAll(r => r.DecidedAt - r.RequestedAt);
            times.Sort();
            int Count(RequestStatus status) => decided.Count(r => r.Status == status);
            return new Turnaround(Count(RequestStatus.Approved), judged.Where(r => r.Status == RequestStatus.Approved).Aggregate(Money.Zero, (sum, r) => sum + new Money(r.AmountCents)),
                Count(RequestStatus.Rejected), Count(RequestStatus.Cancelled), Count(RequestStatus.Stale), Within(times, 50), Within(times, 90), Within(times, 100));
        }, cancellationToken);

    /// <summary>How much of the period's write-offs was reopened since, and what was reopened in it.</summary>
    public Task<Outcome<ReversalShare>> Reversals(Actor actor, string? period, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            var today = await ReportRead.Today(db, clock, cancellationToken);
            var span = ReportPeriod.Read(period, today);
            var total = (await Causes.Read(db, span, today, cancellationToken)).Total;
            var posted = db.Set<Claims.PaymentApplication>().Where(a => a.Type == Claims.ApplicationType.WriteOff && a.ReversesId == null && a.PostedOn >= span.From && a.PostedOn <= span.To);
            var since = await db.Set<Claims.PaymentApplication>().Join(posted, undo => undo.ReversesId, a => (long?)a.Id, (_, a) => a.AmountCents).GroupBy(_ => 1)
                .Select(g => new { Cents = g.Sum(), Rows = g.Count() }).SingleOrDefaultAsync(cancellationToken);
            return new ReversalShare(total.Gross, total.Rows, new Money(since?.Cents ?? 0), since?.Rows ?? 0, total.Reopened, total.ReopenedRows);
        }, cancellationToken);

    /// <summary>The first instant of the period and the first behind it, in the tenant's zone.</summary>
    internal async Task<(DateTimeOffset From, DateTimeOffset To)> Instants(WorkbenchDb db, string? period, CancellationToken cancellationToken)
    {
        var tenant = await db.Set<Tenant>().SingleAsync(cancellationToken);
        var today = tenant.DayOf(clock.GetUtcNow());
        var (span, context) = (ReportPeriod.Read(period, today), new FilterContext(tenant, today, Guid.Empty));
        return (context.StartOf(span.From), context.StartOf(span.To.AddDays(1)));
    }

    private static bool IsIn(int age, (int From, int? To) band) => age >= band.From && (band.To is not { } to || age <= to);

    /// <summary>The time within which so many of a hundred were decided: nearest rank.</summary>
    private static TimeSpan? Within(List<TimeSpan> sorted, int percent) => sorted.Count == 0 ? null : sorted[Math.Max(0, (sorted.Count * percent + 99) / 100 - 1)];
}
