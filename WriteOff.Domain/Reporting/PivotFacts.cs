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
    public static async IAsyncEnumerable<PivotFact> Read(WorkbenchDb db, PivotAsk ask, ReportPeriod period)
    {
        var parts = PartsOf(ask);
        if (PairOf(parts) is not { } pair)
        {
            await foreach (var fact in Lines(db, ask.View, period)) yield return fact;
            yield break;
        }

        var (from, to) = (await First(db, period.From), await Last(db, period.To));
        if (from <= to)
            await foreach (var fact in PivotMonths.Read(db, new PivotMonthsAsk(pair, Asks(ask, Dimension.Month), parts, ask.View, from, to))) yield return fact;
        (DateOnly, DateOnly)[] ends = from <= to ? [(period.From, from.AddDays(-1)), (to.AddMonths(1), period.To)] : [(period.From, period.To)];
        foreach (var (first, last) in ends.Where(e => e.Item1 <= e.Item2))
        {
            var days = new ReportPeriod(PeriodKind.Custom, first, last);
            await foreach (var fact in ask.View == PivotView.AsReported && parts is (PivotParts.None or PivotParts.Cause) ? Days(db, days) : Lines(db, ask.View, days)) yield return fact;
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

    private static PivotParts PartsOf(PivotAsk ask) => new Dimension?[] { ask.Rows, ask.Then, ask.Columns }.OfType<Dimension>().Aggregate(PivotParts.None, (parts, dimension) => parts | dimension switch
    {
        Dimension.Month => PivotParts.None,
        Dimension.Reason or Dimension.Category => PivotParts.Cause,
        Dimension.Payer => PivotParts.Payer,
        Dimension.Carc => PivotParts.Carc,
        Dimension.Provider => PivotParts.Provider,
        Dimension.Requester => PivotParts.Requester,
    });

    /// <summary>The pair that holds these; null: they are more than two.</summary>
    private static PivotPair? PairOf(PivotParts parts) => parts switch
    {
        PivotParts.None or PivotParts.Cause or PivotParts.Requester or (PivotParts.Cause | PivotParts.Requester) => PivotPair.CauseRequester,
        PivotParts.Payer or (PivotParts.Cause | PivotParts.Payer) => PivotPair.CausePayer,
        PivotParts.Carc or (PivotParts.Cause | PivotParts.Carc) => PivotPair.CauseCarc,
        PivotParts.Provider or (PivotParts.Cause | PivotParts.Provider) => PivotPair.CauseProvider,
        PivotParts.Payer | PivotParts.Carc => PivotPair.PayerCarc,
        PivotParts.Payer | PivotParts.Provider => PivotPair.PayerProvider,
        PivotParts.Payer | PivotParts.Requester => PivotPair.PayerRequester,
        PivotParts.Carc | PivotParts.Provider => PivotPair.CarcProvider,
        PivotParts.Carc | PivotParts.Requester => PivotPair.CarcRequester,
        PivotParts.Provider | PivotParts.Requester => PivotPair.ProviderRequester,
        _ => null,
    };

    private sealed class CountedRow
    {
        public required PaymentApplication Row { get; init; }

        public DateOnly On { get; init; }
    }
}
