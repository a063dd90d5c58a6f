using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>Reads what a pivot adds up: sums of whole months from the rollups, the rest off the ledger, row by row.</summary>
internal static class PivotFacts
{
    /// <summary>Reads them in no order.</summary>
    public static IAsyncEnumerable<PivotFact> Read(WorkbenchDb db, PivotAsk ask, ReportPeriod period)
    {
        var parts = PartsOf(ask);
        if (ask.View == PivotView.AsReported && parts is Part.None or Part.Cause) return Days(db, period);
        return PairOf(parts) is { } pair ? Crossed(db, ask, pair, period) : Lines(db, ask.View, period);
    }

    private static async IAsyncEnumerable<PivotFact> Crossed(WorkbenchDb db, PivotAsk ask, PivotPair pair, ReportPeriod period)
    {
        var (from, to) = (await First(db, period.From), await Last(db, period.To));
        if (from > to)
        {
            await foreach (var fact in Lines(db, ask.View, period)) yield return fact;
            yield break;
        }

        await foreach (var fact in Months(db, ask, pair, from, to)) yield return fact;
        foreach (var (first, last) in ((DateOnly, DateOnly)[])[(period.From, from.AddDays(-1)), (to.AddMonths(1), period.To)])
        {
            if (first > last) continue;
            await foreach (var fact in Lines(db, ask.View, new ReportPeriod(PeriodKind.Custom, first, last))) yield return fact;
        }
    }

    /// <summary>The first month that is whole in a span from this day: also one whose days before have nothing.</summary>
    private static async Task<DateOnly> First(WorkbenchDb db, DateOnly from)
    {
        var month = new DateOnly(from.Year, from.Month, 1);
        return month == from || !await Any(db, month, from.AddDays(-1)) ? month : month.AddMonths(1);
    }

    /// <summary>The last month that is whole in a span up to this day: also one whose days after have nothing, as a rule those after today.</summary>
    private static async Task<DateOnly> Last(WorkbenchDb db, DateOnly to)
    {
        var month = new DateOnly(to.Year, to.Month, 1);
        var end = month.AddMonths(1).AddDays(-1);
        return to == end || !await Any(db, to.AddDays(1), end) ? month : month.AddMonths(-1);
    }

    private static Task<bool> Any(WorkbenchDb db, DateOnly from, DateOnly to) =>
        db.Set<PaymentApplication>().AnyAsync(a => a.Type == ApplicationType.WriteOff && a.PostedOn >= from && a.PostedOn <= to);

    /// <param name="from">The first day of the first month.</param>
    /// <param name="to">The first day of the last month.</param>
    private static async IAsyncEnumerable<PivotFact> Months(WorkbenchDb db, PivotAsk ask, PivotPair pair, DateOnly from, DateOnly to)
    {
        var (first, last, isRestated) = ((from.Year * 12) + from.Month, (to.Year * 12) + to.Month, ask.View == PivotView.Restated);
        var months = db.Set<PivotMonth>().Where(p => p.Pair == pair && p.Year >= from.Year && p.Year <= to.Year && (p.Year * 12) + p.Month >= first && (p.Year * 12) + p.Month <= last);
        // In the order of the key, so that nothing is sorted; the month only where it is asked for.
        var sums = Asks(ask, Dimension.Month)
            ? months.Select(p => new Sum
            {
                Year = p.Year, Month = p.Month, ReasonId = p.ReasonId, Category = p.Category, PayerId = p.PayerId, Carc = p.Carc, Provider = p.ProviderName, Requester = p.RequestedBy,
                Cents = p.WrittenOffCents, Count = p.WrittenOffCount, BackCents = isRestated ? p.UndoneCents : p.ReopenedCents, BackCount = isRestated ? p.UndoneCount : p.ReopenedCount,
            })
            : months.GroupBy(p => new { p.Year, p.ReasonId, p.Category, p.PayerId, p.Carc, p.ProviderName, p.RequestedBy }).Select(g => new Sum
            {
                Year = g.Key.Year, Month = 1, ReasonId = g.Key.ReasonId, Category = g.Key.Category, PayerId = g.Key.PayerId, Carc = g.Key.Carc, Provider = g.Key.ProviderName, Requester = g.Key.RequestedBy,
                Cents = g.Sum(p => p.WrittenOffCents), Count = g.Sum(p => p.WrittenOffCount),
                BackCents = g.Sum(p => isRestated ? p.UndoneCents : p.ReopenedCents), BackCount = g.Sum(p => isRestated ? p.UndoneCount : p.ReopenedCount),
            });
        await foreach (var s in sums.AsAsyncEnumerable())
            if (s.Count != 0 || s.BackCount != 0)
                yield return new PivotFact(new DateOnly(s.Year, s.Month, 1), s.ReasonId, s.Category, s.PayerId, s.Carc, s.Provider, s.Requester, new CauseSum(new Money(s.Cents), s.Count, new Money(s.BackCents), s.BackCount));
    }

    private static async IAsyncEnumerable<PivotFact> Days(WorkbenchDb db, ReportPeriod period)
    {
        await foreach (var day in db.Set<CauseDay>().Where(c => c.PostedOn >= period.From && c.PostedOn <= period.To).AsAsyncEnumerable())
            yield return new PivotFact(day.PostedOn, day.ReasonId, day.Category, 0, "", "", Guid.Empty,
                new CauseSum(new Money(day.WrittenOffCents), day.WrittenOffCount, new Money(day.ReopenedCents), day.ReopenedCount));
    }

