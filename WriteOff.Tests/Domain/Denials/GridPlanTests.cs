using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Domain.Denials.Filters;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials;

/// <summary>Which index a page walks, as SQLite itself explains it; and that kept SQL answers as SQL made anew.</summary>
public sealed class GridPlanTests
{
    [Theory]
    [InlineData("", GridSort.Age, "ix_denial_age", true)]
    [InlineData("", GridSort.Balance, "ix_denial_status_balance", false)]
    [InlineData("status = OPEN", GridSort.Age, "ix_denial_status_age", true)]
    [InlineData("status = OPEN", GridSort.Balance, "ix_denial_status_balance", true)]
    [InlineData("balance < 10 AND age > 90 AND status in (OPEN, IN_PROGRESS)", GridSort.Age, "ix_denial_status_age", false)]
    [InlineData("assignee = me AND status = OPEN", GridSort.Age, "ix_denial_assignee", true)]
    [InlineData("assignee = nobody AND status = OPEN", GridSort.Age, "ix_denial_assignee", true)]
    [InlineData("carc = 197", GridSort.Age, "ix_denial_carc", true)]
    [InlineData("payer = \"North Plan\"", GridSort.Age, "ix_denial_payer", true)]
    [InlineData("flagged", GridSort.Age, "ix_denial_flagged", true)]
    [InlineData("flagged", GridSort.Balance, "ix_denial_flagged", false)]
    [InlineData("flagged AND balance > 10 AND carc = 29", GridSort.Balance, "ix_denial_flagged", false)]
    [InlineData("flagged AND payer = nosuch", GridSort.Age, "", false)]
    [InlineData("flagged AND NOT flagged", GridSort.Balance, "", false)]
    [InlineData("appeal_days between 0 and 14", GridSort.Age, "ix_denial_appeal", false)]
    [InlineData("appeal_days between 0 and 14", GridSort.Balance, "ix_denial_appeal", false)]
    [InlineData("claim = RC-1", GridSort.Age, "ix_denial_claim", false)]
    [InlineData("NOT flagged", GridSort.Age, "ix_denial_age", true)]
    public async Task Page_Plan_WalksItsIndex(string text, GridSort sort, string index, bool isInOrder)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await workbench.GivenDenial();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        var ask = new GridAsk(Sort: sort, Text: text);
        var query = await Query(workbench, db, ask);
        await db.Database.OpenConnectionAsync();
        using var command = (SqliteCommand)query.Narrow(query.Start(new GridCursor(739_000, 5, false), CursorPart.All), 51).CreateDbCommand();
        command.CommandText = "EXPLAIN QUERY PLAN " + IndexHints.Apply(command.CommandText);
        command.Connection = (SqliteConnection)db.Database.GetDbConnection();
        List<string> plan = [];
        using var reader = command.ExecuteReader();
        while (reader.Read()) plan.Add(reader.GetString(3));

