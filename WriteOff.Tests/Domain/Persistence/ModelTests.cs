using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using WriteOff.Domain.Persistence;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Persistence;

/// <summary>Both databases have the same model, and no migration is missing for it.</summary>
public sealed class ModelTests
{
    private static WorkbenchDb SqlServer() => new WorkbenchDbs(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere" }).Open(1);

    private static WorkbenchDb Sqlite() => new WorkbenchDbs(TestDatabases.OnSqlite("nowhere.db")).Open(1);

    [Fact]
    public void Models_OfBothDatabases_HaveTheSameTablesColumnsKeysAndIndexes()
    {
        using var sqlite = Sqlite();
        using var server = SqlServer();
        var expected = Describe(sqlite);
        expected.Should().HaveCountGreaterThan(150);
        Describe(server).Should().Equal(expected);
    }

    [Fact]
    public void Models_OfBothDatabases_HaveNoPendingMigration()
    {
        using var sqlite = Sqlite();
        using var server = SqlServer();
        sqlite.Database.HasPendingModelChanges().Should().BeFalse();
        server.Database.HasPendingModelChanges().Should().BeFalse();
    }

    [Fact]
    public void Columns_OfMoney_AreWholeCents()
    {
        using var server = SqlServer();
        var columns = server.Model.GetRelationalModel().Tables.SelectMany(t => t.Columns).ToList();
        columns.Where(c => c.Name.EndsWith("_cents", StringComparison.Ordinal)).Should().HaveCountGreaterThan(10).And.OnlyContain(c => c.StoreType == "bigint");
        columns.Should().NotContain(c => c.StoreType.StartsWith("decimal") || c.StoreType.StartsWith("float") || c.StoreType.StartsWith("real") || c.StoreType.StartsWith("money"));
    }

    private static List<string> Describe(WorkbenchDb db)
    {
        List<string> lines = [];
        foreach (var table in db.Model.GetRelationalModel().Tables)
        {
            lines.AddRange(table.Columns.Select(c => $"{table.Name}.{c.Name} {(c.IsNullable ? "null" : "not null")} {c.PropertyMappings[0].Property.GetMaxLength()}"));
            lines.AddRange(table.UniqueConstraints.Select(k => $"{table.Name} key {Names(k.Columns)}"));
            lines.AddRange(table.ForeignKeyConstraints.Select(f => $"{table.Name} ({Names(f.Columns)}) references {f.PrincipalTable.Name} ({Names(f.PrincipalColumns)}) {f.OnDeleteAction}"));
            lines.AddRange(table.Indexes.Select(i => $"{table.Name} index {Names(i.Columns)} {(i.IsUnique ? "unique" : "")}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Names(IReadOnlyList<IColumn> columns) => string.Join(", ", columns.Select(c => c.Name));
}
