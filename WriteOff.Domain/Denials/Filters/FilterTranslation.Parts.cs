using System.Linq.Expressions;
using WriteOff.Domain.Shared;

namespace WriteOff.Domain.Denials.Filters;

/// <summary>Building blocks of the translation.</summary>
internal sealed partial class FilterTranslation
{
    private static readonly Expression<Func<Denial, bool>> Always = d => true;
    private static readonly Expression<Func<Denial, bool>> Never = d => false;

    /// <summary>Both predicates.</summary>
    public static Expression<Func<Denial, bool>> And(Expression<Func<Denial, bool>> one, Expression<Func<Denial, bool>> other) => Join(one, other, Expression.AndAlso);

    /// <summary>One of the listed statuses.</summary>
    public static Expression<Func<Denial, bool>> InStatus(IReadOnlyList<DenialStatus> statuses) => OneOf(d => d.Status, [.. statuses]);

    /// <summary>The statuses that a list names.</summary>
    public static List<DenialStatus> Statuses(IEnumerable<FilterValue> values) => [.. values.OfType<WordValue>().Select(v => DenialStatuses.TryRead(v.Word, out var status) ? status : default).Distinct()];

    private static Expression<Func<Denial, bool>> Or(Expression<Func<Denial, bool>> one, Expression<Func<Denial, bool>> other) => Join(one, other, Expression.OrElse);

    private static Expression<Func<Denial, bool>> Not(Expression<Func<Denial, bool>> of) => Expression.Lambda<Func<Denial, bool>>(Expression.Not(of.Body), of.Parameters);

    private static Expression<Func<TRow, bool>> Join<TRow>(Expression<Func<TRow, bool>> one, Expression<Func<TRow, bool>> other, Func<Expression, Expression, Expression> how) =>
        Expression.Lambda<Func<TRow, bool>>(how(one.Body, new Renamed(other.Parameters[0], one.Parameters[0]).Visit(other.Body)), one.Parameters);

    private static Expression<Func<Denial, bool>> Order<T>(Expression<Func<Denial, T>> column, FilterOperator sign, T value) => Order<Denial, T>(column, sign, value);

    /// <summary>A comparison of a column with a parameter.</summary>
    private static Expression<Func<TRow, bool>> Order<TRow, T>(Expression<Func<TRow, T>> column, FilterOperator sign, T value)
    {
        Expression parameter = Parameter(value);
        Func<Expression, Expression, Expression> how = sign switch
        {
            FilterOperator.Less => Expression.LessThan,
            FilterOperator.LessOrEqual => Expression.LessThanOrEqual,
            FilterOperator.Greater => Expression.GreaterThan,
            FilterOperator.GreaterOrEqual => Expression.GreaterThanOrEqual,
            FilterOperator.Equal => Expression.Equal,
            FilterOperator.NotEqual => Expression.NotEqual,
            FilterOperator.Contains => throw new InvalidOperationException("A number contains nothing."),
        };
        return Expression.Lambda<Func<TRow, bool>>(how(column.Body, parameter), column.Parameters);
    }

    private static Expression<Func<Denial, bool>> OneOf<T>(Expression<Func<Denial, T>> column, List<T> values) => OneOf<Denial, T>(column, values);

    /// <summary>A column is one of the parameters; never for none.</summary>
    private static Expression<Func<TRow, bool>> OneOf<TRow, T>(Expression<Func<TRow, T>> column, List<T> values)
    {
        var body = values.Count switch
        {
            0 => Expression.Constant(false),
            1 => Expression.Equal(column.Body, Parameter(values[0])),
            _ => (Expression)Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(T)], Parameter(values), column.Body),
        };
        return Expression.Lambda<Func<TRow, bool>>(body, column.Parameters);
    }

    /// <summary>A value as the translator takes it for a parameter: a member of a captured object, never a literal.</summary>
    private static MemberExpression Parameter<T>(T value) => Expression.Field(Expression.Constant(new Box<T>(value)), nameof(Box<T>.Value));

    /// <summary>Codes are stored upper case, except <c>unknown</c>.</summary>
    private static Expression<Func<Denial, bool>> HasCode(Expression<Func<Denial, string>> column, string key)
    {
        Expression<Func<string, bool>> has = code => code.Contains(key);
        var within = Expression.Lambda<Func<Denial, bool>>(new Renamed(has.Parameters[0], column.Body).Visit(has.Body), column.Parameters);
        return "UNKNOWN".Contains(key, StringComparison.Ordinal) ? Or(within, OneOf(column, ["unknown"])) : within;
    }

    /// <summary>The comparison seen from the other side: older is earlier.</summary>
    public static FilterOperator Turned(FilterOperator sign) => sign switch
    {
        FilterOperator.Less => FilterOperator.Greater,
        FilterOperator.LessOrEqual => FilterOperator.GreaterOrEqual,
        FilterOperator.Greater => FilterOperator.Less,
        FilterOperator.GreaterOrEqual => FilterOperator.LessOrEqual,
        FilterOperator.Equal or FilterOperator.NotEqual or FilterOperator.Contains => sign,
    };

    private static List<string> Texts(IEnumerable<FilterValue> values) => [.. values.OfType<TextValue>().Select(v => v.Text).Distinct(StringComparer.Ordinal)];

    private static List<string> Keys(IEnumerable<FilterValue> values) => [.. Texts(values).Select(SearchText.Of).Distinct(StringComparer.Ordinal)];

    private List<Guid?> People(IEnumerable<FilterValue> values) =>
        [.. values.OfType<PersonValue>().SelectMany(Meant).Distinct().Cast<Guid?>()];

    private IEnumerable<Guid> Meant(PersonValue value) => value.Who switch
    {
        PersonWord.Me => [context.Me],
        PersonWord.Nobody => [],
        PersonWord.Named => context.People.Where(p => Same(value.Name, p.Name)).Select(p => p.Id),
    };

    private List<Guid?> Found(string text) => [.. context.People.Where(p => Has(p.Name, text)).Select(p => (Guid?)p.Id)];

    private static bool IsNobody(FilterValue value) => value is PersonValue { Who: PersonWord.Nobody };

    private static bool Same(string typed, string name) => string.Equals(SearchText.Of(typed), SearchText.Of(name), StringComparison.Ordinal);

    private static bool Has(string name, string text) => SearchText.Of(name).Contains(SearchText.Of(text), StringComparison.Ordinal);

    private sealed class Box<T>(T value)
    {
        public readonly T Value = value;
    }

    private sealed class Renamed(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : base.VisitParameter(node);
    }
}