    /// <summary>Each ledger row of the period on its own day.</summary>
    private static IQueryable<CountedRow> Reported(WorkbenchDb db, ReportPeriod period) => db.Set<PaymentApplication>()
        .Where(a => a.Type == ApplicationType.WriteOff && a.PostedOn >= period.From && a.PostedOn <= period.To).Select(a => new CountedRow { Row = a, On = a.PostedOn });

    /// <summary>The write-offs of the period, and their undos whenever they came, both on the day of the write-off.</summary>
    private static IQueryable<CountedRow> Restated(WorkbenchDb db, ReportPeriod period)
    {
        var posted = Reported(db, period).Where(x => x.Row.ReversesId == null);
        return posted.Concat(db.Set<PaymentApplication>().Join(posted, undo => undo.ReversesId, x => (long?)x.Row.Id, (undo, x) => new CountedRow { Row = undo, On = x.On }));
    }

    /// <summary>The same off the ledger alone.</summary>
    internal static async IAsyncEnumerable<PivotFact> Lines(WorkbenchDb db, PivotView view, ReportPeriod period)
    {
        var lines = from x in view == PivotView.Restated ? Restated(db, period) : Reported(db, period)
                    join denial in db.Set<Denial>() on x.Row.DenialId equals (long?)denial.Id
                    join claim in db.Set<InsuranceClaim>() on x.Row.ClaimId equals claim.Id
                    join request in db.Set<WriteOffRequest>() on x.Row.RequestId equals (long?)request.Id
                    select new
                    {
                        x.On, x.Row.ReasonId, x.Row.AmountCents, x.Row.ReversesId, denial.PayerId, denial.Carc, claim.ProviderName, request.RequestedBy,
                        Category = db.Set<WriteOffRequestLine>().Where(l => l.RequestId == request.Id && l.ReasonId == x.Row.ReasonId).OrderBy(l => l.Number).Select(l => l.Category).FirstOrDefault(),
                    };
        await foreach (var line in lines.AsAsyncEnumerable())
        {
            var sum = line.ReversesId is null ? new CauseSum(new Money(line.AmountCents), 1, Money.Zero, 0) : new CauseSum(Money.Zero, 0, new Money(checked(-line.AmountCents)), 1);
            yield return new PivotFact(line.On, line.ReasonId!.Value, line.Category is { } category ? (int)category : 0, line.PayerId, line.Carc, line.ProviderName, line.RequestedBy, sum);
        }
    }

    private static bool Asks(PivotAsk ask, Dimension dimension) => ask.Rows == dimension || ask.Then == dimension || ask.Columns == dimension;

    private static Part PartsOf(PivotAsk ask) => new Dimension?[] { ask.Rows, ask.Then, ask.Columns }.OfType<Dimension>().Aggregate(Part.None, (parts, dimension) => parts | dimension switch
    {
        Dimension.Month => Part.None,
        Dimension.Reason or Dimension.Category => Part.Cause,
        Dimension.Payer => Part.Payer,
        Dimension.Carc => Part.Carc,
        Dimension.Provider => Part.Provider,
        Dimension.Requester => Part.Requester,
    });

    /// <summary>The pair that holds these; null: they are more than two.</summary>
    private static PivotPair? PairOf(Part parts) => parts switch
    {
        Part.None or Part.Cause or Part.Requester or (Part.Cause | Part.Requester) => PivotPair.CauseRequester,
        Part.Payer or (Part.Cause | Part.Payer) => PivotPair.CausePayer,
        Part.Carc or (Part.Cause | Part.Carc) => PivotPair.CauseCarc,
        Part.Provider or (Part.Cause | Part.Provider) => PivotPair.CauseProvider,
        Part.Payer | Part.Carc => PivotPair.PayerCarc,
        Part.Payer | Part.Provider => PivotPair.PayerProvider,
        Part.Payer | Part.Requester => PivotPair.PayerRequester,
        Part.Carc | Part.Provider => PivotPair.CarcProvider,
        Part.Carc | Part.Requester => PivotPair.CarcRequester,
        Part.Provider | Part.Requester => PivotPair.ProviderRequester,
        _ => null,
    };

    /// <summary>What a pivot breaks down by, beside months.</summary>
    [Flags]
    private enum Part
    {
        None = 0,
        Cause = 1,
        Payer = 2,
        Carc = 4,
        Provider = 8,
        Requester = 16,
    }

    private sealed class CountedRow
    {
        public required PaymentApplication Row { get; init; }

        public DateOnly On { get; init; }
    }

    private sealed class Sum
    {
        public int Year { get; init; }
        public int Month { get; init; }
        public long ReasonId { get; init; }
        public int Category { get; init; }
        public long PayerId { get; init; }
        public required string Carc { get; init; }
        public required string Provider { get; init; }
        public Guid Requester { get; init; }
        public long Cents { get; init; }
        public long Count { get; init; }
        public long BackCents { get; init; }
        public long BackCount { get; init; }
    }
}
