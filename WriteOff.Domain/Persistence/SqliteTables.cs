using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace WriteOff.Domain.Persistence;

/// <summary>Makes the tables that say so (<see cref="ProviderDifferences.KeyedTree"/>) WITHOUT ROWID; EF has no word for it.</summary>
internal sealed class SqliteTables(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations) : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        if (!IsKeyedTree(operation, model))
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }

    private static bool IsKeyedTree(CreateTableOperation operation, IModel? model) =>
        model?.GetEntityTypes().Any(t => string.Equals(t.GetTableName(), operation.Name, StringComparison.Ordinal) && t.FindAnnotation(ProviderDifferences.KeyedTree) is not null) == true;
}
