using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace WriteOff.Domain.Persistence;

/// <summary>What the two databases must be told differently about the same model.</summary>
internal static class ProviderDifferences
{
    /// <summary>Annotation of an index over the rows where this yes/no property is yes.</summary>
    public const string OnlyWhere = "writeoff:only-where";

    /// <summary>Annotation of a text that is compared byte by byte.</summary>
    public const string Exact = "writeoff:exact";

    /// <summary>Annotation of a table that is its own key's tree on SQLite (WITHOUT ROWID): a range of the key is read without a look at the table for each row.</summary>
    public const string KeyedTree = "writeoff:keyed-tree";

    public static void OnSqlite(ModelBuilder modelBuilder)
    {
        // The bare column, as the queries have it: SQLite takes a partial index only for the very same words.
        foreach (var (index, column) in Partial(modelBuilder)) index.SetFilter(column);
    }

    public static void OnSqlServer(ModelBuilder modelBuilder)
    {
        foreach (var (index, column) in Partial(modelBuilder)) index.SetFilter($"[{column}] = 1");
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(t => t.GetProperties()).Where(p => p.FindAnnotation(Exact) is not null))
            property.SetCollation("Latin1_General_100_BIN2");
    }

    private static IEnumerable<(IMutableIndex Index, string Column)> Partial(ModelBuilder modelBuilder) =>
        from type in modelBuilder.Model.GetEntityTypes()
        from index in type.GetIndexes()
        where index.FindAnnotation(OnlyWhere) is not null
        select (index, type.FindProperty((string)index.FindAnnotation(OnlyWhere)!.Value!)!.GetColumnName());
}
