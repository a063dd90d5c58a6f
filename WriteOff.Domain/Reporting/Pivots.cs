using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;

namespace WriteOff.Domain.Reporting;

/// <summary>Losses by reason, category, payer, code, provider, requester and month. What the rollup knows comes from there; the rest is read off the ledger, row by row.</summary>
/// <remarks>Every method refuses when reports.read.financial is missing.</remarks>
public sealed class Pivots(WorkbenchDbs dbs, TimeProvider clock, WorkbenchWriter writer)
{
    /// <summary>One pivot.</summary>
    public Task<Outcome<PivotTable>> Of(Actor actor, PivotAsk ask, CancellationToken cancellationToken = default) =>
        ReportRead.Of(dbs, actor, async db =>
        {
            ArgumentNullException.ThrowIfNull(ask);
            var sound = ask.Sound();
            var today = await ReportRead.Today(db, clock, cancellationToken);
            var period = ReportPeriod.Read(sound.Period, today);
            var names = await Names.Read(db, sound, cancellationToken);
            var builder = new PivotBuilder(sound, period, today, (dimension, fact) => names.Key(dimension, fact, period));
            await foreach (var fact in Facts(db, sound, period).WithCancellation(cancellationToken)) builder.Add(fact);
            return builder.Done();
        }, cancellationToken);

    /// <summary>Puts an export on the audit trail before its first row leaves: the only thing that this layer writes.</summary>
    public Task<Outcome<bool>> RecordExport(Actor actor, string what, CancellationToken cancellationToken = default) =>
        writer.Write<bool>(actor, (entry, _) =>
        {
            if (entry.Grants.Require(Scope.ReportsRead) is { } missing) return Task.FromResult<Outcome<bool>>(missing);
            entry.Record(AuditAct.ReportExported, new AuditRow { Detail = what });
            return Task.FromResult<Outcome<bool>>(true);
        }, cancellationToken);

    private static bool IsInRollup(Dimension? dimension) => dimension is null or Dimension.Reason or Dimension.Category or Dimension.Month;

    private static IAsyncEnumerable<PivotFact> Facts(WorkbenchDb db, PivotAsk ask, ReportPeriod period)
    {
        if (ask.View == PivotView.Restated) return Lines(db, Restated(db, period));
        return IsInRollup(ask.Rows) && IsInRollup(ask.Then) && IsInRollup(ask.Columns) ? Days(db, period) : Lines(db, Reported(db, period));
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

    private static async IAsyncEnumerable<PivotFact> Lines(WorkbenchDb db, IQueryable<CountedRow> rows)
    {
        var lines = from x in rows
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

    private sealed class CountedRow
    {
        public required PaymentApplication Row { get; init; }

        public DateOnly On { get; init; }
    }

    /// <summary>The words of the dimensions. Payers, providers and people of one name are one: the grid's filters know names only.</summary>
    private sealed class Names(Dictionary<long, (string Code, string Label)> reasons, Dictionary<long, string> payers, Dictionary<Guid, string> people)
    {
        public static async Task<Names> Read(WorkbenchDb db, PivotAsk ask, CancellationToken cancellationToken)
        {
            bool Asks(Dimension dimension) => ask.Rows == dimension || ask.Then == dimension || ask.Columns == dimension;
            return new Names(
                await db.Set<WriteOffReason>().ToDictionaryAsync(r => r.Id, r => (r.Code, r.Label), cancellationToken),
                Asks(Dimension.Payer) ? await db.Set<Payer>().ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken) : [],
                Asks(Dimension.Requester) ? await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken) : []);
        }

        public PivotKey Key(Dimension dimension, PivotFact fact, ReportPeriod period) => dimension switch
        {
            Dimension.Reason => new(reasons[fact.ReasonId].Code, reasons[fact.ReasonId].Label, new Comparison(FilterField.WrittenOffFor, FilterOperator.Equal, new TextValue(reasons[fact.ReasonId].Code))),
            Dimension.Category when fact.Category == 0 => new("", "", new Emptiness(FilterField.WrittenOffAs, true)),
            Dimension.Category => Word((ReasonCategory)fact.Category),
            Dimension.Payer => Named(FilterField.Payer, payers.GetValueOrDefault(fact.PayerId, "")),
            Dimension.Carc => new(fact.Carc, fact.Carc, new Comparison(FilterField.Carc, FilterOperator.Equal, new TextValue(fact.Carc))),
            Dimension.Provider => Named(FilterField.Provider, fact.Provider),
            Dimension.Requester => Named(FilterField.WrittenOffBy, people.GetValueOrDefault(fact.Requester, "System")),
            Dimension.Month => MonthOf(fact.On, period),
        };

        private static PivotKey Word(ReasonCategory category) => new(FilterWords.Of(category), FilterWords.Of(category), new Comparison(FilterField.WrittenOffAs, FilterOperator.Equal, new WordValue(FilterWords.Of(category))));

        private static PivotKey Named(FilterField field, string name)
        {
            var trimmed = name.Trim();
            if (trimmed.Length == 0) return new("", "", new Emptiness(field, true));
            FilterValue value = field.Kind == FieldKind.Person ? new PersonValue(PersonWord.Named, trimmed) : new TextValue(trimmed);
            return new(SearchText.Of(trimmed), trimmed, new Comparison(field, FilterOperator.Equal, value));
        }

        private static PivotKey MonthOf(DateOnly on, ReportPeriod period)
        {
            var first = new DateOnly(on.Year, on.Month, 1);
            var (from, to) = (first < period.From ? period.From : first, first.AddMonths(1).AddDays(-1) > period.To ? period.To : first.AddMonths(1).AddDays(-1));
            return new(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), first.ToString("MMM yyyy", CultureInfo.InvariantCulture), new Span(FilterField.WrittenOffOn, new DayValue(from), new DayValue(to)));
        }
    }
}