        plan.Should().Contain(step => step.Contains(index), string.Join('\n', plan));
        (await workbench.Grid.Page(workbench.Clerk, ask)).IsDone.Should().BeTrue();
        if (index.Length == 0) return;
        plan.Should().NotContain(step => step.StartsWith("SCAN denial", StringComparison.Ordinal) || step.StartsWith("SCAN d ", StringComparison.Ordinal));
        if (isInOrder) plan.Should().NotContain(step => step.Contains("TEMP B-TREE FOR ORDER BY"), string.Join('\n', plan));
    }

    /// <summary>However many rows tie, or a bound leaves out: the walk starts at the cursor.</summary>
    [Theory]
    [InlineData("status = RESOLVED", GridSort.Balance, nameof(CursorPart.Ties), "balance_cents=? AND id>?")]
    [InlineData("status = RESOLVED", GridSort.Balance, nameof(CursorPart.Beyond), "balance_cents>?")]
    [InlineData("balance >= 10 AND status = OPEN", GridSort.Balance, nameof(CursorPart.All), "balance_cents>?")]
    [InlineData("status = RESOLVED", GridSort.Age, nameof(CursorPart.Ties), "denied_on=? AND id>?")]
    [InlineData("status = RESOLVED AND denied_on between 2020-01-01 AND 2030-01-01", GridSort.Age, nameof(CursorPart.All), "denied_on>? AND denied_on<?")]
    public async Task Page_FromACursor_SeeksToIt(string text, GridSort sort, string part, string seek)
    {
        var workbench = await TestWorkbench.OpenSqlite();
        await using var db = workbench.Dbs.Open(workbench.TenantId);
        var query = await Query(workbench, db, new GridAsk(Sort: sort, IsDescending: sort == GridSort.Age, Text: text));
        await db.Database.OpenConnectionAsync();
        var start = query.Start(new GridCursor(sort == GridSort.Age ? 739_000 : 5_000, 5, false), Enum.Parse<CursorPart>(part));
        using var command = (SqliteCommand)query.Narrow(start, 51).CreateDbCommand();
        (start.Filter.ToString().Contains("2020"), start.Filter.ToString().Contains("10")).Should().Be((false, false), "the cursor implies it");
        command.CommandText = "EXPLAIN QUERY PLAN " + IndexHints.Apply(command.CommandText);
        using var reader = command.ExecuteReader();
        List<string> plan = [];
        while (reader.Read()) plan.Add(reader.GetString(3));
        plan.Should().Contain(step => step.Contains(seek), string.Join('\n', plan));
    }

    [Fact]
    public async Task Rows_FromKeptSql_AreAsMadeAnew()
    {
        var sample = await FilterSampleData.Make(seed: 11, rows: 90);
        await using var db = sample.Workbench.Dbs.Open(sample.Workbench.TenantId);
        var statements = new GridStatements(sample.Workbench.Clock);
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new RandomFilters(seed);
            var ask = new GridAsk(Sort: random.Pick([GridSort.Age, GridSort.Balance]), IsDescending: random.Next(2) == 0, Text: random.Filter(2).ToString());
            var query = await Query(sample.Workbench, db, ask);
            foreach (var from in new GridCursor?[] { null, new(ask.Sort == GridSort.Age ? sample.Today.DayNumber - 30 : 1_000, 5, false), new(ask.Sort == GridSort.Age ? sample.Today.DayNumber - 90 : 1_000, long.MaxValue, true), new(ask.Sort == GridSort.Age ? sample.Today.DayNumber - 14 : 999, 7, false) })
            {
                var anew = await query.Rows(from is { } row ? query.Start(row, CursorPart.All) : null, 51).ToListAsync();
                (await statements.Rows(query, from, 51, default)).OrderBy(r => r.Id).Should().Equal(anew.OrderBy(r => r.Id), ask.Text);
                (await statements.Count(query, 1_001, default)).Should().Be(await query.Counted(1_001).CountAsync());
            }
        }
    }

    [Theory]
    [InlineData("appeal_days between 0 and 14", GridSort.Age, DenialIndexes.StatusAge)]
    [InlineData("appeal_days between 0 and 14", GridSort.Balance, DenialIndexes.StatusBalance)]
    [InlineData("assignee = nobody", GridSort.Age, DenialIndexes.Age)]
    [InlineData("assignee = nobody", GridSort.Balance, DenialIndexes.StatusBalance)]
    public void ForPage_ManyRows_WalksAnIndexThatJudgesByItself(string text, GridSort sort, string index) =>
        GridPlan.ForPage(new GridAsk(Sort: sort, Text: text), FilterLanguage.Read(text).Filter!, fewest: null).Index.Should().Be(index);

    private static async Task<GridQuery> Query(TestWorkbench workbench, WorkbenchDb db, GridAsk ask)
    {
        var filter = FilterLanguage.Read(ask.Text).Filter!;
        var query = new GridQuery(db, ask, filter, await FilterContext.Load(db, workbench.Clerk, filter, workbench.Clock.GetUtcNow(), default), LiveRequests.Facts);
        query.Fewest = filter.Fields.Contains(FilterField.Claim) || filter.Fields.Contains(FilterField.AppealDays) ? await new Selectivity(workbench.Clock).Fewest(workbench.Clerk, query, default) : null;
        return query;
    }
}
