using System.Globalization;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Access;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Domain.Reporting;

/// <summary>The words of the dimensions. Payers, providers and people of one name are one: the grid's filters know names only.</summary>
internal sealed class PivotNames(ReportPeriod period, Dictionary<long, (string Code, string Label)> reasons, Dictionary<long, string> payers, Dictionary<Guid, string> people)
{
    public static async Task<PivotNames> Read(WorkbenchDb db, PivotAsk ask, ReportPeriod period, CancellationToken cancellationToken)
    {
        bool Asks(Dimension dimension) => ask.Rows == dimension || ask.Then == dimension || ask.Columns == dimension;
        return new PivotNames(period,
            await db.Set<WriteOffReason>().ToDictionaryAsync(r => r.Id, r => (r.Code, r.Label), cancellationToken),
            Asks(Dimension.Payer) ? await db.Set<Payer>().ToDictionaryAsync(p => p.Id, p => p.Name, cancellationToken) : [],
            Asks(Dimension.Requester) ? await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.DisplayName, cancellationToken) : []);
    }

    /// <summary>Made once for each value: a pivot asks for the same few keys thousands of times.</summary>
    private readonly Dictionary<(Dimension, long), PivotKey> _numbered = [];
    private readonly Dictionary<(Dimension, string), PivotKey> _worded = [];
    private readonly Dictionary<Guid, PivotKey> _people = [];

    public PivotKey Key(Dimension dimension, in PivotFact fact) => dimension switch
    {
        Dimension.Reason => Kept(_numbered, (dimension, fact.ReasonId), static (names, at) => names.Reason(at.Item2)),
        Dimension.Category => Kept(_numbered, (dimension, fact.Category), static (_, at) => at.Item2 == 0 ? new("", "", new Emptiness(FilterField.WrittenOffAs, true)) : Word((ReasonCategory)at.Item2)),
        Dimension.Payer => Kept(_numbered, (dimension, fact.PayerId), static (names, at) => Named(FilterField.Payer, names.Payer(at.Item2))),
        Dimension.Carc => Kept(_worded, (dimension, fact.Carc), static (_, at) => new(at.Item2, at.Item2, new Comparison(FilterField.Carc, FilterOperator.Equal, new TextValue(at.Item2)))),
        Dimension.Provider => Kept(_worded, (dimension, fact.Provider), static (_, at) => Named(FilterField.Provider, at.Item2)),
        Dimension.Requester => Kept(_people, fact.Requester, static (names, at) => Named(FilterField.WrittenOffBy, names.Person(at))),
        Dimension.Month => Kept(_numbered, (dimension, (fact.On.Year * 12) + fact.On.Month - 1), static (names, at) => MonthOf(new DateOnly((int)at.Item2 / 12, ((int)at.Item2 % 12) + 1, 1), names.Period)),
    };

    private ReportPeriod Period => period;

    private PivotKey Reason(long id) => new(reasons[id].Code, reasons[id].Label, new Comparison(FilterField.WrittenOffFor, FilterOperator.Equal, new TextValue(reasons[id].Code)));

    private string Payer(long id) => payers.GetValueOrDefault(id, "");

    private string Person(Guid id) => people.GetValueOrDefault(id, "System");

    private PivotKey Kept<T>(Dictionary<T, PivotKey> kept, T at, Func<PivotNames, T, PivotKey> make) where T : notnull
    {
        if (!kept.TryGetValue(at, out var key)) kept[at] = key = make(this, at);
        return key;
    }

    private static PivotKey Word(ReasonCategory category) => new(FilterWords.Of(category), FilterWords.Of(category), new Comparison(FilterField.WrittenOffAs, FilterOperator.Equal, new WordValue(FilterWords.Of(category))));

    private static PivotKey Named(FilterField field, string name)
    {
        var trimmed = name.Trim();
        if (trimmed.Length == 0) return new("", "", new Emptiness(field, true));
        FilterValue value = field.Kind == FieldKind.Person ? new PersonValue(PersonWord.Named, trimmed) : new TextValue(trimmed);
        return new(SearchText.Of(trimmed), trimmed, new Comparison(field, FilterOperator.Equal, value));
    }

    private static PivotKey MonthOf(DateOnly first, ReportPeriod period)
    {
        var (from, to) = (first < period.From ? period.From : first, first.AddMonths(1).AddDays(-1) > period.To ? period.To : first.AddMonths(1).AddDays(-1));
        return new(first.ToString("yyyy-MM", CultureInfo.InvariantCulture), first.ToString("MMM yyyy", CultureInfo.InvariantCulture), new Span(FilterField.WrittenOffOn, new DayValue(from), new DayValue(to)));
    }
}
