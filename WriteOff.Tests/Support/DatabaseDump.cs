using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Persistence;

namespace WriteOff.Tests.Support;

/// <summary>Every row of every table as text, read by plain SQL: two equal dumps mean that nothing at all was written.</summary>
internal static class DatabaseDump
{
    /// <summary>The workbench's own tenant, and the neighbour's; others may be written to by other tests on a shared server.</summary>
    public static async Task<string> Dump(this TestWorkbench workbench, TestWorkbench? neighbour = null) =>
        await Of(workbench.Dbs, workbench.TenantId) + (neighbour is null ? "" : await Of(workbench.Dbs, neighbour.TenantId));

    private static async Task<string> Of(WorkbenchDbs dbs, int tenantId)
    {
        await using var db = dbs.Open(tenantId: 0);
        var tables = db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Order(StringComparer.Ordinal).ToList();
        await db.Database.OpenConnectionAsync();
        var text = new StringBuilder();
        foreach (var table in tables) await Append(text, db.Database.GetDbConnection(), table, tenantId);
        return text.ToString();
    }

    private static async Task Append(StringBuilder text, DbConnection connection, string table, int tenantId)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table} WHERE tenant_id = {tenantId}");
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
        {
            var cells = new string[reader.FieldCount];
            for (var n = 0; n < cells.Length; n++)
                cells[n] = reader.GetName(n) + "=" + (reader.GetValue(n) is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(reader.GetValue(n), CultureInfo.InvariantCulture));
            rows.Add(string.Join(' ', cells));
        }

        rows.Sort(StringComparer.Ordinal);
        text.Append(CultureInfo.InvariantCulture, $"{table} {rows.Count}\n");
        foreach (var row in rows) text.Append(row).Append('\n');
    }
}

/// <summary>Sentences that tests of refusals end with.</summary>
internal static class Expect
{
    /// <summary>Runs the act and asserts that it is refused by that name, with a sentence and a step, and that no table changed.</summary>
    public static async Task Refused<T>(TestWorkbench workbench, Func<Task<WriteOff.Domain.Shared.Outcome<T>>> act, string code)
    {
        var before = await workbench.Dump();
        var outcome = await act();
        outcome.IsDone.Should().BeFalse("it should be refused as {0}", code);
        outcome.Refusal!.Code.Should().Be(code);
        outcome.Refusal.Sentence.Should().MatchRegex(@"^\S.*[.!]$");
        outcome.Refusal.Step.Should().MatchRegex(@"^\S.*[.!]$");
        (await workbench.Dump()).Should().Be(before);
    }

    /// <summary>Asserts that the verifier finds nothing in the workbench's tenant.</summary>
    public static async Task Clean(TestWorkbench workbench)
    {
        var results = await new WriteOff.Domain.Verification.Verifier(workbench.Dbs).Run(workbench.TenantId);
        results.Where(r => !r.Holds).Should().BeEmpty(WriteOff.Domain.Verification.VerifyReport.Text(results));
    }
}
