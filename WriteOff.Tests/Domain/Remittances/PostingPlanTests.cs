using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using WriteOff.Tests.Support;
using static WriteOff.Tests.Support.TestRemittances;

namespace WriteOff.Tests.Domain.Remittances;

/// <summary>What posting reads, it finds by keys: no statement walks a tenant's claims, ledger or claim payments, however many there are.</summary>
public sealed partial class PostingPlanTests
{
    /// <summary>Tables that grow with each remittance.</summary>
    private static readonly string[] Growing = ["claim", "claim_line", "denial", "payment_application", "remittance_claim", "reversal_case", "audit_row"];

    [Fact]
    public async Task Take_EachKindOfPayment_WalksNoWholeTable()
    {
        var statements = new Statements();
        var workbench = await TestWorkbench.OpenSqlite(interceptors: statements);
        var denied = Claim("RC-1", Line("99213", 100, "CO-197 100"));
        var paid = Claim("RC-2", Line("99213", 100, "CO-45 20"));
        var next = Claim("RC-3", Line("99213", 100, "CO-45 20", "PR-2 30"));
        await workbench.Take(File(1, Of(denied, paid), Of(next).By(South, "EFT0")));
        statements.Seen.Clear();

        var taken = (await workbench.Take(File(2, Of(
            Claim("RC-9", Line("99213", 100, "CO-45 20")), denied with { PayerControlNumber = "ICN9" }, paid.Reversed() with { PayerControlNumber = "ICN10" },
            paid with { PayerControlNumber = "ICN11", Lines = [Line("99213", 100, "CO-45 40")] }, Claim("RC-3", Line("99213", 100, "OA-23 70")) with { Status = "2" }).By(North, "EFT2")))).Value;

        taken.Remittances.Single().PostedCount.Should().BeGreaterThan(3);
        statements.Seen.Should().HaveCountGreaterThan(10);
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        await db.Database.OpenConnectionAsync();
        foreach (var statement in statements.Seen)
            Plan((SqliteConnection)db.Database.GetDbConnection(), statement).Where(step => WalksATenant(statement, step)).Should().BeEmpty(statement);
    }

    private static List<string> Plan(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + statement;
        foreach (var name in Parameters().Matches(statement).Select(m => m.Value).Distinct(StringComparer.Ordinal)) command.Parameters.AddWithValue(name, 1);
        using var reader = command.ExecuteReader();
        List<string> steps = [];
        while (reader.Read()) steps.Add(reader.GetString(3));
        return steps;
    }

    /// <summary>A step over one of the tables that scans it, or finds its place by the tenant and what most rows have in common.</summary>
    private static bool WalksATenant(string statement, string step)
    {
        if (Steps().Match(step) is not { Success: true } match) return false;
        var alias = match.Groups["table"].Value;
        return Growing.Any(table => statement.Contains($"\"{table}\" AS \"{alias}\"", StringComparison.Ordinal)) && (match.Groups["how"].Value is "SCAN" || Wide().IsMatch(step));
    }

    [GeneratedRegex("^(?<how>SCAN|SEARCH) (?<table>[a-z_0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Steps();

    [GeneratedRegex(@"\(tenant_id=\?( AND (outcome|status|type)=\?)?\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wide();

    [GeneratedRegex("@[A-Za-z0-9_]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameters();

    private sealed class Statements : DbCommandInterceptor
    {
        public List<string> Seen { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (command.CommandText.StartsWith("SELECT", StringComparison.Ordinal)) Seen.Add(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
