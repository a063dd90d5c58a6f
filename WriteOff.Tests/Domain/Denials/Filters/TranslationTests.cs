using FsCheck;
using FsCheck.Fluent;
using Microsoft.EntityFrameworkCore;
using WriteOff.Domain.Denials;
using WriteOff.Domain.Denials.Filters;
using WriteOff.Domain.Persistence;
using WriteOff.Domain.Tenants;
using WriteOff.Domain.WriteOffs;
using WriteOff.Tests.Support;

namespace WriteOff.Tests.Domain.Denials.Filters;

public sealed class TranslationTests
{

    [Fact]
    public async Task Grid_AnyFilterAndSort_AnswersAsTheNaiveEvaluationBothWays()
    {
        var sample = await FilterSampleData.Make(seed: 7, rows: 170);
        var naive = new NaiveFilter(sample);
        sample.Denials.Select(d => d.Status).Distinct().Should().HaveCount(6);
        sample.LiveLines.Should().HaveCountGreaterThan(10);
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => Agrees(sample, naive, seed).GetAwaiter().GetResult())
            .Try(200, many: 20_000);
    }

    private static async Task Agrees(FilterSampleData sample, NaiveFilter naive, int seed)
    {
        var random = new RandomFilters(seed);
        var filter = random.Filter(1 + random.Next(5));
        var ask = new GridAsk(random.Next(4) == 0 ? (DenialStatus)(1 + random.Next(6)) : null, random.Pick([GridSort.Age, GridSort.Balance]), random.Next(2) == 0, Text: filter.ToString());
        var wanted = sample.Denials.Where(d => (ask.Status is null || d.Status == ask.Status) && naive.Holds(filter, d)).ToList();
        var ordered = Ordered(wanted, ask).Select(d => d.Id).ToList();

        var forward = await Walk(sample.Workbench, ask, from: null, page => page.Next);
        forward.Ids.Should().Equal(ordered, $"{ask.Text} ({ask.Status}, {ask.Sort}, {ask.IsDescending})");
        var back = await Walk(sample.Workbench, ask, forward.Last, page => page.Previous);
        back.Pages.AsEnumerable().Reverse().SelectMany(p => p).Should().Equal(ordered, "back again, " + ask.Text);
        (await sample.Workbench.Grid.Count(sample.Workbench.Clerk, ask)).Value.Should().Be(ordered.Count);
        var total = (await sample.Workbench.Grid.Total(sample.Workbench.Clerk, ask, GridSelection.All)).Value;
        total.Should().Be(new GridTotal(wanted.Count, wanted.Sum(d => d.BalanceCents)));
    }

    private static IEnumerable<Denial> Ordered(List<Denial> rows, GridAsk ask)
    {
        var sorted = ask.Sort == GridSort.Balance ? rows.OrderBy(d => d.BalanceCents).ThenBy(d => d.Id) : rows.OrderByDescending(d => d.DeniedOn).ThenByDescending(d => d.Id);
        return ask.IsDescending ? sorted.Reverse() : sorted;
    }

    private static async Task<(List<long> Ids, List<List<long>> Pages, GridCursor? Last)> Walk(TestWorkbench workbench, GridAsk ask, GridCursor? from, Func<GridPage, GridCursor?> next)
    {
        List<List<long>> pages = [];
        while (true)
        {
            var page = (await workbench.Grid.Page(workbench.Clerk, ask with { Page = from })).Value;
            pages.Add([.. page.Rows.Select(r => r.Id)]);
            if (next(page) is not { } more) return ([.. pages.SelectMany(p => p)], pages, from);
            from = more;
        }
    }

    [Fact]
    public void OnSqlServer_EveryFieldAndOperator_ParsesWithEveryValueAParameter()
    {
        using var db = new WorkbenchDbs(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere" }).Open(1);
        var seen = 0;
        foreach (var filter in FilterField.All.SelectMany(f => Enumerable.Range(0, 40).Select(seed => new RandomFilters(seed).Term(f))).Distinct())
        {
            var sql = Query(db, filter).ToQueryString();
            TSql.Complaints(sql).Should().BeEmpty(filter.ToString());
            seen++;
        }

        seen.Should().BeGreaterThan(300);
    }

    [Theory]
    [InlineData("payer = zqx9 or payer ~ zqx9")]
    [InlineData("claim = zqx9 or claim ~ zqx9 or claim in (zqx9, zqx91)")]
    [InlineData("patient = zqx9 or patient ~ zqx9 or patient in (zqx9, zqx91)")]
    [InlineData("carc = zqx9 or carc ~ zqx9 or carc in (zqx9, zqx91) or group = zqx9")]
    [InlineData("rarc = zqx9 or rarc ~ zqx9 or rarc in (zqx9, zqx91)")]
    [InlineData("assignee = zqx9 or assignee ~ zqx9 or requested_by = zqx9")]
    [InlineData("reason = zqx9 or run = 7-zqx or provider = zqx9 or provider ~ zqx9")]
    [InlineData("written_off_for = zqx9 and written_off_by ~ zqx9 and written_off_on between 1987-06-05 and 1987-06-06 or reopened_on = 1987-06-05 or written_off_by != zqx9")]
    [InlineData("balance = 98765.43 or charge between 98765.43 and 98765.44 or available in (98765.43, 98765.44)")]
    [InlineData("dos = 1987-06-05 or denied_on > 1987-06-05 or requested_on < 1987-06-05")]
    public void OnBothDatabases_TypedText_IsNeverInTheSql(string text)
    {
        foreach (var options in new[] { TestDatabases.OnSqlite("nowhere.db"), new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere" } })
        {
            using var db = new WorkbenchDbs(options).Open(1);
            var sql = Query(db, FilterLanguage.Read(text).Filter!).ToQueryString();
            var body = string.Join('\n', sql.Split('\n').Where(l => !l.StartsWith("DECLARE", StringComparison.Ordinal) && !l.StartsWith(".param", StringComparison.Ordinal)));
            body.Should().NotContainAny("zqx9", "ZQX9", "9876543", "1987");
        }
    }

    private static IQueryable<GridRow> Query(WorkbenchDb db, Filter filter)
    {
        var context = new FilterContext(new Tenant(1, "T", "America/Chicago"), new DateOnly(2026, 11, 24), Guid.Empty)
        {
            Payers = [new(5, "Aetna"), new(6, "zqx9"), new(7, "North Plan")], People = [new(Guid.Empty, "zqx9"), new(Guid.AllBitsSet, "Clerk")], Reasons = [new(3, "zqx9"), new(4, "other")], Providers = ["zqx9", "North"],
        };
        return new GridQuery(db, new GridAsk(), filter, context, LiveRequests.Facts).Rows(new GridStart(new GridCursor(739_000, 5, false), CursorPart.All, filter), 51);
    }
}
