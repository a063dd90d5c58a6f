using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Audit;
using WriteOff.Domain.Claims;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Persistence.Bulk;
using WriteOff.Domain.Receivables.Opening;
using WriteOff.Domain.Receivables.PostingBatches;
using WriteOff.Domain.Remittances;
using WriteOff.Domain.Remittances.Reversals;
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
        (ClaimShapes.Claims.Table, ClaimShapes.Claims.Columns, typeof(InsuranceClaim)),
        (ClaimShapes.Lines.Table, ClaimShapes.Lines.Columns, typeof(ClaimLine)),
        (DenialShapes.Denials.Table, Bare(DenialShapes.Denials.Columns), typeof(Denial)),
        (RemittanceShapes.Payments.Table, RemittanceShapes.Payments.Columns, typeof(RemittanceClaim)),
        (CaseShapes.Cases.Table, CaseShapes.Cases.Columns, typeof(ReversalCase)),
        (CaseShapes.Flags.Table, CaseShapes.Flags.Columns, typeof(ReversalFlag)),
        (PostingShapes.Rows.Table, PostingShapes.Rows.Columns, typeof(PostingBatchRow)),
        (RunShapes.Parts.Table, RunShapes.Parts.Columns, typeof(MassRunPart)),
        (DeterminationShapes.Rows.Table, DeterminationShapes.Rows.Columns, typeof(Determination)),
    ];

    private static readonly (string Table, IReadOnlyList<string> Keys, IReadOnlyList<string> Sums, Type Row)[] Raises =
    [
        (RollupShapes.Days.Table, RollupShapes.Days.Keys, RollupShapes.Days.Sums, typeof(CauseDay)),
        (RollupShapes.Months.Table, RollupShapes.Months.Keys, RollupShapes.Months.Sums, typeof(PivotMonth)),
    ];

    /// <summary>A reserved word is quoted in a shape.</summary>
    private static List<string> Bare(IReadOnlyList<string> columns) => [.. columns.Select(c => c.Trim('"'))];

    /// <summary>Every column that may change is in the shape of changes; the others are set once, by the row's maker.</summary>
    [Fact]
    public async Task Updates_HaveEveryColumnThatActsChange()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        foreach (var (columns, row, fixedOnes) in new (IReadOnlyList<string>, Type, string[])[]
        {
            (ClaimShapes.Changes.Columns, typeof(InsuranceClaim), ["claim_number", "claim_key", "payer_id", "patient_name", "patient_key", "member_id", "provider_name", "service_from", "service_to"]),
            (DenialShapes.Changes.Columns, typeof(Denial), ["claim_id", "line_id", "payer_id", "group", "carc", "rarcs", "route", "route_guards", "denied_on", "remittance_id", "remittance_claim_id"]),
            (RemittanceShapes.Changes.Columns, typeof(RemittanceClaim), ["remittance_id", "number", "claim_number", "claim_key", "status_code", "charge_cents", "paid_cents", "interest_cents", "payer_control_number", "original_reference", "member_id", "patient_name", "segments", "delimiters"]),
        })
        {
            columns.Concat(fixedOnes).Concat(["tenant_id", "id", "version"]).Should().BeEquivalentTo(db.Model.FindEntityType(row)!.GetProperties().Select(p => p.GetColumnName()), because: row.Name);
        }
    }

    [Fact]
    public async Task Raises_HaveTheModelsKeyAndEveryOtherColumn()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        foreach (var (table, keys, sums, row) in Raises)
        {
            var type = db.Model.FindEntityType(row)!;
            type.GetTableName().Should().Be(table);
            keys.Prepend("tenant_id").Should().BeEquivalentTo(type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName()), because: table);
            keys.Concat(sums).Prepend("tenant_id").Should().BeEquivalentTo(type.GetProperties().Select(p => p.GetColumnName()), because: table);
        }
    }

    [Fact]
    public async Task Inserts_HaveEveryColumnOfTheModel()
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        foreach (var (table, columns, row) in Inserts)
        {
            var type = db.Model.FindEntityType(row)!;
            type.GetTableName().Should().Be(table);
            columns.Prepend("tenant_id").Should().BeEquivalentTo(type.GetProperties().Select(p => p.GetColumnName()), because: table);
        }
    }

    [Fact]
    public void SqlServerText_IsReadBySqlServersParser()
    {
        List<string> texts = [SqlServerRows.DropText, SqlServerRows.StageIdsText];
        foreach (var (table, columns) in new[]
        {
            (WriteOffShapes.Denials.Table, WriteOffShapes.Denials.Columns), (LedgerShapes.Balances.Table, LedgerShapes.Balances.Columns), (ClaimShapes.Changes.Table, ClaimShapes.Changes.Columns),
            (DenialShapes.Changes.Table, DenialShapes.Changes.Columns), (RemittanceShapes.Changes.Table, RemittanceShapes.Changes.Columns),
            (ClaimShapes.Fills.Table, ClaimShapes.Fills.Columns), (WriteOffShapes.Decisions.Table, WriteOffShapes.Decisions.Columns), (OpeningShapes.Assignments.Table, OpeningShapes.Assignments.Columns),
        })
        {
            texts.Add(SqlServerRows.StageText(table, columns));
            texts.Add(SqlServerRows.UpdateText(table, columns));
        }

        foreach (var (table, keys, sums, _) in Raises)
            texts.AddRange([SqlServerRows.StageSumsText(table, keys, sums), SqlServerRows.RaiseText(table, keys, sums), SqlServerRows.BeginText(table, keys, sums)]);

        foreach (var gate in Enum.GetValues<GateMode>())
        {
            var shape = SubjectReader.For(new TenantPolicy(1) { Gate = gate });
            texts.Add(SqlServerRows.ReadText(shape.Select, shape.From));
        }

        foreach (var text in texts) TSql.Complaints(text).Should().BeEmpty(text);
    }
}
