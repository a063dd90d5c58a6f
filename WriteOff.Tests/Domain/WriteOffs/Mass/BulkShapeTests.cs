using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Domain.WriteOffs.Mass;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.WriteOffs.Mass;

/// <summary>The bulk form writes whole rows of the model, and its SQL Server text is SQL Server's language.</summary>
public sealed class BulkShapeTests
{
    private static readonly (string Table, IReadOnlyList<string> Columns, Type Row)[] Inserts =
    [
        (AuditRowShape.Insert.Table, AuditRowShape.Insert.Columns, typeof(AuditRow)),
        (LedgerShapes.Applications.Table, LedgerShapes.Applications.Columns, typeof(PaymentApplication)),
        (WriteOffShapes.Requests.Table, WriteOffShapes.Requests.Columns, typeof(WriteOffRequest)),
        (WriteOffShapes.Lines.Table, WriteOffShapes.Lines.Columns, typeof(WriteOffRequestLine)),
        (RunShapes.Rows.Table, RunShapes.Rows.Columns, typeof(MassRunRow)),
        (RunShapes.Parts.Table, RunShapes.Parts.Columns, typeof(MassRunPart)),
        (OpeningShapes.Claims.Table, OpeningShapes.Claims.Columns, typeof(InsuranceClaim)),
        (OpeningShapes.Denials.Table, OpeningShapes.Denials.Columns, typeof(Denial)),
    ];

    [Fact]
    public async Task Inserts_HaveEveryColumnOfTheModel()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        foreach (var (table, columns, row) in Inserts)
        {
            var type = db.Model.FindEntityType(row)!;
            type.GetTableName().Should().Be(table);
            columns.Select(c => c.Trim('"')).Prepend("tenant_id").Should().BeEquivalentTo(type.GetProperties().Select(p => p.GetColumnName()), because: table);
        }
    }

    [Fact]
    public void SqlServerText_IsReadBySqlServersParser()
    {
        List<string> texts = [SqlServerRows.DropText, SqlServerRows.StageIdsText];
        foreach (var (table, columns) in new[] { (WriteOffShapes.Denials.Table, WriteOffShapes.Denials.Columns), (LedgerShapes.Balances.Table, LedgerShapes.Balances.Columns), (OpeningShapes.Fills.Table, OpeningShapes.Fills.Columns), (OpeningShapes.Assignments.Table, OpeningShapes.Assignments.Columns) })
        {
            texts.Add(SqlServerRows.StageText(table, columns));
            texts.Add(SqlServerRows.UpdateText(table, columns));
        }

        foreach (var gate in Enum.GetValues<GateMode>())
        {
            var shape = SubjectReader.For(new TenantPolicy(1) { Gate = gate });
            texts.Add(SqlServerRows.ReadText(shape.Select, shape.From));
        }

        foreach (var text in texts) TSql.Complaints(text).Should().BeEmpty(text);
    }
}
