using System.Globalization;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Reporting;
using WriteOff.Domain.Shared;
using WriteOff.Domain.Tenants;

namespace WriteOff.Web.Reporting;

/// <summary>One line of the widget: a reason, or a whole category.</summary>
/// <param name="Posted">The grid's filter for the write-offs.</param>
/// <param name="Reopened">For what was taken back.</param>
/// <param name="Waiting">For the requests that wait; null: they have no filter of their own.</param>
internal sealed record CauseBar(string Key, string Label, ReasonCategory? Category, bool IsPreventable, CauseSum Now, CauseSum Before, Money Pending, int PendingRows, Filter Posted, Filter Reopened, Filter? Waiting)
{
    /// <summary>The lines by reason, or added up by category; largest net first.</summary>
    public static IReadOnlyList<CauseBar> Of(CausesView view, bool byCategory) => byCategory
        ? [.. view.Lines.GroupBy(l => l.Category).Select(g => Of([.. g], view.Period)).OrderByDescending(b => b.Now.Net).ThenByDescending(b => b.Now.Gross)]
        : [.. view.Lines.Select(l => new CauseBar($"{l.Code} {l.Category}", l.Label, l.Category, l.IsPreventable, l.Now, l.Before, l.Pending, l.PendingRows, DrillDown.Of(l, view.Period), DrillDown.ReopenedOf(l, view.Period), DrillDown.PendingOf(l)))];

    /// <summary>The amount at the end of the longest bar.</summary>
    public static long Longest(IEnumerable<CauseBar> bars) => bars.SelectMany(b => new[] { b.Now.Gross.Cents, b.Now.Net.Cents, b.Before.Net.Cents }).Append(1).Max();

    /// <summary>How long a mark is, in percent of the longest: for the style sheet.</summary>
    public static string Width(Money amount, long longest) => ((decimal)Math.Max(0, amount.Cents) * 98 / longest).ToString("0.#", CultureInfo.InvariantCulture) + "%";

    private static CauseBar Of(IReadOnlyList<CauseLine> lines, ReportPeriod period)
    {
        var category = lines[0].Category;
        Filter only = category is { } word ? new Comparison(FilterField.WrittenOffAs, FilterOperator.Equal, new WordValue(FilterWords.Of(word))) : new Emptiness(FilterField.WrittenOffAs, true);
        return new CauseBar(category?.ToString() ?? "none", ReportWords.Category(category), category, category == ReasonCategory.Preventable,
            lines.Aggregate(default(CauseSum), (sum, l) => sum + l.Now), lines.Aggregate(default(CauseSum), (sum, l) => sum + l.Before),
            lines.Aggregate(Money.Zero, (sum, l) => sum + l.Pending), lines.Sum(l => l.PendingRows), Filter.Both(DrillDown.Posted(period), only), Filter.Both(DrillDown.Reopened(period), only), null);
    }
}
