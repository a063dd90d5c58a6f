using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using WriteOff.Domain.Persistence;

namespace WriteOff.Tests.Support;

/// <summary>Records every query that a session on SQLite runs, and says it again in SQL Server's words without a server.</summary>
internal sealed class QueryRecorder : IQueryExpressionInterceptor
{
    private readonly List<Expression> _queries = [];

    public Expression QueryCompilationStarting(Expression queryExpression, QueryExpressionEventData eventData)
    {
        lock (_queries) _queries.Add(queryExpression);
        return queryExpression;
    }

    /// <summary>The recorded queries as T-SQL, each once.</summary>
    public IReadOnlyList<string> On(WorkbenchDb sqlServer) =>
        [.. _queries.Select(q => Translate(q, sqlServer)).Distinct(StringComparer.Ordinal)];

    private static string Translate(Expression query, WorkbenchDb db)
    {
        var moved = new Move(db).Visit(WithoutLastStep(query));
        return ((IQueryable)db.Set<WriteOff.Domain.Tenants.Tenant>()).Provider.CreateQuery(moved).ToQueryString();
    }

    /// <summary>Single, Any, Sum, ExecuteUpdate… return no query: what is below them does.</summary>
    private static Expression WithoutLastStep(Expression query)
    {
        if (query is not MethodCallExpression call || typeof(IQueryable).IsAssignableFrom(call.Type)) return query;
        var source = call.Arguments[0];
        if (call.Arguments.Count < 2 || call.Arguments[1] is not UnaryExpression { Operand: LambdaExpression lambda }) return source;
        var element = lambda.Parameters[0].Type;
        return lambda.ReturnType == typeof(bool) && call.Method.Name != "Select"
            ? Expression.Call(typeof(Queryable), nameof(Queryable.Where), [element], source, Expression.Quote(lambda))
            : Expression.Call(typeof(Queryable), nameof(Queryable.Select), [element, lambda.ReturnType], source, Expression.Quote(lambda));
    }

    private sealed class Move(WorkbenchDb db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node switch
        {
            EntityQueryRootExpression root => ((IQueryable)typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(root.ElementType).Invoke(db, null)!).Expression,
            QueryParameterExpression parameter => Expression.Constant(SomeValue(parameter.Type), parameter.Type),
            _ => base.VisitExtension(node),
        };

        private static object? SomeValue(Type type)
        {
            if (type.IsArray) return Array.CreateInstance(type.GetElementType()!, 1);
            if (type == typeof(string)) return "x";
            var made = type.IsValueType || type.GetConstructor([]) is not null ? Activator.CreateInstance(type) : null;
            // An empty list would turn its whole query into WHERE 0 = 1.
            if (made is System.Collections.IList list && type.GetGenericArguments() is [{ IsValueType: true } element]) list.Add(Activator.CreateInstance(element));
            return made;
        }
    }
}
