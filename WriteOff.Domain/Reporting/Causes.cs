using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>Why money is lost: the causes of a period, their trend and rates. Reads the rollup, not the ledger.</summary>
/// <remarks>Every method refuses when reports.read.financial is missing.</remarks>
public sealed class Causes(WorkbenchDbs dbs, TimeProvider clock)
{
    private const int Months = 13;
    private const int MostBehind = 5;

    /// <summary>The causes of a period beside those of the period before.</summary>
    /// <param name="period">As it stands in an address: see <see cref="ReportPeriod.Read"/>.</param>
    public Task<Outcome<CausesView>> Of(Actor actor, string? period, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            var today = await ReportRead.Today(db, clock, cancellationToken);
            return await Read(db, ReportPeriod.Read(period, today), today, cancellationToken);
        }, cancellationToken);

    /// <summary>The last 13 months, oldest first, the last one to date.</summary>
    public Task<Outcome<IReadOnlyList<CauseMonth>>> Trend(Actor actor, CancellationToken cancellationToken = default) =>
        ReportRead.Of<IReadOnlyList<CauseMonth>>(dbs, actor, async db =>
        {
            var today = await ReportRead.Today(db, clock, cancellationToken);
            var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - Months);
            var days = await db.Set<CauseDay>().Where(c => c.PostedOn >= first && c.PostedOn <= today).GroupBy(c => c.PostedOn)
                .Select(g => new { Day = g.Key, Gross = g.Sum(c => c.WrittenOffCents), Rows = g.Sum(c => c.WrittenOffCount), Reopened = g.Sum(c => c.ReopenedCents), ReopenedRows = g.Sum(c => c.ReopenedCount) })
                .ToListAsync(cancellationToken);
            var months = days.ToLookup(d => new DateOnly(d.Day.Year, d.Day.Month, 1), d => new CauseSum(new Money(d.Gross), d.Rows, new Money(d.Reopened), d.ReopenedRows));
            return [.. Enumerable.Range(0, Months).Select(n => first.AddMonths(n)).Select(month =>
                new CauseMonth(month, months[month].Aggregate(default(CauseSum), (sum, day) => sum + day), month.Year == today.Year && month.Month == today.Month))];
        }, cancellationToken);

    /// <summary>The rates of a period and of the one before.</summary>
    public Task<Outcome<(CauseRates Now, CauseRates Before)>> Rates(Actor actor, CausesView causes, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(causes);
            return (RatesOf(causes, line => line.Now, await Revenue(db, causes.Period, cancellationToken)),
                RatesOf(causes, line => line.Before, await Revenue(db, causes.Period.Before, cancellationToken)));
        }, cancellationToken);

    /// <summary>The payers and the codes behind the preventable loss of a period, largest first, at most five each.</summary>
    public Task<Outcome<(IReadOnlyList<LossSource> Payers, IReadOnlyList<LossSource> Codes)>> BehindPreventable(Actor actor, ReportPeriod period, CancellationToken cancellationToken = default) =>
        ReportRead.Of<(IReadOnlyList<LossSource>, IReadOnlyList<LossSource>)>(dbs, actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(period);
            var rows = db.Set<PaymentApplication>().Where(a => a.Type == ApplicationType.WriteOff && a.PostedOn >= period.From && a.PostedOn <= period.To)
                .Where(a => db.Set<WriteOffRequestLine>().Where(l => l.RequestId == a.RequestId && l.ReasonId == a.ReasonId).OrderBy(l => l.Number).Select(l => l.Category).FirstOrDefault() == ReasonCategory.Preventable)
                .Join(db.Set<Denial>(), a => a.DenialId, d => (long?)d.Id, (a, d) => new { a.AmountCents, a.ReversesId, d.PayerId, d.Carc });
            var payers = await rows.GroupBy(r => r.PayerId).Select(g => new { g.Key, Net = g.Sum(r => r.AmountCents), Rows = g.Count(r => r.ReversesId == null) }).Where(g => g.Net > 0)
                .OrderByDescending(g => g.Net).ThenBy(g => g.Key).Take(MostBehind).Join(db.Set<Payer>(), g => g.Key, p => p.Id, (g, p) => new { p.Name, g.Net, g.Rows }).ToListAsync(cancellationToken);
            var codes = await rows.GroupBy(r => r.Carc).Select(g => new { g.Key, Net = g.Sum(r => r.AmountCents), Rows = g.Count(r => r.ReversesId == null) }).Where(g => g.Net > 0)
                .OrderByDescending(g => g.Net).ThenBy(g => g.Key).Take(MostBehind).ToListAsync(cancellationToken);
            return ([.. payers.OrderByDescending(p => p.Net).Select(p => new LossSource(p.Name, new Money(p.Net), p.Rows))], [.. codes.Select(c => new LossSource(c.Key, new Money(c.Net), c.Rows))]);
        }, cancellationToken);

    /// <summary>The query behind the widget: the days of both periods, summed by reason and category.</summary>
    internal static async Task<CausesView> Read(WorkbenchDb db, ReportPeriod period, DateOnly today, CancellationToken cancellationToken)
    {
        var (now, before) = (await Sums(db, period, cancellationToken), await Sums(db, period.Before, cancellationToken));
        var pending = (await Waiting(db).GroupBy(l => new { l.ReasonId, l.Category })
            .Select(g => new { g.Key.ReasonId, g.Key.Category, Cents = g.Sum(l => l.AmountCents), Rows = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(p => (p.ReasonId, p.Category is { } category ? (int)category : 0), p => (new Money(p.Cents), p.Rows));
        var reasons = await db.Set<WriteOffReason>().Select(r => new { r.Id, r.Code, r.Label, r.Position }).ToDictionaryAsync(r => r.Id, cancellationToken);
        var lines = now.Keys.Union(before.Keys).Union(pending.Keys).Select(key =>
        {
            var (reason, category) = (reasons[key.Item1], key.Item2 == 0 ? (ReasonCategory?)null : (ReasonCategory)key.Item2);
            var (waits, rows) = pending.GetValueOrDefault(key);
            return new CauseLine(reason.Id, reason.Code, reason.Label, category, now.GetValueOrDefault(key), before.GetValueOrDefault(key), waits, rows);
        });
        return new CausesView(period, today, [.. lines.OrderByDescending(l => l.Now.Net).ThenByDescending(l => l.Now.Gross).ThenBy(l => reasons[l.ReasonId].Position).ThenBy(l => l.Category)]);
    }

    /// <summary>The lines of the requests that wait. Two sources and a condition, not a join: so SQLite begins with the few requests and not with all lines in the order of the groups.</summary>
    private static IQueryable<WriteOffRequestLine> Waiting(WorkbenchDb db) =>
        from request in db.Set<WriteOffRequest>()
        from line in db.Set<WriteOffRequestLine>()
        where request.Status == RequestStatus.Pending && line.RequestId == request.Id
        select line;

    /// <summary>Finding the query again takes as long as running it. By model: each database has its own.</summary>
    private static readonly ConcurrentDictionary<IModel, Func<WorkbenchDb, DateOnly, DateOnly, IAsyncEnumerable<DaySum>>> Compiled = new();

    /// <summary>The days of a period by reason and category: what stands for a GROUP BY over the ledger.</summary>
    internal static async Task<Dictionary<(long Reason, int Category), CauseSum>> Sums(WorkbenchDb db, ReportPeriod period, CancellationToken cancellationToken)
    {
        var query = Compiled.GetOrAdd(db.Model, _ => Compile());
        Dictionary<(long Reason, int Category), CauseSum> sums = [];
        await foreach (var s in query(db, period.From, period.To).WithCancellation(cancellationToken))
            sums.Add((s.ReasonId, s.Category), new CauseSum(new Money(s.Gross), s.Rows, new Money(s.Reopened), s.ReopenedRows));
        return sums;
    }

    private static Func<WorkbenchDb, DateOnly, DateOnly, IAsyncEnumerable<DaySum>> Compile() => EF.CompileAsyncQuery((WorkbenchDb db, DateOnly from, DateOnly to) =>
        db.Set<CauseDay>().Where(c => c.PostedOn >= from && c.PostedOn <= to).GroupBy(c => new { c.ReasonId, c.Category })
            .Select(g => new DaySum(g.Key.ReasonId, g.Key.Category, g.Sum(c => c.WrittenOffCents), g.Sum(c => c.WrittenOffCount), g.Sum(c => c.ReopenedCents), g.Sum(c => c.ReopenedCount))));

    private readonly record struct DaySum(long ReasonId, int Category, long Gross, long Rows, long Reopened, long ReopenedRows);

    private static CauseRates RatesOf(CausesView causes, Func<CauseLine, CauseSum> of, Money revenue) => new(
        causes.Lines.Where(l => CauseRates.IsLostDenial(l.Category)).Aggregate(Money.Zero, (sum, l) => sum + of(l).Net), revenue,
        causes.Lines.Where(l => l.IsPreventable).Aggregate(Money.Zero, (sum, l) => sum + of(l).Net),
        causes.Lines.Aggregate(default(CauseSum), (sum, l) => sum + of(l)));

    private static async Task<Money> Revenue(WorkbenchDb db, ReportPeriod period, CancellationToken cancellationToken)
    {
        var (from, to, sum) = (period.From, period.To, 0L);
        // One walk per type: the index begins with it.
        foreach (var type in new[] { ApplicationType.Payment, ApplicationType.PatientAr })
            sum = checked(sum + await db.Set<PaymentApplication>().Where(a => a.Type == type && a.PostedOn >= from && a.PostedOn <= to).SumAsync(a => a.AmountCents, cancellationToken));
        return new Money(sum);
    }
}
