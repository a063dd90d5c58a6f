using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Reporting;

/// <summary>What a pivot breaks down by, beside months; a cause is a reason and its category.</summary>
[Flags]
internal enum PivotParts
{
    None = 0,
    Cause = 1,
    Payer = 2,
    Carc = 4,
    Provider = 8,
    Requester = 16,
}

/// <summary>Which sums of whole months a pivot asks for.</summary>
/// <param name="Pair">Holds all <paramref name="Parts"/>.</param>
/// <param name="From">The first day of the first month.</param>
/// <param name="To">The first day of the last month.</param>
internal sealed record PivotMonthsAsk(PivotPair Pair, bool ByMonth, PivotParts Parts, PivotView View, DateOnly From, DateOnly To);

/// <summary>Sums of whole months from the rollup, grouped by what is asked for and by nothing else.</summary>
internal static class PivotMonths
{
    /// <remarks>A year at a time: with a span of years SQLite sorts the groups, in one year they come in the order of the key.</remarks>
    public static async IAsyncEnumerable<PivotFact> Read(WorkbenchDb db, PivotMonthsAsk ask)
    {
        for (var year = ask.From.Year; year <= ask.To.Year; year++)
        {
            var (first, last) = (year == ask.From.Year ? ask.From.Month : 1, year == ask.To.Year ? ask.To.Month : 12);
            var months = db.Set<PivotMonth>().Where(p => p.Pair == ask.Pair && p.Year == year && p.Month >= first && p.Month <= last);
            await foreach (var s in Sums(Narrowed(months, ask.Pair), ask).AsAsyncEnumerable())
                if (s.Count != 0 || s.BackCount != 0)
                    yield return new PivotFact(new DateOnly(year, Math.Max(1, s.Month), 1), s.ReasonId, s.Category, s.PayerId, s.Carc, s.ProviderName, s.RequestedBy, new CauseSum(new Money(s.Cents), s.Count, new Money(s.BackCents), s.BackCount));
        }
    }

    /// <summary>Says of each column that isn't of the pair what stands in it, so that the groups come in the order of the key and nothing is sorted.</summary>
    private static IQueryable<PivotMonth> Narrowed(IQueryable<PivotMonth> months, PivotPair pair)
    {
        if (!pair.HasCause()) months = months.Where(p => p.ReasonId == 0 && p.Category == 0);
        if (!pair.HasPayer()) months = months.Where(p => p.PayerId == 0);
        if (!pair.HasCarc()) months = months.Where(p => p.Carc == "");
        if (!pair.HasProvider()) months = months.Where(p => p.ProviderName == "");
        return pair.HasRequester() ? months : months.Where(p => p.RequestedBy == Guid.Empty);
    }

    private static IQueryable<MonthSum> Sums(IQueryable<PivotMonth> months, PivotMonthsAsk ask)
    {
        List<string> columns = [];
        if (ask.Parts.HasFlag(PivotParts.Cause)) columns.AddRange([nameof(PivotMonth.ReasonId), nameof(PivotMonth.Category)]);
        if (ask.Parts.HasFlag(PivotParts.Payer)) columns.Add(nameof(PivotMonth.PayerId));
        if (ask.Parts.HasFlag(PivotParts.Carc)) columns.Add(nameof(PivotMonth.Carc));
        if (ask.Parts.HasFlag(PivotParts.Provider)) columns.Add(nameof(PivotMonth.ProviderName));
        if (ask.Parts.HasFlag(PivotParts.Requester)) columns.Add(nameof(PivotMonth.RequestedBy));
        if (ask.ByMonth) columns.Add(nameof(PivotMonth.Month));

        if (columns.Count == 0) columns.Add(nameof(PivotMonth.Year));
        var row = Expression.Parameter(typeof(PivotMonth), "p");
        var key = Expression.Lambda<Func<PivotMonth, MonthSum>>(Made(columns, column => Expression.Property(row, column)), row);
        var group = Expression.Parameter(typeof(IGrouping<MonthSum, PivotMonth>), "g");
        Expression<Func<IGrouping<MonthSum, PivotMonth>, MonthSum>> sums = ask.View == PivotView.Restated
            ? g => new MonthSum { Cents = g.Sum(p => p.WrittenOffCents), Count = g.Sum(p => p.WrittenOffCount), BackCents = g.Sum(p => p.UndoneCents), BackCount = g.Sum(p => p.UndoneCount) }
            : g => new MonthSum { Cents = g.Sum(p => p.WrittenOffCents), Count = g.Sum(p => p.WrittenOffCount), BackCents = g.Sum(p => p.ReopenedCents), BackCount = g.Sum(p => p.ReopenedCount) };
        var summed = (MemberInitExpression)new Replaced(sums.Parameters[0], group).Visit(sums.Body);
        var keyed = Made(columns, column => Expression.Property(Expression.Property(group, nameof(IGrouping<,>.Key)), column));
        return months.GroupBy(key).Select(Expression.Lambda<Func<IGrouping<MonthSum, PivotMonth>, MonthSum>>(keyed.Update(keyed.NewExpression, keyed.Bindings.Concat(summed.Bindings)), group));
    }

    private static MemberInitExpression Made(List<string> columns, Func<string, Expression> value) =>
        Expression.MemberInit(Expression.New(typeof(MonthSum)), columns.Select(c => (MemberBinding)Expression.Bind(typeof(MonthSum).GetProperty(c)!, value(c))));

    private sealed class Replaced(ParameterExpression what, ParameterExpression with) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == what ? with : node;
    }

    /// <summary>One group; what isn't asked for is zero or empty.</summary>
    private sealed class MonthSum
    {
        public int Year { get; init; }
        public int Month { get; init; }
        public long ReasonId { get; init; }
        public int Category { get; init; }
        public long PayerId { get; init; }
        public string Carc { get; init; } = "";
        public string ProviderName { get; init; } = "";
        public Guid RequestedBy { get; init; }
        public long Cents { get; init; }
        public long Count { get; init; }
        public long BackCents { get; init; }
        public long BackCount { get; init; }
    }
}
